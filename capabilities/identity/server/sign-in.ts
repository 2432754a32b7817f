import { sql } from 'kysely'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Database } from '#platform/server/db.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { Problem } from '#platform/server/problem.ts'
import { headersOf } from '#platform/server/serve.ts'
import type * as contract from '../contract.ts'
import type { Auth } from './auth.ts'

const maxFailures = 5
const lockMs = 15 * 60 * 1000

/** Begins a session. Failures in a row are counted by name, also for names that do not exist. */
export async function signIn(
  auth: Auth,
  call: OutsideCall,
  input: ParsedOf<typeof contract.signIn>,
): Promise<OutputOf<typeof contract.signIn>> {
  const email = input.email.toLowerCase()
  const { house, actor } = call
  await refuseWhenLocked(house.db, email, actor.now)
  const headers = headersOf(call.request)
  headers.delete('cookie')
  const begun = await auth.signIn({ email, password: input.password }, headers)
  if (!begun) {
    await countFailure(house.db, email, actor.now)
    throw new Problem(401, 'wrong-sign-in')
  }
  await house.db.deleteFrom('identity.login_failure').where('email', '=', email).execute()
  passCookies(call, begun.cookies)
  return { state: begun.isSecondStep ? 'second-step' : 'signed-in' }
}

/** Passes the cookies of better-auth on to the browser. */
export function passCookies(call: OutsideCall, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) call.reply.header('set-cookie', cookie)
}

async function refuseWhenLocked(db: Database, email: string, now: Date): Promise<void> {
  const locked = await db
    .selectFrom('identity.login_failure')
    .select('locked_until')
    .where('email', '=', email)
    .where('locked_until', '>', now)
    .executeTakeFirst()
  if (locked) throw new Problem(429, 'sign-in-locked')
}

async function countFailure(db: Database, email: string, now: Date): Promise<void> {
  const lockedUntil = new Date(now.getTime() + lockMs)
  await db
    .insertInto('identity.login_failure')
    .values({ email, failures: 1, last_at: now })
    .onConflict((conflict) =>
      conflict.column('email').doUpdateSet({
        failures: sql<number>`case when identity.login_failure.locked_until <= ${now}::timestamptz then 1
          else identity.login_failure.failures + 1 end`,
        last_at: now,
        locked_until: sql<Date | null>`case when (identity.login_failure.locked_until is null or identity.login_failure.locked_until > ${now}::timestamptz)
            and identity.login_failure.failures >= ${maxFailures - 1}
          then ${lockedUntil}::timestamptz end`,
      }),
    )
    .execute()
}
