import { openGlassReviews } from '#capabilities/records/server/index.ts'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type { countOpenReviews as contract } from '../contract/modes.ts'

/** What waits for a verdict of the caller at the hospitals that they lead: how much, and since when. */
export async function countOpenReviews(tx: Tx, actor: Actor): Promise<OutputOf<typeof contract>> {
  const led = actor.roles.filter((held) => held.role === 'leader').map((held) => held.facilityId)
  if (led.length === 0) return { count: 0, oldestAt: null }
  const overrides = await tx
    .selectFrom('consults.mode_override')
    .select((on) => [on.fn.countAll<string>().as('count'), on.fn.min('at').as('oldest')])
    .where('asking_facility_id', 'in', led)
    .where('by_person', '<>', actor.personId)
    .where('reviewed_at', 'is', null)
    .executeTakeFirstOrThrow()
  const uses = await openGlassReviews(tx, actor)
  const [oldest] = [overrides.oldest, uses.oldest]
    .filter((each) => each !== null)
    .toSorted((one, other) => one.getTime() - other.getTime())
  return { count: Number(overrides.count) + uses.count, oldestAt: oldest ? toInstant(oldest) : null }
}
