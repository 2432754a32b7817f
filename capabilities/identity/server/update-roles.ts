import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { newId } from '#platform/server/new-id.ts'
import type * as contract from '../contract/people.ts'
import { rolesChanged, type WantedRole } from '../contract/people.ts'
import { keepOneAdministrator } from './one-administrator.ts'
import { requireMember } from './require-member.ts'
import { heldNow } from './role-row.ts'

type Input = ParsedOf<typeof contract.updateRoles>

/** Sets what a person is at the facility: a role that goes on keeps its beginning, the others end or begin now. */
export async function updateRoles(tx: Tx, actor: Actor, input: Input): Promise<typeof ok> {
  await requireMember(tx, actor, input)
  await keepOneAdministrator(tx, { facilityId: input.facilityId, now: actor.now }, async () => {
    await replaceRoles(tx, actor, input)
  })
  await emit(tx, actor, rolesChanged, { personId: input.personId })
  return ok
}

const keyOf = (role: WantedRole): string => JSON.stringify([role.role, role.specialty, role.department])

async function replaceRoles(tx: Tx, actor: Actor, { facilityId, personId, roles }: Input): Promise<void> {
  const held = await heldNow(tx, actor.now)
    .select(['id', 'role', 'specialty', 'department'])
    .where('person_id', '=', personId)
    .where('facility_id', '=', facilityId)
    .execute()
  const wanted = new Map(roles.map((role) => [keyOf(role), role]))
  const ending = held.filter((role) => !wanted.delete(keyOf(role as WantedRole))).map((role) => role.id)
  if (ending.length > 0)
    await tx.updateTable('identity.role').set({ valid_to: actor.now }).where('id', 'in', ending).execute()
  if (wanted.size === 0) return
  await tx
    .insertInto('identity.role')
    .values(
      [...wanted.values()].map((role) => ({
        id: newId(),
        person_id: personId,
        facility_id: facilityId,
        valid_from: actor.now,
        ...role,
      })),
    )
    .execute()
}
