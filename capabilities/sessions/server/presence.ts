import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound } from '#platform/server/problem.ts'
import { sessionJoined, sessionLeft } from '../contract.ts'

/** The states of a room in which one may be in it. */
export const openStates = ['planned', 'in-progress'] as const

/** Notes that the actor entered the room, now; refuses those who are not invited. Returns the id of this presence. */
export async function enterRoom(tx: Tx, actor: Actor, sessionId: string): Promise<string> {
  const room = await tx
    .updateTable('sessions.session')
    .set((on) => ({ status: 'in-progress', started_at: on.fn.coalesce('started_at', on.val(actor.now)) }))
    .where('id', '=', sessionId)
    .where('status', 'in', openStates)
    .returning(['id', 'subject_kind', 'subject_id'])
    .executeTakeFirst()
  if (!room) throw notFound()
  const presenceId = newId()
  await tx
    .insertInto('sessions.presence')
    .values({ id: presenceId, session_id: sessionId, person_id: actor.personId, joined_at: actor.now })
    .execute()
  await emit(tx, actor, sessionJoined, {
    sessionId,
    subjectKind: room.subject_kind,
    subjectId: room.subject_id,
    personId: actor.personId,
    at: actor.now.toISOString(),
  })
  return presenceId
}

/** Notes that the actor left the room, or that the link broke. */
export async function leaveRoom(
  tx: Tx,
  actor: Actor,
  presenceId: string,
  because: 'left' | 'link-lost',
): Promise<void> {
  const gone = await tx
    .updateTable('sessions.presence')
    .set({ left_at: actor.now, left_because: because })
    .where('id', '=', presenceId)
    .where('left_at', 'is', null)
    .returning('session_id')
    .executeTakeFirst()
  if (!gone) return
  const room = await tx
    .selectFrom('sessions.session')
    .select(['subject_kind', 'subject_id'])
    .where('id', '=', gone.session_id)
    .executeTakeFirst()
  if (!room) return
  await emit(tx, actor, sessionLeft, {
    sessionId: gone.session_id,
    subjectKind: room.subject_kind,
    subjectId: room.subject_id,
    personId: actor.personId,
    at: actor.now.toISOString(),
  })
}
