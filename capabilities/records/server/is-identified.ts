import type { Tx } from '#platform/server/db.ts'

/** True when a patient is named and bears a personal id or insurance card, as far as the actor may see them. */
export async function isIdentified(tx: Tx, patientId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('records.patient as p')
    .innerJoin('records.patient_identifier as i', 'i.patient_id', 'p.id')
    .select('p.id')
    .where('p.id', '=', patientId)
    .where('p.is_unknown', '=', false)
    .where('i.status', '=', 'active')
    .where('i.system', 'in', ['personal-id', 'bhyt'])
    .executeTakeFirst()
  return row !== undefined
}
