import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract.ts'

/** Puts a person of the facility on duty; only for those who plan its duties. */
export async function createDutyShift(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.createDutyShift>,
): Promise<OutputOf<typeof contract.createDutyShift>> {
  if (!holds(actor, ['administrator', 'coordinator'], input.facilityId)) throw notFound()
  if (input.startsAt >= input.endsAt) throw new Problem(422, 'shift-ends-before-it-starts')
  const isOfFacility = await tx
    .selectFrom('identity.role')
    .select('id')
    .where('person_id', '=', input.personId)
    .where('facility_id', '=', input.facilityId)
    .executeTakeFirst()
  if (!isOfFacility) throw new Problem(422, 'not-of-this-facility')
  const dutyShiftId = newId<'duty-shift'>()
  await tx
    .insertInto('identity.duty_shift')
    .values({
      id: dutyShiftId,
      facility_id: input.facilityId,
      specialty: input.specialty,
      position: input.position,
      person_id: input.personId,
      starts_at: input.startsAt,
      ends_at: input.endsAt,
    })
    .execute()
  return { dutyShiftId }
}
