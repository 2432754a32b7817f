import { createHash } from 'node:crypto'
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from '#db/types.ts'
import { type Actor, careFacilities } from './actor.ts'

/** A transaction; the required first argument of every operation. */
export type Tx = Transaction<DB>

/** The application's database. Operations never receive it: they receive a transaction. */
export type Database = Kysely<DB>

// bigint counts fit a double here; numeric clinical values stay exact as text until a contract parses them
pg.types.setTypeParser(20, Number)
pg.types.setTypeParser(1082, (text) => text)

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

/** A client that prepares each statement once: parsing and planning a statement with row-level security costs more than running it. */
class PreparingClient extends pg.Client {
  // pg's own type of `query` has nine overloads; Kysely uses the one with text and values
  override query = ((text: unknown, values?: unknown, ...rest: unknown[]) => {
    const ask = pg.Client.prototype.query as (...args: unknown[]) => unknown
    const name = typeof text === 'string' && Array.isArray(values) ? nameOf(text) : null
    return name ? ask.call(this, { name, text, values }, ...rest) : ask.call(this, text, values, ...rest)
  }) as pg.Client['query']
}

/** Connects with at most `size` connections. */
export function openDatabase(url: string, size: number): { db: Database; pool: pg.Pool } {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    idleTimeoutMillis: 30_000,
    pipeline: true,
    Client: PreparingClient,
  })
  // an idle connection that the server closes must not end the process; the next query opens another
  pool.on('error', () => undefined)
  return { db: new Kysely<DB>({ dialect: new PostgresDialect({ pool }) }), pool }
}

/** Tells row-level security who asks and when, for this transaction only. */
export async function setActor(tx: Tx, actor: Actor): Promise<void> {
  await sql`select set_config('tuyen.person_id', ${actor.personId}, true),
    set_config('tuyen.scope', ${actor.kind}, true),
    set_config('tuyen.care_facilities', ${`{${careFacilities(actor).join(',')}}`}, true),
    set_config('tuyen.now', ${actor.now.toISOString()}, true)`.execute(tx)
}

/** Runs `work` in one transaction as the actor; read-only when it must not write. */
export async function asActor<T>(
  db: Database,
  actor: Actor,
  work: (tx: Tx) => Promise<T>,
  access: 'read' | 'write' = 'write',
): Promise<T> {
  const begin = db.transaction()
  return await (access === 'read' ? begin.setAccessMode('read only') : begin).execute(async (tx) => {
    await setActor(tx, actor)
    return await work(tx)
  })
}
