import type { Facts } from './evaluate.ts'
import type { PathwayDocument } from './pathway-document.ts'
import type { Entry } from './run.ts'
import type { Run } from './run-endpoints.ts'

/** The live answers of a kind by code; taken back and reopened ones are left out, since they count as not answered. */
export function answersOf(entries: readonly Entry[], kind: Entry['kind']): Map<string, NonNullable<Entry['value']>> {
  const answers = new Map<string, NonNullable<Entry['value']>>()
  for (const each of entries) {
    if (each.kind === kind && each.value !== null && !each.isReopened) answers.set(each.code, each.value)
  }
  return answers
}

/** The value of each item that is known, typed or observed; `unknown` is not known. */
export function itemValues(run: Pick<Run, 'entries' | 'observed'>): Map<string, number | string | boolean> {
  const values = new Map<string, number | string | boolean>()
  for (const [code, value] of answersOf(run.entries, 'item')) {
    if (typeof value !== 'object' && value !== 'unknown' && value !== '') values.set(code, value)
  }
  for (const each of run.observed) values.set(each.item, each.value)
  return values
}

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

/** What the conditions of a pathway may rest on, at a moment. */
export function factsOf(document: PathwayDocument, run: Run, now: number): Facts {
  const values = itemValues(run)
  const scores: Map<string, { total: number | null; atLeast: number | null }> = new Map()
  for (const [code, total] of diagramsOf(document, run.entries)) scores.set(code, { total, atLeast: total })
  for (const each of run.scores) {
    // complete without a total means that it could not be tested, so that more is not known either
    scores.set(each.code, { total: each.total, atLeast: each.isComplete ? each.total : each.atLeast })
  }
  for (const { code } of document.scores) {
    const typed = values.get(code)
    if (!scores.has(code) && typeof typed === 'number') scores.set(code, { total: typed, atLeast: typed })
  }
  return {
    values,
    scores,
    tallies: talliesOf(document, run.entries),
    lines: answeredLines(document, run.entries),
    passed: new Map(run.milestones.map((each) => [each.code, new Date(each.occurredAt).getTime()])),
    now,
  }
}
