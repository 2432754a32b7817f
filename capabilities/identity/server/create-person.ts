import { hashPassword } from 'better-auth/crypto'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import { holds } from '#platform/server/actor.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract.ts'
import { addPerson } from './add-person.ts'

/** Makes an account at a facility that the caller administers. */
export async function createPerson(
  call: OutsideCall,
  input: ParsedOf<typeof contract.createPerson>,
): Promise<OutputOf<typeof contract.createPerson>> {
  const { actor, house } = call
  if (!holds(actor, ['administrator'], input.facilityId)) throw notFound()
  const passwordHash = await hashPassword(input.password)
  const personId = await inTransaction(
    house,
    actor,
    async (tx) => await addPerson(tx, actor.now, { ...input, passwordHash }),
  )
  if (!personId) throw new Problem(409, 'email-taken')
  return { personId }
}
