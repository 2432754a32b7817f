import type { Id } from '#platform/contract/id.ts'
import { toInstant, toInstantOrNull } from '#platform/contract/instant.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import type { Study } from '../contract.ts'

/** The row of a study that the actor may see, by its UID; 404 otherwise. Unmatched ones open for nobody. */
export async function findStudy(tx: Tx, by: { studyUid: string } | { studyId: string }) {
  const row = await tx
    .selectFrom('imaging.study')
    .selectAll()
    .$if('studyUid' in by, (query) => query.where('study_uid', '=', 'studyUid' in by ? by.studyUid : ''))
    .$if('studyId' in by, (query) => query.where('id', '=', 'studyId' in by ? by.studyId : ''))
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

/** A row of imaging.study. */
export type StudyRow = Awaited<ReturnType<typeof findStudy>>

/** A row as screens show it. */
export const studyOf = (row: StudyRow): Study => ({
  id: row.id as Id<'study'>,
  studyUid: row.study_uid,
  patientId: row.patient_id as Id<'patient'> | null,
  facilityId: row.facility_id as Id<'facility'> | null,
  modality: row.modality,
  description: row.description,
  startedAt: toInstantOrNull(row.started_at),
  firstArrivedAt: toInstant(row.first_arrived_at),
  seriesCount: row.series_count,
  instanceCount: row.instance_count,
  isComplete: row.is_complete,
  // the table's CHECK allows exactly these sources
  source: row.source as Study['source'],
})
