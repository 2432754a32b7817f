// How minutes write times, names and what a clinician may have typed.

const zone = 'Asia/Ho_Chi_Minh'

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

function partsOf(instant: string): Record<string, string> {
  return Object.fromEntries(clock.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]))
}

// Decree 30/2020: a day below 10 and the months 1 and 2 are written with a leading zero, others not.
function spelledDate(year: string, month: string, day: string): string {
  const shownMonth = Number(month) <= 2 ? month : String(Number(month))
  return `ngày ${day} tháng ${shownMonth} năm ${year}`
}

/** "14 giờ 05 phút, ngày 22 tháng 11 năm 2026", in the time of Vietnam. */
export function spelledInstant(instant: string): string {
  const { year = '', month = '', day = '', hour, minute } = partsOf(instant)
  return `${hour} giờ ${minute} phút, ${spelledDate(year, month, day)}`
}

/** "Ngày 22 tháng 11 năm 2026", in the time of Vietnam. */
export function spelledDayOf(instant: string): string {
  const { year = '', month = '', day = '' } = partsOf(instant)
  return spelledDate(year, month, day).replace(/^n/, 'N')
}

/** "14:05:30 22/11/2026", in the time of Vietnam. */
export function shortInstant(instant: string): string {
  const { year, month, day, hour, minute, second } = partsOf(instant)
  return `${hour}:${minute}:${second} ${day}/${month}/${year}`
}

/** "22/11/2026" of a date; dots to fill in by hand when there is none. */
export function shortDate(date: string | null): string {
  const [year, month, day] = (date ?? '').split('-')
  return year && month && day ? `${day}/${month}/${year}` : '…/…/……'
}

/** The text, or dots to fill in by hand. */
export function orDots(text: string | null): string {
  return text?.trim() ? text : '………………'
}

const written: Record<string, string> = {
  '→': '->',
  '⇒': '=>',
  '←': '<-',
  '↑': '[tăng]',
  '↓': '[giảm]',
  '☐': '[ ]',
  '☑': '[x]',
  '✓': '[x]',
  '✔': '[x]',
  '✗': '[-]',
  '◦': '-',
  '∼': '~',
  '∅': 'Ø',
  '‒': '–',
  '℃': '°C',
  '\u202F': '\u00A0',
  '\t': ' ',
}

// What the font has: Latin with all Vietnamese marks, Greek, Cyrillic, punctuation, the usual signs.
const fontRanges: readonly (readonly [number, number])[] = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x1a0, 0x1a1],
  [0x1af, 0x1b0],
  [0x300, 0x301],
  [0x303, 0x303],
  [0x309, 0x309],
  [0x323, 0x323],
  [0x391, 0x3a1],
  [0x3a3, 0x3ce],
  [0x400, 0x481],
  [0x1ea0, 0x1ef9],
  [0x2010, 0x2011],
  [0x2013, 0x2015],
  [0x2018, 0x201e],
  [0x2020, 0x2022],
  [0x2026, 0x2026],
  [0x2030, 0x2030],
  [0x2032, 0x2033],
  [0x2039, 0x203a],
  [0x2070, 0x2070],
  [0x2074, 0x208e],
  [0x20ab, 0x20ac],
  [0x2116, 0x2116],
  [0x2122, 0x2122],
  [0x2206, 0x2206],
  [0x2211, 0x2212],
  [0x221a, 0x221a],
  [0x221e, 0x221e],
  [0x2248, 0x2248],
  [0x2260, 0x2260],
  [0x2264, 0x2265],
]

function shown(character: string): string {
  const code = character.codePointAt(0) ?? 0
  const isInFont = character === '\n' || fontRanges.some(([first, last]) => code >= first && code <= last)
  if (isInFont) return character
  return written[character] ?? (code < 0x20 ? '' : `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`)
}

/** The text in NFC with only what the font can show; a sign that it lacks appears by its code, never as nothing. */
export function printableText(text: string): string {
  return text.normalize('NFC').replace(/\r\n?/g, '\n').replace(/./gsu, shown)
}

/** The same data with every string made printable. */
export function printableData<T>(data: T): T {
  // a picture is letters and digits alone, and long
  if (typeof data === 'string') return (data.startsWith('data:') ? data : printableText(data)) as T // a string stays a string
  if (Array.isArray(data)) return data.map((item: unknown) => printableData(item)) as T // and so does a list
  if (data === null || typeof data !== 'object') return data
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, printableData(value)])) as T // and each key
}
