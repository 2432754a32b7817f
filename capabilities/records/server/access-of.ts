import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import type { PatientRecord } from '../contract.ts'
import { currentGrant } from './access-grants.ts'

/** How the actor may see a patient whom they may see: by taking part in care, or by a grant with its legal basis. */
export async function accessOf(tx: Tx, actor: Actor, patientId: string): Promise<PatientRecord['access']> {
  const link = await tx
    .selectFrom('records.care_link')
    .select('since')
    .where('patient_id', '=', patientId)
    .executeTakeFirst()
  if (link) return { by: 'care' }
  const grant = await currentGrant(tx, actor, patientId)
  if (!grant) throw notFound()
  return { by: 'grant', basis: grant.basis, until: grant.until }
}

/** The legal basis of the sight, as the audit trail names it; null for those who treat. */
export const basisOf = (access: PatientRecord['access']) => (access.by === 'grant' ? access.basis : null)
