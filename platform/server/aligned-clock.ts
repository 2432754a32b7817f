import { type Clock, DatabaseClock } from './clock.ts'
import { type Database, databaseNow } from './db.ts'
import { every } from './every.ts'
import type { Log } from './log.ts'

const alignMs = 30_000

/** The clock of a process, kept in step with the database from now on; a clock that is given is taken as it is. */
export async function alignedClock(
  db: Database,
  log: Log,
  given?: Clock,
): Promise<{ clock: Clock; stop(): Promise<void> }> {
  if (given) return { clock: given, stop: async () => await Promise.resolve() }
  const clock = new DatabaseClock(async () => await databaseNow(db))
  await clock.align().catch(() => undefined)
  const { stop } = every(alignMs, log, 'align-clock', async () => await clock.align())
  return { clock, stop }
}
