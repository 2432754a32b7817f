import { facilityNames } from '#capabilities/network/server/index.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Tx } from '#platform/server/db.ts'
import { type DutyShift, dutyPosition } from '../contract.ts'
import { personBriefOf } from './person-row.ts'
import { heldNow } from './role-row.ts'

/** A screen that has not said for so long that it can ring is closed, asleep or without a link. */
const ringSeenMs = 10 * 60 * 1000

type Where = { facilityId?: string; personId?: string; specialty?: string; now: Date }

const positions: readonly string[] = dutyPosition.options

/** A duty without the name of its facility. */
export type Duty = Omit<DutyShift, 'facilityName'>

/** Absences that run at a moment. */
const awayAt = (tx: Tx, now: Date) =>
  tx
    .selectFrom('identity.absence as away')
    .select('away.id')
    .where('away.withdrawn_at', 'is', null)
    .where('away.starts_at', '<=', now)
    .where('away.ends_at', '>', now)

/** The duties that run now at a facility or of a person, in the order in which they are rung. */
export async function rosterNow(tx: Tx, where: Where): Promise<Duty[]> {
  let query = tx
    .selectFrom('identity.duty_shift as d')
    .innerJoin('identity.person as p', 'p.id', 'd.person_id')
    .select((on) => [
      ...(['d.id', 'd.facility_id', 'd.specialty', 'd.position', 'd.starts_at', 'd.ends_at'] as const),
      'p.id as person_id',
      'p.full_name',
      'p.title',
      'p.phone',
      on
        .exists(
          on
            .selectFrom('identity.ring_device as r')
            .select('r.device_id')
            .whereRef('r.person_id', '=', 'p.id')
            .where('r.is_armed', '=', true)
            .where('r.at', '>', new Date(where.now.getTime() - ringSeenMs)),
        )
        .as('can_ring'),
    ])
    .where('d.starts_at', '<=', where.now)
    .where('d.ends_at', '>', where.now)
    .where('p.disabled_at', 'is', null)
    // whoever is nothing at the facility any more is not rung for it
    .where((on) =>
      on.exists(
        heldNow(tx, where.now)
          .select('id')
          .whereRef('person_id', '=', on.ref('d.person_id'))
          .whereRef('facility_id', '=', on.ref('d.facility_id')),
      ),
    )
  // nor is somebody who is away
  query = query.where((on) =>
    on.not(
      on.exists(
        awayAt(tx, where.now)
          .whereRef('away.person_id', '=', on.ref('d.person_id'))
          .whereRef('away.facility_id', '=', on.ref('d.facility_id')),
      ),
    ),
  )
  if (where.facilityId) query = query.where('d.facility_id', '=', where.facilityId)
  if (where.personId) query = query.where('d.person_id', '=', where.personId)
  const { specialty } = where
  if (specialty) query = query.where((on) => on.or([on('d.specialty', '=', specialty), on('d.specialty', 'is', null)]))
  const rows = await query.orderBy('d.starts_at').orderBy('p.id').execute()
  return rows
    .map((row) => ({
      id: row.id as Id<'duty-shift'>,
      facilityId: row.facility_id as Id<'facility'>,
      specialty: row.specialty,
      // the table's CHECK allows exactly these positions
      position: row.position as DutyShift['position'],
      person: personBriefOf({ id: row.person_id, full_name: row.full_name, title: row.title }),
      phone: row.phone,
      startsAt: toInstant(row.starts_at),
      endsAt: toInstant(row.ends_at),
      canRing: Boolean(row.can_ring),
    }))
    .sort((one, other) => positions.indexOf(one.position) - positions.indexOf(other.position))
}

/** The same, with the names of the facilities, for screens. */
export async function dutiesNow(tx: Tx, where: Where): Promise<DutyShift[]> {
  const duties = await rosterNow(tx, where)
  const names = await facilityNames(
    tx,
    duties.map((duty) => duty.facilityId),
    where.now,
  )
  return duties.map((duty) => ({ ...duty, facilityName: names.get(duty.facilityId)?.name ?? '' }))
}
