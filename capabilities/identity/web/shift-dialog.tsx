import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Id } from '#platform/contract/id.ts'
import { call } from '#platform/web/api.ts'
import { shownMoment } from '#platform/web/i18n/date-text.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { DateTimeField } from '#platform/web/ui/date-time-field.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { type RosterShift, removeDutyShift, shortenDutyShift } from '../contract/roster.ts'
import { identityWords } from './words.ts'

type Props = { facilityId: Id<'facility'>; shift: RosterShift; now: number; onClose: () => void }

/** One shift: shortened while it lasts, taken out before it begins. */
export function ShiftDialog({ facilityId, shift, now, onClose }: Props) {
  const t = useWords(identityWords)
  const queries = useQueryClient()
  const [endsAt, setEndsAt] = useState<string | null>(shift.endsAt)
  const which = { facilityId, dutyShiftId: shift.id }
  const onSuccess = async () => {
    onClose()
    await queries.invalidateQueries({ queryKey: ['roster', facilityId] })
  }
  const remove = useMutation({ mutationFn: async () => await call(removeDutyShift, which), onSuccess })
  const shorten = useMutation({
    mutationFn: async () => await call(shortenDutyShift, { ...which, endsAt: endsAt ?? shift.endsAt }),
    onSuccess,
  })
  const problem = useProblem(remove.error ?? shorten.error)
  const isToCome = Date.parse(shift.startsAt) > now
  const actions = (
    <>
      <Button onPress={onClose}>{t('close')}</Button>
      {isToCome ? (
        <Button onPress={() => remove.mutate()} isBusy={remove.isPending}>
          {t('removeShift')}
        </Button>
      ) : null}
      <Button kind="primary" onPress={() => shorten.mutate()} isBusy={shorten.isPending}>
        {t('shortenShift')}
      </Button>
    </>
  )
  return (
    <Dialog title={`${shift.person.title} ${shift.person.fullName}`.trim()} isOpen onClose={onClose} actions={actions}>
      <p className="dim">
        {t(shift.position)}, <span className="figure">{shownMoment(shift.startsAt)}</span> –{' '}
        <span className="figure">{shownMoment(shift.endsAt)}</span>
      </p>
      <DateTimeField label={t('newEnd')} value={endsAt} max={shift.endsAt} onChange={setEndsAt} />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </Dialog>
  )
}
