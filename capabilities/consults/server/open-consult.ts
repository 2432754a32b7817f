import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { consultOpened, consultStates } from '../contract.ts'
import { findConsult } from './find-consult.ts'
import { say } from './say.ts'

/** Notes that the caller has the case open: who is rung has seen it, who accepted is there. Repeated every few seconds. */
export async function openConsult(tx: Tx, actor: Actor, input: { consultId: string }): Promise<typeof ok> {
  const consult = await findConsult(tx, input.consultId)
  noteAccess(tx, { patientId: consult.patient_id, purpose: 'care' })
  await tx
    .updateTable('consults.page')
    .set({ seen_at: actor.now })
    .where('consult_id', '=', consult.id)
    .where('person_id', '=', actor.personId)
    .where('seen_at', 'is', null)
    .execute()
  if (consult.accepted_by !== actor.personId) return ok
  await tx
    .updateTable('consults.consult')
    .set({ acceptor_seen_at: actor.now, opened_at: consult.opened_at ?? actor.now })
    .where('id', '=', consult.id)
    .where('accepted_by', '=', actor.personId)
    .where('status', 'in', consultStates.open)
    .execute()
  if (!consult.opened_at) await say({ tx, actor }, consultOpened, consult)
  return ok
}
