import { ok } from '#platform/contract/page.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import { dutyChanged } from '../contract/roster.ts'

/** Takes a duty out of the roster before it begins; one that runs is shortened, so that it stays known. */
export async function removeDutyShift(
  tx: Tx,
  actor: Actor,
  input: { facilityId: string; dutyShiftId: string },
): Promise<typeof ok> {
  const { facilityId, dutyShiftId } = input
  if (!holds(actor, ['administrator', 'coordinator'], facilityId)) throw notFound()
  const removed = await tx
    .deleteFrom('identity.duty_shift')
    .where('id', '=', dutyShiftId)
    .where('facility_id', '=', facilityId)
    .where('starts_at', '>', actor.now)
    .returning('id')
    .executeTakeFirst()
  if (!removed) {
    const begun = await tx
      .selectFrom('identity.duty_shift')
      .select('id')
      .where('id', '=', dutyShiftId)
      .where('facility_id', '=', facilityId)
      .executeTakeFirst()
    throw begun ? new Problem(409, 'shift-has-begun') : notFound()
  }
  await emit(tx, actor, dutyChanged, { facilityId })
  return ok
}
