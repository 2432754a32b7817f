import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type { DutyShift } from '../contract.ts'
import { dutiesNow } from './duty-row.ts'

/** Who is on duty for a specialty now, at every facility. Telephone numbers of people stay at their facility. */
export async function searchDuty(tx: Tx, actor: Actor, input: { specialty: string }): Promise<DutyShift[]> {
  const duties = await dutiesNow(tx, { specialty: input.specialty, now: actor.now })
  const mine = new Set(actor.roles.map((held) => held.facilityId))
  return duties
    .filter((duty) => duty.specialty === input.specialty)
    .map((duty) => (mine.has(duty.facilityId) ? duty : { ...duty, phone: null }))
    .sort((one, other) => one.facilityName.localeCompare(other.facilityName, 'vi'))
}
