import { createHash } from 'node:crypto'
import { type Driver, Kysely, type KyselyProps, PostgresDialect, sql, Transaction } from 'kysely'
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
class PreparingClient extends pg.Client {
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
class EagerDialect extends PostgresDialect {
  override createDriver(): Driver {
    const driver = super.createDriver()
    const begin = driver.beginTransaction.bind(driver)
    driver.beginTransaction = async (connection, settings) => {
      await Promise.resolve(void begin(connection, settings).catch(() => undefined))
    }
    return driver
  }
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
  const dialect = new EagerDialect({ pool })
  const config = { dialect }
  const db = new Kysely<DB>(config)
  wirings.set(db, { config, dialect, driver: dialect.createDriver() })
  return { db, pool }
}

type Wiring = Omit<KyselyProps, 'executor'>

const wirings = new WeakMap<Database, Wiring>()

/**
 * The same transaction, whose statements go over the wire as soon as they are asked for: those that do not wait for
 * each other's answer travel together. Kysely's own hands them over one by one. Its guard against use after the end stays.
 */
async function pipelined(db: Database, tx: Tx): Promise<Tx> {
  const wiring = wirings.get(db)
  if (!wiring) return tx
  const executor = tx.getExecutor()
  const connection = await executor.provideConnection(async (each) => await Promise.resolve(each))
  return new Transaction<DB>({
    ...wiring,
    executor: executor.withConnectionProvider({ provideConnection: async (ask) => await ask(connection) }),
  })
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
  return await (access === 'read' ? begin.setAccessMode('read only') : begin).execute(async (begun) => {
    const tx = await pipelined(db, begun)
    // on one connection the actor is set before whatever `work` asks; when that fails, the rest fails with it
    const [, value] = await Promise.all([setActor(tx, actor), answered(tx, work(tx))])
    return value
  })
}

/** Waits for statements that were asked for together; of several that failed, the first in the list is told. */
export async function together(works: readonly Promise<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(works)
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

const unanswered = new WeakMap<Tx, Promise<unknown>[]>()

/**
 * Lets statements run whose answers the operation does not need, so that what is written after them leaves with them.
 * The transaction waits for all of them before it commits; when one fails, that is its failure.
 */
export function whileGoingOn(tx: Tx, work: Promise<unknown>): void {
  // told by `asActor`; until then nobody listens
  work.catch(() => undefined)
  unanswered.set(tx, [...(unanswered.get(tx) ?? []), work])
}

async function answered<T>(tx: Tx, work: Promise<T>): Promise<T> {
  const [done] = await Promise.allSettled([work])
  await together(unanswered.get(tx) ?? [])
  if (done.status === 'rejected') throw done.reason
  return done.value
}
