import type { Tx } from '#platform/server/db.ts'

/** The patients to whom a facility gave an identifier with this value; more than one means that nobody knows. */
export async function patientsByIdentifier(tx: Tx, facilityId: string, value: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('records.patient_identifier')
    .select('patient_id')
    .distinct()
    .where('facility_id', '=', facilityId)
    .where('value', '=', value.trim())
    .where('status', '=', 'active')
    .execute()
  return rows.map((row) => row.patient_id)
}

/** The identifiers of a patient with the facility that gave each. */
export async function identifiersOf(tx: Tx, patientId: string): Promise<{ facilityId: string; value: string }[]> {
  const rows = await tx
    .selectFrom('records.patient_identifier')
    .select(['facility_id', 'value'])
    .where('patient_id', '=', patientId)
    .where('status', '=', 'active')
    .execute()
  return rows.map((row) => ({ facilityId: row.facility_id, value: row.value }))
}
