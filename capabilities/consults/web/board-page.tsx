import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { Me } from '#capabilities/identity/contract.ts'
import { PatientLine } from '#capabilities/records/web/index.tsx'
import { whenText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Chip, Choices, Empty, ProblemText, Section, Waiting } from '#platform/web/ui/pieces.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import type { BoardRow } from '../contract/planned.ts'
import style from './board.module.css'
import { BoardDialog, type BoardTask } from './board-dialog.tsx'
import { DueText } from './due-text.tsx'
import { nameOf } from './name-of.ts'
import { boardQuery } from './planned-queries.ts'
import { plannedWords } from './planned-words.ts'
import { consultsWords } from './words.ts'

const filters = ['all', 'waiting', 'late'] as const
type Filter = (typeof filters)[number]

const isLate = (row: BoardRow, now: number) =>
  row.unansweredAt !== null || (row.dueAt !== null && !row.firstAnsweredAt && new Date(row.dueAt).getTime() < now)

const shows: Record<Filter, (row: BoardRow, now: number) => boolean> = {
  all: () => true,
  waiting: (row) => row.status === 'requested',
  late: isLate,
}

/** What waits, for whom, since when: walked, opened, allocated and sent elsewhere from the keyboard. */
export function BoardPage({ me }: { me: Me }) {
  const t = useWords(plannedWords)
  const say = useWords(consultsWords)
  const now = useNow(15_000)
  const navigate = useNavigate()
  const search: { show?: unknown } = useSearch({ strict: false })
  const filter = filters.find((each) => each === search.show) ?? 'all'
  const board = useQuery(boardQuery(me))
  const problem = useProblem(board.error)
  const rows = (board.data ?? []).filter((row) => shows[filter](row, now))
  const [place, setPlace] = useState(0)
  const [task, setTask] = useState<BoardTask | null>(null)
  const here = rows[Math.min(place, rows.length - 1)]
  const open = (row: BoardRow) => void navigate({ to: path.consult(row.id) })
  useKeys(task === null, {
    down: () => setPlace(Math.min(place + 1, rows.length - 1)),
    up: () => setPlace(Math.max(place - 1, 0)),
    enter: () => here && open(here),
    a: () => here && canAllocate(here) && setTask({ is: 'allocate', row: here }),
    r: () => here && here.status === 'requested' && setTask({ is: 'reroute', row: here }),
  })
  return (
    <Section isPage title={t('board')} aside={<span className="figure">{rows.length}</span>}>
      <Choices
        label={t('filter')}
        value={filter}
        options={filters.map((value) => ({ value, text: t(value) }))}
        onChange={(show) => void navigate({ to: path.board(), search: { show }, replace: true })}
      />
      <p className="small dim">{t('keys')}</p>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {board.isPending ? <Waiting>{say('loading')}</Waiting> : null}
      {board.data && rows.length === 0 ? <Empty>{t('boardEmpty')}</Empty> : null}
      <ul className={style['rows']}>
        {rows.map((row) => (
          <Row
            key={row.id}
            row={row}
            now={now}
            isHere={row.id === here?.id}
            onOpen={() => open(row)}
            onTask={setTask}
          />
        ))}
      </ul>
      {task ? <BoardDialog task={task} rows={board.data ?? []} onClose={() => setTask(null)} /> : null}
    </Section>
  )
}

const canAllocate = (row: BoardRow) => row.urgency !== 'emergency' && row.status === 'requested'

type RowProps = {
  row: BoardRow
  now: number
  isHere: boolean
  onOpen: () => void
  onTask: (task: BoardTask) => void
}

function Row({ row, now, isHere, onOpen, onTask }: RowProps) {
  const t = useWords(plannedWords)
  const language = useLanguage()
  const place = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isHere) place.current?.scrollIntoView({ block: 'nearest' })
  }, [isHere])
  const who = row.acceptedBy ?? row.allocatedTo
  const nobody = row.urgency === 'emergency' ? t('ringing') : t('waitsForAnybody')
  return (
    <li ref={place} data-here={isHere ? 'yes' : 'no'} aria-current={isHere ? 'true' : undefined}>
      <div>
        <p className={style['chips']}>
          <Chip {...(row.urgency === 'emergency' ? { kind: 'critical' as const } : {})}>{t(row.urgency)}</Chip>
          {isLate(row, now) ? <Chip kind="late">{t('late')}</Chip> : null}
          {row.mayBeDuplicate ? <Chip kind="late">{t('mayBeDuplicate')}</Chip> : null}
          <span>{row.pathwayName[language]}</span>
        </p>
        <PatientLine patient={row.patient} />
        <p>
          {row.asking.shortName} → {row.supporting.shortName}
        </p>
        <p className="small dim">
          {who ? t('waitsFor', { name: nameOf(who) }) : nobody} · {t('since', { time: whenText(row.askedAt, now) })}
        </p>
        <DueText dueAt={row.dueAt} firstAnsweredAt={row.firstAnsweredAt} now={now} />
      </div>
      <span className={style['chips']}>
        <Button onPress={onOpen}>{t('open')}</Button>
        {canAllocate(row) ? (
          <Button kind="quiet" onPress={() => onTask({ is: 'allocate', row })}>
            {t('allocate')}
          </Button>
        ) : null}
        {row.status === 'requested' ? (
          <Button kind="quiet" onPress={() => onTask({ is: 'reroute', row })}>
            {t('reroute')}
          </Button>
        ) : null}
        {canAllocate(row) ? (
          <Button kind="quiet" onPress={() => onTask({ is: 'merge', row })}>
            {t('merge')}
          </Button>
        ) : null}
      </span>
    </li>
  )
}

type Keys = Record<'down' | 'up' | 'enter' | 'a' | 'r', () => void>

const keyOf: Record<string, keyof Keys> = {
  ...{ ArrowDown: 'down', j: 'down', ArrowUp: 'up', k: 'up', Enter: 'enter' },
  ...{ a: 'a', A: 'a', r: 'r', R: 'r' },
}

/** Keys of the board while no dialog is open; not while somebody types or stands on a button. */
function useKeys(isOn: boolean, keys: Keys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    if (!isOn) return undefined
    const press = (event: KeyboardEvent) => {
      const at = event.target instanceof HTMLElement ? event.target : document.body
      const isControl = at.closest('input, textarea, select, [role="radiogroup"], [role="dialog"]') !== null
      const wanted = keyOf[event.key]
      if (!wanted || isControl || event.ctrlKey || event.metaKey || event.altKey) return
      if (wanted === 'enter' && at.closest('a, button')) return
      event.preventDefault()
      latest.current[wanted]()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [isOn])
}
