import { fold } from '#platform/contract/fold.ts'
import type { Id } from '#platform/contract/id.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import { Problem } from '#platform/server/problem.ts'

/** What is known of a patient at the moment of registration. */
export type NewPatient = {
  facilityId: string
  fullName: string
  birthDate: string | null
  birthYear: number | null
  sex: string
  isUnknown: boolean
  isSynthetic?: boolean
  identifiers: readonly { system: string; value: string }[]
}

/** What an unknown patient is called by until somebody knows: the day and four letters. */
export const temporaryIdentifier = (now: Date): string =>
  `T${now.toISOString().slice(2, 10).replaceAll('-', '')}-${newId().slice(-4)}`

/** Writes a patient who is treated at the facility from now on; the actor must take part in care there. */
export async function insertPatient(tx: Tx, actor: Actor, patient: NewPatient): Promise<Id<'patient'>> {
  const patientId = newId<'patient'>()
  const fullName = patient.fullName.normalize('NFC')
  await tx
    .insertInto('records.patient')
    .values({
      id: patientId,
      full_name: fullName,
      name_folded: fold(fullName),
      birth_date: patient.birthDate,
      birth_year: patient.birthDate ? Number(patient.birthDate.slice(0, 4)) : patient.birthYear,
      sex: patient.sex,
      is_unknown: patient.isUnknown,
      is_synthetic: patient.isSynthetic ?? false,
      registered_by: actor.personId,
      registered_at_facility_id: patient.facilityId,
      created_at: actor.now,
    })
    .execute()
  await tx
    .insertInto('records.care_link')
    .values({ patient_id: patientId, facility_id: patient.facilityId, since: actor.now })
    .execute()
  await addIdentifiers(tx, actor, patientId, patient)
  return patientId
}

/** A patient who does not exist, for an exercise. */
export const insertDrillPatient = async (tx: Tx, actor: Actor, facilityId: string): Promise<Id<'patient'>> =>
  await insertPatient(tx, actor, {
    facilityId,
    fullName: 'Người bệnh diễn tập',
    birthDate: null,
    birthYear: actor.now.getUTCFullYear() - 60,
    sex: 'unknown',
    isUnknown: false,
    isSynthetic: true,
    identifiers: [{ system: 'temporary', value: temporaryIdentifier(actor.now) }],
  })

/** Adds identifiers that the patient does not have yet. Refuses one that the facility gave to another patient. */
export async function addIdentifiers(
  tx: Tx,
  actor: Actor,
  patientId: string,
  given: Pick<NewPatient, 'facilityId' | 'identifiers'>,
): Promise<void> {
  for (const { system, value } of given.identifiers) {
    const added = await tx
      .insertInto('records.patient_identifier')
      .values({
        id: newId(),
        patient_id: patientId,
        system,
        value,
        facility_id: given.facilityId,
        created_at: actor.now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (added) continue
    const mine = await tx
      .selectFrom('records.patient_identifier')
      .select('id')
      .where('patient_id', '=', patientId)
      .where('system', '=', system)
      .where('value', '=', value)
      .executeTakeFirst()
    if (!mine) throw new Problem(409, 'identifier-taken')
  }
}
