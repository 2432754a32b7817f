import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { event } from '#platform/contract/event.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'
import { done } from '#platform/contract/page.ts'
import { markLimits, savedMark } from './marks.ts'

/** How many may be kept at once for one subject of a patient, and how long a caption may be. */
export const keyImageLimits = { ofSubject: 24, captionLength: 200 } as const

/** For what a key image was kept: known to whoever opened the viewer, opaque here. */
const subject = z.object({ kind: z.enum(['consult']), id: z.guid() })

/** For what a key image was kept. */
export type KeyImageSubject = z.output<typeof subject>

/** How an image was shown. */
export const keyView = z.object({
  /** Which slice of how many of its series, from 1. */
  slice: z.number().int().min(1).max(100_000),
  slices: z.number().int().min(1).max(100_000),
  /** Null for pictures in colour, which have none. */
  window: z.object({ center: z.number().min(-1e6).max(1e6), width: z.number().min(1).max(1e6) }).nullable(),
  zoom: z.number().min(0.1).max(100),
  focus: z.tuple([z.number().min(-1).max(2), z.number().min(-1).max(2)]),
  /** Of a slide: what was seen of it, in pixels of its finest level; window, zoom and focus then say nothing. */
  part: z
    .object({
      left: z.number().int().min(-1_000_000).max(1_000_000),
      top: z.number().int().min(-1_000_000).max(1_000_000),
      width: z.number().int().min(1).max(2_000_000),
      height: z.number().int().min(1).max(2_000_000),
    })
    .optional(),
})

/** How an image was shown. */
export type KeyView = z.output<typeof keyView>

export const keyImage = z.object({
  id: id<'key-image'>(),
  studyId: id<'study'>(),
  seriesUid: z.string(),
  seriesDescription: z.string(),
  modality: z.string(),
  instanceId: id<'instance'>(),
  sopUid: z.string(),
  frame: z.number().int(),
  view: keyView,
  /** The marks in the picture, in the order of their numbers there, as they were then. */
  marks: z.array(savedMark),
  caption: z.string(),
  sha256: z.string(),
  by: personBrief,
  facilityName: z.string(),
  at: instant,
})

/** A view that somebody kept. */
export type KeyImage = z.output<typeof keyImage>

/** A key image was kept, captioned or taken away. */
export const keyImagesChanged = event({
  type: 'key-images-changed',
  payload: z.object({ keyImageId: z.guid(), patientId: z.guid(), subjectKind: z.string(), subjectId: z.string() }),
  topics: ({ patientId, subjectKind, subjectId }) => [
    `patient/${patientId}`,
    ...(subjectKind ? [`${subjectKind}/${subjectId}`] : []),
  ],
})

/** Keeps the view as it is shown, with the saved marks of that image in it. */
export const keepKeyImage = endpoint({
  name: 'keep-key-image',
  method: 'POST',
  path: '/api/studies/{studyId}/key-images',
  may: 'study.mark',
  perMinute: 60,
  input: z.object({
    studyId: id<'study'>(),
    instanceId: id<'instance'>(),
    frame: z.number().int().min(1).max(100_000),
    view: keyView,
    subject: subject.nullable(),
  }),
  output: keyImage,
  problems: ['too-many-key-images', 'no-picture'],
})

/** The key images of a patient that stand, oldest first; with a subject, those that were kept for it. */
export const listKeyImages = endpoint({
  name: 'list-key-images',
  method: 'GET',
  path: '/api/patients/{patientId}/key-images',
  may: 'study.read',
  input: z.object({
    patientId: id<'patient'>(),
    subjectKind: subject.shape.kind.optional(),
    subjectId: subject.shape.id.optional(),
  }),
  output: z.array(keyImage),
})

/** The picture of a key image; it never changes. */
export const getKeyPicture = endpoint({
  name: 'get-key-picture',
  method: 'GET',
  path: '/api/key-images/{keyImageId}/picture',
  may: 'study.read',
  perMinute: 6_000,
  input: z.object({ keyImageId: id<'key-image'>() }),
  output: z.unknown(),
})

/** Writes what a key image shows, once; to say something else it is kept anew. */
export const captionKeyImage = endpoint({
  name: 'caption-key-image',
  method: 'POST',
  path: '/api/key-images/{keyImageId}/caption',
  may: 'study.mark',
  input: z.object({
    keyImageId: id<'key-image'>(),
    caption: z.string().trim().min(1).max(keyImageLimits.captionLength),
  }),
  output: done,
  problems: ['caption-written', 'mark-of-another'],
})

/** Takes a key image away with a reason; the row stays, and minutes that were signed keep their picture. */
export const removeKeyImage = endpoint({
  name: 'remove-key-image',
  method: 'POST',
  path: '/api/key-images/{keyImageId}/remove',
  may: 'study.mark',
  input: z.object({
    keyImageId: id<'key-image'>(),
    reason: z.string().trim().min(markLimits.reasonLength).max(500),
  }),
  output: done,
  problems: ['mark-of-another'],
})
