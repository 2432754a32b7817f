import { Kysely, type KyselyProps, sql, Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from '#db/types.ts'
import { type Actor, careFacilities, systemActor } from './actor.ts'
import { EagerDialect, PreparingClient } from './connection.ts'

/** A transaction; the required first argument of every operation. */
export type Tx = Transaction<DB>

/** The application's database. Operations never receive it: they receive a transaction. */
export type Database = Kysely<DB>

// bigint counts fit a double here; numeric clinical values stay exact as text until a contract parses them
pg.types.setTypeParser(20, Number)
pg.types.setTypeParser(1082, (text) => text)

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

/** The time of the database. */
export async function databaseNow(db: Database): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db)
  const [row] = rows
  if (!row) throw new Error('the database did not tell its time')
  return row.now
}

/** Tells row-level security who asks and when, for this transaction only. */
export async function setActor(tx: Tx, actor: Actor): Promise<void> {
  await sql`select set_config('tuyen.person_id', ${actor.personId}, true),
    set_config('tuyen.scope', ${actor.kind}, true),
    set_config('tuyen.care_facilities', ${`{${careFacilities(actor).join(',')}}`}, true),
    set_config('tuyen.now', ${actor.now.toISOString()}, true)`.execute(tx)
}

/**
 * Runs a part of a transaction past row-level security, under a name, after the operation has proven that the actor may
 * have it done: letting others see what the actor may not see. What is written still names the actor.
 */
export async function asNamedSystem<T>(tx: Tx, actor: Actor, name: string, work: () => Promise<T>): Promise<T> {
  await setActor(tx, systemActor(name, actor.now))
  const value = await work()
  await setActor(tx, actor)
  return value
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
    const [, value] = await together([setActor(tx, actor), answered(tx, work(tx))])
    return value
  })
}

/**
 * Waits for everything that was asked for together; of several that failed, the first in the list is told. Unlike
 * `Promise.all` it leaves nothing behind that would still ask for a statement while the transaction is rolled back.
 */
export async function together<T extends readonly unknown[]>(
  works: readonly [...{ [K in keyof T]: Promise<T[K]> }],
): Promise<T> {
  const asked: readonly Promise<unknown>[] = works
  const results = await Promise.allSettled(asked)
  for (const result of results) if (result.status === 'rejected') throw result.reason
  // all are fulfilled, in the order of the list
  return results.map((result) => (result.status === 'fulfilled' ? result.value : undefined)) as unknown as T
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
