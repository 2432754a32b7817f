import { dateOf } from '#capabilities/network/server/index.ts'
import type { QuietHours } from '../contract/notices.ts'

const dayMs = 24 * 60 * 60 * 1000

// Vietnam has no summer time
const momentOf = (date: string, time: string): Date => new Date(`${date}T${time}:00+07:00`)
const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7

/** The end of the quiet hours that run at a moment; the moment itself when none do. The hour at which they end is not quiet. */
export function afterQuiet(quiet: QuietHours | null, at: Date): Date {
  if (!quiet) return at
  const isOverMidnight = quiet.to < quiet.from
  for (const beganDaysAgo of isOverMidnight ? [0, 1] : [0]) {
    const begun = new Date(at.getTime() - beganDaysAgo * dayMs)
    const day = dateOf(begun)
    const ends = momentOf(isOverMidnight ? dateOf(new Date(begun.getTime() + dayMs)) : day, quiet.to)
    if (quiet.weekdays.includes(weekdayOf(day)) && momentOf(day, quiet.from) <= at && at < ends) return ends
  }
  return at
}
