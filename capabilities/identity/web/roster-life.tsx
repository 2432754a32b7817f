import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSpecialties } from '#capabilities/network/web/index.tsx'
import type { Id } from '#platform/contract/id.ts'
import { call } from '#platform/web/api.ts'
import { shownDate } from '#platform/web/i18n/date-text.ts'
import { whenText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import * as contract from '../contract/roster-life.ts'
import { AbsenceDialog } from './absence-dialog.tsx'
import { AbsencesList } from './absences-list.tsx'
import style from './identity.module.css'
import { ImportDialog } from './import-dialog.tsx'
import { rosterGapsQuery, swapsQuery } from './queries.ts'
import { rosterLifeWords } from './roster-life-words.ts'

type Props = { facilityId: Id<'facility'>; mayPlan: boolean; now: number; week: { from: string; next: string } }

/** What keeps a roster alive: gaps and holidays ahead, who is away, swaps, copying a week, a file from elsewhere. */
export function RosterLife({ facilityId, mayPlan, now, week }: Props) {
  const t = useWords(rosterLifeWords)
  const [open, setOpen] = useState<'absence' | 'import' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <span className={style['row']}>
        <Button onPress={() => setOpen('absence')}>{t('addAbsence')}</Button>
        {mayPlan ? <CopyWeek facilityId={facilityId} week={week} /> : null}
        {mayPlan ? <Button onPress={() => setOpen('import')}>{t('import')}</Button> : null}
      </span>
      <Ahead facilityId={facilityId} now={now} />
      <Swaps facilityId={facilityId} now={now} />
      <AbsencesList facilityId={facilityId} now={now} mayPlan={mayPlan} />
      {open === 'absence' ? (
        <AbsenceDialog facilityId={facilityId} mayPlan={mayPlan} now={now} onClose={close} />
      ) : null}
      {open === 'import' ? <ImportDialog facilityId={facilityId} onClose={close} /> : null}
    </>
  )
}

function CopyWeek({ facilityId, week }: { facilityId: Id<'facility'>; week: Props['week'] }) {
  const t = useWords(rosterLifeWords)
  const queries = useQueryClient()
  const copy = useMutation({
    mutationFn: async () =>
      await call(contract.copyWeek, { facilityId, from: week.from, to: week.next }, { key: crypto.randomUUID() }),
    onSuccess: async () => await queries.invalidateQueries({ queryKey: ['roster'] }),
  })
  const problem = useProblem(copy.error)
  return (
    <>
      <Button onPress={() => copy.mutate()} isBusy={copy.isPending}>
        {t('copyWeek', { date: shownDate(week.next) })}
      </Button>
      {copy.data ? <span className="small dim">{t('copied', copy.data)}</span> : null}
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </>
  )
}

function Ahead({ facilityId, now }: { facilityId: Id<'facility'>; now: number }) {
  const t = useWords(rosterLifeWords)
  const language = useLanguage()
  const { nameOf } = useSpecialties()
  const { data } = useQuery(rosterGapsQuery(facilityId))
  if (!data) return null
  return (
    <>
      {data.gaps.length > 0 ? (
        <>
          <p>
            <b>{t('gaps')}</b>
          </p>
          <ul className={style['rows']}>
            {data.gaps.map((gap) => (
              <li key={`${gap.specialty}/${gap.from}`} className={style['gap']}>
                {t('gap', {
                  specialty: nameOf(gap.specialty),
                  from: whenText(gap.from, now),
                  to: whenText(gap.to, now),
                })}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {data.holidays.length > 0 ? (
        <p className="small">
          {t('holidays')}{' '}
          {data.holidays
            .map((each) => `${shownDate(each.date)} ${language === 'vi' ? each.nameVi : each.nameEn}`)
            .join(', ')}
        </p>
      ) : null}
    </>
  )
}

function Swaps({ facilityId, now }: { facilityId: Id<'facility'>; now: number }) {
  const t = useWords(rosterLifeWords)
  const queries = useQueryClient()
  const swaps = useQuery(swapsQuery(facilityId))
  const answer = useMutation({
    mutationFn: async (given: { swapId: Id<'swap'>; answer: 'accepted' | 'declined' }) =>
      await call(contract.answerSwap, { facilityId, ...given }, { key: crypto.randomUUID() }),
    onSettled: async () => await queries.invalidateQueries(),
  })
  const problem = useProblem(answer.error)
  const nameOf = (person: { title: string; fullName: string }) => `${person.title} ${person.fullName}`.trim()
  if (!swaps.data || swaps.data.length === 0) return null
  return (
    <>
      <p>
        <b>{t('swaps')}</b>
      </p>
      <ul className={style['rows']}>
        {swaps.data.map((swap) => (
          <li key={swap.id}>
            <span>
              {t('swap', { from: nameOf(swap.from), to: nameOf(swap.to), when: whenText(swap.startsAt, now) })}
              {swap.inReturn ? ` ${t('inReturn', { when: whenText(swap.inReturn.startsAt, now) })}` : ''}
            </span>
            {swap.isForMe ? (
              <span className={style['row']}>
                <Button onPress={() => answer.mutate({ swapId: swap.id, answer: 'accepted' })}>{t('take')}</Button>
                <Button onPress={() => answer.mutate({ swapId: swap.id, answer: 'declined' })}>{t('decline')}</Button>
              </span>
            ) : (
              <span className="dim">{t('waits')}</span>
            )}
          </li>
        ))}
      </ul>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </>
  )
}
