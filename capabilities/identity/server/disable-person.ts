import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { rolesChanged } from '../contract/people.ts'
import { endSessions } from './end-sessions.ts'
import { keepOneAdministrator } from './one-administrator.ts'
import { requireMember } from './require-member.ts'
import { heldNow } from './role-row.ts'

/**
 * Ends all roles of a person at the facility. Sessions of somebody who is nothing anywhere any more end with them;
 * of somebody who works elsewhere too, they go on with what is left.
 */
export async function disablePerson(
  tx: Tx,
  actor: Actor,
  input: { facilityId: string; personId: string },
): Promise<typeof ok> {
  const { facilityId, personId } = input
  await requireMember(tx, actor, input)
  await keepOneAdministrator(tx, { facilityId, now: actor.now }, async () => {
    await tx
      .updateTable('identity.role')
      .set({ valid_to: actor.now })
      .where('person_id', '=', personId)
      .where('facility_id', '=', facilityId)
      .where((on) => on.or([on('valid_to', 'is', null), on('valid_to', '>', actor.now)]))
      .execute()
  })
  const left = await heldNow(tx, actor.now).select('id').where('person_id', '=', personId).executeTakeFirst()
  if (!left) await endSessions(tx, actor, personId)
  else await endReturns(tx, input)
  await emit(tx, actor, rolesChanged, { personId })
  return ok
}

/** The way back by PIN at the computers of one facility. */
async function endReturns(tx: Tx, { facilityId, personId }: { facilityId: string; personId: string }): Promise<void> {
  await tx
    .deleteFrom('identity.device_person')
    .where('person_id', '=', personId)
    .where('device_id', 'in', (on) =>
      on.selectFrom('identity.shared_device').select('id').where('facility_id', '=', facilityId),
    )
    .execute()
}
