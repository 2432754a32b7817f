import type { BundleDefinition } from './pathway-parts.ts'

/** What stands of a bundle: which items have an answer and which steps, by their code in it, are done. */
export type Standing = { hasAnswer: (item: string) => boolean; isDone: (step: string) => boolean }

/** Why the step at a place of its bundle cannot be done yet: it waits for an answer, or follows a step that is open. */
export function stepTurn(
  { needs, isInOrder, steps }: Pick<BundleDefinition, 'needs' | 'isInOrder' | 'steps'>,
  index: number,
  { hasAnswer, isDone }: Standing,
): 'answer-first' | 'step-before' | null {
  if (!needs.every(hasAnswer)) return 'answer-first'
  if (isInOrder && !steps.slice(0, index).every((step) => isDone(step.code))) return 'step-before'
  return null
}
