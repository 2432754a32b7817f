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

/** Connects with at most `size` connections. */
export function openDatabase(url: string, size: number): { db: Database; pool: pg.Pool } {
  const pool = new pg.Pool({ connectionString: url, max: size, idleTimeoutMillis: 30_000 })
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
