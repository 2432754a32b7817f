import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { call } from '#platform/web/api.ts'
import { whenText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import * as contract from '../contract/roster-life.ts'
import style from './identity.module.css'
import { absencesQuery, meQuery } from './queries.ts'
import { rosterLifeWords } from './roster-life-words.ts'

type Absence = OutputOf<typeof contract.listAbsences>[number]
type Props = { facilityId: Id<'facility'>; now: number; mayPlan: boolean }

/** Who is away, now and later; whoever recorded wrongly takes it back: one's own, or anybody's when one plans. */
export function AbsencesList({ facilityId, now, mayPlan }: Props) {
  const t = useWords(rosterLifeWords)
  const absences = useQuery(absencesQuery(facilityId))
  const me = useQuery(meQuery)
  const [chosen, setChosen] = useState<Absence | null>(null)
  const problem = useProblem(absences.error)
  return (
    <>
      <p>
        <b>{t('absences')}</b>
      </p>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {absences.isPending ? <Waiting>{t('loading')}</Waiting> : null}
      {absences.data?.length === 0 ? <p className="dim">{t('nobodyAway')}</p> : null}
      <ul className={style['rows']}>
        {absences.data?.map((each) => (
          <li key={each.id}>
            <span>
              {spanOf(each, now)}
              {each.reason ? ` · ${each.reason}` : ''}
            </span>
            {mayPlan || each.person.id === me.data?.person.id ? (
              <Button onPress={() => setChosen(each)}>
                {t('withdraw')}
                <span className="hidden-word">{spanOf(each, now)}</span>
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {chosen ? (
        <WithdrawDialog facilityId={facilityId} absence={chosen} now={now} onClose={() => setChosen(null)} />
      ) : null}
    </>
  )
}

const spanOf = ({ person, startsAt, endsAt }: Absence, now: number): string =>
  `${`${person.title} ${person.fullName}`.trim()}, ${whenText(startsAt, now)} – ${whenText(endsAt, now)}`

type WithdrawProps = { facilityId: Id<'facility'>; absence: Absence; now: number; onClose: () => void }

function WithdrawDialog({ facilityId, absence, now, onClose }: WithdrawProps) {
  const t = useWords(rosterLifeWords)
  const queries = useQueryClient()
  const withdraw = useMutation({
    mutationFn: async () => await call(contract.withdrawAbsence, { facilityId, absenceId: absence.id }),
    onSuccess: onClose,
    onSettled: async () => await queries.invalidateQueries(),
  })
  const problem = useProblem(withdraw.error)
  return (
    <Dialog
      title={t('withdrawTitle')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button kind="primary" isBusy={withdraw.isPending} onPress={() => withdraw.mutate()}>
            {t('withdraw')}
          </Button>
        </>
      }
    >
      <p>{spanOf(absence, now)}</p>
      <p>{t('withdrawHint')}</p>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </Dialog>
  )
}
