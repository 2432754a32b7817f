import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { migrate, migrationNames } from '../../db/migrate.ts'
import { testPostgres } from '../../ops/test-postgres.ts'
import type { Hint } from '../contract/event.ts'
import { type Actor, type HeldRole, systemActor } from '../server/actor.ts'
import { handClock } from '../server/clock.ts'
import { type Database, openDatabase, type Tx } from '../server/db.ts'
import { type House, inTransaction } from '../server/house.ts'
import { createLog } from '../server/log.ts'
import { newId } from '../server/new-id.ts'

/** A database of its own with people and hospitals, and a clock that the test moves. */
export type World = {
  house: House
  db: Database
  appUrl: string
  ownerUrl: string
  clock: ReturnType<typeof handClock>
  /** Every hint announced so far. */
  hints: Hint[]
  /** SQL as the owner's superuser, past row-level security: for arranging and for looking. */
  sql: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>
  facility: (key: string) => Promise<string>
  person: (facilityId: string, role: string, specialty?: string | null) => Promise<string>
  actor: (personId: string) => Promise<Actor>
  as: <T>(personId: string, work: (tx: Tx, actor: Actor) => Promise<T>) => Promise<T>
  asSystem: <T>(work: (tx: Tx, actor: Actor) => Promise<T>) => Promise<T>
  close: () => Promise<void>
}

const templateLock = 7_240_122
const start = new Date('2026-11-22T06:00:00.000Z')

const withDatabase = (url: string, database: string): string => {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

async function template(superuserUrl: string, ownerUrl: string): Promise<string> {
  const folder = join(import.meta.dirname, '../../db')
  const texts = migrationNames().map((name) => readFileSync(join(folder, 'migrations', name), 'utf8'))
  const name = `tuyen_template_${createHash('sha256').update(texts.join()).digest('hex').slice(0, 16)}`
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [templateLock])
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount === 0) {
      await client.query(`create database ${name}_new owner tuyen_owner`)
      await migrate(withDatabase(ownerUrl, `${name}_new`))
      await client.query(`alter database ${name}_new rename to ${name}`)
    }
  } finally {
    await client.end()
  }
  return name
}

/** Makes a world; close it at the end of the file. */
export async function createWorld(): Promise<World> {
  const server = await testPostgres()
  const database = `test_${newId().replaceAll('-', '')}`
  const from = await template(server.superuserUrl, server.ownerUrl)
  const admin = new pg.Client({ connectionString: server.superuserUrl })
  await admin.connect()
  await admin.query(`create database ${database} template ${from} owner tuyen_owner`)
  const superuser = new pg.Pool({ connectionString: withDatabase(server.superuserUrl, database), max: 2 })
  superuser.on('error', () => undefined)
  const appUrl = withDatabase(server.appUrl, database)
  const { db, pool } = openDatabase(appUrl, 8)
  const clock = handClock(start)
  const hints: Hint[] = []
  const house: House = {
    db,
    clock,
    jobs: null,
    live: { announce: (said) => void hints.push(...said.hints) },
    log: createLog('test'),
  }
  const sql: World['sql'] = async (text, values) =>
    (await superuser.query(text, values)).rows as Record<string, unknown>[]
  const people = peopleOf(sql, clock)
  return {
    house,
    db,
    appUrl,
    ownerUrl: withDatabase(server.ownerUrl, database),
    clock,
    hints,
    sql,
    ...people,
    as: async (personId, work) => {
      const actor = await people.actor(personId)
      return await inTransaction(house, actor, async (tx) => await work(tx, actor))
    },
    asSystem: async (work) => {
      const actor = systemActor('test', clock.now())
      return await inTransaction(house, actor, async (tx) => await work(tx, actor))
    },
    close: async () => {
      await db.destroy()
      await pool.end().catch(() => undefined)
      await superuser.end()
      await dropDatabase(admin, database)
      await admin.end()
      await server.stop()
    },
  }
}

/** Connections that were just ended are still counted for a moment; dropping by force would cut them in their farewell. */
async function dropDatabase(admin: pg.Client, database: string): Promise<void> {
  await admin.query(
    `do $$ begin
      for i in 1..200 loop
        exit when not exists (select 1 from pg_stat_activity where datname = '${database}');
        perform pg_sleep(0.01);
        perform pg_stat_clear_snapshot();
      end loop;
    end $$`,
  )
  await admin.query(`drop database ${database} with (force)`)
}

function peopleOf(sql: World['sql'], clock: World['clock']): Pick<World, 'facility' | 'person' | 'actor'> {
  let made = 0
  return {
    facility: async (key) => {
      const id = newId()
      made += 1
      await sql(
        'insert into network.facility (id, code, kind, duty_phone, created_at) values ($1, $2, $3, $4, now())',
        [id, `T${String(made).padStart(4, '0')}`, 'hospital', '0200 555 1234'],
      )
      await sql(
        `insert into network.facility_name (facility_id, valid_from, name, short_name, name_folded, province_code) values ($1, '2000-01-01', $2, $2, $2, '11')`,
        [id, key],
      )
      return id
    },
    person: async (facilityId, role, specialty = null) => {
      const id = newId()
      await sql(
        `insert into identity.login (id, name, email, email_verified, created_at, updated_at) values ($1, 'N', $2, true, now(), now())`,
        [id, `${id}@test.example`],
      )
      await sql(
        `insert into identity.person (id, full_name, title, created_at) values ($1, 'Nguyễn Văn An', 'BS.', now())`,
        [id],
      )
      await sql(
        `insert into identity.role (id, person_id, facility_id, role, specialty, valid_from) values ($1, $2, $3, $4, $5, '2020-01-01')`,
        [newId(), id, facilityId, role, specialty],
      )
      return id
    },
    actor: async (personId) => {
      const rows = await sql('select facility_id, role, specialty from identity.role where person_id = $1', [personId])
      const roles = rows.map(
        (row) => ({ facilityId: row['facility_id'], role: row['role'], specialty: row['specialty'] }) as HeldRole,
      )
      return { kind: 'person', personId, name: '', roles, sessionId: 'test', now: clock.now() }
    },
  }
}
