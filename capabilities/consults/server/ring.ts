import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { consultRang, consultUnanswered } from '../contract.ts'
import type { ConsultRow } from './find-consult.ts'
import { letIn } from './let-in.ts'
import { ringBackup } from './ring-backup.ts'
import { say } from './say.ts'

/**
 * Rings the next rung now and moves the later ones forward by as much. Returns who rings now; when nobody is left and
 * nobody rings, the backup hospital is called; without one the consult is marked unanswered and the screens show the
 * phone number.
 */
export async function ringNext(
  tx: Tx,
  actor: Actor,
  consult: ConsultRow,
  callId: string | null = null,
): Promise<string[]> {
  const open = await tx
    .selectFrom('consults.page')
    .select(['id', 'person_id', 'rung', 'rings_at', 'next_send_at'])
    .where('consult_id', '=', consult.id)
    .where('call_id', 'is not distinct from', callId)
    .where('answer', 'is', null)
    .orderBy('rung')
    .execute()
  const waiting = open.filter((page) => page.rings_at > actor.now)
  const first = waiting[0]
  if (!first) {
    if (callId) return await endOfCall(tx, actor, { callId, isOver: open.length === 0 })
    const backup = await ringBackup(tx, actor, consult)
    if (open.length === 0 && backup.length === 0) await markUnanswered(tx, actor, consult)
    return backup
  }
  const forwardMs = first.rings_at.getTime() - actor.now.getTime()
  for (const page of waiting) {
    const ringsAt = new Date(page.rings_at.getTime() - forwardMs)
    const isNow = page.rung === first.rung
    await tx
      .updateTable('consults.page')
      .set({
        rings_at: ringsAt,
        next_send_at: page.next_send_at && new Date(page.next_send_at.getTime() - forwardMs),
        ...(isNow ? { rang_at: actor.now } : {}),
      })
      .where('id', '=', page.id)
      .execute()
    await letIn(tx, actor, consult, [{ personId: page.person_id, from: ringsAt }])
  }
  const now = waiting.filter((page) => page.rung === first.rung).map((page) => page.person_id)
  await say({ tx, actor }, consultRang, consult, now)
  return now
}

/** Nobody is left to ring for a further specialty. */
async function endOfCall(tx: Tx, actor: Actor, { callId, isOver }: { callId: string; isOver: boolean }): Promise<[]> {
  if (isOver) {
    await tx
      .updateTable('consults.call')
      .set({ unanswered_at: actor.now })
      .where('id', '=', callId)
      .where('accepted_by', 'is', null)
      .execute()
  }
  return []
}

/** Marks that nobody is left to ring. */
export async function markUnanswered(tx: Tx, actor: Actor, consult: ConsultRow): Promise<void> {
  const marked = await tx
    .updateTable('consults.consult')
    .set({ unanswered_at: actor.now })
    .where('id', '=', consult.id)
    .where('status', '=', 'requested')
    .where('unanswered_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (marked) await say({ tx, actor }, consultUnanswered, consult)
}
