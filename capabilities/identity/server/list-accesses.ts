import { sql } from 'kysely'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../contract.ts'
import { personBriefs } from './person-row.ts'

type Access = OutputOf<typeof contract.listAccesses>[number]

/** Who looked at a patient's data, newest first; only for those who may see the patient. */
export async function listAccesses(tx: Tx, actor: Actor, input: { patientId: string }): Promise<Access[]> {
  noteAccess(tx, { patientId: input.patientId, purpose: 'who-looked' })
  const may = await sql<{ may: boolean }>`select records.may_see(${input.patientId}) as may`.execute(tx)
  if (actor.kind !== 'person' || !may.rows[0]?.may) throw notFound()
  // a page that stays open asks again and again: one line for each person, kind of look, basis and hour
  const rows = await tx
    .selectFrom('platform.audit_entry')
    .select((on) => [on.fn.max('at').as('at'), 'person_id', 'endpoint', 'outcome', 'basis'])
    .where('patient_id', '=', input.patientId)
    .where('endpoint', '<>', 'open-consult')
    .groupBy(['person_id', 'endpoint', 'outcome', 'basis', sql`date_trunc('hour', at)`])
    .orderBy('at', 'desc')
    .limit(200)
    .execute()
  const people = await personBriefs(
    tx,
    rows.map((row) => row.person_id),
  )
  return rows.map((row) => ({
    at: toInstant(row.at),
    person: (row.person_id && people.get(row.person_id)) || null,
    endpoint: row.endpoint,
    // the table's CHECK allows exactly these outcomes
    outcome: row.outcome as Access['outcome'],
    basis: row.basis,
  }))
}
