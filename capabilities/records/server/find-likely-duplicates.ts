import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { fold, foldedWords } from '#platform/contract/fold.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type * as contract from '../contract.ts'
import type { PatientBrief } from '../contract.ts'
import { patientBriefOf, visiblePatients } from './patient-row.ts'

/**
 * Patients whom the caller may see and who may be the one typed: the same identifier, or the same words of the name
 * with the same year of birth and sex. A suggestion, never a merge.
 */
export async function findLikelyDuplicates(
  tx: Tx,
  _actor: Actor,
  input: ParsedOf<typeof contract.findLikelyDuplicates>,
): Promise<PatientBrief[]> {
  const values = input.identifiers.map((each) => each.value)
  const year = input.birthDate ? Number(input.birthDate.slice(0, 4)) : input.birthYear
  const words = foldedWords(input.fullName)
  const rows = await visiblePatients(tx)
    .where('p.is_unknown', '=', false)
    .where((on) =>
      on.or([
        ...(values.length > 0
          ? [
              on.exists(
                on
                  .selectFrom('records.patient_identifier as d')
                  .select('d.id')
                  .whereRef('d.patient_id', '=', 'p.id')
                  .where('d.status', '=', 'active')
                  .where('d.value', 'in', values),
              ),
            ]
          : []),
        on.and([
          ...words.map((word) => on('p.name_folded', 'like', `%${word}%`)),
          on(on.fn('length', ['p.name_folded']), '=', fold(input.fullName).length),
          on('p.birth_year', 'is not distinct from', year),
          on('p.sex', '=', input.sex),
        ]),
      ]),
    )
    .limit(5)
    .execute()
  return rows.map(patientBriefOf)
}
