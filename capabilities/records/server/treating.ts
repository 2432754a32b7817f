import type { Tx } from '#platform/server/db.ts'

/** The facilities that treat each of some patients, as far as the actor takes part in care there; patients without are absent. */
export async function treatingFacilities(tx: Tx, patientIds: readonly string[]): Promise<Map<string, string[]>> {
  const treating = new Map<string, string[]>()
  if (patientIds.length === 0) return treating
  const rows = await tx
    .selectFrom('records.care_link')
    .select(['patient_id', 'facility_id'])
    .where('patient_id', 'in', [...new Set(patientIds)])
    .orderBy('since')
    .execute()
  for (const row of rows) treating.set(row.patient_id, [...(treating.get(row.patient_id) ?? []), row.facility_id])
  return treating
}
