import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'

/** Refuses with 404 unless the actor may see the patient. */
export async function requirePatient(tx: Tx, patientId: string): Promise<void> {
  const row = await tx.selectFrom('records.patient').select('id').where('id', '=', patientId).executeTakeFirst()
  if (!row) throw notFound()
}
