import { type Actor, holds } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'

type Member = { facilityId: string; personId: string }

/** Refuses with 404 unless the caller administers the facility and the person is, or was, somebody there. */
export async function requireMember(tx: Tx, actor: Actor, { facilityId, personId }: Member): Promise<void> {
  if (!holds(actor, ['administrator'], facilityId)) throw notFound()
  const role = await tx
    .selectFrom('identity.role')
    .select('id')
    .where('person_id', '=', personId)
    .where('facility_id', '=', facilityId)
    .limit(1)
    .executeTakeFirst()
  if (!role) throw notFound()
}
