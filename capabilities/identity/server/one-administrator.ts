import type { Tx } from '#platform/server/db.ts'
import { Problem } from '#platform/server/problem.ts'

/**
 * Changes roles at a facility so that an administrator remains who can sign in. The rows of the administrators are
 * locked first: of two who remove each other at once, the second is refused.
 */
export async function keepOneAdministrator(
  tx: Tx,
  facility: { facilityId: string; now: Date },
  change: () => Promise<void>,
): Promise<void> {
  const before = await administratorsOf(tx, facility).forUpdate('r').execute()
  await change()
  const left = await administratorsOf(tx, facility).execute()
  if (before.length > 0 && left.length === 0) throw new Problem(409, 'last-administrator')
}

const administratorsOf = (tx: Tx, { facilityId, now }: { facilityId: string; now: Date }) =>
  tx
    .selectFrom('identity.role as r')
    .innerJoin('identity.person as p', 'p.id', 'r.person_id')
    .select('r.id')
    .where('r.facility_id', '=', facilityId)
    .where('r.role', '=', 'administrator')
    .where('p.disabled_at', 'is', null)
    .where('r.valid_from', '<=', now)
    // not "ends after now": of two requests the one that arrived first may be carried out second
    .where('r.valid_to', 'is', null)
