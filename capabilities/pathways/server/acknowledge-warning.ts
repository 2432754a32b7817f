import { treatingFacilities } from '#capabilities/records/server/index.ts'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/warnings.ts'
import { warningAcknowledged } from '../contract/warnings.ts'

/** Somebody of the treating team knows of a warning. The first press counts; who, when and why stay. */
export async function acknowledgeWarning(
  tx: Tx,
  actor: Actor,
  { patientId, warningId, reason }: ParsedOf<typeof contract.acknowledgeWarning>,
): Promise<typeof ok> {
  const facilities = (await treatingFacilities(tx, [patientId])).get(patientId)
  if (!facilities) throw notFound()
  noteAccess(tx, { patientId, purpose: 'care' })
  const acknowledged = await tx
    .updateTable('pathways.warning')
    .set({ acknowledged_by: actor.personId, acknowledged_at: actor.now, acknowledge_reason: reason.normalize('NFC') })
    .where('id', '=', warningId)
    .where('patient_id', '=', patientId)
    .where('acknowledged_at', 'is', null)
    .where('replaced_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!acknowledged) throw (await isThere(tx, warningId, patientId)) ? new Problem(409, 'warning-not-open') : notFound()
  await emit(tx, actor, warningAcknowledged, { patientId, facilities })
  return ok
}

async function isThere(tx: Tx, warningId: string, patientId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('pathways.warning')
    .select('id')
    .where('id', '=', warningId)
    .where('patient_id', '=', patientId)
    .executeTakeFirst()
  return row !== undefined
}
