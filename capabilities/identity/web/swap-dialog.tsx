import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Id } from '#platform/contract/id.ts'
import { call } from '#platform/web/api.ts'
import { shownMoment } from '#platform/web/i18n/date-text.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import { Select } from '#platform/web/ui/select.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import type { RosterShift } from '../contract/roster.ts'
import { askSwap } from '../contract/roster-life.ts'
import { rosterLifeWords } from './roster-life-words.ts'

type Props = {
  facilityId: Id<'facility'>
  shift: RosterShift
  /** The duties of the week: whoever has one may be asked, and may give one in return. */
  shifts: readonly RosterShift[]
  now: number
  onClose: () => void
}

type Wish = { toPersonId: Id<'person'> | null; inReturnShiftId: Id<'duty-shift'> | null }

const nameOf = (person: RosterShift['person']): string => `${person.title} ${person.fullName}`.trim()

/** Asks a colleague to take a duty of mine; it changes hands when they accept. */
export function SwapDialog({ facilityId, shift, shifts, now, onClose }: Props) {
  const t = useWords(rosterLifeWords)
  const queries = useQueryClient()
  const [{ toPersonId, inReturnShiftId }, setWish] = useState<Wish>({ toPersonId: null, inReturnShiftId: null })
  const colleagues = new Map(
    shifts.filter((each) => each.person.id !== shift.person.id).map((each) => [each.person.id, each.person]),
  )
  const theirs = shifts.filter((each) => each.person.id === toPersonId && Date.parse(each.startsAt) > now)
  const ask = useMutation({
    mutationFn: async (to: Id<'person'>) =>
      await call(
        askSwap,
        { facilityId, shiftId: shift.id, toPersonId: to, inReturnShiftId },
        { key: crypto.randomUUID() },
      ),
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: ['swaps', facilityId] })
    },
  })
  const problem = useProblem(ask.error)
  return (
    <Dialog
      title={t('askSwap', { when: shownMoment(shift.startsAt) })}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button
            kind="primary"
            isBusy={ask.isPending}
            onPress={() => toPersonId && ask.mutate(toPersonId)}
            why={toPersonId ? null : t('chooseWho')}
          >
            {t('ask')}
          </Button>
        </>
      }
    >
      <Select
        label={t('who')}
        value={toPersonId}
        onChange={(id) => setWish({ toPersonId: id, inReturnShiftId: null })}
        options={[...colleagues.values()].map((each) => ({ value: each.id, text: nameOf(each) }))}
      />
      <Select
        label={t('forTheirs')}
        value={inReturnShiftId}
        onChange={(id) => setWish({ toPersonId, inReturnShiftId: id })}
        isClearable
        options={theirs.map((each) => ({ value: each.id, text: shownMoment(each.startsAt) }))}
      />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </Dialog>
  )
}
