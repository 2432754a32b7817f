import { dateText, timeText } from './time.ts'

/** Vietnam's offset; the same all year. */
const offset = '+07:00'

const pad = (digits: string, length = 2): string => digits.padStart(length, '0')

/** The date that stands for three typed numbers; null when there is no such day. */
function dateFrom(day: string, month: string, year: string): string | null {
  const date = `${year}-${pad(month)}-${pad(day)}`
  const moment = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(date) ? date : null
}

/** A typed date as `2026-11-22`; day first, with any mark between or none, four digits a year. Null when it is none. */
export function parseDate(text: string): string | null {
  const found =
    /^\s*(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})\s*$/.exec(text) ?? /^\s*(\d{2})(\d{2})(\d{4})\s*$/.exec(text)
  return found ? dateFrom(found[1] ?? '', found[2] ?? '', found[3] ?? '') : null
}

/** `22/11/2026` of `2026-11-22`; empty for none. */
export const shownDate = (date: string | null): string => (date ? date.split('-').toReversed().join('/') : '')

/** A typed time of the day as `14:05`; `1405`, `14h05` and `14.05` are meant too. Null when it is none. */
export function parseTime(text: string): string | null {
  const found = /^\s*(\d{1,2})[:h.](\d{2})\s*$/i.exec(text) ?? /^\s*(\d{2})(\d{2})\s*$/.exec(text)
  const [, hour = '', minute = ''] = found ?? []
  return found && Number(hour) < 24 && Number(minute) < 60 ? `${pad(hour)}:${minute}` : null
}

/** The moment at which the clocks of Vietnam show this date and time. */
export const instantAt = (date: string, time: string): string => new Date(`${date}T${time}:00${offset}`).toISOString()

/** The date in Vietnam at a moment, as `2026-11-22`. */
export const dateAt = (moment: string | number): string => dateText(moment).split('/').toReversed().join('-')

/** A typed moment such as `14:05 22/11/2026`; the time first, or only the time when `day` says of which day. */
export function parseMoment(text: string, day: string | null = null): string | null {
  const [, first = '', rest = ''] = /^\s*(\d{1,2}[:h.]\d{2}|\d{4})\s*(.*)$/i.exec(text) ?? []
  const time = parseTime(first)
  const date = rest === '' ? day : parseDate(rest)
  return time && date ? instantAt(date, time) : null
}

/** `14:05 22/11/2026` of a moment, in Vietnam; empty for none. */
export const shownMoment = (instant: string | null): string =>
  instant ? `${timeText(instant)} ${dateText(instant)}` : ''
