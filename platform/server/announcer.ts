import pg from 'pg'
import type { Hint } from '../contract/event.ts'
import type { Said } from './events.ts'
import type { Announcer } from './house.ts'
import type { Log } from './log.ts'
import { newId } from './new-id.ts'

const channel = 'tuyen_live'
const flushMs = 15
const maxPayloadBytes = 7500

type Listener = (hints: Hint[]) => void

/**
 * Carries hints between processes: listeners here hear at once, the others by NOTIFY, sent at most every 15 ms on a
 * connection of its own (a NOTIFY inside each writing transaction would cost most of the commit rate).
 */
export class PostgresAnnouncer implements Announcer {
  readonly #self = newId()
  readonly #url: string
  readonly #log: Log
  readonly #listeners = new Set<Listener>()
  #client: pg.Client | null = null
  #queue: Hint[] = []
  #timer: NodeJS.Timeout | null = null
  #isClosed = false

  constructor(url: string, log: Log) {
    this.#url = url
    this.#log = log
  }

  /** Connects, and connects again when the link is lost; on each return `onBack` is told, since hints were missed. */
  async start(onBack: () => void): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url })
    client.on('notification', (message) => this.#heard(message.payload ?? ''))
    client.on('error', () => undefined)
    client.on('end', () => {
      this.#client = null
      if (!this.#isClosed) setTimeout(() => void this.start(onBack).then(onBack, () => undefined), 500)
    })
    try {
      await client.connect()
      await client.query(`listen ${channel}`)
      this.#client = client
    } catch (error) {
      this.#log.warn({ fault: error instanceof Error ? error.message : 'unknown' }, 'live link to the database')
      await client.end().catch(() => undefined)
    }
  }

  /** Adds somebody who hears every hint of every process. */
  hear(listener: Listener): void {
    this.#listeners.add(listener)
  }

  announce(said: Said): void {
    this.#tell(said.hints)
    this.#queue.push(...said.hints)
    this.#timer ??= setTimeout(() => void this.#flush(), flushMs)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    if (this.#timer) clearTimeout(this.#timer)
    await this.#flush()
    await this.#client?.end()
  }

  #tell(hints: Hint[]): void {
    for (const listener of this.#listeners) listener(hints)
  }

  #heard(payload: string): void {
    const [from, ...lines] = payload.split('\n')
    if (from === this.#self) return
    this.#tell(
      lines.map((line) => {
        const [type = '', topic = ''] = line.split(' ')
        return { type, topic }
      }),
    )
  }

  async #flush(): Promise<void> {
    this.#timer = null
    const lines = [...new Set(this.#queue.map((hint) => `${hint.type} ${hint.topic}`))]
    this.#queue = []
    while (lines.length > 0 && this.#client) {
      let payload: string = this.#self
      while (lines[0] !== undefined && payload.length + lines[0].length < maxPayloadBytes)
        payload += `\n${lines.shift()}`
      await this.#client.query('select pg_notify($1, $2)', [channel, payload]).catch(() => undefined)
    }
  }
}
