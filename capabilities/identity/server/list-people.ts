import type { OutputOf } from '#platform/contract/endpoint.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../contract.ts'
import { rolesOf } from './get-me.ts'
import { personBriefOf } from './person-row.ts'

/** The people of a facility, for its administrators and coordinators. */
export async function listPeople(
  tx: Tx,
  actor: Actor,
  input: { facilityId: string },
): Promise<OutputOf<typeof contract.listPeople>> {
  if (!holds(actor, ['administrator', 'coordinator'], input.facilityId)) throw notFound()
  const rows = await tx
    .selectFrom('identity.person as p')
    .innerJoin('identity.login as l', 'l.id', 'p.id')
    .select(['p.id', 'p.full_name', 'p.title', 'p.disabled_at', 'l.email', 'l.two_factor_enabled'])
    .where('p.id', 'in', (on) =>
      on.selectFrom('identity.role').select('person_id').where('facility_id', '=', input.facilityId),
    )
    .execute()
  const people = []
  for (const row of rows) {
    people.push({
      ...personBriefOf(row),
      email: row.email,
      roles: await rolesOf(tx, row.id, actor.now),
      hasTotp: row.two_factor_enabled,
      isDisabled: row.disabled_at !== null,
    })
  }
  return people
}
