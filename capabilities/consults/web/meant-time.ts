import { dateAt, instantAt, parseMoment, parseTime } from '#platform/web/i18n/date-text.ts'

const dayMs = 24 * 60 * 60 * 1000

/** The moment that is meant by a typed time: with a date that day, without one the latest time at which the clock in Vietnam showed it. */
export function meantBy(text: string, now: number): string | null {
  const time = parseTime(text)
  if (!time) return parseMoment(text)
  const today = instantAt(dateAt(now), time)
  return new Date(today).getTime() > now ? new Date(new Date(today).getTime() - dayMs).toISOString() : today
}
