import { createHash, createHmac } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { Database } from './db.ts'

const sealerLock = 7_240_120
const batch = 500

/** What the sealer and the verifier need: where the signed heads are kept, outside the database, and their key. */
export type SealOptions = { AUDIT_HEADS_FILE?: string | undefined; SESSION_SECRET: string }

type Row = Record<string, unknown> & { id: string }

/** One signed head: up to which link the chain had grown, and its hash. */
export type Head = { seq: number; hash: string; at: string; signature: string }

/** The bytes that a row puts into the chain: all columns in the order of their names. */
const canonical = (row: Row): string =>
  JSON.stringify(
    Object.entries(row)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value]),
  )

/** The hash of a link: SHA-256 over the hash before it and the row. */
export const linkHash = (before: Buffer, row: Row): Buffer =>
  createHash('sha256').update(before).update(canonical(row)).digest()

/** Signs a head so that nobody who only reaches the database can write another. */
export const signHead = (secret: string, seq: number, hash: string, at: string): string =>
  createHmac('sha256', secret).update(`${seq} ${hash} ${at}`).digest('hex')

/** Chains committed rows that are not chained yet; one sealer at a time. Returns how many. */
export async function sealAudit(db: Database, options: SealOptions): Promise<number> {
  return await db.transaction().execute(async (tx) => {
    const lock = await sql<{ got: boolean }>`select pg_try_advisory_xact_lock(${sealerLock}) as got`.execute(tx)
    if (!lock.rows[0]?.got) return 0
    const last = await tx
      .selectFrom('platform.audit_link')
      .selectAll()
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst()
    const rows = await tx
      .selectFrom('platform.audit_entry as e')
      .selectAll('e')
      .where((on) =>
        on.not(
          on.exists(on.selectFrom('platform.audit_link as l').select('l.seq').whereRef('l.entry_id', '=', 'e.id')),
        ),
      )
      .orderBy('e.id')
      .limit(batch)
      .execute()
    if (rows.length === 0) return 0
    let { seq, hash } = last ?? { seq: 0, hash: Buffer.alloc(32) }
    const links = rows.map((row) => {
      seq += 1
      hash = linkHash(hash, row)
      return { seq, entry_id: row.id, hash }
    })
    await tx.insertInto('platform.audit_link').values(links).execute()
    writeHead(options, seq, hash.toString('hex'))
    return rows.length
  })
}

function writeHead(options: SealOptions, seq: number, hash: string): void {
  if (!options.AUDIT_HEADS_FILE) return
  const at = new Date().toISOString()
  const head: Head = { seq, hash, at, signature: signHead(options.SESSION_SECRET, seq, hash, at) }
  appendFileSync(options.AUDIT_HEADS_FILE, `${JSON.stringify(head)}\n`, { mode: 0o600 })
}

/** The heads kept outside the database, oldest first. */
export function readHeads(file: string | undefined): Head[] {
  if (!file || !existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Head)
}
