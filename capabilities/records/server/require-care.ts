import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'

/** Refuses with 404 unless the actor takes part in the patient's care; a grant from afar is for reading. */
export async function requireCare(tx: Tx, patientId: string): Promise<void> {
  const link = await tx
    .selectFrom('records.care_link')
    .select('since')
    .where('patient_id', '=', patientId)
    .executeTakeFirst()
  if (!link) throw notFound()
}
