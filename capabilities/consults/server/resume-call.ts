import { withdrawGrants } from '#capabilities/records/server/index.ts'
import { revokeFromRoom } from '#capabilities/sessions/server/index.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { consultResumed } from '../contract.ts'
import { findConsult } from './find-consult.ts'
import { letIn } from './let-in.ts'
import { say, subjectOf } from './say.ts'

/** How long whoever answered for a further specialty may take to the room. */
const joinWithinMs = 180_000

/** Further specialties whose answerer never came to the room ring on. Returns how many. */
export async function resumeSilentCalls(tx: Tx, actor: Actor): Promise<number> {
  const silent = await tx
    .selectFrom('consults.call as k')
    .innerJoin('consults.consult as c', 'c.id', 'k.consult_id')
    .select('k.id')
    .where('k.accepted_at', '<=', new Date(actor.now.getTime() - joinWithinMs))
    .where('k.joined_at', 'is', null)
    .where('c.status', 'in', ['requested', 'accepted'])
    .execute()
  let resumed = 0
  for (const call of silent) if (await resumeCall(tx, actor, { callId: call.id, answer: 'silent' })) resumed += 1
  return resumed
}

/** Whoever answered for a further specialty is not coming: those already rung ring again. False when it no longer stands. */
export async function resumeCall(
  tx: Tx,
  actor: Actor,
  { callId, answer }: { callId: string; answer: 'silent' | 'passed' },
): Promise<boolean> {
  const before = await tx
    .selectFrom('consults.call')
    .select(['accepted_by', 'consult_id'])
    .where('id', '=', callId)
    .where('joined_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  const gone = before?.accepted_by
  if (!before || !gone) return false
  await tx.updateTable('consults.call').set({ accepted_by: null, accepted_at: null }).where('id', '=', callId).execute()
  await tx
    .updateTable('consults.page')
    .set({ answer, answered_at: actor.now })
    .where('call_id', '=', callId)
    .where('person_id', '=', gone)
    .execute()
  const still = await tx
    .selectFrom('consults.page')
    .select('person_id')
    .where('call_id', '=', callId)
    .where('answer', 'is', null)
    .where('rings_at', '<=', actor.now)
    .execute()
  const consult = await findConsult(tx, before.consult_id)
  await letIn(
    tx,
    actor,
    consult,
    still.map((page) => ({ personId: page.person_id, from: actor.now })),
  )
  await say({ tx, actor }, consultResumed, consult, [...still.map((page) => page.person_id), gone])
  await revokeFromRoom(tx, actor, subjectOf(consult), [gone])
  await withdrawGrants(tx, actor, consult.id, { only: [gone] })
  return true
}
