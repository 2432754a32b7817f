import type pg from 'pg'
import { shippedPathways } from '#capabilities/pathways/server/index.ts'
import { holidays } from './holidays.ts'
import { formerProvinces, provinces, specialties } from './provinces.ts'

/** Writes what every installation has: provinces by date, specialties, the shipped versions of pathways. Repeatable. */
export async function writeReference(client: pg.Client): Promise<void> {
  for (const each of provinces) {
    await client.query(
      `insert into network.province (code, valid_from, valid_to, name, kind, formed_from, tile_row, tile_column)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
      [each.code, each.from, each.to, each.name, each.kind, each.formedFrom, each.tile[0], each.tile[1]],
    )
  }
  for (const [code, name] of formerProvinces) {
    await client.query(
      `insert into network.province (code, valid_from, valid_to, name, kind)
       values ($1, '2008-08-01', '2025-07-01', $2, $3) on conflict do nothing`,
      [code, name, ['01', '31', '48', '79', '92', '46'].includes(code) ? 'thanh-pho' : 'tinh'],
    )
  }
  for (const [code, vi, en] of specialties) {
    await client.query('insert into network.specialty values ($1, $2, $3) on conflict do nothing', [code, vi, en])
  }
  for (const [date, vi, en] of holidays) {
    await client.query('insert into identity.holiday values ($1, $2, $3, $4) on conflict do nothing', [
      ...[date, vi, en, 'Bộ luật Lao động 45/2019 Điều 112'],
    ])
  }
  for (const document of shippedPathways) {
    await client.query(
      'insert into pathways.pathway (code, version, document, created_at) values ($1, $2, $3, now()) on conflict do nothing',
      [document.code, document.version, JSON.stringify(document)],
    )
  }
}
