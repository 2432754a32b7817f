import { sql } from 'kysely'
import type { Database } from './db.ts'

const keepMs = 48 * 60 * 60 * 1000
const batch = 5_000

/** Clears the kept answers of commands that no client repeats any more, some at a time; returns how many went. */
export async function clearAnswers(db: Database, now: Date): Promise<number> {
  const before = new Date(now.getTime() - keepMs)
  let cleared = 0
  for (;;) {
    const { numAffectedRows } = await sql`delete from platform.idempotency where ctid in
      (select ctid from platform.idempotency where at < ${before} limit ${batch})`.execute(db)
    cleared += Number(numAffectedRows ?? 0)
    if (Number(numAffectedRows ?? 0) < batch) return cleared
  }
}
