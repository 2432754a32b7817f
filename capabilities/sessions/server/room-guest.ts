import { type House, inTransaction } from '#platform/server/house.ts'
import type { LiveClient } from '#platform/server/live.ts'
import { Problem } from '#platform/server/problem.ts'
import { usualWish } from '../contract/wanted-feeds.ts'
import type { ClientSignal, EndReason, IceServer, Peer, ServerSignal } from '../signal.ts'
import { type MediaEvent, type MediaLeg, type MediaPlane, MediaUnavailable, type RoomFeed } from './media-plane.ts'
import { enterRoom, leaveRoom, openStates } from './presence.ts'
import { personOf } from './who-is-it.ts'

const publishersPerRoom = 16
const bitrateBps = 1_200_000
const noteAfterMs = 400

type Options = {
  house: House
  media: MediaPlane
  client: LiveClient
  sessionId: string
  say: (signal: ServerSignal) => void
  others: () => RoomGuest[]
  onEnd: () => void
  onState: () => void
}

/** One browser in one room: its leg on the media plane, and what it last said of itself. */
export class RoomGuest {
  readonly sessionId: string
  readonly socket: object
  readonly peerId: string
  muted = true
  camera = false
  display = ''
  readonly #options: Options
  readonly #leg: MediaLeg
  #feeds: RoomFeed[] = []
  #note: (() => Promise<string | null>) | null = null
  #entry: Promise<string | null> = Promise.resolve(null)
  #isWelcome = false
  #isOver = false

