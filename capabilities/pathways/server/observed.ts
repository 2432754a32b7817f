import type { Observation } from '#capabilities/records/contract.ts'
import type { Run } from '../contract/run-endpoints.ts'
import type { PathwayDocument } from '../contract.ts'

/** The items of a pathway whose value the record holds, with the newest value of each. */
export function observedOf(document: PathwayDocument, observations: readonly Observation[]): Run['observed'] {
  return document.items.flatMap((item) => {
    const found = item.observation && observations.find((each) => each.code === item.observation)
    const value = found ? (found.valueNumber ?? found.valueText) : null
    if (!found || value === null) return []
    return [{ item: item.code, value, effectiveAt: found.effectiveAt, isEstimated: found.isEstimated }]
  })
}

/** What the record holds, to be offered for questions that are answered in the case. */
export const recordedOf = (observations: readonly Observation[]): Run['recorded'] =>
  observations.flatMap((found) => {
    const value = found.valueNumber ?? found.valueText
    if (value === null) return []
    const { code, effectiveAt, isEstimated, recordedBy } = found
    return [{ code, value, effectiveAt, isEstimated, by: recordedBy }]
  })
