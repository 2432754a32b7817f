import type { Actor } from './actor.ts'
import type { Clock } from './clock.ts'
import { asActor, type Database, type Tx, together } from './db.ts'
import { flushSaid, type Said, saidOf } from './events.ts'
import type { Jobs } from './jobs.ts'
import type { Log } from './log.ts'

/** Sends hints to the people who listen, in this process and in the others. */
export type Announcer = { announce(said: Said): void }

/** What every process of the product has: the database, the clock, the queue, the live hints and the log. */
export type House = {
  readonly db: Database
  readonly clock: Clock
  readonly jobs: Jobs | null
  readonly live: Announcer
  readonly log: Log
}

/**
 * Runs an operation in one transaction as the actor: row-level security set first, jobs written before the commit,
 * hints sent after it.
 */
export async function inTransaction<T>(
  house: House,
  actor: Actor,
  work: (tx: Tx) => Promise<T>,
  access: 'read' | 'write' = 'write',
): Promise<T> {
  let said: Said | undefined
  const result = await asActor(
    house.db,
    actor,
    async (tx) => {
      const value = await work(tx)
      if (access === 'write') await flush(house, tx)
      said = saidOf(tx)
      return value
    },
    access,
  )
  if (said && said.hints.length > 0) house.live.announce(said)
  return result
}

/** Writes the events and jobs that the transaction has asked for so far into it; the end of `inTransaction` does so too. */
export async function flush(house: Pick<House, 'jobs'>, tx: Tx): Promise<void> {
  await together([flushSaid(tx), house.jobs?.flush(tx) ?? Promise.resolve()])
}
