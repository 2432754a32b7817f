import { answersOf, itemValues } from './answers.ts'
import type { PathwayDocument } from './pathway-document.ts'
import type { Run } from './run-endpoints.ts'
import type { ScoreInput, ScoreValue } from './scores/score.ts'

/** A value of the form in the words of an input that asks yes or no. */
export function asInput(input: ScoreInput, value: string | number | boolean): ScoreValue {
  if (input.kind !== 'yes-no') return value
  return value === 'yes' || value === true
}

/** From which item an input is filled: the one that the pathway names, else the one with the same code. */
export function itemFor(
  document: PathwayDocument,
  from: Readonly<Record<string, string>>,
  input: string,
): string | null {
  const item = from[input] ?? input
  return document.items.some((each) => each.code === item) ? item : null
}

/** What is known for a score of the pathway: answers given for it, and for the rest the items of the form. */
export function knownForScore(
  document: PathwayDocument,
  run: Pick<Run, 'entries' | 'observed'>,
  score: { code: string; inputs: readonly ScoreInput[] },
): Record<string, ScoreValue> {
  const answers = answersOf(run.entries, 'score-input')
  const values = itemValues(run)
  const from = document.scores.find((each) => each.code === score.code)?.from ?? {}
  const known: Record<string, ScoreValue> = {}
  for (const input of score.inputs) {
    const answer = answers.get(`${score.code}.${input.code}`)
    const item = itemFor(document, from, input.code)
    const value = item === null ? undefined : values.get(item)
    if (answer !== undefined && typeof answer !== 'object') known[input.code] = answer
    else if (value !== undefined) known[input.code] = asInput(input, value)
  }
  return known
}
