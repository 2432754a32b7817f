import type { Tx } from '#platform/server/db.ts'

/** The department in which a patient lies at a facility, as far as the actor may see it; undefined when nowhere. */
export async function openStayOf(
  tx: Tx,
  patientId: string,
  facilityId: string,
): Promise<{ department: string } | undefined> {
  return await tx
    .selectFrom('records.encounter')
    .select('department')
    .where('patient_id', '=', patientId)
    .where('facility_id', '=', facilityId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
}
