import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../contract/roster.ts'
import { dutyHour, type RosterShift } from '../contract/roster.ts'
import { roleName } from '../contract.ts'
import { personBriefOf } from './person-row.ts'
import { heldNow } from './role-row.ts'

const weekMs = 7 * 24 * 60 * 60 * 1000

/** The duties of a week, for everybody who works at the facility. */
export async function getRoster(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.getRoster>,
): Promise<OutputOf<typeof contract.getRoster>> {
  if (!holds(actor, roleName.options, input.facilityId)) throw notFound()
  const from = new Date(`${input.from}T${dutyHour}:00+07:00`)
  const rows = await tx
    .selectFrom('identity.duty_shift as d')
    .innerJoin('identity.person as p', 'p.id', 'd.person_id')
    .select(['d.id', 'd.specialty', 'd.position', 'd.starts_at', 'd.ends_at'])
    .select(['p.id as person_id', 'p.full_name', 'p.title'])
    .where('d.facility_id', '=', input.facilityId)
    .where('d.starts_at', '<', new Date(from.getTime() + weekMs))
    .where('d.ends_at', '>', from)
    .orderBy('d.starts_at')
    .orderBy('d.position')
    .execute()
  const staffed = await heldNow(tx, actor.now)
    .select('specialty')
    .distinct()
    .where('facility_id', '=', input.facilityId)
    .where('specialty', 'is not', null)
    .execute()
  const specialties = new Set([...staffed, ...rows].flatMap((row) => row.specialty ?? []))
  return {
    specialties: [...specialties].sort(),
    shifts: rows.map((row) => ({
      id: row.id as Id<'duty-shift'>,
      specialty: row.specialty,
      // the table's CHECK allows exactly these positions
      position: row.position as RosterShift['position'],
      person: personBriefOf({ id: row.person_id, full_name: row.full_name, title: row.title }),
      startsAt: toInstant(row.starts_at),
      endsAt: toInstant(row.ends_at),
    })),
  }
}
