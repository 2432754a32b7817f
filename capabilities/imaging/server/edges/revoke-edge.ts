import { ok } from '#platform/contract/page.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { notFound } from '#platform/server/problem.ts'
import { edgeChanged, edgePermissions } from '../../contract/edges.ts'

/** Ends a gateway of a facility that the caller administers; none of its calls is answered from now on. */
export async function revokeEdge(
  tx: Tx,
  actor: Actor,
  input: { facilityId: string; edgeId: string },
): Promise<typeof ok> {
  if (!holds(actor, edgePermissions['edge.manage'], input.facilityId)) throw notFound()
  const ended = await tx
    .updateTable('imaging.edge')
    .set({ revoked_at: actor.now, revoked_by: actor.personId })
    .where('id', '=', input.edgeId)
    .where('facility_id', '=', input.facilityId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!ended) throw notFound()
  await emit(tx, actor, edgeChanged, { edgeId: input.edgeId, facilityId: input.facilityId })
  return ok
}
