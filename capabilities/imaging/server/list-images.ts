import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../contract/images.ts'
import type { DicomTags } from './dicom-tags.ts'
import { imageSeriesOf, type ListedObject } from './image-series.ts'
import { segmentationClass } from './results/result-classes.ts'
import { findStudy } from './study-row.ts'

/** What a study consists of: its series, and of each object what drawing it needs. */
export async function listImages(
  tx: Tx,
  _actor: Actor,
  { studyId }: ParsedOf<typeof contract.listImages>,
): Promise<OutputOf<typeof contract.listImages>> {
  const study = await findStudy(tx, { studyId })
  if (!study.patient_id) throw notFound()
  noteAccess(tx, { patientId: study.patient_id, purpose: 'images' })
  const series = await tx
    .selectFrom('imaging.series as series')
    .leftJoin('imaging.share as share', (on) =>
      on.onRef('share.id', '=', 'series.share_id').on('share.patient_id', '=', study.patient_id),
    )
    .selectAll('series')
    .select('share.made_for')
    .where('series.study_id', '=', studyId)
    .orderBy('series.number')
    .orderBy('series.series_uid')
    .execute()
  const instances = await tx
    .selectFrom('imaging.instance')
    .select(['id', 'series_id', 'sop_uid', 'sop_class', 'tags', 'layout', 'frames', 'content', 'problem'])
    .where('study_id', '=', studyId)
    .execute()
  const unreadable = instances.filter((row) => row.series_id === null).length
  return {
    unreadable,
    series: series.map((row) => {
      const own = instances.filter((each) => each.series_id === row.id)
      return imageSeriesOf(row, own.map(listedOf), addedBy(row))
    }),
  }
}

/** By whom a series was added from outside; without a name when that was in another record, null for the hospital's own. */
export const addedBy = (row: { share_id: string | null; made_for: string | null }): string | null =>
  row.share_id === null ? null : (row.made_for ?? '')

type InstanceRow = {
  id: string
  sop_uid: string
  sop_class: string
  tags: unknown
  layout: unknown
  frames: unknown
  content: unknown
  problem: string | null
}

const listedOf = (row: InstanceRow): ListedObject => ({
  ...{ id: row.id, sopUid: row.sop_uid, problem: row.problem },
  // written by keep-instance.ts as these
  tags: row.tags as DicomTags,
  layout: row.layout as ListedObject['layout'],
  // regions that somebody found are no pictures, also where frames of them were made before that was so
  places: row.sop_class === segmentationClass ? [] : (row.frames as number[][]),
  content: row.content as ListedObject['content'],
})
