import type { Tx } from '#platform/server/db.ts'
import { type ConsultStatus, consultCan } from '../contract.ts'

/** Whether the actor takes part in a case of this patient in which people still talk; for whoever keeps something for it. */
export async function takesPartInCase(
  tx: Tx,
  subject: { kind: string; id: string },
  patientId: string,
): Promise<boolean> {
  if (subject.kind !== 'consult') return false
  const consult = await tx
    .selectFrom('consults.consult')
    .select('status')
    .where('id', '=', subject.id)
    .where('patient_id', '=', patientId)
    .executeTakeFirst()
  return consult !== undefined && consultCan('converse', { status: consult.status as ConsultStatus })
}
