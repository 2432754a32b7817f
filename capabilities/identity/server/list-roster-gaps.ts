import { dateOf, specialtiesReliedOn } from '#capabilities/network/server/index.ts'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { type listRosterGaps as contract, gapDays } from '../contract/roster-life.ts'
import { findGaps } from './find-gaps.ts'
import { requireColleague } from './is-member.ts'

const dayMs = 24 * 60 * 60 * 1000

/** The gaps of the next two weeks, and the holidays in them, for everybody who works at the facility. */
export async function listRosterGaps(
  tx: Tx,
  actor: Actor,
  input: { facilityId: string },
): Promise<OutputOf<typeof contract>> {
  requireColleague(actor, input.facilityId)
  const to = new Date(actor.now.getTime() + gapDays * dayMs)
  const specialties = await specialtiesReliedOn(tx, input.facilityId, actor.now)
  const shifts = await tx
    .selectFrom('identity.duty_shift')
    .select(['specialty', 'person_id', 'starts_at', 'ends_at'])
    .where('facility_id', '=', input.facilityId)
    .where('position', '=', 'first')
    .where('ends_at', '>', actor.now)
    .where('starts_at', '<', to)
    .execute()
  const absences = await tx
    .selectFrom('identity.absence')
    .select(['person_id', 'starts_at', 'ends_at'])
    .where('facility_id', '=', input.facilityId)
    .where('withdrawn_at', 'is', null)
    .where('ends_at', '>', actor.now)
    .execute()
  const holidays = await tx
    .selectFrom('identity.holiday')
    .select(['date', 'name_vi', 'name_en'])
    .where('date', '>=', dateOf(actor.now))
    .where('date', '<=', dateOf(to))
    .orderBy('date')
    .execute()
  return {
    gaps: findGaps({ from: actor.now, to }, specialties, {
      shifts: shifts.map((row) => ({
        specialty: row.specialty ?? '',
        personId: row.person_id,
        startsAt: row.starts_at,
        endsAt: row.ends_at,
      })),
      absences: absences.map((row) => ({ personId: row.person_id, startsAt: row.starts_at, endsAt: row.ends_at })),
    }),
    holidays: holidays.map((row) => ({ date: row.date, nameVi: row.name_vi, nameEn: row.name_en })),
  }
}
