import type { Tx } from '#platform/server/db.ts'

/** True when the facility treats the patient and the actor takes part in care there. */
export async function isTreatedAt(tx: Tx, patientId: string, facilityId: string): Promise<boolean> {
  const link = await tx
    .selectFrom('records.care_link')
    .select('patient_id')
    .where('patient_id', '=', patientId)
    .where('facility_id', '=', facilityId)
    .executeTakeFirst()
  return link !== undefined
}
