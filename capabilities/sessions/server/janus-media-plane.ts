// The media plane on one Janus: holds the session, makes it anew when lost, and rebuilds the rooms first.

import { createHmac } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { connectJanus, type JanusClient } from './janus-client.ts'
import { feedOwner, JanusLeg } from './janus-leg.ts'
import { JanusLost, JanusRefusal, janusCode } from './janus-messages.ts'
import {
  type MediaEvent,
  type MediaGuest,
  type MediaLeg,
  type MediaPlane,
  type MediaRoom,
  MediaUnavailable,
} from './media-plane.ts'

/** Where Janus is, and the keys of its configuration. */
export type JanusMediaOptions = {
  url: string
  apiSecret: string
  adminKey: string
  /** Hears of each loss and each fault that is not a plain absence; without patient data. */
  onFault?: (error: unknown) => void
  retryMs?: number
}

/** Starts to connect and returns at once; rooms and legs may be opened before Janus is there. */
export function startJanusMediaPlane(options: JanusMediaOptions): JanusMediaPlane {
  const plane = new JanusMediaPlane(options)
  plane.start()
  return plane
}

function unlessGone(error: unknown): void {
  const isAbsent =
    error instanceof JanusRefusal && (error.code === janusCode.noSuchRoom || error.code === janusCode.noSuchFeed)
  if (!isAbsent && !(error instanceof JanusLost)) throw error
}

/** A `MediaPlane` on Janus VideoRoom. */
export class JanusMediaPlane implements MediaPlane {
  readonly #options: JanusMediaOptions
  readonly #rooms = new Map<string, MediaRoom>()
  readonly #legs = new Set<JanusLeg>()
  readonly #closed = new AbortController()
  #client: JanusClient | undefined
  #up = Promise.withResolvers<void>()
  #running: Promise<void> | undefined
  #letGo: (reason: string) => void = () => {}

  constructor(options: JanusMediaOptions) {
    this.#options = options
  }

  get isUp(): boolean {
    return this.#client !== undefined
  }

  /** Resolves as soon as Janus answers and every room is there. */
  whenUp(): Promise<void> {
    return this.#up.promise
  }

  /** Begins to hold the connection; once. */
  start(): void {
    this.#running ??= this.#stayConnected()
  }

  async openRoom(room: MediaRoom): Promise<void> {
    const isKnown = this.#rooms.has(room.roomId)
    this.#rooms.set(room.roomId, room)
    // whoever enters a room that Janus has lost meanwhile makes it again
    if (!this.#client || isKnown) return
    await this.#make(this.#client, room).catch((error: unknown) => {
      if (!(error instanceof JanusLost)) throw error // lost meanwhile: it is made at the return
    })
  }

  async closeRoom(roomId: string): Promise<void> {
    this.#rooms.delete(roomId)
    await this.#client?.destroyRoom(roomId, this.#secretOf(roomId)).catch(unlessGone)
  }

  openLeg(guest: MediaGuest, onEvent: (event: MediaEvent) => void): MediaLeg {
    const host = {
      client: () => this.#liveClient(),
      secretOf: (roomId: string) => this.#secretOf(roomId),
      makeRoom: async (roomId: string) => {
        const room = this.#rooms.get(roomId)
        if (room) await this.#make(this.#liveClient(), room)
      },
      forget: (leg: JanusLeg) => this.#legs.delete(leg),
    }
    const leg = new JanusLeg(host, guest, onEvent)
    this.#legs.add(leg)
    return leg
  }

  async remove(roomId: string, peerId: string): Promise<void> {
    const client = this.#liveClient()
    const participants = await client.listParticipants(roomId)
    const theirs = participants.filter(({ id }) => feedOwner(id)?.peerId === peerId)
    // The screen first: whoever loses the camera leaves, and would take the screen along.
    const order = theirs.toSorted(
      (a, b) => Number(feedOwner(a.id)?.kind === 'camera') - Number(feedOwner(b.id)?.kind === 'camera'),
    )
    for (const { id } of order) await client.kick(roomId, this.#secretOf(roomId), id).catch(unlessGone)
  }

  async close(): Promise<void> {
    this.#closed.abort()
    this.#letGo('closed')
    await this.#running
  }

  #liveClient(): JanusClient {
    if (!this.#client) throw new MediaUnavailable('media-down')
    return this.#client
  }

  /** The same for every process of ours and after each restart, so that any of them can close the room. */
  #secretOf(roomId: string): string {
    return createHmac('sha256', this.#options.adminKey).update(roomId).digest('hex')
  }

  async #make(client: JanusClient, room: MediaRoom): Promise<void> {
    const { roomId, publishers, bitrateBps } = room
    const keys = { adminKey: this.#options.adminKey, secret: this.#secretOf(roomId), allowedTokens: [] }
    await client.createRoom({ roomId, publishers, bitrateBps, ...keys }).catch((error: unknown) => {
      if (!(error instanceof JanusRefusal && error.code === janusCode.roomExists)) throw error
    })
  }

  async #stayConnected(): Promise<void> {
    while (!this.#closed.signal.aborted) {
      await this.#oneConnection().catch((error: unknown) => {
        if (!(error instanceof JanusLost)) this.#options.onFault?.(error)
      })
      await pause(this.#options.retryMs ?? 150, undefined, { signal: this.#closed.signal }).catch(() => undefined)
    }
  }

  /** Connects, rebuilds, serves until lost. */
  async #oneConnection(): Promise<void> {
    const { promise: lost, resolve: onLost } = Promise.withResolvers<string>()
    this.#letGo = onLost
    const { url, apiSecret, onFault } = this.#options
    const client = await connectJanus({
      url,
      apiSecret,
      onLost: (reason) => {
        this.#client = undefined
        onLost(reason)
      },
    })
    try {
      for (const room of this.#rooms.values()) await this.#make(client, room)
      if (!client.isOpen || this.#closed.signal.aborted) return
      this.#client = client
      this.#up.resolve()
      for (const leg of this.#legs) leg.back()
      const reason = await lost
      if (reason === 'closed') return
      onFault?.(new JanusLost(reason))
      this.#up = Promise.withResolvers<void>()
      for (const leg of this.#legs) leg.lost()
    } finally {
      this.#client = undefined
      client.close()
    }
  }
}
