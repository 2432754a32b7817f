import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import { emit } from '#platform/server/events.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/people.ts'
import { rolesChanged } from '../contract/people.ts'
import type { Auth } from './auth.ts'
import { endSessions } from './end-sessions.ts'
import { provePassword } from './prove-password.ts'

/** Changes the password of the caller; other sessions end, and the way back by PIN everywhere. */
export async function changePassword(
  auth: Auth,
  call: OutsideCall,
  input: ParsedOf<typeof contract.changePassword>,
): Promise<typeof ok> {
  const { house, actor } = call
  const proven = await house.db
    .selectFrom('identity.login_account')
    .select('password')
    .where('user_id', '=', actor.personId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst()
  await provePassword(auth, call, input.oldPassword)
  if (input.password === input.oldPassword) throw new Problem(422, 'same-password')
  const password = await auth.hashPassword(input.password)
  await inTransaction(house, actor, async (tx) => {
    const changed = await tx
      .updateTable('identity.login_account')
      .set({ password, updated_at: actor.now })
      .where('user_id', '=', actor.personId)
      .where('provider_id', '=', 'credential')
      // of two changes at once, or one beside an administrator's, the second proved a password that is no more
      .where('password', '=', proven?.password ?? '')
      .returning('id')
      .executeTakeFirst()
    if (!changed) throw new Problem(403, 'wrong-password')
    await tx
      .updateTable('identity.person')
      .set({ must_change_password: false })
      .where('id', '=', actor.personId)
      .execute()
    await endSessions(tx, actor, actor.personId, actor.sessionId)
    // who was held back until now holds their roles from now on
    await emit(tx, actor, rolesChanged, { personId: actor.personId })
  })
  return ok
}
