import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { newId } from '#platform/server/new-id.ts'
import { Problem } from '#platform/server/problem.ts'
import { rolesChanged } from '../contract/people.ts'
import { requireMember } from './require-member.ts'
import { heldNow } from './role-row.ts'

/** Begins anew the roles that ended together when the person was disabled at the facility. */
export async function enablePerson(
  tx: Tx,
  actor: Actor,
  input: { facilityId: string; personId: string },
): Promise<typeof ok> {
  const { facilityId, personId } = input
  await requireMember(tx, actor, input)
  // two who enable at once: the second waits here and then finds the roles running
  await tx.selectFrom('identity.person').select('id').where('id', '=', personId).forUpdate().execute()
  const held = await heldNow(tx, actor.now)
    .select('id')
    .where('person_id', '=', personId)
    .where('facility_id', '=', facilityId)
    .executeTakeFirst()
  if (held) throw new Problem(409, 'not-disabled')
  const ended = await tx
    .selectFrom('identity.role')
    .select(['role', 'specialty', 'department'])
    .where('person_id', '=', personId)
    .where('facility_id', '=', facilityId)
    .where('valid_to', '=', (on) =>
      on
        .selectFrom('identity.role')
        .select((each) => each.fn.max('valid_to').as('at'))
        .where('person_id', '=', personId)
        .where('facility_id', '=', facilityId),
    )
    .execute()
  await tx
    .insertInto('identity.role')
    .values(
      ended.map((role) => ({
        id: newId(),
        person_id: personId,
        facility_id: facilityId,
        valid_from: actor.now,
        ...role,
      })),
    )
    .execute()
  await emit(tx, actor, rolesChanged, { personId })
  return ok
}
