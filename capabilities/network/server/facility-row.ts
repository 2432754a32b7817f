import type { Id } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/db.ts'
import type { FacilitySummary } from '../contract.ts'

type Name = { name: string; shortName: string; dutyPhone: string | null }

/** The facilities with their name, level and province on a date; narrow it with `where`. */
export const facilitiesOn = (tx: Tx, on: Date) =>
  tx
    .selectFrom('network.facility as f')
    .innerJoin('network.facility_name as n', (join) =>
      join
        .onRef('n.facility_id', '=', 'f.id')
        .on('n.valid_from', '<=', dateOf(on))
        .on((at) => at.or([at('n.valid_to', 'is', null), at('n.valid_to', '>', dateOf(on))])),
    )
    .leftJoin('network.facility_level as l', (join) =>
      join
        .onRef('l.facility_id', '=', 'f.id')
        .on('l.valid_from', '<=', dateOf(on))
        .on((at) => at.or([at('l.valid_to', 'is', null), at('l.valid_to', '>', dateOf(on))])),
    )
    .leftJoin('network.province as p', (join) =>
      join
        .onRef('p.code', '=', 'n.province_code')
        .on('p.valid_from', '<=', dateOf(on))
        .on((at) => at.or([at('p.valid_to', 'is', null), at('p.valid_to', '>', dateOf(on))])),
    )
    .select([
      ...(['f.id', 'f.code', 'f.kind', 'f.duty_phone', 'f.is_synthetic', 'n.name', 'n.short_name'] as const),
      'n.province_code',
      'p.name as province_name',
      'l.care_level',
      'l.legacy_tier',
    ])

/** One row of `facilitiesOn` as lists show it. */
export const facilitySummaryOf = (
  row: Awaited<ReturnType<ReturnType<typeof facilitiesOn>['execute']>>[number],
): FacilitySummary => ({
  id: row.id as Id<'facility'>,
  code: row.code,
  // the tables' CHECKs allow exactly these words
  kind: row.kind as FacilitySummary['kind'],
  name: row.name,
  shortName: row.short_name,
  provinceCode: row.province_code,
  provinceName: row.province_name ?? '',
  careLevel: row.care_level as FacilitySummary['careLevel'],
  legacyTier: row.legacy_tier as FacilitySummary['legacyTier'],
  dutyPhone: row.duty_phone,
  isSynthetic: row.is_synthetic,
})

/** The names that facilities bear on a date, by id. */
export async function facilityNames(tx: Tx, ids: readonly string[], on: Date): Promise<Map<string, Name>> {
  if (ids.length === 0) return new Map()
  const rows = await facilitiesOn(tx, on)
    .where('f.id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, { name: row.name, shortName: row.short_name, dutyPhone: row.duty_phone }]))
}

const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' })

/** The calendar date in Vietnam at a moment; levels, names and links change at midnight there. */
export const dateOf = (moment: Date): string => calendar.format(moment)
