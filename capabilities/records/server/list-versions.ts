import { personBriefs } from '#capabilities/identity/server/index.ts'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../contract/corrections.ts'
import type { Earlier } from '../contract/corrections.ts'
import { accessOf, basisOf } from './access-of.ts'
import { patientBriefs } from './patient-row.ts'
import { shieldFor } from './shield.ts'
import { stayOf } from './stay-row.ts'

type Change = { at: Date; by: string | null; earlier: Earlier }

/** What was corrected of a patient whom the caller may see, newest first. */
export async function listVersions(
  tx: Tx,
  actor: Actor,
  input: { patientId: string },
): Promise<OutputOf<typeof contract.listVersions>> {
  const { patientId } = input
  if (!(await patientBriefs(tx, [patientId])).has(patientId)) throw notFound()
  noteAccess(tx, { patientId, purpose: 'care', basis: basisOf(await accessOf(tx, actor, patientId)) })
  const changes = (await Promise.all([ofPatient(tx, patientId), ofStays(tx, patientId), ofIdentifiers(tx, patientId)]))
    .flat()
    .sort((one, other) => other.at.getTime() - one.at.getTime())
  const people = await personBriefs(
    tx,
    changes.map((change) => change.by),
  )
  return changes.map(({ at, by, earlier }) => ({
    changedAt: toInstant(at),
    changedBy: (by && people.get(by)) || null,
    earlier,
  }))
}

async function ofPatient(tx: Tx, patientId: string): Promise<Change[]> {
  const rows = await tx.selectFrom('records.patient_version').selectAll().where('patient_id', '=', patientId).execute()
  return rows.map((row) => ({
    at: row.changed_at,
    by: row.changed_by,
    earlier: {
      of: 'patient',
      fullName: row.full_name,
      birthDate: row.birth_date,
      birthYear: row.birth_year,
      // kept from a table whose CHECK allows exactly these words
      sex: row.sex as 'male' | 'female' | 'unknown',
      isUnknown: row.is_unknown,
    },
  }))
}

async function ofStays(tx: Tx, patientId: string): Promise<Change[]> {
  const shield = await shieldFor(tx, patientId)
  const rows = await tx
    .selectFrom('records.encounter_version')
    .selectAll()
    .where('patient_id', '=', patientId)
    .execute()
  return rows.map((row) => ({
    at: row.changed_at,
    by: row.changed_by,
    earlier: { of: 'stay', ...stayOf(row, (text) => shield.text('encounter', row.encounter_id, text)) },
  }))
}

async function ofIdentifiers(tx: Tx, patientId: string): Promise<Change[]> {
  const rows = await tx
    .selectFrom('records.patient_identifier')
    .select(['system', 'value', 'ended_at', 'ended_by'])
    .where('patient_id', '=', patientId)
    .where('status', '<>', 'active')
    .execute()
  return rows.flatMap((row) => {
    if (!row.ended_at) return []
    const system = row.system as Extract<Earlier, { of: 'identifier' }>['system']
    return [{ at: row.ended_at, by: row.ended_by, earlier: { of: 'identifier' as const, system, value: row.value } }]
  })
}
