import { CompiledQuery } from 'kysely'
import { PgBoss } from 'pg-boss'
import type { z } from 'zod'
import type { Tx } from './db.ts'
import type { Log } from './log.ts'

/** A kind of work done after the commit, at least once; its handler must bear a second run. */
export type JobKind<P extends z.ZodObject = z.ZodObject> = { readonly name: string; readonly payload: P }

type Wanted = { name: string; payload: object; startAfter?: Date; key?: string }
type Options = { startAfter?: Date; key?: string }

const wantedIn = new WeakMap<Tx, Wanted[]>()

/** Declares a kind of job. */
export const job = <P extends z.ZodObject>(kind: JobKind<P>): JobKind<P> => kind

/** Asks for a job in the caller's transaction: it exists when the transaction commits, or never. */
export function enqueue<P extends z.ZodObject>(
  tx: Tx,
  kind: JobKind<P>,
  payload: z.output<P>,
  options?: Options,
): void {
  const wanted = wantedIn.get(tx) ?? []
  wanted.push({ name: kind.name, payload, ...options })
  wantedIn.set(tx, wanted)
}

/** The queue of jobs, in PostgreSQL. */
export class Jobs {
  readonly boss: PgBoss
  /** `isWorker`: the one kind of process that also hands abandoned jobs out again and clears old ones. */
  constructor(url: string, log: Log, isWorker = false) {
    this.boss = new PgBoss({
      connectionString: url,
      schema: 'jobs',
      migrate: false,
      createSchema: false,
      supervise: isWorker,
      schedule: false,
      max: 4,
    })
    this.boss.on('error', (error: Error) => log.error({ error: error.message }, 'job queue'))
  }

  /** Writes the jobs that the transaction asked for into it. */
  async flush(tx: Tx): Promise<void> {
    const db = {
      executeSql: async (text: string, values?: unknown[]) => {
        const result = await tx.executeQuery(CompiledQuery.raw(text, values ?? []))
        return { rows: result.rows }
      },
    }
    for (const { name, payload, startAfter, key } of wantedIn.get(tx) ?? []) {
      await this.boss.send(name, payload, {
        db,
        retryLimit: 20,
        retryDelay: 2,
        retryBackoff: true,
        ...(startAfter ? { startAfter } : {}),
        ...(key ? { singletonKey: key } : {}),
      })
    }
    wantedIn.delete(tx)
  }

  /** Begins to work on a kind of job, looking every half second. */
  async work<P extends z.ZodObject>(kind: JobKind<P>, run: (payload: z.output<P>) => Promise<void>): Promise<void> {
    await this.boss.work(kind.name, { pollingIntervalSeconds: 0.5 }, async (jobs) => {
      for (const each of jobs) await run(kind.payload.parse(each.data))
    })
  }
}
