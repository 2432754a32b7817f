import { type Duty, rosterNow } from '#capabilities/identity/server/index.ts'
import { findSupport, type Support } from '#capabilities/network/server/index.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { Problem } from '#platform/server/problem.ts'

/** The hospital that answers, by which link, and who is on duty there now. */
export type Route = { support: Support; duties: Duty[] }

/** The first supporting hospital at which somebody is on duty; the first of all when nobody is anywhere. */
export async function routeFor(tx: Tx, actor: Actor, facilityId: string, specialty: string): Promise<Route> {
  const supports = await findSupport(tx, facilityId, specialty, actor.now)
  const [first] = supports
  if (!first) throw new Problem(422, 'nobody-supports-you')
  for (const support of supports) {
    const duties = await rosterNow(tx, { facilityId: support.facilityId, specialty, now: actor.now })
    if (duties.length > 0) return { support, duties }
  }
  return { support: first, duties: [] }
}
