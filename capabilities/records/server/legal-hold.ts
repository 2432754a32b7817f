import { sql } from 'kysely'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/protection-endpoints.ts'

/** Why the record of a patient must not be destroyed now; null when nothing holds it. */
export async function holdOf(tx: Tx, patientId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('records.legal_hold')
    .select('reason')
    .where('patient_id', '=', patientId)
    .where('lifted_at', 'is', null)
    .executeTakeFirst()
  return row?.reason ?? null
}

/** Places or lifts a legal hold; only who leads a hospital that treats the patient. */
export async function setLegalHold(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.setLegalHold>,
): Promise<typeof ok> {
  const { patientId } = input
  const led = await sql<{ is: boolean }>`select records.led(${patientId}) as is`.execute(tx)
  if (!led.rows[0]?.is) throw notFound()
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
  return ok
}
