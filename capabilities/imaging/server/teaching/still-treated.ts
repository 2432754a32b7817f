import { isTreatedAt, patientBriefs } from '#capabilities/records/server/index.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import type { HubKey } from './hub-key.ts'

type Draft = { source: Uint8Array; facility_id: string }

/** A draft may still show who it is of: the hospital must still treat the patient, and the caller see them. */
export async function mustStillTreat(tx: Tx, key: HubKey, draft: Draft): Promise<void> {
  const { patientId } = key.open(draft.source)
  if (!(await isTreatedAt(tx, patientId, draft.facility_id))) throw notFound()
  if (!(await patientBriefs(tx, [patientId])).has(patientId)) throw notFound()
}
