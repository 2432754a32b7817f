import type { PathwayDocument } from './pathway-document.ts'

/** What must be answered, checked or calculated again when a fact was corrected. */
export type Dependents = { lines: string[]; calculators: string[]; steps: string[] }

/** What rests on a fact, an item or a station: lines of checklists, calculators by their inputs, lists and rules, and steps. */
export function dependentsOf(document: PathwayDocument, fact: string): Dependents {
  const lines = document.checklists.flatMap((checklist) =>
    checklist.lines
      .filter((line) => checklist.reopensOn.includes(fact) || line.reopensOn.includes(fact))
      .map((line) => `${checklist.code}.${line.code}`),
  )
  const touched = new Set(lines.map((line) => line.slice(0, line.indexOf('.'))))
  const calculators = document.calculators
    .filter(
      (each) =>
        each.reopensOn.includes(fact) ||
        Object.values(each.from).includes(fact) ||
        each.checklists.some((checklist) => touched.has(checklist)),
    )
    .map((each) => each.code)
  const steps = document.bundles
    .filter((bundle) => bundle.reopensOn.includes(fact))
    .flatMap((bundle) => bundle.steps.map((step) => `${bundle.code}.${step.code}`))
  return { lines, calculators, steps }
}

/** True when treatment rests on a typed station: it says so, or a window or a schedule counts from it. */
export function isDecisiveStation(document: PathwayDocument, code: string): boolean {
  const counted = [...document.windows, ...document.schedules].some((each) => each.after === code)
  return counted || document.milestones.some((each) => each.code === code && each.isTyped && each.isDecisive)
}

/** True when treatment rests on an item of the form: it says so, or a dose is calculated from it. */
export function isDecisiveItem(document: PathwayDocument, code: string): boolean {
  const isUsed = document.calculators.some((each) => Object.values(each.from).includes(code))
  return isUsed || document.items.some((each) => each.code === code && each.isDecisive)
}

/** The stations that are passed by themselves when one of these steps is done. */
export const stationsGivenBy = (document: PathwayDocument, steps: readonly string[]): string[] =>
  document.milestones.flatMap(({ code, givenBy }) =>
    givenBy && 'step' in givenBy && steps.includes(givenBy.step) ? [code] : [],
  )
