import type { Language } from './words.ts'

const zone = 'Asia/Ho_Chi_Minh'
const part = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('vi-VN', { timeZone: zone, hour12: false, ...options })
const clock = part({ hour: '2-digit', minute: '2-digit' })
const clockSeconds = part({ hour: '2-digit', minute: '2-digit', second: '2-digit' })
const day = part({ day: '2-digit', month: '2-digit', year: 'numeric' })

type Moment = string | number | Date

const dateOf = (moment: Moment): Date => new Date(moment)

/** `14:05`, in Vietnam. */
export const timeText = (moment: Moment): string => clock.format(dateOf(moment))

/** `14:05:48`, in Vietnam. */
export const secondsText = (moment: Moment): string => clockSeconds.format(dateOf(moment))

/** `22/11/2026`, in Vietnam. */
export const dateText = (moment: Moment): string => day.format(dateOf(moment))

/** `14:05`, and the date behind it when it is not today. */
export const whenText = (moment: Moment, now: number): string =>
  dateText(moment) === dateText(now) ? timeText(moment) : `${timeText(moment)} ${dateText(moment)}`

/** `Chủ Nhật, 22 tháng 11`. */
export const dayText = (moment: Moment, language: Language): string =>
  new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  })
    .format(dateOf(moment))
    .replace(/^./, (letter) => letter.toUpperCase())

/** Elapsed time that rings: `1:22`. */
export function elapsedText(since: Moment, now: number): string {
  const seconds = Math.max(0, Math.floor((now - dateOf(since).getTime()) / 1000))
  const minutes = Math.floor(seconds / 60)
  const tail = String(seconds % 60).padStart(2, '0')
  return minutes < 60
    ? `${minutes}:${tail}`
    : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${tail}`
}

/** Time left in whole hours and minutes; negative when it has passed. */
export function timeLeft(until: Moment, now: number): { isOver: boolean; hours: number; minutes: number } {
  const ms = dateOf(until).getTime() - now
  const minutes = Math.floor(Math.abs(ms) / 60_000)
  return { isOver: ms < 0, hours: Math.floor(minutes / 60), minutes: minutes % 60 }
}

/** A number with the decimal mark of the language: `7,2` or `7.2`. */
export const numberText = (value: number, language: Language): string =>
  new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 2 }).format(value)

/** A number as typed, with either decimal mark; null when it is none. */
export function parseNumber(text: string): number | null {
  const plain = text.trim().replace(',', '.')
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null
}
