import type { Bilingual } from './bilingual.ts'

/** The usual reasons of a correction; more may be said in free text. They are kept in Vietnamese, as the record is. */
export const correctionReasons: readonly Bilingual[] = [
  { vi: 'Nhập nhầm', en: 'Mistyped' },
  { vi: 'Có thông tin mới', en: 'Newly known' },
  { vi: 'Đo hoặc hỏi lại', en: 'Measured or asked again' },
  { vi: 'Lý do khác', en: 'Another reason' },
]

const between = ': '

/** A reason as it is kept: one of the list, with what was said besides. Empty without one; the last needs a text. */
export function keptReason(chosen: string | null, text: string): string {
  if (chosen === null) return ''
  const said = text.trim()
  if (chosen === correctionReasons.at(-1)?.vi && said === '') return ''
  return said === '' ? chosen : `${chosen}${between}${said}`
}

/** A kept reason in a language: the word of the list is said in it, what was typed stays as it is. */
export function shownReason(reason: string, language: keyof Bilingual): string {
  const known = correctionReasons.find((each) => reason === each.vi || reason.startsWith(`${each.vi}${between}`))
  return known ? `${known[language]}${reason.slice(known.vi.length)}` : reason
}
