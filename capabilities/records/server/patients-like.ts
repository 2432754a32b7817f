import { sql } from 'kysely'
import type { Tx } from '#platform/server/db.ts'
import type { PatientBrief } from '../contract.ts'
import { patientBriefOf, visiblePatients } from './patient-row.ts'

const most = 60

/**
 * Patients whom a facility treats and whose name has one of the folded words, those with the most of them and of that
 * year of birth first, at most sixty: where to look for the one meant, not who it is.
 */
export async function patientsLike(
  tx: Tx,
  facilityId: string,
  sent: { words: readonly string[]; birthYear: number | null },
): Promise<PatientBrief[]> {
  const words = [...new Set(sent.words)].filter((word) => word.length > 1).slice(0, 8)
  if (words.length === 0) return []
  const has = (word: string) => sql<boolean>`(' ' || p.name_folded || ' ') like ${`% ${word} %`}`
  const hits = sql.join(
    words.map((word) => sql`(${has(word)})::int`),
    sql` + `,
  )
  const rows = await visiblePatients(tx)
    .innerJoin('records.care_link as c', 'c.patient_id', 'p.id')
    .where('c.facility_id', '=', facilityId)
    .where('p.is_unknown', '=', false)
    .where((on) => on.or(words.map(has)))
    .orderBy(sql`${hits}`, 'desc')
    .orderBy(sql`(p.birth_year is not distinct from ${sent.birthYear})`, 'desc')
    .orderBy('p.created_at', 'desc')
    .limit(most)
    .execute()
  return rows.map(patientBriefOf)
}
