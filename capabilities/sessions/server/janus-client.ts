// One WebSocket and one session to a Janus media server; many handles, each on the VideoRoom plugin.
// Nothing is retried here: when the server is gone, every open request fails and `onLost` is called once.

import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'
import { type HandleEvent, handleEvent, JanusHandle } from './janus-handle.ts'
import {
  createRoomBody,
  JanusLost,
  JanusMessage,
  type JanusParticipant,
  JanusRefusal,
  type JanusRoom,
  type PluginData,
} from './janus-messages.ts'

/** Where Janus is and how long we wait for it. */
export type JanusOptions = {
  url: string
  apiSecret: string
  onLost: (reason: string) => void
  requestTimeoutMs?: number
  keepaliveMs?: number
}

type Pending = {
  until: 'ack' | 'event'
  resolve: (message: JanusMessage) => void
  reject: (error: Error) => void
  timer: NodeJS.Timeout
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // no message of Janus's reads so
  }
}

async function openSocket(url: string, timeoutMs: number): Promise<WebSocket> {
  const socket = new WebSocket(url, 'janus-protocol', { handshakeTimeout: timeoutMs, perMessageDeflate: false })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('error', (error) => reject(new JanusLost(error.message)))
  })
  socket.on('error', () => undefined) // a `close` always follows, and that one is handled
  return socket
}

/** Opens the socket and the session; throws `JanusLost` when nobody answers. */
export async function connectJanus(options: JanusOptions): Promise<JanusClient> {
  const client = new JanusClient(await openSocket(options.url, options.requestTimeoutMs ?? 5_000), options)
  try {
    await client.open()
  } catch (error) {
    client.close()
    throw error
  }
  return client
}

/** A live session with Janus. */
export class JanusClient {
  readonly #socket: WebSocket
  readonly #options: JanusOptions
  readonly #pending = new Map<string, Pending>()
  readonly #handles = new Map<number, (event: HandleEvent) => void>()
  #sessionId: number | undefined
  #keepalive: NodeJS.Timeout | undefined
  #manager: Promise<JanusHandle> | undefined
  #isOver = false

  constructor(socket: WebSocket, options: JanusOptions) {
    this.#socket = socket
    this.#options = options
    socket.on('message', (data) => this.#receive(Buffer.isBuffer(data) ? data.toString('utf8') : ''))
    socket.on('close', () => this.#lose('socket closed'))
  }

  /** False once the server is lost or the client closed. */
  get isOpen(): boolean {
    return !this.#isOver
  }

  /** Makes the session and keeps it alive; called once, by `connectJanus`. */
  async open(): Promise<void> {
    const reply = await this.#request({ janus: 'create' }, 'event')
    this.#sessionId = reply.data?.id
    this.#keepalive = setInterval(() => {
      this.#request({ janus: 'keepalive' }, 'ack').catch(() => this.#lose('no answer to keepalive'))
    }, this.#options.keepaliveMs ?? 2_000)
  }

  /** A new handle on VideoRoom; its events arrive at `onEvent` in order. */
  async attach(onEvent: (event: HandleEvent) => void): Promise<JanusHandle> {
    const reply = await this.#request({ janus: 'attach', plugin: 'janus.plugin.videoroom' }, 'event')
    const id = reply.data?.id ?? 0
    this.#handles.set(id, onEvent)
    const send = (body: Record<string, unknown>, until: 'ack' | 'event') =>
      this.#request({ ...body, handle_id: id }, until)
    return new JanusHandle(send, () => this.#handles.delete(id))
  }

  /** Makes a room; refused with `janusCode.roomExists` when there is one. */
  async createRoom(room: JanusRoom): Promise<void> {
    await this.#manage(createRoomBody(room))
  }

  /** Whether Janus has the room. */
  async roomExists(roomId: string): Promise<boolean> {
    return (await this.#manage({ request: 'exists', room: roomId })).exists === true
  }

  /** Closes a room; everybody in it is told `destroyed` and hung up. */
  async destroyRoom(roomId: string, secret: string): Promise<void> {
    await this.#manage({ request: 'destroy', room: roomId, secret })
  }

  /** Throws one participant out. Their token still opens the door until it is removed. */
  async kick(roomId: string, secret: string, id: string): Promise<void> {
    await this.#manage({ request: 'kick', room: roomId, secret, id })
  }

  /** Who is in the room, sending or not. */
  async listParticipants(roomId: string): Promise<JanusParticipant[]> {
    return (await this.#manage({ request: 'listparticipants', room: roomId })).participants ?? []
  }

  /** Lets holders of a token join the room. */
  async addToken(roomId: string, secret: string, token: string): Promise<void> {
    await this.#manage({ request: 'allowed', action: 'add', room: roomId, secret, allowed: [token] })
  }

  /** Withdraws a token; who is inside already stays. */
  async removeToken(roomId: string, secret: string, token: string): Promise<void> {
    await this.#manage({ request: 'allowed', action: 'remove', room: roomId, secret, allowed: [token] })
  }

  /** Ends the session on purpose; `onLost` is not called. */
  close(): void {
    this.#end('closed')
    this.#socket.close()
  }

  async #manage(body: Record<string, unknown>): Promise<PluginData> {
    this.#manager ??= this.attach(() => undefined)
    return (await (await this.#manager).ask(body)).data
  }

  #request(body: Record<string, unknown>, until: 'ack' | 'event'): Promise<JanusMessage> {
    if (this.#isOver) return Promise.reject(new JanusLost('not connected'))
    const transaction = randomUUID()
    const session = this.#sessionId === undefined ? {} : { session_id: this.#sessionId }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#pending.delete(transaction)
        reject(new JanusLost(`no answer to ${String(body['janus'])}`))
      }, this.#options.requestTimeoutMs ?? 5_000)
      this.#pending.set(transaction, { until, resolve, reject, timer })
      this.#socket.send(JSON.stringify({ ...body, ...session, transaction, apisecret: this.#options.apiSecret }))
    })
  }

  #receive(text: string): void {
    const parsed = JanusMessage.safeParse(readJson(text))
    if (!parsed.success) return this.#lose('unreadable message')
    const message = parsed.data
    if (message.janus === 'timeout') return this.#lose('session timed out')
    const pending = message.transaction === undefined ? undefined : this.#pending.get(message.transaction)
    if (pending) return this.#answer(pending, message)
    const event = handleEvent(message)
    if (event && message.sender !== undefined) this.#handles.get(message.sender)?.(event)
  }

  #answer(pending: Pending, message: JanusMessage): void {
    if (message.janus === 'ack' && pending.until === 'event') return
    clearTimeout(pending.timer)
    this.#pending.delete(message.transaction ?? '')
    const refused = message.plugindata?.data
    if (message.error) pending.reject(new JanusRefusal(message.error.code, message.error.reason))
    else if (refused?.error_code) pending.reject(new JanusRefusal(refused.error_code, refused.error ?? ''))
    else pending.resolve(message)
  }

  #lose(reason: string): void {
    if (this.#isOver) return
    this.#end(reason)
    this.#socket.terminate()
    this.#options.onLost(reason)
  }

  #end(reason: string): void {
    this.#isOver = true
    clearInterval(this.#keepalive)
    this.#handles.clear()
    for (const { timer, reject } of this.#pending.values()) {
      clearTimeout(timer)
      reject(new JanusLost(reason))
    }
    this.#pending.clear()
  }
}
