import { shownDate } from '#platform/web/i18n/date-text.ts'
import { timeText } from '#platform/web/i18n/time.ts'
import type { Say } from '#platform/web/i18n/words.ts'
import type { Column } from '#platform/web/ui/table.tsx'
import type { RosterShift } from '../contract/roster.ts'
import style from './identity.module.css'
import { dateAfter, dutyDay, gapsIn, type RosterLine, type Stretch, shiftsIn } from './roster.ts'
import type { identityWords } from './words.ts'

type Options = {
  t: Say<(typeof identityWords)['words']>
  nameOf: (specialty: string) => string
  /** The first day of the week. */
  from: string
  now: number
  shifts: readonly RosterShift[]
  onOpen: (shift: RosterShift) => void
  /** Whether a shift opens at all: those who only look open none. */
  mayOpen: (shift: RosterShift) => boolean
}

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** The columns of a week: what for, and a day each with who is there and where nobody is. */
export const rosterColumns = (options: Options): Column<RosterLine>[] => [
  {
    key: 'line',
    head: options.t('specialty'),
    cell: (line) => <b>{line.position ? options.t(line.position) : options.nameOf(line.specialty ?? '')}</b>,
  },
  ...days.map((name, index) => {
    const date = dateAfter(options.from, index)
    const day = dutyDay(date)
    return {
      key: date,
      head: `${options.t(name)} ${shownDate(date).slice(0, 'dd/mm'.length)}`,
      cell: (line: RosterLine) => <Day line={line} day={day} options={options} />,
    }
  }),
]

function Day({ line, day, options }: { line: RosterLine; day: Stretch; options: Options }) {
  const { t, shifts, now, onOpen, mayOpen } = options
  const gaps = gapsIn(shifts, line, day).filter((gap) => gap.to > now)
  const isEmpty = gaps.length === 1 && gaps[0]?.from === day.from && gaps[0].to === day.to
  return (
    <ul className={style['day']}>
      {shiftsIn(shifts, line, day).map((shift) => (
        <li key={shift.id}>
          {line.position ? null : <span className="small dim">{t(shift.position)} </span>}
          {mayOpen(shift) && Date.parse(shift.endsAt) > now ? (
            <button type="button" className={style['name']} onClick={() => onOpen(shift)}>
              {nameOf(shift)}
            </button>
          ) : (
            <span>{nameOf(shift)}</span>
          )}
          {isWhole(shift, day) ? null : (
            <span className="small dim figure">
              {' '}
              {timeText(shift.startsAt)}–{timeText(shift.endsAt)}
            </span>
          )}
        </li>
      ))}
      {gaps.map((gap) => (
        <li key={gap.from} className={style['gap']}>
          {isEmpty ? t('nobodyAllDay') : t('nobodyFrom', { from: timeText(gap.from), to: timeText(gap.to) })}
        </li>
      ))}
    </ul>
  )
}

const nameOf = (shift: RosterShift): string => `${shift.person.title} ${shift.person.fullName}`.trim()

const isWhole = (shift: RosterShift, day: Stretch): boolean =>
  Date.parse(shift.startsAt) <= day.from && Date.parse(shift.endsAt) >= day.to
