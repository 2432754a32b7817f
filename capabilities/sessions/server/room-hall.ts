import { createHmac } from 'node:crypto'
import type { Hint } from '#platform/contract/event.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import type { House } from '#platform/server/house.ts'
import type { LiveClient, SignalTaker } from '#platform/server/live.ts'
import { sessionsPermissions } from '../contract.ts'
import { type ClientSignal, ClientSignal as clientSignal, type IceServer, type ServerSignal } from '../signal.ts'
import type { MediaPlane } from './media-plane.ts'
import { RoomGuest } from './room-guest.ts'

const turnCredentialSeconds = 6 * 60 * 60
const maxWaitingSignals = 200

/** Where relays are, and the secret that makes their short-lived credentials. */
export type TurnOptions = { urls: string[]; secret: string } | null

type Queue = { waiting: number; tail: Promise<void> }

/**
 * Relays signals between browsers and the media plane. A browser is let in only when its session is invited into the
 * room at that moment. Its signals are begun in their order; nothing passes a coming or a going.
 */
export class RoomHall {
  readonly #house: House
  readonly #media: MediaPlane
  readonly #turn: TurnOptions
  readonly #guests = new Map<string, RoomGuest>()
  readonly #queues = new WeakMap<object, Queue>()

  constructor(house: House, media: MediaPlane, turn: TurnOptions) {
    this.#house = house
    this.#media = media
    this.#turn = turn
  }

  /** Takes one signal of a browser. */
  readonly take: SignalTaker = (client, sessionId, message) => {
    const parsed = clientSignal.safeParse(message)
    const say = (signal: ServerSignal) => client.say({ say: 'signal', session: sessionId, message: signal })
    if (!parsed.success) return say({ type: 'error', name: 'bad-message' })
    const queue = this.#queues.get(client.socket) ?? { waiting: 0, tail: Promise.resolve() }
    this.#queues.set(client.socket, queue)
    if (queue.waiting >= maxWaitingSignals) return say({ type: 'error', name: 'bad-message' })
    queue.waiting += 1
    const settle = async (work: Promise<void>) =>
      await work
        .catch((error: unknown) =>
          this.#house.log.error({ fault: error instanceof Error ? error.message : 'unknown' }, 'signal'),
        )
        .finally(() => {
          queue.waiting -= 1
        })
    queue.tail = queue.tail.then(async () => {
      const done = settle(this.#carryOut(client, sessionId, parsed.data, say))
      if (parsed.data.type === 'join' || parsed.data.type === 'leave') await done
    })
  }

  /** Looks again at the rooms of which a hint says that somebody is no longer invited. */
  hear(hints: readonly Hint[]): void {
    for (const hint of hints) if (hint.type === 'room-revoked') void this.checkAgain(hint.topic.split('/')[1] ?? '')
  }

  /** Puts out of a room whoever is no longer invited, after an invitation was revoked or the room was closed. */
  async checkAgain(sessionId: string): Promise<void> {
    for (const guest of this.#inRoom(sessionId)) if ((await guest.nameIfInvited()) === null) await guest.end('removed')
  }

  /** Everybody leaves; the process ends. */
  async close(): Promise<void> {
    await Promise.all([...this.#guests.values()].map(async (guest) => await guest.end('link-lost')))
  }

  async #carryOut(client: LiveClient, sessionId: string, signal: ClientSignal, say: (signal: ServerSignal) => void) {
    const key = `${sessionId}/${client.actor.personId}`
    if (signal.type === 'join' && signal.kind === 'camera')
      return await this.#letIn(client, sessionId, signal.isAudioOnly === true, say)
    const guest = this.#guests.get(key)
    if (!guest || guest.socket !== client.socket) return say({ type: 'error', name: 'not-joined' })
    await guest.take(signal)
  }

  async #letIn(client: LiveClient, sessionId: string, isAudioOnly: boolean, say: (signal: ServerSignal) => void) {
    const key = `${sessionId}/${client.actor.personId}`
    const before = this.#guests.get(key)
    if (before) await before.end(before.socket === client.socket ? 'again' : 'replaced')
    const guest = new RoomGuest({
      house: this.#house,
      media: this.#media,
      client,
      sessionId,
      say,
      others: () => this.#inRoom(sessionId).filter((each) => each !== guest),
      onEnd: () => {
        if (this.#guests.get(key) === guest) this.#guests.delete(key)
        this.#tellEach(sessionId)
      },
      onState: () => this.#tellEach(sessionId),
    })
    const name = holds(client.actor, sessionsPermissions['session.join']) ? await guest.nameIfInvited() : null
    if (name === null) return say({ type: 'ended', because: 'refused' })
    if (guest.isOver) return
    this.#guests.set(key, guest)
    await guest.welcome(name, this.#iceServers(client.actor), isAudioOnly)
    if (guest.isOver) return
    guest.enter()
    this.#tellEach(sessionId, guest)
  }

  #inRoom(sessionId: string): RoomGuest[] {
    return [...this.#guests.values()].filter((guest) => guest.sessionId === sessionId)
  }

  #tellEach(sessionId: string, except?: RoomGuest): void {
    for (const guest of this.#inRoom(sessionId)) if (guest !== except) guest.tellPeers()
  }

  #iceServers(actor: Actor): IceServer[] {
    if (!this.#turn) return []
    const until = Math.floor(Date.now() / 1000) + turnCredentialSeconds
    const username = `${until}:${actor.personId}`
    const credential = createHmac('sha1', this.#turn.secret).update(username).digest('base64')
    return [{ urls: this.#turn.urls, username, credential }]
  }
}
