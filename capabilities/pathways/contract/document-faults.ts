import { calculators } from './calculators/registry.ts'
import type { Expression } from './expression.ts'
import type { PathwayDocument } from './pathway-document.ts'
import { scores } from './scores/registry.ts'

/** What a document may name. */
type Names = Record<'items' | 'scores' | 'tallies' | 'stations' | 'lines' | 'checklists', ReadonlySet<string>>

const codesOf = (list: readonly { code: string }[]): string[] => list.map((each) => each.code)

function namesIn(document: PathwayDocument): Names {
  const lines = document.checklists.flatMap((list) => list.lines.map((line) => `${list.code}.${line.code}`))
  return {
    items: new Set(codesOf(document.items)),
    scores: new Set([...codesOf(document.scores), ...codesOf(document.diagrams)]),
    tallies: new Set(codesOf(document.tallies)),
    stations: new Set(codesOf(document.milestones)),
    lines: new Set(lines),
    checklists: new Set(codesOf(document.checklists)),
  }
}

/** The names in a condition that the document does not have. */
function strangersIn(condition: Expression, names: Names): string[] {
  const unless = (known: ReadonlySet<string>, ...codes: string[]) => codes.filter((code) => !known.has(code))
  if ('all' in condition) return condition.all.flatMap((each) => strangersIn(each, names))
  if ('any' in condition) return condition.any.flatMap((each) => strangersIn(each, names))
  if ('not' in condition) return strangersIn(condition.not, names)
  if ('value' in condition) return unless(names.items, condition.value)
  if ('score' in condition) return unless(names.scores, condition.score)
  if ('tally' in condition) return unless(names.tallies, condition.tally)
  if ('ratio' in condition) return unless(names.items, ...condition.ratio)
  if ('minutesSince' in condition) return unless(names.stations, condition.minutesSince)
  if ('line' in condition) return unless(names.lines, condition.line)
  if ('passed' in condition) return unless(names.stations, condition.passed)
  const all = new Set(Object.values(names).flatMap((known) => [...known]))
  return unless(all, condition.unanswered)
}

function conditionsOf(document: PathwayDocument): Expression[] {
  return [
    ...document.alerts.map((each) => each.when),
    ...document.bundles.flatMap((each) => (each.when ? [each.when] : [])),
    ...document.criteria.flatMap((each) => each.rows.flatMap((row) => row.conditions.map(({ is }) => is))),
  ]
}

function stationFaults(document: PathwayDocument, names: Names): string[] {
  const counted = [
    ...document.windows.map((each) => each.after),
    ...document.schedules.map((each) => each.after),
    ...document.bundles.flatMap((each) => each.after ?? []),
    ...document.milestones.flatMap((each) => each.within?.after ?? []),
    ...document.windows.flatMap((each) => each.stopsAt ?? []),
  ]
  const steps = new Set(document.bundles.flatMap((bundle) => bundle.steps.map((step) => `${bundle.code}.${step.code}`)))
  const given = document.milestones.flatMap(({ givenBy }) => (givenBy && 'step' in givenBy ? givenBy.step : []))
  return [
    ...counted.filter((code) => !names.stations.has(code)).map((code) => `no station ${code}`),
    ...given.filter((code) => !steps.has(code)).map((code) => `no step ${code}`),
  ]
}

function calculatorFaults(document: PathwayDocument, names: Names): string[] {
  return document.calculators.flatMap((use) => {
    const calculator = calculators[use.code]
    if (!calculator) return [`no calculator ${use.code}`]
    const inputs = new Set(codesOf(calculator.inputs))
    return [
      ...[...Object.keys(use.from), ...Object.keys(use.given)]
        .filter((code) => !inputs.has(code))
        .map((code) => `${use.code} has no input ${code}`),
      ...Object.values(use.from)
        .filter((code) => !names.items.has(code))
        .map((code) => `no item ${code}`),
      ...use.checklists.filter((code) => !names.checklists.has(code)).map((code) => `no checklist ${code}`),
    ]
  })
}

function scoreFaults(document: PathwayDocument, names: Names): string[] {
  return document.scores.flatMap((use) => {
    const score = scores[use.code]
    if (!score) return [`no score ${use.code}`]
    const inputs = new Set(codesOf(score.inputs))
    return [
      ...Object.keys(use.from)
        .filter((code) => !inputs.has(code))
        .map((code) => `${use.code} has no input ${code}`),
      ...Object.values(use.from)
        .filter((code) => !names.items.has(code))
        .map((code) => `no item ${code}`),
    ]
  })
}

function repeated(codes: readonly string[], what: string): string[] {
  return codes.filter((code, index) => codes.indexOf(code) !== index).map((code) => `${what} ${code} twice`)
}

/** What does not hold together in a document: names that it does not have, and codes that it has twice. None is right. */
export function documentFaults(document: PathwayDocument): string[] {
  const names = namesIn(document)
  const facts = new Set([...names.items, ...names.stations])
  const reopening = [
    ...document.checklists.flatMap((each) => [...each.reopensOn, ...each.lines.flatMap((line) => line.reopensOn)]),
    ...document.calculators.flatMap((each) => each.reopensOn),
    ...document.bundles.flatMap((each) => each.reopensOn),
  ]
  const answered = [...document.bundles.flatMap((each) => each.needs), ...(document.advice?.items ?? [])]
  return [
    ...conditionsOf(document).flatMap((each) => strangersIn(each, names).map((code) => `a condition names ${code}`)),
    ...stationFaults(document, names),
    ...calculatorFaults(document, names),
    ...scoreFaults(document, names),
    ...answered.filter((code) => !names.items.has(code)).map((code) => `no item ${code}`),
    ...reopening.filter((code) => !facts.has(code)).map((code) => `nothing reopens on ${code}`),
    ...repeated([...codesOf(document.items), ...codesOf(document.milestones)], 'fact'),
    ...repeated([...names.lines, ...codesOf(document.alerts)], 'line or alert'),
    ...document.bundles.flatMap((each) => repeated(codesOf(each.steps), `${each.code} has the step`)),
    ...document.diagrams.flatMap((each) => repeated(codesOf(each.regions), `${each.code} has the region`)),
  ]
}
