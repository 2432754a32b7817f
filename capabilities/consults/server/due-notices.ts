import { sql } from 'kysely'
import { afterQuiet, forgetPush, noticeSettingsOf, type Reach, reachOf } from '#capabilities/identity/server/index.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type { NoticeKind } from './plan-notices.ts'

/** A notice whose sender died without a word is tried again after this; longer than any channel waits. */
const abandonedAfterMs = 2 * 60_000
/** After how long a failed attempt is repeated; then it is given up, what it was about stands on the Desk. */
const againAfterMs = [60_000, 10 * 60_000, 60 * 60_000] as const

type Due = { id: string; person_id: string; kind: NoticeKind; attempts: number; matters: boolean }

/** A notice that this process has taken to send, and where its person can be reached. */
export type TakenNotice = Pick<Due, 'id' | 'person_id' | 'kind' | 'attempts'> & { reach: Reach | undefined }

/** What became of one: by which channel it left, or why it did not and whether that may change. */
export type NoticeTried =
  | { is: 'sent'; channel: 'push' | 'email' }
  | { is: 'failed'; reason: string }
  | { is: 'gone'; reason: string }

/** Browsers that the push service no longer knows. */
type Gone = { personId: string; deviceId: string }

/**
 * Takes the notices that are due. One whose person is in quiet hours by now waits for their end; one that nobody wants
 * or nothing waits for any more is closed.
 */
export async function takeNotices(tx: Tx, actor: Actor, most: number): Promise<TakenNotice[]> {
  const due = await dueNotices(tx, actor, most)
  const people = due.map((each) => each.person_id)
  const settingOf = await noticeSettingsOf(tx, people)
  const reach = await reachOf(tx, people)
  const taken: TakenNotice[] = []
  for (const { matters, ...each } of due) {
    const { isOn, quiet } = settingOf(each.person_id)
    const dueAt = afterQuiet(quiet, actor.now)
    if (!isOn || !matters) await close(tx, actor, each.id, isOn ? 'over' : 'not-wanted')
    else if (dueAt > actor.now) await change(tx, each.id, { due_at: dueAt, try_at: dueAt })
    else {
      const attempts = each.attempts + 1
      await change(tx, each.id, { attempts, try_at: new Date(actor.now.getTime() + abandonedAfterMs) })
      taken.push({ ...each, attempts, reach: reach.get(each.person_id) })
    }
  }
  return taken
}

async function dueNotices(tx: Tx, actor: Actor, most: number): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select n.id, n.person_id, n.kind, n.attempts, case n.kind
      when 'allocated' then c.allocated_to = n.person_id and c.status in ('requested', 'accepted')
      when 'answered' then c.status in ('requested', 'accepted', 'concluded')
      when 'outcome-late' then exists (select 1 from consults.follow_up f where f.consult_id = n.consult_id
        and f.hours = n.part and f.answered_at is null and f.settled_at is null)
      else c.status in ('decided', 'completed') and not exists (
        select 1 from consults.minutes m join consults.signature s on s.minutes_id = m.id
        where m.consult_id = n.consult_id and m.version >= n.part and s.person_id = n.person_id)
      end is true as matters
    from consults.notice n join consults.consult c on c.id = n.consult_id
    where n.try_at <= ${actor.now} order by n.try_at limit ${most} for update of n skip locked`.execute(tx)
  return rows
}

/** Writes what became of one that was taken. */
export async function noteNotice(tx: Tx, actor: Actor, each: TakenNotice, tried: NoticeTried): Promise<void> {
  if (tried.is === 'sent') {
    await change(tx, each.id, { try_at: null, sent_at: actor.now, channel: tried.channel })
    return
  }
  const wait = tried.is === 'failed' ? againAfterMs[each.attempts - 1] : undefined
  if (wait === undefined) await close(tx, actor, each.id, tried.reason)
  else await change(tx, each.id, { try_at: new Date(actor.now.getTime() + wait) })
}

/** Forgets the browsers that are gone. */
export async function forgetGone(tx: Tx, actor: Actor, gone: readonly Gone[]): Promise<void> {
  for (const each of gone) await forgetPush(tx, { ...each, at: actor.now })
}

const close = async (tx: Tx, actor: Actor, id: string, failure: string): Promise<void> =>
  await change(tx, id, { try_at: null, failed_at: actor.now, failure })

type Changes = {
  due_at?: Date
  try_at: Date | null
  attempts?: number
  sent_at?: Date
  channel?: string
  failed_at?: Date
  failure?: string
}

async function change(tx: Tx, id: string, changes: Changes): Promise<void> {
  await tx
    .updateTable('consults.notice')
    .set(changes)
    .where('id', '=', id)
    .where('sent_at', 'is', null)
    .where('failed_at', 'is', null)
    .execute()
}
