import { sql } from 'kysely'
import type { Tx } from '#platform/server/db.ts'
import type { Programme } from '../contract.ts'
import { dateOf } from './facility-row.ts'

/** Who supports a facility in a specialty on a day: the link and why it was chosen. */
export type Support = {
  linkId: string | null
  facilityId: string
  programme: Programme | null
  isForSpecialty: boolean
  priority: number
}

/** The facilities that support one in a specialty today, links for the very specialty first, then by priority. */
export async function findSupport(tx: Tx, facilityId: string, specialty: string, now: Date): Promise<Support[]> {
  const today = dateOf(now)
  const rows = await tx
    .selectFrom('network.support_link')
    .select(['id', 'from_facility_id', 'programme', 'specialty', 'priority'])
    .where('to_facility_id', '=', facilityId)
    .where((on) => on.or([on('specialty', '=', specialty), on('specialty', 'is', null)]))
    .where('valid_from', '<=', today)
    .where((on) => on.or([on('valid_to', 'is', null), on('valid_to', '>', today)]))
    .orderBy(sql`specialty is null`)
    .orderBy('priority')
    .execute()
  return rows.map((row) => ({
    linkId: row.id,
    facilityId: row.from_facility_id,
    // the table's CHECK allows exactly these programmes
    programme: row.programme as Programme,
    isForSpecialty: row.specialty !== null,
    priority: row.priority,
  }))
}

/** The specialties in which other facilities rely on one today. */
export async function specialtiesReliedOn(tx: Tx, facilityId: string, now: Date): Promise<string[]> {
  const today = dateOf(now)
  const rows = await tx
    .selectFrom('network.support_link')
    .select('specialty')
    .distinct()
    .where('from_facility_id', '=', facilityId)
    .where('valid_from', '<=', today)
    .where((on) => on.or([on('valid_to', 'is', null), on('valid_to', '>', today)]))
    .execute()
  return rows.flatMap((row) => row.specialty ?? []).sort()
}
