import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { recordChanged } from '../contract.ts'

/** From now on the facility treats the patient: its clinical staff see the record. The actor must take part in care there. */
export async function beginCare(tx: Tx, actor: Actor, care: { patientId: string; facilityId: string }): Promise<void> {
  await tx
    .insertInto('records.care_link')
    .values({ patient_id: care.patientId, facility_id: care.facilityId, since: actor.now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await emit(tx, actor, recordChanged, { patientId: care.patientId })
}
