// How statements reach the database: prepared by name, gathered into packets, not waiting for BEGIN.

import { createHash } from 'node:crypto'
import { type Driver, PostgresDialect } from 'kysely'
import pg from 'pg'

const maxNamed = 1000
const names = new Map<string, string>()

/** The name under which the database keeps the plan of a statement; null when there are too many to keep. */
function nameOf(text: string): string | null {
  const known = names.get(text)
  if (known) return known
  if (names.size >= maxNamed) return null
  const name = createHash('sha1').update(text).digest('base64url')
  names.set(text, name)
  return name
}

type Pipe = { cork(): void; uncork(): void; destroyed: boolean }

const gathering = new WeakSet<Pipe>()

/** Holds what is written to a connection until the end of this turn, so that statements asked for together leave as one packet. */
function gather(pipe: Pipe): void {
  if (gathering.has(pipe)) return
  gathering.add(pipe)
  pipe.cork()
  process.nextTick(() => {
    gathering.delete(pipe)
    if (!pipe.destroyed) pipe.uncork()
  })
}

/** A client that prepares each statement once: parsing and planning a statement with row-level security costs more than running it. */
export class PreparingClient extends pg.Client {
  // pg's own type of `query` has nine overloads; Kysely uses the one with text and values
  override query = ((text: unknown, values?: unknown, ...rest: unknown[]) => {
    const ask = pg.Client.prototype.query as (...args: unknown[]) => unknown
    const name = typeof text === 'string' && Array.isArray(values) ? nameOf(text) : null
    gather((this as unknown as { connection: { stream: Pipe } }).connection.stream)
    return name ? ask.call(this, { name, text, values }, ...rest) : ask.call(this, text, values, ...rest)
  }) as pg.Client['query']
}

/**
 * PostgreSQL, where nobody waits for the answer to BEGIN: on one connection it runs before what follows, and when it
 * fails so does all that follows, since row-level security then knows no actor.
 */
export class EagerDialect extends PostgresDialect {
  override createDriver(): Driver {
    const driver = super.createDriver()
    const begin = driver.beginTransaction.bind(driver)
    driver.beginTransaction = (connection, settings) => {
      begin(connection, settings).catch(() => undefined)
      return Promise.resolve()
    }
    return driver
  }
}
