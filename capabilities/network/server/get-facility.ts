import type { Id } from '#platform/contract/id.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import type { Facility } from '../contract.ts'
import { facilitiesOn, facilityNames, facilitySummaryOf } from './facility-row.ts'

/** One facility with its dated names, levels, links and points, newest first. */
export async function getFacility(tx: Tx, actor: Actor, input: { facilityId: string }): Promise<Facility> {
  const row = await facilitiesOn(tx, actor.now).where('f.id', '=', input.facilityId).executeTakeFirst()
  if (!row) throw notFound()
  const names = await tx
    .selectFrom('network.facility_name')
    .selectAll()
    .where('facility_id', '=', row.id)
    .orderBy('valid_from', 'desc')
    .execute()
  const levels = await tx
    .selectFrom('network.facility_level')
    .selectAll()
    .where('facility_id', '=', row.id)
    .orderBy('valid_from', 'desc')
    .execute()
  const points = await tx
    .selectFrom('network.point')
    .select(['id', 'name', 'kind'])
    .where('facility_id', '=', row.id)
    .orderBy('name')
    .execute()
  return {
    ...facilitySummaryOf(row),
    names: names.map((each) => ({ name: each.name, validFrom: each.valid_from, validTo: each.valid_to })),
    levels: levels.map((each) => ({
      // the table's CHECKs allow exactly these words
      careLevel: each.care_level as Facility['careLevel'],
      legacyTier: each.legacy_tier as Facility['legacyTier'],
      authority: each.authority,
      validFrom: each.valid_from,
      validTo: each.valid_to,
    })),
    points: points.map((each) => ({ id: each.id as Id<'point'>, name: each.name, kind: each.kind })),
    links: await linksOf(tx, row.id, actor.now),
  }
}

async function linksOf(tx: Tx, facilityId: string, now: Date): Promise<Facility['links']> {
  const rows = await tx
    .selectFrom('network.support_link')
    .selectAll()
    .where((on) => on.or([on('from_facility_id', '=', facilityId), on('to_facility_id', '=', facilityId)]))
    .orderBy('valid_from', 'desc')
    .orderBy('priority')
    .limit(300)
    .execute()
  const other = (row: (typeof rows)[number]) =>
    row.from_facility_id === facilityId ? row.to_facility_id : row.from_facility_id
  const names = await facilityNames(tx, rows.map(other), now)
  return rows.map((row) => ({
    id: row.id as Id<'support-link'>,
    other: { id: other(row) as Id<'facility'>, name: names.get(other(row))?.name ?? '' },
    direction: row.from_facility_id === facilityId ? 'supports' : 'is-supported-by',
    // the table's CHECK allows exactly these programmes
    programme: row.programme as Facility['links'][number]['programme'],
    specialty: row.specialty,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }))
}
