import { answersOf, itemValues } from './answers.ts'
import type { Facts } from './evaluate.ts'
import type { PathwayDocument } from './pathway-document.ts'
import type { Entry } from './run.ts'
import type { Run } from './run-endpoints.ts'
import { knownForScore } from './score-inputs.ts'
import { scores } from './scores/registry.ts'

/** The sum of each tally that has at least one entry. */
function talliesOf(document: PathwayDocument, entries: readonly Entry[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const [code, value] of answersOf(entries, 'tally')) {
    const tally = code.slice(0, code.indexOf('.'))
    if (typeof value !== 'object' || !('amount' in value)) continue
    if (document.tallies.some((each) => each.code === tally)) sums.set(tally, (sums.get(tally) ?? 0) + value.amount)
  }
  return sums
}

/** Whose lines are answered how; unknown counts as not answered, and so does a relative yes without its text. */
export function answeredLines(document: PathwayDocument, entries: readonly Entry[]): Map<string, 'yes' | 'no'> {
  const answers = answersOf(entries, 'line')
  const lines = new Map<string, 'yes' | 'no'>()
  for (const checklist of document.checklists) {
    for (const line of checklist.lines) {
      const value = answers.get(`${checklist.code}.${line.code}`)
      if (typeof value !== 'object' || !('answer' in value) || value.answer === 'unknown') continue
      if (line.weight === 'relative' && checklist.yesIs === 'against' && value.answer === 'yes' && value.text === '')
        continue
      lines.set(`${checklist.code}.${line.code}`, value.answer)
    }
  }
  return lines
}

/** The points that are left on each diagram that was marked. */
function diagramsOf(document: PathwayDocument, entries: readonly Entry[]): Map<string, number> {
  const answers = answersOf(entries, 'diagram')
  const left = new Map<string, number>()
  for (const diagram of document.diagrams) {
    const value = answers.get(diagram.code)
    if (typeof value !== 'object' || !('regions' in value)) continue
    const lost = diagram.regions.filter((each) => value.regions.includes(each.code))
    left.set(
      diagram.code,
      lost.reduce((sum, region) => sum - region.points, diagram.max),
    )
  }
  return left
}

type KnownScores = Map<string, { total: number | null; atLeast: number | null }>

/**
 * What is known of each score now: computed from the answers as they stand, so that a warning does not wait for somebody
 * to record it; else as it was recorded, or as its total was typed into the record.
 */
function scoresOf(document: PathwayDocument, run: Run, values: Facts['values']): KnownScores {
  const known: KnownScores = new Map()
  for (const [code, total] of diagramsOf(document, run.entries)) known.set(code, { total, atLeast: total })
  for (const { code } of document.scores) {
    const score = scores[code]
    const inputs = score ? knownForScore(document, run, score) : {}
    const live = score && Object.keys(inputs).length > 0 ? score.compute(inputs) : null
    const standing = live ?? run.scores.find((each) => each.code === code)
    const typed = values.get(code)
    // complete without a total means that it could not be tested, so that more is not known either
    if (standing)
      known.set(code, { total: standing.total, atLeast: standing.isComplete ? standing.total : standing.atLeast })
    if (typeof typed === 'number' && !standing?.isComplete) known.set(code, { total: typed, atLeast: typed })
  }
  return known
}

/** What the conditions of a pathway may rest on, at a moment. */
export function factsOf(document: PathwayDocument, run: Run, now: number): Facts {
  const values = itemValues(run)
  return {
    values,
    scores: scoresOf(document, run, values),
    tallies: talliesOf(document, run.entries),
    lines: answeredLines(document, run.entries),
    passed: new Map(run.milestones.map((each) => [each.code, new Date(each.occurredAt).getTime()])),
    now,
  }
}
