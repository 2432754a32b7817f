import { passMilestone } from '#capabilities/pathways/server/index.ts'
import { sessionJoined } from '#capabilities/sessions/contract.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { on } from '#platform/server/events.ts'
import { consultOpened, consultUpdated } from '../contract.ts'
import { findConsult } from './find-consult.ts'
import { say, subjectOf } from './say.ts'

type Joined = { subjectKind: string; subjectId: string; personId: string; at: string }

/** The one who accepted is in the room: the ringing is over, those who did not answer no longer take part. */
export async function noteJoined(tx: Tx, actor: Actor, joined: Joined): Promise<void> {
  if (joined.subjectKind !== 'consult') return
  const at = new Date(joined.at)
  const consult = await tx
    .updateTable('consults.consult')
    .set((value) => ({
      joined_at: at,
      acceptor_seen_at: at,
      opened_at: value.fn.coalesce('opened_at', value.val(at)),
    }))
    .where('id', '=', joined.subjectId)
    .where('accepted_by', '=', joined.personId)
    .where('joined_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  if (!consult) return await noteCalledJoined(tx, actor, joined)
  const superseded = await tx
    .updateTable('consults.page')
    .set({ answer: 'superseded', answered_at: at })
    .where('consult_id', '=', consult.id)
    .where('call_id', 'is', null)
    .where('answer', 'is', null)
    .returning('person_id')
    .execute()
  const out = superseded.map((page) => page.person_id)
  if (out.length > 0) {
    await tx
      .updateTable('consults.participant')
      .set({ withdrawn_at: at })
      .where('consult_id', '=', consult.id)
      .where('person_id', 'in', out)
      .where('reason', '=', 'paged')
      .execute()
  }
  await passMilestone(tx, actor, subjectOf(consult), {
    code: 'joined',
    occurredAt: at,
    source: `consult/${consult.id}`,
  })
  await say({ tx, actor }, consultOpened, consult, out)
}

/** Whoever answered for a further specialty is in the room: their ladder is over. */
async function noteCalledJoined(tx: Tx, actor: Actor, joined: Joined): Promise<void> {
  const at = new Date(joined.at)
  const call = await tx
    .updateTable('consults.call')
    .set({ joined_at: at })
    .where('consult_id', '=', joined.subjectId)
    .where('accepted_by', '=', joined.personId)
    .where('joined_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!call) return
  const superseded = await tx
    .updateTable('consults.page')
    .set({ answer: 'superseded', answered_at: at })
    .where('call_id', '=', call.id)
    .where('answer', 'is', null)
    .returning('person_id')
    .execute()
  const consult = await findConsult(tx, joined.subjectId)
  await say(
    { tx, actor },
    consultUpdated,
    consult,
    superseded.map((page) => page.person_id),
  )
}

/** Begins to listen for people who enter rooms. */
export const reactToRooms = (): void => on(sessionJoined, noteJoined)
