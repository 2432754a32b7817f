// One browser in one room of Janus: its camera, its screen, and what it receives.

import { randomUUID } from 'node:crypto'
import type { Candidate, HandleName, Jsep, PublishKind, WantedFeed } from '../signal.ts'
import type { JanusClient } from './janus-client.ts'
import type { HandleEvent, JanusHandle } from './janus-handle.ts'
import { JanusLost, type JanusPublisher, JanusRefusal, janusCode, type PluginData } from './janus-messages.ts'
import { JanusSubscription } from './janus-subscription.ts'
import { type MediaEvent, type MediaGuest, type MediaLeg, MediaUnavailable, type RoomFeed } from './media-plane.ts'

/** What a leg needs from the plane that opened it. */
export type LegHost = {
  /** The live client; throws `MediaUnavailable` when there is none. */
  client(): JanusClient
  secretOf(roomId: string): string
  makeRoom(roomId: string): Promise<void>
  forget(leg: JanusLeg): void
}

type Publisher = { handle: JanusHandle; privateId: number }

/** The id under which a peer sends; new each time, so that a stale one is never in the way. */
const newFeedId = (peerId: string, kind: PublishKind) => `${peerId}~${kind}~${randomUUID().slice(0, 8)}`

/** Whose feed an id names; undefined for an id that we did not make. */
export function feedOwner(feedId: string): { peerId: string; kind: PublishKind } | undefined {
  const [peerId, kind] = feedId.split('~')
  return peerId && (kind === 'camera' || kind === 'screen') ? { peerId, kind } : undefined
}

function roomFeed(publisher: JanusPublisher): RoomFeed | undefined {
  const owner = feedOwner(publisher.id)
  const streams = publisher.streams.flatMap(({ type, mid, simulcast, disabled }) =>
    mid !== undefined && !disabled && (type === 'audio' || type === 'video')
      ? [{ mid, type, simulcast: simulcast === true } as const]
      : [],
  )
  return owner && { ...owner, feedId: publisher.id, streams }
}

function asUnavailable(error: unknown): unknown {
  if (error instanceof JanusLost) return new MediaUnavailable('media-down')
  if (!(error instanceof JanusRefusal)) return error
  if (error.code === janusCode.publishersFull) return new MediaUnavailable('room-full')
  return error.code === janusCode.unauthorized ? new MediaUnavailable('not-allowed') : error
}

function unlessRefused(error: unknown): void {
  if (!(error instanceof JanusRefusal)) throw error // refused: Janus has no such participant or handle any more
}

/** Leaves before detaching: Janus clears a detached participant away only some time later. */
async function giveHandleBack(handle: JanusHandle): Promise<void> {
  await handle.leave().catch(unlessRefused)
  await handle.detach().catch(unlessRefused)
}

/** A `MediaLeg` on Janus. */
export class JanusLeg implements MediaLeg {
  readonly #host: LegHost
  readonly #guest: MediaGuest
  readonly #tell: (event: MediaEvent) => void
  readonly #publishers = new Map<PublishKind, Publisher>()
  readonly #feeds = new Map<string, RoomFeed>()
  #subscription: JanusSubscription | undefined
  #spare: Promise<JanusHandle> | undefined
  #hearSpare: (event: HandleEvent) => void = () => undefined
  readonly #lines = new Map<HandleName, Promise<unknown>>()
  #entrance: Promise<unknown> = Promise.resolve()

  constructor(host: LegHost, guest: MediaGuest, tell: (event: MediaEvent) => void) {
    this.#host = host
    this.#guest = guest
    this.#tell = tell
  }

