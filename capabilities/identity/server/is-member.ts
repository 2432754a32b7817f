import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import { heldNow } from './role-row.ts'

/** True when a person works at the facility now. */
export async function isMember(tx: Tx, where: { facilityId: string; personId: string; now: Date }): Promise<boolean> {
  const role = await heldNow(tx, where.now)
    .select('id')
    .where('person_id', '=', where.personId)
    .where('facility_id', '=', where.facilityId)
    .limit(1)
    .executeTakeFirst()
  return role !== undefined
}

/** Refuses with 404 whoever does not work at the facility. */
export function requireColleague(actor: Actor, facilityId: string): void {
  if (!actor.roles.some((held) => held.facilityId === facilityId)) throw notFound()
}
