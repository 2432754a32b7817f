import { treatingFacilities } from '#capabilities/records/server/index.ts'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type * as contract from '../contract/warnings.ts'
import { warningRows, warningsOf } from './warning-row.ts'

const most = 200

/** The open warnings of patients whom my hospital treats: what must be acted on first, then the oldest. */
export async function listWarnings(tx: Tx, actor: Actor): Promise<OutputOf<typeof contract.listWarnings>> {
  const rows = await warningRows(tx)
    .where('acknowledged_at', 'is', null)
    .where('replaced_at', 'is', null)
    .orderBy('raised_at', 'desc')
    .limit(most)
    .execute()
  // a specialist elsewhere sees the warnings of a case on the case
  const treated = await treatingFacilities(
    tx,
    rows.map((row) => row.patient_id),
  )
  const warnings = await warningsOf(
    tx,
    actor,
    rows.filter((row) => treated.has(row.patient_id)),
  )
  const place = (urgency: 'act' | 'watch') => (urgency === 'act' ? 0 : 1)
  return warnings.toSorted(
    (one, other) => place(one.level.urgency) - place(other.level.urgency) || one.raisedAt.localeCompare(other.raisedAt),
  )
}
