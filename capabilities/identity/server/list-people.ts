import { facilityNames } from '#capabilities/network/server/index.ts'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../contract/people.ts'
import { personBriefOf } from './person-row.ts'
import { heldNow, heldRoleOf } from './role-row.ts'

type People = OutputOf<typeof contract.listPeople>

/** The people of a facility, for its administrators and coordinators; by given name, as Vietnamese lists are. */
export async function listPeople(tx: Tx, actor: Actor, input: { facilityId: string }): Promise<People> {
  if (!holds(actor, ['administrator', 'coordinator'], input.facilityId)) throw notFound()
  const rows = await tx
    .selectFrom('identity.person as p')
    .innerJoin('identity.login as l', 'l.id', 'p.id')
    .select(['p.id', 'p.full_name', 'p.title', 'p.disabled_at', 'l.email', 'l.two_factor_enabled'])
    .where('p.id', 'in', (on) =>
      on.selectFrom('identity.role').select('person_id').where('facility_id', '=', input.facilityId),
    )
    .execute()
  const roles = await heldNow(tx, actor.now)
    .select(['person_id', 'facility_id', 'role', 'specialty', 'department'])
    .where('facility_id', '=', input.facilityId)
    .orderBy('valid_from')
    .execute()
  const names = await facilityNames(tx, [input.facilityId], actor.now)
  return rows
    .map((row) => {
      const held = roles.filter((role) => role.person_id === row.id)
      return {
        ...personBriefOf(row),
        email: row.email,
        roles: held.map((role) => heldRoleOf(role, names)),
        hasTotp: row.two_factor_enabled,
        isDisabled: row.disabled_at !== null || held.length === 0,
      }
    })
    .sort((one, other) => sortKey(one.fullName).localeCompare(sortKey(other.fullName), 'vi'))
}

/** Given name, then middle, then family name. */
const sortKey = (fullName: string): string => fullName.split(/\s+/).toReversed().join(' ')
