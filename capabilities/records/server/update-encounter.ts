import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import { type Actor, careFacilities } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import { protectedMarker } from '../contract/protection.ts'
import type * as contract from '../contract.ts'
import { recordChanged } from '../contract.ts'
import { encounterOf } from './get-patient.ts'
import { requireCare } from './require-care.ts'

/** Opens or updates the stay of a patient at a facility of the caller. */
export async function updateEncounter(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.updateEncounter>,
): Promise<OutputOf<typeof contract.updateEncounter>> {
  await requireCare(tx, input.patientId)
  if (!careFacilities(actor).includes(input.facilityId)) throw new Problem(403, 'not-your-facility')
  noteAccess(tx, { patientId: input.patientId, purpose: 'care' })
  const values = {
    admission_number: input.admissionNumber,
    department: input.department,
    room: input.room,
    bed: input.bed,
    // who may not read them sends back the marker, which changes nothing
    ...(input.reason === protectedMarker ? {} : { reason: input.reason }),
    ...(input.diagnosis === protectedMarker ? {} : { diagnosis: input.diagnosis }),
    admitted_at: input.admittedAt,
  }
  await tx
    .insertInto('records.encounter')
    .values({
      id: newId(),
      patient_id: input.patientId,
      facility_id: input.facilityId,
      created_at: actor.now,
      ...values,
    })
    // one open stay at a facility: of two who open it at once the second changes the first's
    .onConflict((conflict) =>
      conflict.columns(['patient_id', 'facility_id']).where('ended_at', 'is', null).doUpdateSet(values),
    )
    .execute()
  await emit(tx, actor, recordChanged, { patientId: input.patientId })
  const encounter = await encounterOf(tx, actor, input.patientId)
  if (!encounter) throw notFound()
  return encounter
}
