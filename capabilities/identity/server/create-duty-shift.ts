import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/roster.ts'
import { dutyChanged } from '../contract/roster.ts'
import { heldNow } from './role-row.ts'

/** Puts a person who works at the facility on duty; only for those who plan its duties. */
export async function createDutyShift(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.createDutyShift>,
): Promise<OutputOf<typeof contract.createDutyShift>> {
  const { facilityId } = input
  if (!holds(actor, ['administrator', 'coordinator'], facilityId)) throw notFound()
  const [startsAt, endsAt] = [new Date(input.startsAt), new Date(input.endsAt)]
  if (startsAt >= endsAt) throw new Problem(422, 'shift-ends-before-it-starts')
  if (endsAt <= actor.now) throw new Problem(422, 'shift-is-over')
  const works = await heldNow(tx, actor.now)
    .select('id')
    .where('person_id', '=', input.personId)
    .where('facility_id', '=', facilityId)
    .executeTakeFirst()
  if (!works) throw new Problem(422, 'not-of-this-facility')
  const dutyShiftId = newId<'duty-shift'>()
  await tx
    .insertInto('identity.duty_shift')
    .values({
      id: dutyShiftId,
      facility_id: facilityId,
      // coordinator and leader are for the whole house
      specialty: ['coordinator', 'leader'].includes(input.position) ? null : input.specialty,
      position: input.position,
      person_id: input.personId,
      starts_at: startsAt,
      ends_at: endsAt,
    })
    .execute()
  await emit(tx, actor, dutyChanged, { facilityId })
  return { dutyShiftId }
}
