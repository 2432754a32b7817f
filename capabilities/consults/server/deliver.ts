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
import { isWaitedFor } from './ringing.ts'
import { say } from './say.ts'

/** A delivery whose sender died without a word is tried again after this; longer than any channel waits. */
const abandonedAfterMs = 15_000
/** After how long a failed attempt is repeated; then the channel is given up, other rungs go on. */
const againAfterMs = [3_000, 10_000, 30_000] as const
/** So few are taken at a time that little is under way when somebody answers. */
const mostAtOnce = 40
/** How long results are gathered before they are written together. */
const gatherMs = 40

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

/**
 * The deliveries of one channel: takes as many as the channel bears at once, and more as soon as some are done, so that
 * one that hangs holds up no other. What became of them is written in batches.
 */
export class DeliveryLane {
  readonly #house: House
  readonly #post: Post
  readonly #kind: OutsideChannel
  readonly #onFree: () => void
  readonly #underWay = new Set<Promise<void>>()
  #done: Tried[] = []
  #noting: Promise<void> | null = null

  /** `onFree` is told when half of what was taken is done, so that more can be. */
  constructor(house: House, post: Post, kind: OutsideChannel, onFree: () => void = () => undefined) {
    this.#onFree = onFree
    this.#house = house
    this.#post = post
    this.#kind = kind
  }

  /** Takes what is due and begins to send it. True when more may be due and could be taken at once. */
  async take(): Promise<boolean> {
    const house = this.#house
    const actor = systemActor('deliver-pages', house.clock.now())
    const channel = this.#post.channels[this.#kind]
    if (!channel) {
      await inTransaction(house, actor, async (tx) => await giveUp(tx, actor, this.#kind))
      return false
    }
    const most = Math.min(channel.atOnce - this.#underWay.size, mostAtOnce)
    if (most <= 0) return false
    const { claimed, isMore, names } = await inTransaction(house, actor, async (tx) => ({
      names: await specialtyNames(tx),
      ...(await claim(tx, actor, { kind: this.#kind, most })),
    }))
    for (const each of claimed) {
      const message = messageOf(each, { publicUrl: this.#post.publicUrl, names })
      const sending = this.#send(channel, each, message).finally(() => {
        this.#underWay.delete(sending)
        if (this.#underWay.size === Math.floor(most / 2)) this.#onFree()
      })
      this.#underWay.add(sending)
    }
    return isMore
  }

  /** Waits until everything that is under way is done and written. */
  async settle(): Promise<void> {
    while (this.#underWay.size > 0 || this.#noting) await Promise.all([...this.#underWay, this.#noting])
  }

  async #send(channel: Channel, each: Claimed, message: Message): Promise<void> {
    const sent = await sendOne(channel, message, each.target)
    this.#done.push({ each, sent, at: this.#house.clock.now() })
    this.#noting ??= this.#noteAll().finally(() => {
      this.#noting = null
    })
  }

  /** One batch after the other; what is done meanwhile makes the next. */
  async #noteAll(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, gatherMs))
    while (this.#done.length > 0) {
      const done = this.#done
      this.#done = []
      const actor = systemActor('deliver-pages', this.#house.clock.now())
      // what could not be written is taken for abandoned and sent again
      await inTransaction(this.#house, actor, async (tx) => await note(tx, actor, done)).catch(() =>
        this.#house.log.warn({ channel: this.#kind, deliveries: done.length }, 'deliveries not noted'),
      )
    }
  }
}

/** A channel that this installation does not have is said so at once, on the case. */
async function giveUp(tx: Tx, actor: Actor, kind: OutsideChannel): Promise<void> {
  await tx
    .updateTable('consults.delivery')
    .set({ failed_at: actor.now, failure: 'no-channel', target: null, try_at: null })
    .where('channel', '=', kind)
    .where('sent_at', 'is', null)
    .where('failed_at', 'is', null)
    .execute()
}

const sendOne = async (channel: Channel, message: Message, target: Target): Promise<Sent> =>
  await channel.send(message, target).catch((): Sent => ({ is: 'failed', reason: 'fault' }))

/**
 * Takes what is due; by two workers at once each is taken once. What nobody waits for any more is closed instead, so
 * that nobody is rung after the answer. Says whether more may be due.
 */
async function claim(
  tx: Tx,
  actor: Actor,
  { kind, most }: { kind: string; most: number },
): Promise<{ claimed: Claimed[]; isMore: boolean }> {
  const again = new Date(actor.now.getTime() + abandonedAfterMs)
  // by the oldest first and each by its key: the tables may have grown since the planner last looked at them
  const { rows } = await sql<Claimed & { is_waited_for: boolean }>`
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
  return { claimed: rows.filter((row) => row.is_waited_for), isMore: rows.length === most }
}

type Tried = { each: Claimed; sent: Sent; at: Date }

async function note(tx: Tx, actor: Actor, tried: readonly Tried[]): Promise<void> {
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

function resultOf({ each, sent, at }: Tried) {
  const now = at.toISOString()
  if (sent.is === 'sent') return { id: each.id, sent_at: now, failed_at: null, failure: null, try_at: null }
  const wait = sent.is === 'failed' ? againAfterMs[each.attempts - 1] : undefined
  if (!wait) return { id: each.id, sent_at: null, failed_at: now, failure: sent.reason, try_at: null }
  const again = new Date(at.getTime() + wait).toISOString()
  return { id: each.id, sent_at: null, failed_at: null, failure: sent.reason, try_at: again }
}
