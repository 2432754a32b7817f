import { sql } from 'kysely'
import type { Tx } from '#platform/server/db.ts'
import { Problem } from '#platform/server/problem.ts'
import { objectContent, type SlideContent } from '../../contract/contents.ts'
import { kindsOnSlides, type SavedMark } from '../../contract/marks.ts'
import type { FrameLayout } from '../../pixels/index.ts'
import type { DicomTags } from '../dicom-tags.ts'
import type { MarkedFrame } from './marked-frames.ts'

type Row = { id: string; series_id: string | null; sop_uid: string; tags: unknown; content: unknown }

/** A level of a slide's pyramid that an object holds; null for anything else, and for a picture that may show the label. */
export function levelIn(content: unknown): SlideContent | null {
  const found = objectContent.safeParse(content).data
  return found?.kind === 'tiles' && found.role === 'volume' && !found.showsLabel ? found : null
}

/** What of a slide stands for the layout of a frame: its size, in three colors. */
export const slideLayout = ({ columns, rows }: SlideContent): FrameLayout => ({
  ...{ columns, rows, components: 3, bitsAllocated: 8, isSigned: false },
})

/** What a slide says of itself, with the scale where the file knows it for both directions. */
export function slideTags(tags: unknown, { spacing }: SlideContent): DicomTags {
  // written by keep-instance.ts as this
  const { '00280030': _, ...others } = tags as DicomTags
  return spacing === null ? others : { ...others, '00280030': { vr: 'DS', Value: [spacing, spacing] } }
}

/**
 * The slides among objects of one study, by the object: only the finest level of each is marked, so that all points of a
 * slide count in the same pixels.
 */
export async function slidesOf(tx: Tx, rows: readonly Row[]): Promise<Map<string, MarkedFrame>> {
  const slides = new Map<string, MarkedFrame>()
  for (const row of rows) {
    const slide = levelIn(row.content)
    if (!slide || !row.series_id) continue
    const finest = await tx
      .selectFrom('imaging.instance')
      .select(['study_id', sql<number>`max((content->>'columns')::int)`.as('columns')])
      .where('series_id', '=', row.series_id)
      .where(sql<string>`content->>'role'`, '=', 'volume')
      .where(sql<string>`content->>'showsLabel'`, '=', 'false')
      .groupBy('study_id')
      .executeTakeFirst()
    if (!finest || finest.columns !== slide.columns) continue
    slides.set(row.id, {
      ...{ studyId: finest.study_id, instanceId: row.id, seriesId: row.series_id, sopUid: row.sop_uid, frame: 1 },
      ...{ place: [], slide, layout: slideLayout(slide), tags: slideTags(row.tags, slide) },
    })
  }
  return slides
}

/** Refuses on a slide what is of other images, and a length where the file knows no scale: it would be believed. */
export function refuseOnSlide(kind: SavedMark['kind'], { slide }: MarkedFrame): void {
  if (!slide) return
  if (!kindsOnSlides.some((each) => each === kind)) throw new Problem(422, 'not-on-slides')
  if (kind === 'length' && slide.spacing === null) throw new Problem(422, 'slide-without-scale')
}
