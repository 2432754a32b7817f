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

/** True while a hold of a hospital of the caller, or for the system of any, stands on the record. */
export async function isHeld(tx: Tx, patientId: string): Promise<boolean> {
  return (await standing(tx).where('patient_id', '=', patientId).limit(1).executeTakeFirst()) !== undefined
}

/**
 * Whether a record is held, for those of the hospital that holds it; why and by whom, for who leads there. Others, such as
 * a specialist elsewhere, learn nothing of it.
 */
export async function holdFor(
  tx: Tx,
  patientId: string,
): Promise<Pick<PatientRecord, 'isHeld' | 'legalHold' | 'mayHold'>> {
  const rows = await standing(tx).where('patient_id', '=', patientId).execute()
  const mine = rows.find((row) => row.is_mine)
  const by = mine ? (await personBriefs(tx, [mine.placed_by])).get(mine.placed_by) : undefined
  return {
    isHeld: rows.length > 0,
    legalHold: mine && by ? { reason: mine.reason, by, at: toInstant(mine.placed_at) } : null,
    mayHold: (await ledFacilities(tx, patientId)).length > 0,
  }
}

/** The hospitals that treat the patient and that the caller leads. */
async function ledFacilities(tx: Tx, patientId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from records.led_facilities(${patientId}) as id`.execute(tx)
  return rows.map((row) => row.id)
}

const standing = (tx: Tx) =>
  tx
    .selectFrom('records.legal_hold')
    .select(['patient_id', 'reason', 'placed_by', 'placed_at'])
    .select(sql<boolean>`records.leads_at(facility_id)`.as('is_mine'))
    .where('lifted_at', 'is', null)

/** The holds that stand at hospitals that the caller leads. */
export async function listLegalHolds(tx: Tx): Promise<OutputOf<typeof contract.listLegalHolds>> {
  const rows = await standing(tx)
    .where(sql<boolean>`records.leads_at(facility_id)`)
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

/** Places or lifts the legal hold of the hospitals that treat the patient and that the caller leads. */
export async function setLegalHold(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.setLegalHold>,
): Promise<typeof ok> {
  const { patientId } = input
  const led = await ledFacilities(tx, patientId)
  if (led.length === 0) throw notFound()
  noteAccess(tx, { patientId, purpose: 'legal-hold' })
  const reason = input.reason.normalize('NFC')
  const changed = input.isHeld
    ? await tx
        .insertInto('records.legal_hold')
        .values(
          led.map((facilityId) => ({
            ...{ id: newId(), patient_id: patientId, facility_id: facilityId, reason },
            ...{ placed_by: actor.personId, placed_at: actor.now },
          })),
        )
        .onConflict((conflict) =>
          conflict.columns(['patient_id', 'facility_id']).where('lifted_at', 'is', null).doNothing(),
        )
        .returning('id')
        .executeTakeFirst()
    : await tx
        .updateTable('records.legal_hold')
        .set({ lifted_by: actor.personId, lifted_at: actor.now, lift_reason: reason })
        .where('patient_id', '=', patientId)
        .where('facility_id', 'in', led)
        .where('lifted_at', 'is', null)
        .returning('id')
        .executeTakeFirst()
  if (!changed) throw new Problem(409, 'hold-changed-meanwhile')
  await emit(tx, actor, holdChanged, { patientId })
  return ok
}
