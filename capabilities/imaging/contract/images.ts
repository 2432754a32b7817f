import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { id } from '#platform/contract/id.ts'
import { objectContent } from './contents.ts'

/** Elements of DICOM JSON by their tag (PS3.18 annex F). */
const tags = z.record(z.string(), z.object({ vr: z.string(), Value: z.array(z.unknown()).optional() }))

const side = z.number().int().min(1).max(65_535)

/** How the samples of a frame lie: little endian, colours side by side. */
export const frameLayout = z.object({
  columns: side,
  rows: side,
  bitsAllocated: z.union([z.literal(8), z.literal(16)]),
  components: z.union([z.literal(1), z.literal(3)]),
  isSigned: z.boolean(),
})

/** How the samples of a frame lie. */
export type FrameLayout = z.output<typeof frameLayout>

/** One object of a series, and where each resolution of each of its frames ends, in bytes of the frame. */
const imageInstance = z.object({
  id: id<'instance'>(),
  sopUid: z.string(),
  /** What it says otherwise than the others of its series. */
  tags,
  /** How the samples of its frames lie; null for what has none. */
  layout: frameLayout.nullable(),
  frames: z.array(z.array(z.number().int())),
  /** What it holds instead of frames; null for the others. */
  content: objectContent.nullable(),
  /** Why it cannot be shown; null when it can, or holds no picture. */
  problem: z.string().nullable(),
})

/** A series with all that is needed to order and draw its frames. */
export const imageSeries = z.object({
  id: id<'series'>(),
  seriesUid: z.string(),
  number: z.number().int().nullable(),
  modality: z.string(),
  description: z.string(),
  /**
   * For whom the share was made by which it was added from outside the network, empty when it stood in another record
   * then; null for the hospital's own.
   */
  addedBy: z.string().nullable(),
  /** Grows when its pictures were made anew; 0 while there are none. */
  pictures: z.number().int(),
  /** What all its objects say. */
  tags,
  instances: z.array(imageInstance),
})

/** A series with all that is needed to order and draw its frames. */
export type ImageSeries = z.output<typeof imageSeries>

/** What a study consists of, for drawing it: no pixels. */
export const listImages = endpoint({
  name: 'list-images',
  method: 'GET',
  path: '/api/studies/{studyId}/images',
  may: 'study.read',
  input: z.object({ studyId: id<'study'>() }),
  output: z.object({ series: z.array(imageSeries), unreadable: z.number().int() }),
})

/** One frame as HTJ2K by resolution; a prefix of it (by Range) is a smaller picture. It never changes. */
export const getImageFrame = endpoint({
  name: 'get-image-frame',
  method: 'GET',
  path: '/api/studies/{studyId}/frames/{instanceId}/{frame}',
  may: 'study.read',
  // a stack of a thousand slices is asked for at once
  perMinute: 600_000,
  input: z.object({
    studyId: id<'study'>(),
    instanceId: id<'instance'>(),
    frame: z.coerce.number().int().min(1).max(100_000),
  }),
  output: z.unknown(),
  problems: ['range-not-satisfiable'],
})

/** A picture of a series, made small for finding one's way; not for a diagnosis. `v` is the version that never changes. */
export const getSeriesPicture = endpoint({
  name: 'get-series-picture',
  method: 'GET',
  path: '/api/studies/{studyId}/series/{seriesId}/pictures/{kind}',
  may: 'study.read',
  perMinute: 60_000,
  input: z.object({
    studyId: id<'study'>(),
    seriesId: id<'series'>(),
    kind: z.enum(['key', 'thumb', 'mosaic']),
    v: z.string().max(12).optional(),
  }),
  output: z.unknown(),
})
