import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { consultRang } from '../contract.ts'
import { resumeSilentCalls } from './resume-call.ts'
import { resumeRinging } from './resume-ringing.ts'
import { markUnanswered } from './ring.ts'
import { ringBackup } from './ring-backup.ts'
import { waitingPages } from './ringing.ts'
import { say } from './say.ts'

/** How long the one who accepted may be out of sight before joining; longer than browsers let a hidden page sleep (60 s). */
export const silentAfterMs = 90_000

/**
 * What is due by the passed clock: rungs that ring now, acceptances that went silent, ladders at their end. Rings are
 * states of rows, so a late run changes nothing but the moment at which the screens are told. Returns what it did.
 */
export async function climbLadders(tx: Tx, actor: Actor): Promise<{ rang: number; resumed: number }> {
  const rang = await ringDue(tx, actor)
  const backups = await ringDueBackups(tx, actor)
  const resumed = (await resumeSilent(tx, actor)) + (await resumeSilentCalls(tx, actor))
  await markExhausted(tx, actor)
  return { rang: rang + backups, resumed }
}

/** The rungs whose time has come are told to the screens, once. */
async function ringDue(tx: Tx, actor: Actor): Promise<number> {
  const due = await tx
    .updateTable('consults.page')
    .set({ rang_at: actor.now })
    .where(
      'id',
      'in',
      waitingPages(tx).select('p.id').where('p.rang_at', 'is', null).where('p.rings_at', '<=', actor.now),
    )
    .returning(['consult_id', 'person_id'])
    .execute()
  if (due.length === 0) return 0
  const peopleOf = Map.groupBy(due, (page) => page.consult_id)
  const consults = await tx
    .selectFrom('consults.consult')
    .selectAll()
    .where('id', 'in', [...peopleOf.keys()])
    .execute()
  for (const consult of consults) {
    const people = (peopleOf.get(consult.id) ?? []).map((page) => page.person_id)
    await say({ tx, actor }, consultRang, consult, people)
  }
  return due.length
}

async function ringDueBackups(tx: Tx, actor: Actor): Promise<number> {
  const due = await tx
    .selectFrom('consults.consult')
    .selectAll()
    .where('status', '=', 'requested')
    .where('backup_rang_at', 'is', null)
    .where('backup_due_at', '<=', actor.now)
    .execute()
  let rang = 0
  for (const consult of due) rang += (await ringBackup(tx, actor, consult)).length
  return rang
}

async function resumeSilent(tx: Tx, actor: Actor): Promise<number> {
  const unseenSince = new Date(actor.now.getTime() - silentAfterMs)
  const silent = await tx
    .selectFrom('consults.consult')
    .selectAll()
    .where('urgency', '=', 'emergency')
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
    .where('c.urgency', '=', 'emergency')
    .where('c.status', '=', 'requested')
    .where('c.unanswered_at', 'is', null)
    .where((on) => on.or([on('c.backup_due_at', 'is', null), on('c.backup_rang_at', 'is not', null)]))
    .where((on) =>
      on.not(
        on.exists(
          on
            .selectFrom('consults.page as p')
            .select('p.id')
            .whereRef('p.consult_id', '=', 'c.id')
            .where('p.call_id', 'is', null)
            .where('p.answer', 'is', null),
        ),
      ),
    )
    .execute()
  for (const consult of exhausted) await markUnanswered(tx, actor, consult)
}
