import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { fold } from '#platform/contract/fold.ts'
import { type Actor, careFacilities } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../contract.ts'
import { type PatientBrief, recordChanged } from '../contract.ts'
import { addIdentifiers } from './insert-patient.ts'
import { patientBriefs } from './patient-row.ts'

/** Names an unknown patient or corrects the demographics; only where the patient is treated. */
export async function updatePatient(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.updatePatient>,
): Promise<PatientBrief> {
  const link = await tx
    .selectFrom('records.care_link')
    .select('facility_id')
    .where('patient_id', '=', input.patientId)
    .executeTakeFirst()
  if (!link || !careFacilities(actor).includes(link.facility_id)) throw notFound()
  noteAccess(tx, { patientId: input.patientId, purpose: 'care' })
  const fullName = input.fullName.normalize('NFC')
  await tx
    .updateTable('records.patient')
    .set({
      full_name: fullName,
      name_folded: fold(fullName),
      birth_date: input.birthDate,
      birth_year: input.birthDate ? Number(input.birthDate.slice(0, 4)) : input.birthYear,
      sex: input.sex,
      is_unknown: false,
    })
    .where('id', '=', input.patientId)
    .execute()
  await addIdentifiers(tx, actor, input.patientId, { facilityId: link.facility_id, identifiers: input.identifiers })
  await emit(tx, actor, recordChanged, { patientId: input.patientId })
  const brief = (await patientBriefs(tx, [input.patientId])).get(input.patientId)
  if (!brief) throw notFound()
  return brief
}
