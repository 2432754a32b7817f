import type { Tx } from '#platform/server/db.ts'

/** The patients of a facility for whom it has asked in an emergency that is not decided yet; drills do not count. */
export async function emergencyPatients(tx: Tx, facilityId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('consults.consult')
    .select('patient_id')
    .distinct()
    .where('asking_facility_id', '=', facilityId)
    .where('urgency', '=', 'emergency')
    .where('status', 'in', ['requested', 'accepted', 'concluded'])
    .where('is_drill', '=', false)
    .execute()
  return rows.map((row) => row.patient_id)
}
