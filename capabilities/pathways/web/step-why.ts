import type { Say } from '#platform/web/i18n/words.ts'
import type { BundleDefinition } from '../contract/pathway-parts.ts'
import { stepTurn } from '../contract/step-turn.ts'
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
  const turn = stepTurn(bundle, index, {
    hasAnswer: (item) => {
      const entry = work.entry('item', item)
      return entry !== undefined && entry.value !== null && !entry.isReopened
    },
    isDone: (step) => doneAt(work, `${bundle.code}.${step}`) !== null,
  })
  return turn && t(turn === 'answer-first' ? 'answerFirst' : 'stepBeforeOpen')
}
