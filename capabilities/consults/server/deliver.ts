import { specialtyNames } from '#capabilities/network/server/index.ts'
import { systemActor } from '#platform/server/actor.ts'
import type { Channel, Message, Sent, Target } from '#platform/server/channels/channel.ts'
import type { Channels, OutsideChannel } from '#platform/server/channels/open-channels.ts'
import { type House, inTransaction } from '#platform/server/house.ts'
import { messageOf } from './page-message.ts'
import { giveUpChannel, noteTried, stillWaitedFor, type Taken, type Tried, takeDeliveries } from './taken-deliveries.ts'

/** So few are taken at a time that little is under way when somebody answers. */
const mostAtOnce = 64
/** How long results are gathered before they are written together. */
const gatherMs = 40

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
  /** What was taken and has not left yet; one that nobody waits for any more is taken out. */
  readonly #wanted = new Map<string, Taken>()
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
      await inTransaction(house, actor, async (tx) => await giveUpChannel(tx, actor, this.#kind))
      return false
    }
    const most = Math.min(channel.atOnce - this.#underWay.size, mostAtOnce)
    if (most <= 0) return false
    const { taken, isMore, names } = await inTransaction(house, actor, async (tx) => ({
      names: await specialtyNames(tx),
      ...(await takeDeliveries(tx, actor, { kind: this.#kind, most })),
    }))
    for (const each of taken) {
      this.#wanted.set(each.id, each)
      const message = messageOf(each, { publicUrl: this.#post.publicUrl, names })
      const sending = this.#send(channel, each, message).finally(() => {
        this.#underWay.delete(sending)
        if (this.#underWay.size === Math.floor(most / 2)) this.#onFree()
      })
      this.#underWay.add(sending)
    }
    return isMore
  }

  /** Somebody may have answered these consults: what was taken for them and has not left is looked at again. */
  async lookAgain(consultIds: ReadonlySet<string>): Promise<void> {
    const doubtful = [...this.#wanted.values()].filter((each) => consultIds.has(each.consult_id)).map(({ id }) => id)
    if (doubtful.length === 0) return
    const actor = systemActor('deliver-pages', this.#house.clock.now())
    const still = await inTransaction(this.#house, actor, async (tx) => await stillWaitedFor(tx, doubtful), 'read')
    for (const id of doubtful) if (!still.has(id)) this.#wanted.delete(id)
  }

  /** Waits until everything that is under way is done and written. */
  async settle(): Promise<void> {
    while (this.#underWay.size > 0 || this.#noting) await Promise.all([...this.#underWay, this.#noting])
  }

  async #send(channel: Channel, each: Taken, message: Message): Promise<void> {
    const sent = await sendOne(channel, { message, target: each.target, isWanted: () => this.#wanted.delete(each.id) })
    this.#wanted.delete(each.id)
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
      await inTransaction(this.#house, actor, async (tx) => await noteTried(tx, actor, done)).catch(() =>
        this.#house.log.warn({ channel: this.#kind, deliveries: done.length }, 'deliveries not noted'),
      )
    }
  }
}

type Sending = { message: Message; target: Target; isWanted: () => boolean }

const sendOne = async (channel: Channel, { message, target, isWanted }: Sending): Promise<Sent> =>
  await channel.send(message, target, isWanted).catch((): Sent => ({ is: 'failed', reason: 'fault' }))
