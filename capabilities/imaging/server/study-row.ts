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

/** The hospital's own series with most images of each study that has pictures of it; what others added is never first. */
export async function keysOf(tx: Tx, studyIds: readonly string[]): Promise<Map<string, NonNullable<Study['key']>>> {
  if (studyIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('imaging.series')
    .distinctOn('study_id')
    .select(['study_id', 'id', 'preview_frames'])
    .where('study_id', 'in', studyIds)
    .where('preview_frames', '>', 0)
    .where('share_id', 'is', null)
    .orderBy('study_id')
    .orderBy('frames', 'desc')
    .orderBy('number')
    .execute()
  return new Map(rows.map((row) => [row.study_id, { seriesId: row.id as Id<'series'>, pictures: row.preview_frames }]))
}

/** A row of imaging.study. */
export type StudyRow = Awaited<ReturnType<typeof findStudy>>

/** A row as screens show it. */
export const studyOf = (row: StudyRow, key: Study['key'] = null): Study => ({
  key,
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
