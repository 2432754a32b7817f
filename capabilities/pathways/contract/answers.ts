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
