import { randomInt } from 'node:crypto'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/people.ts'
import type { Auth } from './auth.ts'
import { endSessions } from './end-sessions.ts'
import { requireMember } from './require-member.ts'
import { heldNow } from './role-row.ts'

// without what is read as something else: 0 o, 1 l i
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
const groups = 4
const groupLength = 4

/** A password that is read out and typed once: `k7md-2xqf-…`, about 79 bits. */
const oneTimePassword = (): string =>
  Array.from({ length: groups }, () =>
    Array.from({ length: groupLength }, () => letters[randomInt(letters.length)]).join(''),
  ).join('-')

/**
 * Makes a password for a person of the facility and ends their sessions. Of somebody who works elsewhere too, no
 * administrator of one facility may take the account.
 */
export async function resetPassword(
  auth: Auth,
  call: OutsideCall,
  input: ParsedOf<typeof contract.resetPassword>,
): Promise<OutputOf<typeof contract.resetPassword>> {
  const { house, actor } = call
  const password = oneTimePassword()
  const hash = await auth.hashPassword(password)
  await inTransaction(house, actor, async (tx) => {
    await requireMember(tx, actor, input)
    const elsewhere = await heldNow(tx, actor.now)
      .select('id')
      .where('person_id', '=', input.personId)
      .where('facility_id', '<>', input.facilityId)
      .executeTakeFirst()
    if (elsewhere) throw new Problem(409, 'works-elsewhere')
    await tx
      .updateTable('identity.login_account')
      .set({ password: hash, updated_at: actor.now })
      .where('user_id', '=', input.personId)
      .where('provider_id', '=', 'credential')
      .execute()
    await tx
      .updateTable('identity.person')
      .set({ must_change_password: true, pin_hash: null, pin_set_at: null })
      .where('id', '=', input.personId)
      .execute()
    await endSessions(tx, actor, input.personId)
  })
  return { password }
}
