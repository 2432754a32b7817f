import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Hint } from '../contract/event.ts'
import { type LiveReply, type LiveRequest, liveRequest } from '../contract/live.ts'
import type { Actor } from './actor.ts'
import { asActor } from './db.ts'
import type { House } from './house.ts'
import type { HearUntil, TopicRules } from './live-topics.ts'
import { liveHints, liveSockets } from './metrics.ts'
import type { Identify } from './serve.ts'

const maxMessageBytes = 256 * 1024
const maxBufferedBytes = 1024 * 1024

/** A browser's live socket. */
export type LiveClient = {
  readonly actor: Actor
  /** The same object for every message of one socket. */
  readonly socket: object
  say(reply: LiveReply): void
  onClose(listener: () => void): void
}

/** Takes the signalling messages of the room from a socket; sessions implements it. */
export type SignalTaker = (client: LiveClient, session: string, message: unknown) => void

type Socket = LiveClient & { ws: WebSocket; heard: Map<string, Exclude<HearUntil, null>>; headers: Headers }
type Wiring = { identify: Identify; rules: TopicRules; origin: string; takeSignal?: SignalTaker }

/** One socket for each browser: it subscribes to topics it may hear, and is told to fetch again. */
export class Live {
  readonly #house: House
  readonly #wiring: Wiring
  readonly #byTopic = new Map<string, Set<Socket>>()
  readonly #sockets = new Set<Socket>()
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes })

  constructor(house: House, wiring: Wiring) {
    this.#house = house
    this.#wiring = wiring
  }

  /** Answers WebSocket upgrades at `/api/live` of an HTTP server. */
  attach(http: Server): void {
    http.on('upgrade', (request, socket, head) => {
      if (request.url !== '/api/live') return refuse(socket, 404)
      void this.#upgrade(request, socket, head).catch(() => refuse(socket, 500))
    })
  }

  /** Sends hints to those who hear their topics; ends the sockets of sessions that ended. */
  deliver(hints: readonly Hint[]): void {
    for (const hint of hints) {
      if (hint.type === 'session-ended') this.#endSession(hint.topic)
      for (const socket of this.#byTopic.get(hint.topic) ?? []) this.#tell(socket, hint)
      if (hint.type === 'access-changed') this.#checkAgain(hint.topic)
    }
  }

  /** Tells every browser to fetch everything again, after hints may have been missed. */
  sayAgain(): void {
    for (const socket of this.#sockets) socket.say({ say: 'again' })
  }

  close(): void {
    for (const socket of this.#sockets) socket.ws.terminate()
    this.#server.close()
  }

  async #upgrade(request: IncomingMessage, duplex: Duplex, head: Buffer): Promise<void> {
    if (request.headers.origin !== this.#wiring.origin) return refuse(duplex, 403)
    const headers = new Headers({ cookie: request.headers.cookie ?? '' })
    const actor = await this.#wiring.identify(headers, this.#house.clock.now())
    if (!actor) return refuse(duplex, 401)
    this.#server.handleUpgrade(request, duplex, head, (ws) => this.#open(ws, actor, headers))
  }

  #open(ws: WebSocket, actor: Actor, headers: Headers): void {
    const socket: Socket = {
      ws,
      socket: ws,
      actor,
      headers,
      heard: new Map(),
      say: (reply) => {
        if (ws.readyState !== ws.OPEN) return
        if (ws.bufferedAmount > maxBufferedBytes) return ws.terminate()
        ws.send(JSON.stringify(reply))
      },
      onClose: (listener) => {
        if (ws.readyState === ws.CLOSED) queueMicrotask(listener)
        else ws.once('close', listener)
      },
    }
    this.#sockets.add(socket)
    liveSockets.inc()
    ws.on('close', () => this.#forget(socket))
    ws.on('error', () => ws.terminate())
    // one after the other: an older list of topics must not overtake a newer one
    let tail = Promise.resolve()
    ws.on('message', (data: Buffer) => {
      tail = tail.then(async () => await this.#take(socket, data.toString('utf8'))).catch(() => ws.terminate())
    })
  }

  async #take(socket: Socket, text: string): Promise<void> {
    const request = parse(text)
    if (!request) return socket.ws.close(1003, 'unreadable')
    if (request.say === 'ping') return socket.say({ say: 'pong' })
    const actor = await this.#whoIs(socket)
    if (!actor) return
    if (request.say === 'hear') return await this.#hear(socket, actor, request.topics)
    this.#wiring.takeSignal?.({ ...socket, actor }, request.session, request.message)
  }

  async #hear(socket: Socket, actor: Actor, topics: string[]): Promise<void> {
    const wanted = new Set(topics)
    for (const topic of socket.heard.keys()) if (!wanted.has(topic)) this.#drop(socket, topic)
    for (const topic of wanted) {
      if (socket.heard.has(topic)) continue
      const until = await this.#mayHear(actor, topic)
      if (until === null) {
        socket.say({ say: 'refused', topic })
        continue
      }
      socket.heard.set(topic, until)
      const set = this.#byTopic.get(topic) ?? new Set()
      this.#byTopic.set(topic, set.add(socket))
    }
    socket.say({ say: 'heard', topics: [...socket.heard.keys()] })
  }

  /** Throws when the database cannot say: that is no refusal, after which the browser would not ask again. */
  async #mayHear(actor: Actor, topic: string): Promise<HearUntil> {
    const [kind = '', ...rest] = topic.split('/')
    const rule = this.#wiring.rules[kind]
    if (!rule) return null
    return await asActor(this.#house.db, actor, async (tx) => await rule(tx, actor, rest.join('/')), 'read')
  }

  #tell(socket: Socket, hint: Hint): void {
    const until = socket.heard.get(hint.topic)
    if (until instanceof Date && until <= this.#house.clock.now()) {
      this.#drop(socket, hint.topic)
      return socket.say({ say: 'refused', topic: hint.topic })
    }
    liveHints.inc()
    socket.say({ say: 'hint', topic: hint.topic, type: hint.type })
  }

  #checkAgain(personTopic: string): void {
    const [, personId] = personTopic.split('/')
    for (const socket of this.#sockets) {
      if (socket.actor.personId !== personId) continue
      void this.#checkAll(socket).catch(() => socket.ws.terminate())
    }
  }

  async #checkAll(socket: Socket): Promise<void> {
    const actor = await this.#whoIs(socket)
    if (!actor) return
    for (const topic of [...socket.heard.keys()]) await this.#checkOne(socket, actor, topic)
  }

  /**
   * Who a socket belongs to now; it is ended when nobody. That the database cannot say at the moment is no sign-out:
   * the browser connects again by itself.
   */
  async #whoIs(socket: Socket): Promise<Actor | null> {
    try {
      const actor = await this.#wiring.identify(socket.headers, this.#house.clock.now())
      if (!actor) this.#signOut(socket)
      return actor
    } catch {
      socket.ws.terminate()
      return null
    }
  }

  /** What is still allowed goes on without a gap, in which a hint would be lost. */
  async #checkOne(socket: Socket, actor: Actor, topic: string): Promise<void> {
    const until = await this.#mayHear(actor, topic)
    if (until !== null) return void socket.heard.set(topic, until)
    this.#drop(socket, topic)
    socket.say({ say: 'refused', topic })
  }

  #endSession(sessionTopic: string): void {
    const [, sessionId] = sessionTopic.split('/')
    for (const socket of this.#sockets) if (socket.actor.sessionId === sessionId) this.#signOut(socket)
  }

  #signOut(socket: Socket): void {
    socket.say({ say: 'signed-out' })
    socket.ws.close(4001, 'signed-out')
    this.#forget(socket)
  }

  #drop(socket: Socket, topic: string): void {
    socket.heard.delete(topic)
    const set = this.#byTopic.get(topic)
    set?.delete(socket)
    if (set?.size === 0) this.#byTopic.delete(topic)
  }

  #forget(socket: Socket): void {
    if (this.#sockets.delete(socket)) liveSockets.dec()
    for (const topic of [...socket.heard.keys()]) this.#drop(socket, topic)
  }
}

function parse(text: string): LiveRequest | null {
  try {
    const parsed = liveRequest.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\n\r\n`)
}
