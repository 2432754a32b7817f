import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { writeReference } from './reference.ts'

const folder = join(import.meta.dirname, 'migrations')
const lock = 7_240_119

/** The names of the migrations in order. */
export const migrationNames = (): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()

async function createQueues(client: pg.Client, url: string): Promise<void> {
  const boss = new PgBoss({ connectionString: url, schema: 'jobs', supervise: false, schedule: false, max: 1 })
  await boss.start()
  for (const name of queueNames) await boss.createQueue(name)
  await boss.stop({ graceful: false, close: true })
  await client.query(`grant usage on schema jobs to tuyen_app;
    grant select, insert, update, delete on all tables in schema jobs to tuyen_app;
    grant execute on all functions in schema jobs to tuyen_app`)
}

/** The queues that exist; a queue must exist before a job is written into it. */
export const queueNames = [
  ...(['look-for-images', 'file-minutes', 'close-room'] as const),
  ...(['prepare-teaching-copy', 'finish-teaching-copy', 'clear-teaching-copy', 'recheck-teaching-copies'] as const),
  'write-marks',
  'erase-study',
] as const

/**
 * Brings the database up to date: each migration once, in order, in its own transaction, one runner at a time.
 * Returns the names of those that ran. A migration that changed after it ran is not noticed here; drift of the
 * schema is found by the check.
 */
export async function migrate(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lock])
    await client.query(
      'create table if not exists public.migration (name text primary key, ran_at timestamptz not null)',
    )
    const { rows } = await client.query<{ name: string }>('select name from public.migration')
    const ran = new Set(rows.map((row) => row.name))
    const due = migrationNames().filter((name) => !ran.has(name))
    for (const name of due) {
      await client.query('begin')
      await client.query(readFileSync(join(folder, name), 'utf8')).catch((error: Error) => {
        throw new Error(`${name}: ${error.message}`)
      })
      await client.query('insert into public.migration values ($1, now())', [name])
      await client.query('commit')
    }
    await createQueues(client, url)
    await writeReference(client)
    return due
  } finally {
    await client.end()
  }
}

if (import.meta.main) {
  const url = process.env['DATABASE_OWNER_URL']
  if (!url) {
    process.stderr.write('DATABASE_OWNER_URL is missing; set it to the address of the owner of the database.\n')
    process.exit(2)
  }
  for (const name of await migrate(url)) process.stdout.write(`migrated ${name}\n`)
}
