import { evaluate, type Facts, type Verdict } from './evaluate.ts'
import type { ChecklistDefinition, CriteriaDefinition } from './pathway-parts.ts'

/** How a checklist stands: what speaks against, what the expert weighs, and what is still open. */
export type ChecklistStanding = {
  is: 'clear' | 'against' | 'open'
  against: string[]
  toWeigh: string[]
  open: string[]
}

/** How a checklist stands. An absolute line against it settles it; otherwise it is open while one line is not answered. */
export function checklistStanding(checklist: ChecklistDefinition, lines: Facts['lines']): ChecklistStanding {
  const bad = checklist.yesIs === 'against' ? 'yes' : 'no'
  const answer = (code: string) => lines.get(`${checklist.code}.${code}`)
  const open = checklist.lines.filter((line) => !answer(line.code)).map((line) => line.code)
  const spoken = checklist.lines.filter((line) => answer(line.code) === bad)
  const against = spoken.filter((line) => line.weight === 'absolute').map((line) => line.code)
  const toWeigh = spoken.filter((line) => line.weight === 'relative').map((line) => line.code)
  return { is: against.length > 0 ? 'against' : open.length > 0 ? 'open' : 'clear', against, toWeigh, open }
}

/** Each row of the criteria with each of its conditions: met, not met, or not known. */
export function criteriaStanding(
  criteria: CriteriaDefinition,
  facts: Facts,
): { code: string; verdict: Verdict; conditions: Verdict[] }[] {
  return criteria.rows.map((row) => {
    const conditions = row.conditions.map((each) => evaluate(each.is, facts))
    const verdict = conditions.includes(false) ? false : conditions.includes(null) ? null : true
    return { code: row.code, verdict, conditions }
  })
}

/** The moment of each task of a schedule, in milliseconds after its station. */
export function taskOffsets(spans: readonly { everyMinutes: number; forMinutes: number }[]): number[] {
  const offsets: number[] = []
  let start = 0
  for (const span of spans) {
    for (let at = span.everyMinutes; at <= span.forMinutes; at += span.everyMinutes) offsets.push((start + at) * 60_000)
    start += span.forMinutes
  }
  return offsets
}
