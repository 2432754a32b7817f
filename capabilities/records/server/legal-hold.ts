import { sql } from 'kysely'
import { personBriefs } from '#capabilities/identity/server/index.ts'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/protection-endpoints.ts'
import { holdChanged } from '../contract/protection-endpoints.ts'
import type { PatientRecord } from '../contract.ts'
import { patientBriefs } from './patient-row.ts'

/** Why the record of a patient must not be destroyed now; null when nothing holds it. */
export async function holdOf(tx: Tx, patientId: string): Promise<string | null> {
  const row = await standing(tx).where('patient_id', '=', patientId).executeTakeFirst()
  return row?.reason ?? null
}

/** The hold that stands on a record, and whether the caller may place or lift one. */
export async function holdFor(
  tx: Tx,
  patientId: string,
): Promise<{ legalHold: PatientRecord['legalHold']; mayHold: boolean }> {
  const [row] = await standing(tx).where('patient_id', '=', patientId).execute()
  const by = row ? (await personBriefs(tx, [row.placed_by])).get(row.placed_by) : undefined
  return {
    legalHold: row && by ? { reason: row.reason, by, at: toInstant(row.placed_at) } : null,
    mayHold: await isLed(tx, patientId),
  }
}

/** True when the caller leads a hospital that treats the patient. */
async function isLed(tx: Tx, patientId: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select records.led(${patientId}) as is`.execute(tx)
  return rows[0]?.is ?? false
}

const standing = (tx: Tx) =>
  tx
    .selectFrom('records.legal_hold')
    .select(['patient_id', 'reason', 'placed_by', 'placed_at'])
    .where('lifted_at', 'is', null)

/** The holds that stand at hospitals that the caller leads. */
export async function listLegalHolds(tx: Tx): Promise<OutputOf<typeof contract.listLegalHolds>> {
  const rows = await standing(tx)
    .where(sql<boolean>`records.led(patient_id)`)
    .orderBy('placed_at', 'desc')
    .limit(200)
    .execute()
  const patients = await patientBriefs(
    tx,
    rows.map((row) => row.patient_id),
  )
  const people = await personBriefs(
    tx,
    rows.map((row) => row.placed_by),
  )
  return rows.flatMap((row) => {
    const by = people.get(row.placed_by)
    if (!by) return []
    const patientId = row.patient_id as Id<'patient'>
    return [
      { patientId, patient: patients.get(patientId) ?? null, reason: row.reason, by, at: toInstant(row.placed_at) },
    ]
  })
}

/** Places or lifts a legal hold; only who leads a hospital that treats the patient. */
export async function setLegalHold(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.setLegalHold>,
): Promise<typeof ok> {
  const { patientId } = input
  if (!(await isLed(tx, patientId))) throw notFound()
  noteAccess(tx, { patientId, purpose: 'legal-hold' })
  const reason = input.reason.normalize('NFC')
  const changed = input.isHeld
    ? await tx
        .insertInto('records.legal_hold')
        .values({ id: newId(), patient_id: patientId, reason, placed_by: actor.personId, placed_at: actor.now })
        .onConflict((conflict) => conflict.column('patient_id').where('lifted_at', 'is', null).doNothing())
        .returning('id')
        .executeTakeFirst()
    : await tx
        .updateTable('records.legal_hold')
        .set({ lifted_by: actor.personId, lifted_at: actor.now, lift_reason: reason })
        .where('patient_id', '=', patientId)
        .where('lifted_at', 'is', null)
        .returning('id')
        .executeTakeFirst()
  if (!changed) throw new Problem(409, 'hold-changed-meanwhile')
  await emit(tx, actor, holdChanged, { patientId })
  return ok
}
