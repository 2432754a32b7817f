import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import type * as contract from '../contract/paging.ts'
import { findConsult } from './find-consult.ts'

/** Notes that an open screen of the caller rings, once for each screen. A screen that cannot sound is noted as such. */
export async function noteRang(tx: Tx, actor: Actor, input: ParsedOf<typeof contract.noteRang>): Promise<typeof ok> {
  const consult = await findConsult(tx, input.consultId)
  noteAccess(tx, { patientId: consult.patient_id, purpose: 'emergency-consult' })
  const page = await tx
    .selectFrom('consults.page')
    .select(['id', 'rings_at'])
    .where('consult_id', '=', consult.id)
    .where('person_id', '=', actor.personId)
    .where('rings_at', '<=', actor.now)
    .executeTakeFirst()
  if (!page) return ok
  await tx
    .insertInto('consults.delivery')
    .values({
      id: newId(),
      consult_id: consult.id,
      page_id: page.id,
      person_id: actor.personId,
      channel: 'app',
      device_id: input.deviceId,
      device_label: input.label,
      receipt_token: crypto.randomUUID(),
      due_at: page.rings_at,
      sent_at: actor.now,
      delivered_at: actor.now,
      failure: input.isLoud ? null : 'silent',
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return ok
}
