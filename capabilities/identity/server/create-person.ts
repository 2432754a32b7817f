import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import { holds } from '#platform/server/actor.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/people.ts'
import { addPerson } from './add-person.ts'
import type { Auth } from './auth.ts'

/** Makes an account at a facility that the caller administers; its password must be changed at the first sign-in. */
export async function createPerson(
  auth: Auth,
  call: OutsideCall,
  input: ParsedOf<typeof contract.createPerson>,
): Promise<OutputOf<typeof contract.createPerson>> {
  const { actor, house } = call
  if (!holds(actor, ['administrator'], input.facilityId)) throw notFound()
  const passwordHash = await auth.hashPassword(input.password)
  const personId = await inTransaction(
    house,
    actor,
    async (tx) => await addPerson(tx, actor.now, { ...input, passwordHash, mustChangePassword: true }),
  )
  if (!personId) throw new Problem(409, 'email-taken')
  return { personId }
}
