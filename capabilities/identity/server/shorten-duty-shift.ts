import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/roster.ts'
import { dutyChanged } from '../contract/roster.ts'

/** Ends a duty earlier, at a moment that is not over and lies within it. */
export async function shortenDutyShift(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.shortenDutyShift>,
): Promise<typeof ok> {
  const { facilityId, dutyShiftId } = input
  if (!holds(actor, ['administrator', 'coordinator'], facilityId)) throw notFound()
  const endsAt = new Date(input.endsAt)
  const shortened = await tx
    .updateTable('identity.duty_shift')
    .set({ ends_at: endsAt })
    .where('id', '=', dutyShiftId)
    .where('facility_id', '=', facilityId)
    .where('starts_at', '<', endsAt)
    .where('ends_at', '>', endsAt)
    .where((on) => on(on.val(endsAt), '>=', actor.now))
    .returning('id')
    .executeTakeFirst()
  if (!shortened) {
    const known = await tx
      .selectFrom('identity.duty_shift')
      .select('id')
      .where('id', '=', dutyShiftId)
      .where('facility_id', '=', facilityId)
      .executeTakeFirst()
    throw known ? new Problem(409, 'not-shorter') : notFound()
  }
  await emit(tx, actor, dutyChanged, { facilityId })
  return ok
}
