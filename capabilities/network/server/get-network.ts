import { sql } from 'kysely'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type * as contract from '../contract.ts'
import { dateOf } from './facility-row.ts'

type Network = OutputOf<typeof contract.getNetwork>
type Tile = {
  code: string
  name: string
  row: number
  column: number
  formed_from: string[]
  facilities: number
  supported: number
}

/** The provinces of today as tiles, with how many facilities each has and how many of them somebody supports. */
export async function getNetwork(tx: Tx, actor: Actor): Promise<Network> {
  const today = dateOf(actor.now)
  const tiles = await sql<Tile>`
    select p.code, p.name, p.tile_row as row, p.tile_column as column, p.formed_from,
      count(distinct n.facility_id)::int as facilities, count(distinct s.to_facility_id)::int as supported
    from network.province p
      left join network.facility_name n on n.province_code = p.code and n.valid_from <= ${today}
        and (n.valid_to is null or n.valid_to > ${today})
      left join network.support_link s on s.to_facility_id = n.facility_id and s.valid_from <= ${today}
        and (s.valid_to is null or s.valid_to > ${today})
    where p.valid_from <= ${today} and (p.valid_to is null or p.valid_to > ${today}) and p.tile_row is not null
    group by p.code, p.name, p.tile_row, p.tile_column, p.formed_from order by p.code`.execute(tx)
  const specialties = await tx.selectFrom('network.specialty').selectAll().orderBy('name_vi').execute()
  const counts = await sql<{ facilities: number; central: number }>`
    select count(*)::int as facilities, count(*) filter (where legacy_tier = 'trung-uong')::int as central
    from network.facility_level where valid_from <= ${today} and (valid_to is null or valid_to > ${today})`.execute(tx)
  return {
    provinces: tiles.rows.map((tile) => ({
      code: tile.code,
      name: tile.name,
      tileRow: tile.row,
      tileColumn: tile.column,
      formedFrom: tile.formed_from,
      facilities: tile.facilities,
      supported: tile.supported,
    })),
    specialties: specialties.map((each) => ({ code: each.code, nameVi: each.name_vi, nameEn: each.name_en })),
    facilities: counts.rows[0]?.facilities ?? 0,
    central: counts.rows[0]?.central ?? 0,
  }
}
