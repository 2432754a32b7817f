import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../contract/images.ts'
import type { ImageSeries } from '../contract/images.ts'
import type { DicomTags } from './dicom-tags.ts'
import { segmentationClass } from './results/result-classes.ts'
import { shownTags } from './shown-tags.ts'
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
      const { shared, rest } = factored(own.map((each) => shownTags(each.tags as DicomTags)))
      return {
        id: row.id as Id<'series'>,
        seriesUid: row.series_uid,
        ...{ number: row.number, modality: row.modality, description: row.description, pictures: row.preview_frames },
        ...{ addedBy: addedBy(row), tags: shared },
        instances: own.map((each, index) => ({
          id: each.id as Id<'instance'>,
          sopUid: each.sop_uid,
          tags: rest[index] ?? {},
          // written by keep-instance.ts as these
          layout: each.layout as ImageSeries['instances'][number]['layout'],
          // regions that somebody found are no pictures, also where frames of them were made before that was so
          frames:
            each.sop_class === segmentationClass
              ? []
              : (each.frames as unknown as number[][]).map(([, ...ends]) => ends),
          content: each.content as ImageSeries['instances'][number]['content'],
          problem: each.problem,
        })),
      }
    }),
  }
}

/** By whom a series was added from outside; without a name when that was in another record, null for the hospital's own. */
export const addedBy = (row: { share_id: string | null; made_for: string | null }): string | null =>
  row.share_id === null ? null : (row.made_for ?? '')

/** What all of them say, once, and what each says otherwise. */
export function factored(all: readonly DicomTags[]): { shared: DicomTags; rest: DicomTags[] } {
  const [first, ...others] = all
  if (!first) return { shared: {}, rest: [] }
  const texts = new Map(Object.entries(first).map(([tag, element]) => [tag, JSON.stringify(element)]))
  for (const other of others) {
    for (const [tag, text] of texts) if (JSON.stringify(other[tag]) !== text) texts.delete(tag)
  }
  const shared = Object.fromEntries(Object.entries(first).filter(([tag]) => texts.has(tag)))
  const rest = all.map((each) => Object.fromEntries(Object.entries(each).filter(([tag]) => !texts.has(tag))))
  return { shared, rest }
}
