import { sql } from 'kysely'
import { systemActor } from '#platform/server/actor.ts'
import { asActor } from '#platform/server/db.ts'
import type { House } from '#platform/server/house.ts'
import { Problem } from '#platform/server/problem.ts'

const maxFailures = 5
const lockMs = 15 * 60 * 1000

/** A secret that is asked for: of what kind, whose, and the problem that says it is locked. */
export type Secret = { kind: 'sign-in' | 'password' | 'code'; name: string; locked: string }

/**
 * Checks a secret. The try is counted before the check, in one guarded write, so that parallel guesses cannot pass the
 * limit; five in a row without success lock for 15 minutes. Gives what `check` gives; null means that it was wrong.
 */
export async function withinGuesses<T>(
  house: Pick<House, 'db'>,
  now: Date,
  secret: Secret,
  check: () => Promise<T | null>,
): Promise<T | null> {
  const actor = systemActor('count-guesses', now)
  const { kind, name } = secret
  const lockedUntil = new Date(now.getTime() + lockMs)
  const taken = await asActor(
    house.db,
    actor,
    async (tx) =>
      await tx
        .insertInto('identity.guess')
        .values({ kind, name, failures: 1, last_at: now })
        .onConflict((conflict) =>
          conflict
            .columns(['kind', 'name'])
            .doUpdateSet({
              failures: sql<number>`case when identity.guess.locked_until is null then identity.guess.failures + 1 else 1 end`,
              last_at: now,
              locked_until: sql<Date | null>`case when identity.guess.locked_until is null
                and identity.guess.failures >= ${maxFailures - 1} then ${lockedUntil}::timestamptz end`,
            })
            .where((on) =>
              on.or([on('identity.guess.locked_until', 'is', null), on('identity.guess.locked_until', '<=', now)]),
            ),
        )
        .returning('failures')
        .executeTakeFirst(),
  )
  if (!taken) throw new Problem(429, secret.locked)
  const found = await check()
  if (found === null) return null
  await asActor(
    house.db,
    actor,
    async (tx) => await tx.deleteFrom('identity.guess').where('kind', '=', kind).where('name', '=', name).execute(),
  )
  return found
}
