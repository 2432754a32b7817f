import { type DicomJson, numberIn, tags } from '../contract/dicom-json.ts'
import { frameTags } from '../contract/frame-tags.ts'
import type { ImageSeries } from '../contract/images.ts'
import type { FrameSource } from './frame-queue.ts'
import { inSliceOrder } from './slice-order.ts'
import type { Window } from './viewer-state.ts'

/** One image of a stack: a slice, or a frame of a multi-frame object. */
export type Slice = {
  /** Names the image: the object's UID and the frame are in it. */
  readonly imageId: string
  readonly instanceUid: string
  readonly frame: number
  readonly metadata: DicomJson
  /** Where its bytes are, and how they lie. */
  readonly source: FrameSource
}

/** A series that can be shown. */
export type Series = {
  readonly id: ImageSeries['id']
  readonly uid: string
  readonly number: number | null
  readonly description: string
  readonly modality: string
  /** Who added it from outside the network; null for the hospital's own. */
  readonly addedBy: string | null
  readonly images: number
  /** The version of its pictures; 0 while there are none. */
  readonly pictures: number
  readonly instances: ImageSeries['instances']
  readonly tags: DicomJson
}

const isContent = ({ content }: ImageSeries['instances'][number]): boolean => content !== null

/**
 * The series of a study that hold pictures, or what is seen instead of them: the one with most images first, what others added
 * after the hospital's own.
 */
export function seriesOf(list: readonly ImageSeries[]): Series[] {
  return list
    .map((series) => ({
      ...{ id: series.id, uid: series.seriesUid, number: series.number, modality: series.modality },
      ...{
        addedBy: series.addedBy,
        description: series.description,
        pictures: series.pictures,
        instances: series.instances,
        tags: series.tags,
      },
      images: series.instances.reduce((sum, each) => sum + each.frames.length, 0),
    }))
    .map((series) => (series.images > 0 ? series : { ...series, images: series.instances.filter(isContent).length }))
    .filter((series) => series.images > 0)
    .sort(
      (a, b) =>
        Number(a.addedBy !== null) - Number(b.addedBy !== null) ||
        b.images - a.images ||
        (a.number ?? 0) - (b.number ?? 0),
    )
}

/** The slices of a series in their order, each frame of a multi-frame object by itself, fetched below an address. */
export function slicesOf(studyId: string, series: Series, root = `/api/studies/${studyId}`): Slice[] {
  const images = series.instances.flatMap(({ id, sopUid, tags: own, layout, frames }) => {
    const metadata: DicomJson = { ...series.tags, ...own }
    return layout
      ? frames.map((ends, index) => {
          const frame = index + 1
          return frameOf({ studyId, root, id, sopUid, frame, ends, layout, metadata: frameTags(metadata, frame) })
        })
      : []
  })
  const byMetadata = new Map(images.map((slice) => [slice.metadata, slice]))
  return inSliceOrder(images.map((slice) => slice.metadata)).flatMap((metadata) => byMetadata.get(metadata) ?? [])
}

type Frame = Pick<ImageSeries['instances'][number], 'id' | 'sopUid'> & {
  studyId: string
  root: string
  frame: number
  ends: readonly number[]
  layout: NonNullable<ImageSeries['instances'][number]['layout']>
  metadata: DicomJson
}

function frameOf({ studyId, root, id, sopUid, frame, ends, layout, metadata }: Frame): Slice {
  const isGrey = layout.components === 1
  const slope = isGrey ? (numberIn(metadata, tags.slope) ?? 1) : 1
  const intercept = isGrey ? (numberIn(metadata, tags.intercept) ?? 0) : 0
  return {
    imageId: `frames:${studyId}/instances/${sopUid}/frames/${frame}`,
    ...{ instanceUid: sopUid, frame },
    // a frame of its own, so that two frames of one object are never one
    metadata: { ...metadata },
    source: { url: `${root}/frames/${id}/${frame}`, shape: { ...layout, slope, intercept }, ends },
  }
}

/** The window that the file asks for; null when it names none. */
export function fileWindow(image: DicomJson): Window | null {
  const center = numberIn(image, tags.windowCenter)
  const width = numberIn(image, tags.windowWidth)
  return center !== null && width !== null && width >= 1 ? { center, width } : null
}
