import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import type { SlideContent } from '../../contract/contents.ts'
import { frameTags } from '../../contract/frame-tags.ts'
import { frameLayout } from '../../contract/images.ts'
import type { FrameLayout } from '../../pixels/index.ts'
import type { DicomTags } from '../dicom-tags.ts'
import type { FrameFiles } from '../frame-files.ts'
import type { PixelPool } from '../pixel-pool.ts'
import { slidesOf } from './marked-slides.ts'

/** What reads frames for marks and key images: where they lie, and the threads that open them. */
export type MarkDesk = { files: FrameFiles; pool: PixelPool }

/** A frame of a study on which something may be marked. */
export type MarkedFrame = {
  studyId: string
  instanceId: string
  seriesId: string
  sopUid: string
  frame: number
  layout: FrameLayout
  tags: DicomTags
  place: number[]
  /** Of a slide: its finest level, on whose pixels the marks lie; null for a frame. */
  slide: SlideContent | null
}

type Wanted = { instanceId: string; frame: number }

/** One name for a frame of an object. */
export const frameKey = ({ instanceId, frame }: Wanted): string => `${instanceId}/${frame}`

/** The frames of a study that are asked for, by their key; 404 for what is none of it or holds no picture. */
export async function framesOfStudy(
  tx: Tx,
  studyId: string,
  wanted: readonly Wanted[],
): Promise<Map<string, MarkedFrame>> {
  const ids = [...new Set(wanted.map((each) => each.instanceId))]
  const rows = await tx
    .selectFrom('imaging.instance')
    .select(['id', 'series_id', 'sop_uid', 'layout', 'tags', 'frames', 'content'])
    .where('study_id', '=', studyId)
    .where('id', 'in', ids)
    .where((or) => or.or([or('layout', 'is not', null), or('content', 'is not', null)]))
    .execute()
  const slides = await slidesOf(tx, rows)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return new Map(
    wanted.map((each) => {
      const row = byId.get(each.instanceId)
      const slide = slides.get(each.instanceId)
      if (slide && each.frame === 1) return [frameKey(each), slide]
      // written by keep-instance.ts as this
      const place = (row?.frames as unknown as number[][] | undefined)?.[each.frame - 1]
      if (!row?.series_id || !row.layout || !place) throw notFound()
      const found: MarkedFrame = {
        ...{
          studyId,
          instanceId: row.id,
          seriesId: row.series_id,
          sopUid: row.sop_uid,
          frame: each.frame,
          place,
          slide: null,
        },
        layout: frameLayout.parse(row.layout),
        // enhanced objects say of each frame what others say of themselves; the same elements with the same representations
        tags: frameTags(row.tags as DicomTags, each.frame) as DicomTags,
      }
      return [frameKey(each), found]
    }),
  )
}

/** The bytes of a frame as screens get them; null when they are gone. */
export async function bytesOfFrame(files: FrameFiles, frame: MarkedFrame): Promise<Buffer | null> {
  return await files.readFrame(frame, frame.place)
}
