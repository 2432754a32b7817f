import type { Tx } from '#platform/server/db.ts'
import { heldNow } from './role-row.ts'

type Where = { facilityId: string; role: string; specialty?: string | null; now: Date }

/** The ids of those who hold a role at a facility now, of one specialty if it is named. */
export async function peopleHolding(tx: Tx, where: Where): Promise<string[]> {
  const { specialty } = where
  const rows = await heldNow(tx, where.now)
    .select('person_id')
    .distinct()
    .where('facility_id', '=', where.facilityId)
    .where('role', '=', where.role)
    .$if(Boolean(specialty), (query) => query.where('specialty', '=', specialty ?? ''))
    .execute()
  return rows.map((row) => row.person_id)
}
