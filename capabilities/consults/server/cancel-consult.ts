import { endRun } from '#capabilities/pathways/server/index.ts'
import { withdrawGrants } from '#capabilities/records/server/index.ts'
import { revokeFromRoom } from '#capabilities/sessions/server/index.ts'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import { type Actor, careFacilities } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract.ts'
import { consultCancelled, consultStates } from '../contract.ts'
import { rungPeople } from './accept-consult.ts'
import { findConsult } from './find-consult.ts'
import { say, subjectOf } from './say.ts'

/** The asking side takes the request back, with a reason; everything stops ringing. */
export async function cancelConsult(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.cancelConsult>,
): Promise<typeof ok> {
  const consult = await findConsult(tx, input.consultId)
  if (!careFacilities(actor).includes(consult.asking_facility_id)) throw notFound()
  noteAccess(tx, { patientId: consult.patient_id, purpose: 'emergency-consult' })
  const cancelled = await tx
    .updateTable('consults.consult')
    .set({ status: 'cancelled', cancelled_at: actor.now, cancel_reason: input.reason })
    .where('id', '=', consult.id)
    .where('status', 'in', consultStates.cancel)
    .returningAll()
    .executeTakeFirst()
  if (!cancelled) throw new Problem(409, 'consult-not-requested')
  await tx
    .updateTable('consults.page')
    .set({ answer: 'cancelled', answered_at: actor.now })
    .where('consult_id', '=', consult.id)
    .where('answer', 'is', null)
    .execute()
  await endRun(tx, actor, subjectOf(consult))
  await revokeFromRoom(tx, actor, subjectOf(consult), 'everybody')
  await say({ tx, actor }, consultCancelled, cancelled, await rungPeople(tx, consult.id))
  await withdrawGrants(tx, actor, consult.id, { except: [] })
  return ok
}
