import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import { type Actor, careFacilities } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/corrections.ts'
import { recordChanged } from '../contract.ts'

/** Ends the open stay of a patient; only people of the facility where the stay is. */
export async function closeEncounter(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.closeEncounter>,
): Promise<typeof ok> {
  const endedAt = new Date(input.endedAt)
  const closed = await tx
    .updateTable('records.encounter')
    .set({ ended_at: endedAt })
    .where('id', '=', input.encounterId)
    .where('patient_id', '=', input.patientId)
    .where('facility_id', '=', (on) => on.fn.any(on.val(careFacilities(actor))))
    .where('ended_at', 'is', null)
    .returning('admitted_at')
    .executeTakeFirst()
  if (!closed) throw notFound()
  if (endedAt > actor.now) throw new Problem(422, 'time-in-the-future')
  if (closed.admitted_at && closed.admitted_at > endedAt) throw new Problem(422, 'ends-before-it-begins')
  noteAccess(tx, { patientId: input.patientId, purpose: 'care' })
  await emit(tx, actor, recordChanged, { patientId: input.patientId })
  return ok
}
