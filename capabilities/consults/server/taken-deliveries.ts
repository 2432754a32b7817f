import { sql } from 'kysely'
import { forgetPush } from '#capabilities/identity/server/index.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Sent, Target } from '#platform/server/channels/channel.ts'
import type { OutsideChannel } from '#platform/server/channels/open-channels.ts'
import type { Tx } from '#platform/server/db.ts'
import { consultUpdated } from '../contract.ts'
import { isWaitedFor } from './ringing.ts'
import { say } from './say.ts'

/** A delivery whose sender died without a word is tried again after this; longer than any channel waits. */
const abandonedAfterMs = 15_000
/** After how long a failed attempt is repeated; then the channel is given up, other rungs go on. */
const againAfterMs = [3_000, 10_000, 30_000] as const

/** A delivery that this process has taken to send. */
export type Taken = {
  id: string
  consult_id: string
  person_id: string
  device_id: string | null
  attempts: number
  target: Target
  receipt_token: string
  specialty: string
  is_drill: boolean
}

/** What became of one, and when. */
export type Tried = { each: Taken; sent: Sent; at: Date }

/**
 * Takes what is due; by two workers at once each is taken once. What nobody waits for any more is closed instead, so
 * that nobody is rung after the answer. Says whether more may be due.
 */
export async function takeDeliveries(
  tx: Tx,
  actor: Actor,
  { kind, most }: { kind: OutsideChannel; most: number },
): Promise<{ taken: Taken[]; isMore: boolean }> {
  const again = new Date(actor.now.getTime() + abandonedAfterMs)
  // by the oldest first and each by its key: the tables may have grown since the planner last looked at them
  const { rows } = await sql<Taken & { is_waited_for: boolean }>`
    with due as materialized (
      select id, page_id from consults.delivery
      where channel = ${kind} and sent_at is null and failed_at is null and try_at <= ${actor.now}
      order by try_at limit ${most} for update skip locked
    ), judged as materialized (
      select due.id, coalesce(k.specialty, c.specialty) as specialty, c.is_drill,
        ${isWaitedFor} as is_waited_for
      from due join consults.page p on p.id = due.page_id
        join consults.consult c on c.id = p.consult_id left join consults.call k on k.id = p.call_id
    )
    update consults.delivery d set
      attempts = d.attempts + j.is_waited_for::int,
      try_at = case when j.is_waited_for then ${again}::timestamptz end,
      failed_at = case when j.is_waited_for then null else ${actor.now}::timestamptz end,
      failure = case when j.is_waited_for then d.failure else 'answered' end,
      target = case when j.is_waited_for then d.target end
    from judged j where d.id = j.id
    returning d.id, d.consult_id, d.person_id, d.device_id, d.attempts, d.target, d.receipt_token,
      j.specialty, j.is_drill, j.is_waited_for`.execute(tx)
  return { taken: rows.filter((row) => row.is_waited_for), isMore: rows.length === most }
}

/** Which of these deliveries somebody still waits for. */
export async function stillWaitedFor(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select d.id from consults.delivery d join consults.page p on p.id = d.page_id
      join consults.consult c on c.id = p.consult_id left join consults.call k on k.id = p.call_id
    where d.id = any(${ids}) and ${isWaitedFor}`.execute(tx)
  return new Set(rows.map((row) => row.id))
}

/** Writes what became of those that were taken. */
export async function noteTried(tx: Tx, actor: Actor, tried: readonly Tried[]): Promise<void> {
  const results = tried.map(resultOf)
  await sql`update consults.delivery d
    set sent_at = r.sent_at, failed_at = r.failed_at, failure = r.failure, try_at = r.try_at,
      target = case when r.try_at is null then null else d.target end
    from jsonb_to_recordset(${JSON.stringify(results)}::jsonb)
      as r(id uuid, sent_at timestamptz, failed_at timestamptz, failure text, try_at timestamptz)
    where d.id = r.id`.execute(tx)
  for (const { each, sent } of tried) {
    if (sent.is !== 'gone' || !each.device_id) continue
    await forgetPush(tx, { personId: each.person_id, deviceId: each.device_id, at: actor.now })
  }
  const ids = [...new Set(tried.map(({ each }) => each.consult_id))]
  const consults = await tx.selectFrom('consults.consult').selectAll().where('id', 'in', ids).execute()
  for (const consult of consults) await say({ tx, actor }, consultUpdated, consult)
}

/** A channel that this installation does not have is said so at once, on the case. */
export async function giveUpChannel(tx: Tx, actor: Actor, kind: OutsideChannel): Promise<void> {
  await tx
    .updateTable('consults.delivery')
    .set({ failed_at: actor.now, failure: 'no-channel', target: null, try_at: null })
    .where('channel', '=', kind)
    .where('sent_at', 'is', null)
    .where('failed_at', 'is', null)
    .execute()
}

function resultOf({ each, sent, at }: Tried) {
  const now = at.toISOString()
  const over = (failure: string) => ({ id: each.id, sent_at: null, failed_at: now, failure, try_at: null })
  if (sent.is === 'sent') return { id: each.id, sent_at: now, failed_at: null, failure: null, try_at: null }
  if (sent.is === 'unwanted') return over('answered')
  const wait = sent.is === 'failed' ? againAfterMs[each.attempts - 1] : undefined
  if (!wait) return over(sent.reason)
  const again = new Date(at.getTime() + wait).toISOString()
  return { id: each.id, sent_at: null, failed_at: null, failure: sent.reason, try_at: again }
}
