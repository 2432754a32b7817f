import type { Say } from '#platform/web/i18n/words.ts'
import type { BundleDefinition } from '../contract/pathway-parts.ts'
import { doneAt, forEnd, type Work } from './use-work.ts'
import type { workWords } from './work-words.ts'

/** Why a step cannot be done now: nothing is written here, an answer comes first, it is the other end's, or a step before is open. */
export function stepWhy(
  work: Work,
  bundle: BundleDefinition,
  code: string,
  t: Say<(typeof workWords)['words']>,
): string | null {
  const index = bundle.steps.findIndex((each) => each.code === code)
  const own = forEnd(work, bundle.steps[index]?.by ?? null, t('otherEnd')).why
  if (own) return own
  if (!bundle.needs.every((item) => work.entry('item', item)?.value != null)) return t('answerFirst')
  if (!bundle.isInOrder) return null
  const isTurn = bundle.steps.slice(0, index).every((step) => doneAt(work, `${bundle.code}.${step.code}`) !== null)
  return isTurn ? null : t('stepBeforeOpen')
}
