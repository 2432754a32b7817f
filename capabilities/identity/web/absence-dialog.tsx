import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Id } from '#platform/contract/id.ts'
import { call } from '#platform/web/api.ts'
import { dateAt, instantAt } from '#platform/web/i18n/date-text.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { DateTimeField } from '#platform/web/ui/date-time-field.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { Select } from '#platform/web/ui/select.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { dutyHour } from '../contract/roster.ts'
import { recordAbsence } from '../contract/roster-life.ts'
import { meQuery, peopleQuery } from './queries.ts'
import { dateAfter } from './roster.ts'
import { rosterLifeWords } from './roster-life-words.ts'

type Props = { facilityId: Id<'facility'>; mayPlan: boolean; now: number; onClose: () => void }

/** Notes that somebody is away: oneself, or anybody for those who plan the duties. */
export function AbsenceDialog({ facilityId, mayPlan, now, onClose }: Props) {
  const t = useWords(rosterLifeWords)
  const queries = useQueryClient()
  const me = useQuery(meQuery)
  const people = useQuery({ ...peopleQuery(facilityId), enabled: mayPlan })
  const [who, setWho] = useState<string | null>(null)
  const tomorrow = dateAfter(dateAt(now), 1)
  const [from, setFrom] = useState<string | null>(instantAt(tomorrow, dutyHour))
  const [to, setTo] = useState<string | null>(instantAt(dateAfter(tomorrow, 1), dutyHour))
  const [reason, setReason] = useState('')
  const self = me.data?.person ?? null
  const personId = (who ?? self?.id) as Id<'person'> | undefined
  const save = useMutation({
    mutationFn: async (given: { personId: Id<'person'>; startsAt: string; endsAt: string }) =>
      await call(recordAbsence, { facilityId, ...given, reason: reason.trim() }, { key: crypto.randomUUID() }),
    onSuccess: async () => {
      await queries.invalidateQueries()
      onClose()
    },
  })
  const problem = useProblem(save.error)
  const options = (people.data ?? []).map((row) => ({
    value: row.id as string,
    text: `${row.title} ${row.fullName}`.trim(),
  }))
  return (
    <Dialog
      title={t('addAbsence')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button
            kind="primary"
            isBusy={save.isPending}
            onPress={() => personId && from && to && save.mutate({ personId, startsAt: from, endsAt: to })}
            why={personId && from && to ? null : t('chooseTimes')}
          >
            {t('save')}
          </Button>
        </>
      }
    >
      {mayPlan ? <Select label={t('who')} value={who ?? self?.id ?? null} onChange={setWho} options={options} /> : null}
      <DateTimeField label={t('from')} value={from} onChange={setFrom} />
      <DateTimeField label={t('to')} value={to} onChange={setTo} />
      <Field label={t('reason')} value={reason} onChange={setReason} maxLength={200} />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </Dialog>
  )
}
