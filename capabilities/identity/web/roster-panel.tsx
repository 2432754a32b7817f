import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSpecialties } from '#capabilities/network/web/index.tsx'
import type { Id } from '#platform/contract/id.ts'
import { dateAt, shownDate } from '#platform/web/i18n/date-text.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { Table } from '#platform/web/ui/table.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import type { RosterShift } from '../contract/roster.ts'
import { AddShiftDialog } from './add-shift-dialog.tsx'
import style from './identity.module.css'
import { meQuery, rosterQuery } from './queries.ts'
import { dateAfter, mondayOf, rosterLines } from './roster.ts'
import { rosterColumns } from './roster-columns.tsx'
import { RosterLife } from './roster-life.tsx'
import { ShiftDialog } from './shift-dialog.tsx'
import { SwapDialog } from './swap-dialog.tsx'
import { identityWords } from './words.ts'

const aMinute = 60_000
const aWeek = 7

type Props = { facilityId: Id<'facility'>; mayPlan: boolean }

/** The week of a facility: who is on duty for what, and where nobody is. */
export function RosterPanel({ facilityId, mayPlan }: Props) {
  const t = useWords(identityWords)
  const now = useNow(aMinute)
  const { nameOf } = useSpecialties()
  const [weeks, setWeeks] = useState(0)
  const [isAdding, setIsAdding] = useState(false)
  const [chosen, setChosen] = useState<RosterShift | null>(null)
  const from = dateAfter(mondayOf(dateAt(now)), weeks * aWeek)
  const me = useQuery(meQuery)
  const close = () => setChosen(null)
  const roster = useQuery(rosterQuery(facilityId, from))
  const problem = useProblem(roster.error)
  const { specialties, shifts } = roster.data ?? { specialties: [], shifts: [] }
  const mayOpen = (shift: RosterShift) =>
    mayPlan || (shift.person.id === me.data?.person.id && Date.parse(shift.startsAt) > now)
  const columns = rosterColumns({ t, nameOf, from, now, shifts, onOpen: setChosen, mayOpen })
  const isMine = chosen !== null && chosen.person.id === me.data?.person.id
  const week = `${shownDate(from)} – ${shownDate(dateAfter(from, aWeek - 1))}`
  return (
    <Panel
      title={`${t('roster')}, ${week}`}
      aside={mayPlan ? <Button onPress={() => setIsAdding(true)}>{t('addShift')}</Button> : null}
    >
      <span className={style['row']}>
        <Button onPress={() => setWeeks(weeks - 1)}>{t('weekBefore')}</Button>
        <Button onPress={() => setWeeks(0)}>{t('thisWeek')}</Button>
        <Button onPress={() => setWeeks(weeks + 1)}>{t('weekAfter')}</Button>
      </span>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {roster.isPending ? <Waiting>{t('loading')}</Waiting> : null}
      {roster.data ? (
        <Table
          caption={t('roster')}
          isCaptionHidden
          rows={rosterLines(specialties)}
          keyOf={(line) => line.key}
          columns={columns}
        />
      ) : null}
      <p className="small dim">{t('dutyDays')}</p>
      <RosterLife facilityId={facilityId} mayPlan={mayPlan} now={now} week={{ from, next: dateAfter(from, aWeek) }} />
      {isAdding ? <AddShiftDialog facilityId={facilityId} now={now} onClose={() => setIsAdding(false)} /> : null}
      {chosen && mayPlan ? <ShiftDialog facilityId={facilityId} shift={chosen} now={now} onClose={close} /> : null}
      {isMine && !mayPlan ? (
        <SwapDialog facilityId={facilityId} shift={chosen} shifts={shifts} now={now} onClose={close} />
      ) : null}
    </Panel>
  )
}
