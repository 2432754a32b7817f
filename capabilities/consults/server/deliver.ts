import { sql } from 'kysely'
import { forgetPush } from '#capabilities/identity/server/index.ts'
import { specialtyNames } from '#capabilities/network/server/index.ts'
import { type Actor, systemActor } from '#platform/server/actor.ts'
import type { Channel, Message, Sent, Target } from '#platform/server/channels/channel.ts'
import type { Channels, OutsideChannel } from '#platform/server/channels/open-channels.ts'
import type { Tx } from '#platform/server/db.ts'
import { type House, inTransaction } from '#platform/server/house.ts'
import { consultUpdated } from '../contract.ts'
import { messageOf } from './page-message.ts'
import { say } from './say.ts'

/** A delivery whose sender died without a word is tried again after this; longer than any channel waits. */
const abandonedAfterMs = 15_000
/** After how long a failed attempt is repeated; then the channel is given up, other rungs go on. */
const againAfterMs = [3_000, 10_000, 30_000] as const
const mostAtOnce = 200

type Claimed = {
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

/** What a delivery round needs besides the house: the channels and the address that the messages lead to. */
export type Post = { channels: Channels; publicUrl: string }

/** Sends what is due through every channel at once, so that a slow one holds up no other. Returns how many were tried. */
export async function deliverPages(house: House, post: Post): Promise<number> {
  const kinds = ['push', 'sms', 'voice', 'email'] as const
  const counts = await Promise.all(kinds.map(async (kind) => await deliverThrough(house, post, kind)))
  return counts.reduce((sum, count) => sum + count, 0)
}

/** Sends what is due through one channel. */
export async function deliverThrough(house: House, post: Post, kind: OutsideChannel): Promise<number> {
  const channel = post.channels[kind]
  const actor = systemActor('deliver-pages', house.clock.now())
  if (!channel) return await inTransaction(house, actor, async (tx) => await giveUp(tx, actor, kind))
  const most = Math.min(channel.atOnce, mostAtOnce)
  const claimed = await inTransaction(house, actor, async (tx) => await claim(tx, actor, { kind, most }))
  if (claimed.length === 0) return 0
  const names = await inTransaction(house, actor, async (tx) => await specialtyNames(tx), 'read')
  const sent = await Promise.all(
    claimed.map(async (each) => ({
      each,
      sent: await sendOne(channel, messageOf(each, { publicUrl: post.publicUrl, names }), each.target),
    })),
  )
  const after = systemActor('deliver-pages', house.clock.now())
  await inTransaction(house, after, async (tx) => await note(tx, after, sent))
  return claimed.length
}

/** A channel that this installation does not have is said so at once, on the case. */
async function giveUp(tx: Tx, actor: Actor, kind: OutsideChannel): Promise<number> {
  const rows = await tx
    .updateTable('consults.delivery')
    .set({ failed_at: actor.now, failure: 'no-channel', target: null, try_at: null })
    .where('channel', '=', kind)
    .where('sent_at', 'is', null)
    .where('failed_at', 'is', null)
    .returning('id')
    .execute()
  return rows.length
}

const sendOne = async (channel: Channel, message: Message, target: Target): Promise<Sent> =>
  await channel.send(message, target).catch((): Sent => ({ is: 'failed', reason: 'fault' }))

/** Takes what is due and still waited for; nobody is rung through it after the answer, and by two workers at once. */
async function claim(tx: Tx, actor: Actor, { kind, most }: { kind: string; most: number }): Promise<Claimed[]> {
  const again = new Date(actor.now.getTime() + abandonedAfterMs)
  const { rows } = await sql<Claimed>`
    update consults.delivery d set attempts = d.attempts + 1, try_at = ${again}
    from (
      select w.id, c.specialty as lead_specialty, k.specialty as call_specialty, c.is_drill
      from consults.delivery w
      join consults.page p on p.id = w.page_id
      join consults.consult c on c.id = p.consult_id
      left join consults.call k on k.id = p.call_id
      where w.channel = ${kind} and w.sent_at is null and w.failed_at is null and w.try_at <= ${actor.now}
        and p.answer is null
        and case when p.call_id is null then c.status = 'requested'
          else k.accepted_by is null and c.status in ('requested', 'accepted', 'concluded') end
      order by w.due_at limit ${most} for update of w skip locked
    ) due
    where d.id = due.id
    returning d.id, d.consult_id, d.person_id, d.device_id, d.attempts, d.target, d.receipt_token,
      coalesce(due.call_specialty, due.lead_specialty) as specialty, due.is_drill`.execute(tx)
  return rows
}

type Tried = { each: Claimed; sent: Sent }

async function note(tx: Tx, actor: Actor, tried: readonly Tried[]): Promise<void> {
  const results = tried.map(({ each, sent }) => resultOf(actor, each, sent))
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

function resultOf(actor: Actor, each: Claimed, sent: Sent) {
  const now = actor.now.toISOString()
  if (sent.is === 'sent') return { id: each.id, sent_at: now, failed_at: null, failure: null, try_at: null }
  const wait = sent.is === 'failed' ? againAfterMs[each.attempts - 1] : undefined
  if (!wait) return { id: each.id, sent_at: null, failed_at: now, failure: sent.reason, try_at: null }
  const again = new Date(actor.now.getTime() + wait).toISOString()
  return { id: each.id, sent_at: null, failed_at: null, failure: sent.reason, try_at: again }
}
