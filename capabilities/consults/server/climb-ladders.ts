import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { consultRang } from '../contract.ts'
import { resumeRinging } from './resume-ringing.ts'
import { markUnanswered } from './ring.ts'
import { say } from './say.ts'

/** How long the one who accepted may be out of sight before joining; longer than browsers let a hidden page sleep (60 s). */
export const silentAfterMs = 90_000

/**
 * What is due by the passed clock: rungs that ring now, acceptances that went silent, ladders at their end. Rings are
 * states of rows, so a late run changes nothing but the moment at which the screens are told. Returns what it did.
 */
export async function climbLadders(tx: Tx, actor: Actor): Promise<{ rang: number; resumed: number }> {
  const due = await tx
    .updateTable('consults.page')
    .set({ rang_at: actor.now })
    .where('rang_at', 'is', null)
    .where('answer', 'is', null)
    .where('rings_at', '<=', actor.now)
    .where('consult_id', 'in', (on) => on.selectFrom('consults.consult').select('id').where('status', '=', 'requested'))
    .returning(['consult_id', 'person_id'])
    .execute()
  for (const consultId of new Set(due.map((page) => page.consult_id))) {
    const people = due.filter((page) => page.consult_id === consultId).map((page) => page.person_id)
    await say({ tx, actor }, consultRang, await rowOf(tx, consultId), people)
  }
  const resumed = await resumeSilent(tx, actor)
  await markExhausted(tx, actor)
  return { rang: due.length, resumed }
}

const rowOf = async (tx: Tx, consultId: string) =>
  await tx.selectFrom('consults.consult').selectAll().where('id', '=', consultId).executeTakeFirstOrThrow()

async function resumeSilent(tx: Tx, actor: Actor): Promise<number> {
  const unseenSince = new Date(actor.now.getTime() - silentAfterMs)
  const silent = await tx
    .selectFrom('consults.consult')
    .selectAll()
    .where('status', '=', 'accepted')
    .where('joined_at', 'is', null)
    .where((on) =>
      on.or([
        on.and([on('opened_at', 'is', null), on('open_by', '<=', actor.now)]),
        on.and([on('opened_at', 'is not', null), on('acceptor_seen_at', '<=', unseenSince)]),
      ]),
    )
    .forUpdate()
    .skipLocked()
    .execute()
  for (const consult of silent) await resumeRinging(tx, actor, consult, 'silent')
  return silent.length
}

async function markExhausted(tx: Tx, actor: Actor): Promise<void> {
  const exhausted = await tx
    .selectFrom('consults.consult as c')
    .selectAll('c')
    .where('c.status', '=', 'requested')
    .where('c.unanswered_at', 'is', null)
    .where((on) =>
      on.not(
        on.exists(
          on
            .selectFrom('consults.page as p')
            .select('p.id')
            .whereRef('p.consult_id', '=', 'c.id')
            .where('p.answer', 'is', null),
        ),
      ),
    )
    .execute()
  for (const consult of exhausted) await markUnanswered(tx, actor, consult)
}
