import { sql } from 'kysely'
import type { Id } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/db.ts'
import type { PatientBrief } from '../contract.ts'

/** The patients that the actor may see, with the last four digits of their strongest identifier. */
export const visiblePatients = (tx: Tx) =>
  tx
    .selectFrom('records.patient as p')
    .select(['p.id', 'p.full_name', 'p.is_unknown', 'p.is_synthetic', 'p.birth_date', 'p.birth_year', 'p.sex'])
    .select((on) =>
      on
        .selectFrom('records.patient_identifier as i')
        .select(sql<string>`right(i.value, 4)`.as('digits'))
        .whereRef('i.patient_id', '=', 'p.id')
        .where('i.status', '=', 'active')
        .orderBy(sql`array_position(array['personal-id', 'bhyt', 'mrn', 'temporary'], i.system)`)
        .limit(1)
        .as('last_digits'),
    )

type Row = Awaited<ReturnType<ReturnType<typeof visiblePatients>['execute']>>[number]

/** One row of `visiblePatients` as screens show it. */
export const patientBriefOf = (row: Row): PatientBrief => ({
  id: row.id as Id<'patient'>,
  fullName: row.full_name,
  isUnknown: row.is_unknown,
  isSynthetic: row.is_synthetic,
  birthDate: row.birth_date,
  birthYear: row.birth_year,
  // the table's CHECK allows exactly these words
  sex: row.sex as PatientBrief['sex'],
  lastDigits: row.last_digits ?? '',
})

/** The patients with these ids that the actor may see, by id; the others are absent. */
export async function patientBriefs(tx: Tx, ids: readonly string[]): Promise<Map<string, PatientBrief>> {
  if (ids.length === 0) return new Map()
  const rows = await visiblePatients(tx)
    .where('p.id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, patientBriefOf(row)]))
}
