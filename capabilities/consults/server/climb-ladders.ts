import { sql } from 'kysely'
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

type Rung = { id: string; asking_facility_id: string; asked_by: string; accepted_by: string | null; person_id: string }

/** The rungs whose time has come are told to the screens, once. */
async function ringDue(tx: Tx, actor: Actor): Promise<number> {
  const due = waitingPages(tx).select('p.id').where('p.rang_at', 'is', null).where('p.rings_at', '<=', actor.now)
  // what a screen is told needs four columns of the consult, not the whole row of each of a thousand
  const { rows } = await sql<Rung>`
    update consults.page p set rang_at = ${actor.now} from consults.consult c
    where c.id = p.consult_id and p.id in (${due})
    returning c.id, c.asking_facility_id, c.asked_by, c.accepted_by, p.person_id`.execute(tx)
  for (const rungs of Map.groupBy(rows, (row) => row.id).values()) {
    const people = rungs.map((row) => row.person_id)
    const [consult] = rungs
    if (consult) await say({ tx, actor }, consultRang, consult, people)
  }
  return rows.length
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
