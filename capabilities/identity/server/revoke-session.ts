import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { notFound } from '#platform/server/problem.ts'
import { sessionEnded } from '../contract.ts'

/** Ends another session of the caller. */
export async function revokeSession(tx: Tx, actor: Actor, input: { sessionId: string }): Promise<typeof ok> {
  const gone = await tx
    .deleteFrom('identity.login_session')
    .where('id', '=', input.sessionId)
    .where('user_id', '=', actor.personId)
    .returning('id')
    .executeTakeFirst()
  if (!gone) throw notFound()
  await emit(tx, actor, sessionEnded, { sessionId: gone.id })
  return ok
}
