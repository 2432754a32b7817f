import { instantAt } from '#platform/web/i18n/date-text.ts'
import { dutyHour, type RosterShift } from '../contract/roster.ts'
import { dutyPosition } from '../contract.ts'

/** A line of the roster: a specialty, or a position that is for the whole house. */
export type RosterLine = { key: string; specialty: string | null; position: 'coordinator' | 'leader' | null }

/** A stretch of time, in milliseconds. */
export type Stretch = { from: number; to: number }

const dayMs = 24 * 60 * 60 * 1000
const daysOfWeek = 7

/** The date some days after another. */
export const dateAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)

/** The Monday of the week in which a date lies. */
export const mondayOf = (date: string): string =>
  dateAfter(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % daysOfWeek))

/** A duty day: from seven to seven. */
export const dutyDay = (date: string): Stretch => {
  const from = Date.parse(instantAt(date, dutyHour))
  return { from, to: from + dayMs }
}

/** The lines of a roster: each specialty, then coordinator and leader. */
export const rosterLines = (specialties: readonly string[]): RosterLine[] => [
  ...specialties.map((specialty) => ({ key: specialty, specialty, position: null })),
  ...(['coordinator', 'leader'] as const).map((position) => ({ key: position, specialty: null, position })),
]

/** The duties of a line that touch a day, in the order in which they are rung. */
export function shiftsIn(shifts: readonly RosterShift[], line: RosterLine, day: Stretch): RosterShift[] {
  const order: readonly string[] = dutyPosition.options
  return shifts
    .filter((shift) => (line.position ? shift.position === line.position : shift.specialty === line.specialty))
    .filter((shift) => Date.parse(shift.startsAt) < day.to && Date.parse(shift.endsAt) > day.from)
    .toSorted(
      (one, other) =>
        order.indexOf(one.position) - order.indexOf(other.position) ||
        Date.parse(one.startsAt) - Date.parse(other.startsAt),
    )
}

/** The stretches of a day in which nobody is first for a specialty, or nobody is coordinator or leader. */
export function gapsIn(shifts: readonly RosterShift[], line: RosterLine, day: Stretch): Stretch[] {
  const covering = shiftsIn(shifts, line, day)
    .filter((shift) => line.position !== null || shift.position === 'first')
    .map((shift) => ({ from: Date.parse(shift.startsAt), to: Date.parse(shift.endsAt) }))
    .toSorted((one, other) => one.from - other.from)
  const gaps: Stretch[] = []
  let covered = day.from
  for (const { from, to } of covering) {
    if (from > covered) gaps.push({ from: covered, to: from })
    covered = Math.max(covered, to)
  }
  if (covered < day.to) gaps.push({ from: covered, to: day.to })
  return gaps
}
