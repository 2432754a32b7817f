import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import { foldedWords } from '#platform/contract/fold.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type * as contract from '../contract.ts'
import { facilitiesOn, facilitySummaryOf } from './facility-row.ts'

/** Finds facilities by the folded words of any name they ever bore, or by code; central ones first. */
export async function searchFacilities(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.searchFacilities>,
): Promise<OutputOf<typeof contract.searchFacilities>> {
  let query = facilitiesOn(tx, actor.now)
  for (const word of foldedWords(input.text)) {
    query = query.where((on) =>
      on.or([
        on('f.code', 'ilike', `${word}%`),
        on.exists(
          on
            .selectFrom('network.facility_name as any_name')
            .select('any_name.facility_id')
            .whereRef('any_name.facility_id', '=', 'f.id')
            .where('any_name.name_folded', 'like', `%${word}%`),
        ),
      ]),
    )
  }
  if (input.provinceCode) query = query.where('n.province_code', '=', input.provinceCode)
  const rows = await query
    .orderBy((on) =>
      on
        .case()
        .when('l.legacy_tier', '=', 'trung-uong')
        .then(0)
        .when('l.legacy_tier', '=', 'tinh')
        .then(1)
        .else(2)
        .end(),
    )
    .orderBy('n.name')
    .limit(input.limit + 1)
    .execute()
  return { rows: rows.slice(0, input.limit).map(facilitySummaryOf), hasMore: rows.length > input.limit }
}