  join(kind: PublishKind): Promise<void> {
    return this.#alone(async () => {
      await this.#giveBack(kind)
      if (kind === 'screen' && !this.#publishers.has('camera')) throw new MediaUnavailable('not-joined')
      await this.#enter(kind).catch(async (error: unknown) => {
        if (!(error instanceof JanusRefusal && error.code === janusCode.noSuchRoom)) throw error
        await this.#host.makeRoom(this.#guest.roomId)
        await this.#enter(kind)
      })
    })
  }

  async publish(kind: PublishKind, offer: Jsep): Promise<Jsep> {
    // the turn ends when the offer is out: candidates that follow need not wait for its answer
    const { answer } = await this.#inTurn(kind, () => {
      const publisher = this.#publishers.get(kind)
      if (!publisher) throw new MediaUnavailable('not-joined')
      return { answer: publisher.handle.publish(offer) }
    })
    return await answer.catch((error: unknown) => {
      throw asUnavailable(error)
    })
  }

  subscribe(wanted: WantedFeed[]): Promise<void> {
    return this.#inTurn('subscriber', async () => {
      const camera = this.#publishers.get('camera')
      if (!camera) throw new MediaUnavailable('not-joined')
      this.#subscription ??= this.#newSubscription(camera.privateId)
      await this.#subscription.want(wanted)
    })
  }

  answer(answer: Jsep): Promise<void> {
    return this.#inTurn('subscriber', async () => await this.#subscription?.answer(answer))
  }

  /** A candidate is of use at once or not at all: nobody waits for Janus to note it. */
  async trickle(handle: HandleName, candidate: Candidate | null): Promise<void> {
    const hand = (to: JanusHandle | JanusSubscription | undefined) => void to?.trickle(candidate).catch(() => undefined)
    if (handle === 'subscriber') hand(this.#subscription)
    else await this.#inTurn(handle, () => hand(this.#publishers.get(handle)?.handle))
  }

  leave(kind: PublishKind): Promise<void> {
    if (kind === 'camera') this.#host.forget(this)
    return this.#alone(async () => await this.#giveBack(kind)).catch((error: unknown) => {
      if (!(error instanceof MediaUnavailable)) throw error // what is lost is left
    })
  }

  /** The plane lost Janus, and with it every handle of this leg. */
  lost(): void {
    this.#forgetAll()
    this.#tell({ type: 'media-lost' })
  }

  /** The plane has a new Janus, with the room in it. */
  back(): void {
    this.#tell({ type: 'media-back' })
  }

  /** One after the other on each connection; the connections do not wait for each other. */
  #inTurn<T>(line: HandleName, work: () => T | Promise<T>): Promise<T> {
    const turn = this.#after(this.#lines.get(line) ?? this.#entrance, work)
    this.#lines.set(
      line,
      turn.catch(() => undefined),
    )
    return turn
  }

  /** Coming and going: after everything before it, and before everything after it. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#after(Promise.all([this.#entrance, ...this.#lines.values()]), work)
    this.#entrance = turn.catch(() => undefined)
    this.#lines.clear()
    return turn
  }

  async #after<T>(before: Promise<unknown>, work: () => T | Promise<T>): Promise<T> {
    await before
    try {
      return await work()
    } catch (error) {
      throw asUnavailable(error)
    }
  }

  async #enter(kind: PublishKind): Promise<void> {
    const client = this.#host.client()
    const { roomId, peerId, display } = this.#guest
    const secret = this.#host.secretOf(roomId)
    const token = randomUUID()
    // whoever comes in will receive: the handle for that is fetched on the same way
    if (kind === 'camera') this.#fetchSpare(client)
    const [attached, admitted] = await Promise.allSettled([
      client.attach((event) => this.#hear(kind, event)),
      client.addToken(roomId, secret, token),
    ])
    if (attached.status === 'rejected') throw attached.reason
    const handle = attached.value
    try {
      if (admitted.status === 'rejected') throw admitted.reason
      const joined = await handle.joinAsPublisher({ roomId, id: newFeedId(peerId, kind), display, token })
      // a ticket for one entry; whoever is in does not wait for its end
      client.removeToken(roomId, secret, token).catch(() => undefined)
      this.#publishers.set(kind, { handle, privateId: joined.private_id ?? 0 })
      if (kind === 'camera') this.#learn(joined)
    } catch (error) {
      await handle.detach().catch(() => undefined) // the first failure is the one to tell
      throw error
    }
  }

  /** Detaches what stands under a kind; the camera carries everything else with it. */
  async #giveBack(kind: PublishKind): Promise<void> {
    const old =
      kind === 'camera'
        ? [...this.#publishers.values()]
        : [this.#publishers.get(kind)].filter((one) => one !== undefined)
    const subscription = kind === 'camera' ? this.#subscription : undefined
    const spare = kind === 'camera' ? this.#spare : undefined
    if (kind === 'camera') this.#forgetAll()
    else this.#publishers.delete(kind)
    await subscription?.close()
    await (await spare?.catch(() => undefined))?.detach().catch(unlessRefused)
    for (const { handle } of old) await giveHandleBack(handle)
  }

  #forgetAll(): void {
    this.#publishers.clear()
    this.#feeds.clear()
    this.#subscription = undefined
    this.#spare = undefined
  }

  #fetchSpare(client: JanusClient): void {
    this.#hearSpare = () => undefined
    this.#spare ??= client.attach((event) => this.#hearSpare(event))
    this.#spare.catch(() => undefined) // whoever takes it attaches anew
  }

  async #takeSpare(onEvent: (event: HandleEvent) => void): Promise<JanusHandle> {
    const spare = this.#spare
    this.#spare = undefined
    this.#hearSpare = onEvent
    const handle = await spare?.catch(() => undefined)
    return handle ?? (await this.#host.client().attach(onEvent))
  }

  #newSubscription(privateId: number): JanusSubscription {
    return new JanusSubscription({
      roomId: this.#guest.roomId,
      privateId,
      attach: (onEvent) => this.#takeSpare(onEvent),
      feeds: () => this.#feeds,
      onOffer: (jsep, streams) => this.#tell({ type: 'subscribe-offer', jsep, streams }),
      onTrickle: (candidate) => this.#tell({ type: 'trickle', handle: 'subscriber', candidate }),
      onHangup: () => this.#tell({ type: 'hangup', handle: 'subscriber' }),
    })
  }

  #hear(kind: PublishKind, event: HandleEvent): void {
    if (event.type === 'trickle') this.#tell({ type: 'trickle', handle: kind, candidate: event.candidate })
    if (event.type === 'hangup') this.#tell({ type: 'hangup', handle: kind })
    if (event.type === 'plugin' && kind === 'camera') this.#hearOfRoom(event.data)
  }

  #hearOfRoom(data: PluginData): void {
    if (data.videoroom === 'destroyed') return this.#end('room-closed')
    if (data.leaving === 'ok') return data.reason === 'kicked' ? this.#end('removed') : undefined
    const owner = feedOwner(data.id ?? '')
    const isTalk = data.videoroom === 'talking' || data.videoroom === 'stopped-talking'
    if (isTalk && owner)
      return this.#tell({ type: 'talking', peerId: owner.peerId, talking: data.videoroom === 'talking' })
    this.#learn(data)
  }

  #learn(data: PluginData): void {
    const gone = [data.leaving, data.unpublished, data.kicked].filter(
      (id) => id !== undefined && this.#feeds.delete(id),
    )
    const come = (data.publishers ?? [])
      .map(roomFeed)
      .filter((feed) => feed !== undefined && feed.peerId !== this.#guest.peerId)
    for (const feed of come) if (feed) this.#feeds.set(feed.feedId, feed)
    if (gone.length + come.length === 0) return
    this.#tell({ type: 'feeds', feeds: [...this.#feeds.values()] })
    if (this.#subscription?.isBehind)
      this.#inTurn('subscriber', async () => await this.#subscription?.catchUp()).catch(() => undefined)
  }

  #end(type: 'removed' | 'room-closed'): void {
    this.#host.forget(this)
    this.#tell({ type })
    this.#alone(async () => await this.#giveBack('camera')).catch(() => undefined) // a lost Janus has nothing to give back to
  }
}