  constructor(options: Options) {
    this.#options = options
    this.sessionId = options.sessionId
    this.socket = options.client.socket
    this.peerId = options.client.actor.personId
    this.#leg = options.media.openLeg(
      { roomId: options.sessionId, peerId: this.peerId, display: this.peerId },
      (event) => this.#heard(event),
    )
    options.client.onClose(() => void this.end('link-lost'))
  }

  /** True once the stay has ended, also while the door was still being opened. */
  get isOver(): boolean {
    return this.#isOver
  }

  /**
   * Notes the entry a moment after it: whoever comes in waits for pictures, and what the note sets in motion, on this
   * machine and on every screen of the room, would take its turn before them. The moment noted is that of the entry.
   */
  enter(): void {
    const at = this.#options.house.clock.now()
    this.#note = () => {
      this.#note = null
      this.#entry = this.#noteEntry(at)
      return this.#entry
    }
    setTimeout(() => void this.#noteOrEnd(), noteAfterMs).unref()
  }

  async #noteOrEnd(): Promise<void> {
    if (this.#note && (await this.#note()) === null) await this.end('refused')
  }

  async #noteEntry(now: Date): Promise<string | null> {
    const { house, client } = this.#options
    const actor = { ...client.actor, now }
    try {
      return await inTransaction(house, actor, async (tx) => await enterRoom(tx, actor, this.sessionId))
    } catch (error) {
      if (!(error instanceof Problem))
        house.log.error({ fault: error instanceof Error ? error.message : 'unknown' }, 'entry')
      return null
    }
  }

  /** The name under which the room shows the person; null when they are not invited into it now, or it is over. */
  async nameIfInvited(): Promise<string | null> {
    const { house, client } = this.#options
    const actor = { ...client.actor, now: house.clock.now() }
    return await inTransaction(
      house,
      actor,
      async (tx) => {
        const [room, name] = await Promise.all([
          tx
            .selectFrom('sessions.session')
            .select('id')
            .where('id', '=', this.sessionId)
            .where('status', 'in', openStates)
            .executeTakeFirst(),
          personOf(tx, actor),
        ])
        return room ? name : null
      },
      'read',
    )
  }

  /** Joins the media room, welcomes the browser, and asks for what it will want to receive. */
  async welcome(display: string, iceServers: IceServer[], isAudioOnly: boolean): Promise<void> {
    this.display = display
    const { media } = this.#options
    await this.#unlessDown(async () => {
      await media.openRoom({ roomId: this.sessionId, publishers: publishersPerRoom, bitrateBps })
      await this.#leg.join('camera')
    })
    // the link broke while the door was being opened: what was entered is left again
    if (this.#isOver) return await this.#leg.leave('camera').catch(() => undefined)
    const peers = this.#peers()
    this.#isWelcome = true
    this.#options.say({ type: 'welcome', peerId: this.peerId, iceServers, peers })
    const wish = usualWish(peers, isAudioOnly)
    if (wish.length > 0) void this.take({ type: 'subscribe', feeds: wish }).catch(() => undefined)
  }

  /** Carries one signal out; those of one connection keep their order. */
  async take(signal: ClientSignal): Promise<void> {
    await this.#unlessDown(async () => await this.#carryOut(signal))
  }

  /** Tells the browser who else is there. */
  tellPeers(): void {
    if (this.#isWelcome && !this.#isOver) this.#options.say({ type: 'peers', peers: this.#peers() })
  }

  /** Ends the stay: notes it, leaves the media room, tells the browser why. */
  async end(because: EndReason | 'link-lost' | 'again'): Promise<void> {
    if (this.#isOver) return
    this.#isOver = true
    const { house, client, say } = this.#options
    await this.#leg.leave('camera').catch(() => undefined)
    const actor = { ...client.actor, now: house.clock.now() }
    const presenceId = await (this.#note?.() ?? this.#entry)
    if (presenceId) {
      const why = because === 'left' ? 'left' : 'link-lost'
      await inTransaction(house, actor, async (tx) => await leaveRoom(tx, actor, presenceId, why)).catch(
        () => undefined,
      )
    }
    if (because !== 'link-lost' && because !== 'again') say({ type: 'ended', because })
    this.#options.onEnd()
  }

  async #carryOut(signal: ClientSignal): Promise<void> {
    const { say } = this.#options
    switch (signal.type) {
      case 'join':
        return await this.#leg.join(signal.kind)
      case 'offer':
        return say({
          type: 'publish-answer',
          kind: signal.kind,
          jsep: await this.#leg.publish(signal.kind, signal.jsep),
        })
      case 'answer':
        return await this.#leg.answer(signal.jsep)
      case 'trickle':
        return await this.#leg.trickle(signal.handle, signal.candidate)
      case 'subscribe':
        return await this.#leg.subscribe(signal.feeds)
      case 'leave':
        return signal.kind === 'camera' ? await this.end('left') : await this.#leg.leave('screen')
      case 'media-state':
        this.muted = signal.muted
        this.camera = signal.camera
        return this.#options.onState()
      default:
        return signal satisfies never
    }
  }

  #heard(event: MediaEvent): void {
    if (this.#isOver) return
    switch (event.type) {
      case 'feeds':
        this.#feeds = event.feeds
        return this.tellPeers()
      case 'removed':
        return void this.end('removed')
      case 'room-closed':
        return void this.end('room-closed')
      default:
        return this.#options.say(event)
    }
  }

  #peers(): Peer[] {
    const known = new Map(this.#options.others().map((other) => [other.peerId, other]))
    const ids = new Set([...known.keys(), ...this.#feeds.map((feed) => feed.peerId)])
    ids.delete(this.peerId)
    return [...ids].map((peerId) => ({
      peerId,
      display: known.get(peerId)?.display ?? '',
      muted: known.get(peerId)?.muted ?? false,
      camera: known.get(peerId)?.camera ?? true,
      feeds: this.#feeds
        .filter((feed) => feed.peerId === peerId)
        .map(({ feedId, kind, streams }) => ({ feedId, kind, streams })),
    }))
  }

  async #unlessDown(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof MediaUnavailable)) throw error
      const { because } = error
      this.#options.say({ type: 'error', name: because === 'media-down' ? 'media-unavailable' : because })
    }
  }
}
