import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import { foldedWords } from '#platform/contract/fold.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type * as contract from '../contract.ts'
import { patientBriefOf, visiblePatients } from './patient-row.ts'

/** Patients whom the caller may see, by words of the name in any order or by the end of an identifier. */
export async function searchPatients(
  tx: Tx,
  _actor: Actor,
  input: ParsedOf<typeof contract.searchPatients>,
): Promise<OutputOf<typeof contract.searchPatients>> {
  let query = visiblePatients(tx)
  for (const word of foldedWords(input.text)) {
    query = query.where((on) =>
      on.or([
        on('p.name_folded', 'like', `%${word}%`),
        on.exists(
          on
            .selectFrom('records.patient_identifier as s')
            .select('s.id')
            .whereRef('s.patient_id', '=', 'p.id')
            .where('s.status', '=', 'active')
            .where((value) => value.or([value('s.value', 'ilike', `%${word}`), value('s.value', 'ilike', `${word}%`)])),
        ),
      ]),
    )
  }
  const rows = await query
    .orderBy('p.created_at', 'desc')
    .limit(input.limit + 1)
    .execute()
  return { rows: rows.slice(0, input.limit).map(patientBriefOf), hasMore: rows.length > input.limit }
}
