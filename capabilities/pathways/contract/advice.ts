import { answersOf } from './answers.ts'
import type { Bilingual } from './bilingual.ts'
import type { PathwayDocument } from './pathway-document.ts'
import type { Entry } from './run.ts'

/** What is advised, and the treatment that goes with it. */
export type Advice = { conclusion: string; next: string }

/**
 * The advice in the fixed words of the pathway, from what was answered; null while the first of its items is not, and where
 * the pathway has none. It is what a conclusion begins with, so that paper says what was told.
 */
export function adviceOf(
  document: PathwayDocument,
  entries: readonly Entry[],
  language: keyof Bilingual,
): Advice | null {
  const { advice } = document
  if (!advice) return null
  const answers = answersOf(entries, 'item')
  if (!answers.has(advice.items[0] ?? '')) return null
  const said = advice.items.flatMap((code) => {
    const item = document.items.find((each) => each.code === code)
    const value = answers.get(code)
    if (!item || value === undefined || typeof value === 'object' || value === '') return []
    const { is } = item
    if (is.kind === 'choice') return is.choices.find((each) => each.code === value)?.label[language] ?? []
    if (is.kind !== 'number') return String(value)
    const figure = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB').format(Number(value))
    return `${item.label[language]}: ${figure} ${is.unit}`
  })
  return { conclusion: `${said.map((each) => each.replace(/[.\s]+$/, '')).join('. ')}.`, next: advice.next[language] }
}
