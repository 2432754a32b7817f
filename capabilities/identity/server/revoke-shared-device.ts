import { ok } from '#platform/contract/page.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'

/** Ends a shared computer of a facility that the caller administers. */
export async function revokeSharedDevice(
  tx: Tx,
  actor: Actor,
  input: { facilityId: string; deviceId: string },
): Promise<typeof ok> {
  if (!holds(actor, ['administrator'], input.facilityId)) throw notFound()
  const ended = await tx
    .updateTable('identity.shared_device')
    .set({ ended_at: actor.now, ended_by: actor.personId })
    .where('id', '=', input.deviceId)
    .where('facility_id', '=', input.facilityId)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!ended) throw notFound()
  return ok
}
