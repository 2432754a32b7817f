/** A day as YYYY-MM-DD, without a zone. */
export type CalendarDate = string

/** What was in force on a day, of things that each begin on a day and last until the next begins; undefined before the first. */
export function inForceOn<T extends { from: CalendarDate }>(dated: readonly T[], on: CalendarDate): T | undefined {
  return dated.filter((each) => each.from <= on).toSorted((one, other) => other.from.localeCompare(one.from))[0]
}
