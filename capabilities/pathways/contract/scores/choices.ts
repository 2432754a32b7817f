import type { ScoreChoice, ScoreInput } from './score.ts'

/** A word in Vietnamese and in English. */
export type Words = readonly [vi: string, en: string]

/** A choice whose answers count 0, 1, 2 … in the order given. */
export function graded(code: string, label: Words, answers: readonly Words[]): ScoreInput {
  const choices: ScoreChoice[] = answers.map(([vi, en], points) => ({
    value: String(points),
    label: { vi, en },
    points,
  }))
  return { code, label: { vi: label[0], en: label[1] }, kind: 'choice', choices }
}

/** A question with yes and no; a yes adds the points. */
export function question(code: string, label: Words, points?: number): ScoreInput {
  const own = { code, label: { vi: label[0], en: label[1] }, kind: 'yes-no' } as const
  return points === undefined ? own : { ...own, points }
}
