import { ok } from '#platform/contract/page.ts'
import { type Actor, careFacilities } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { notFound } from '#platform/server/problem.ts'
import { recordChanged } from '../contract.ts'
import { requireCare } from './require-care.ts'

/** Cancels an identifier of a patient whom the caller treats; who and when stay with it. */
export async function cancelIdentifier(
  tx: Tx,
  actor: Actor,
  input: { patientId: string; identifierId: string },
): Promise<typeof ok> {
  await requireCare(tx, input.patientId)
  noteAccess(tx, { patientId: input.patientId, purpose: 'care' })
  const cancelled = await tx
    .updateTable('records.patient_identifier')
    .set({ status: 'cancelled', ended_at: actor.now, ended_by: actor.personId })
    .where('id', '=', input.identifierId)
    .where('patient_id', '=', input.patientId)
    // what another hospital wrote is its own to cancel
    .where('facility_id', '=', (on) => on.fn.any(on.val(careFacilities(actor))))
    .where('status', '=', 'active')
    .returning('id')
    .executeTakeFirst()
  if (!cancelled) throw notFound()
  await emit(tx, actor, recordChanged, { patientId: input.patientId })
  return ok
}
