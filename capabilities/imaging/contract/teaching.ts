import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { event } from '#platform/contract/event.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'
import { done } from '#platform/contract/page.ts'

/** Who may make copies for teaching, and who may see one that was reviewed. */
export const teachingPermissions = {
  'teaching.make': ['doctor'],
  'teaching.read': ['doctor', 'nurse', 'technician', 'coordinator'],
} as const

/** A part of an image, in pixels from its upper left corner. */
export const box = z.object({
  x: z.number().int().min(0).max(65_535),
  y: z.number().int().min(0).max(65_535),
  width: z.number().int().min(1).max(65_535),
  height: z.number().int().min(1).max(65_535),
})

/** A part of an image. */
export type Box = z.output<typeof box>

const state = z.enum(['preparing', 'held', 'finishing', 'usable', 'failed', 'discarded'])

/** Why a person must look at an image before the copy may be used. */
const heldReason = z.enum([
  ...(['ultrasound', 'capture', 'slide', 'photograph', 'plain', 'face', 'said-burned-in', 'text-found'] as const),
])

const removal = z.object({
  kept: z.number().int(),
  /** The tags that were removed, each once; never a value. */
  removed: z.array(z.string()),
  private: z.number().int(),
  uids: z.number().int(),
  dates: z.number().int(),
})

const teachingImage = z.object({
  id: id<'teaching-image'>(),
  position: z.number().int(),
  series: z.number().int(),
  modality: z.string(),
  columns: z.number().int(),
  rows: z.number().int(),
  frames: z.number().int(),
  held: z.array(heldReason),
  /** Where text may stand, as it was found. */
  found: z.array(box),
  /** What is blacked out, as a person confirmed; null while nobody looked. */
  confirmed: z.array(box).nullable(),
  isLeftOut: z.boolean(),
})

/** One image of a copy. */
export type TeachingImage = z.output<typeof teachingImage>

const teachingBrief = z.object({
  id: id<'teaching-copy'>(),
  caseCode: z.string(),
  state,
  purpose: z.string(),
  madeBy: personBrief.nullable(),
  madeAt: instant,
  reviewedBy: personBrief.nullable(),
  reviewedAt: instant.nullable(),
  images: z.number().int(),
  /** How many images a person must still look at. */
  toReview: z.number().int(),
})

/** A copy as lists show it. */
export type TeachingBrief = z.output<typeof teachingBrief>

const teachingCopy = teachingBrief.extend({
  list: z.array(teachingImage),
  /** How many objects were left out since they have no pixels that can be read. */
  unreadable: z.number().int(),
  removal,
})

/** A copy with its images and the report of what was removed. */
export type TeachingCopy = z.output<typeof teachingCopy>

/** Something of a copy changed: it was prepared, looked at, finished. */
export const teachingCopyChanged = event({
  type: 'teaching-copy-changed',
  payload: z.object({ copyId: z.guid(), personId: z.guid() }),
  topics: ({ personId }) => [`person/${personId}`],
})

const copy = z.object({ copyId: id<'teaching-copy'>() })
const image = copy.extend({ imageId: id<'teaching-image'>() })

/** Asks for a copy of chosen series of a study, without who it is of; for doctors of the hospital that treats the patient. */
export const makeTeachingCopy = endpoint({
  name: 'make-teaching-copy',
  method: 'POST',
  path: '/api/studies/{studyId}/teaching-copies',
  may: 'teaching.make',
  input: z.object({
    studyId: id<'study'>(),
    facilityId: id<'facility'>(),
    series: z.array(id<'series'>()).min(1).max(50),
    purpose: z.string().trim().min(5).max(300),
  }),
  output: copy,
  problems: ['not-your-facility', 'too-many-images'],
})

/** My copies, and those of my hospitals that were reviewed; of one patient only for who may see the patient. */
export const listTeachingCopies = endpoint({
  name: 'list-teaching-copies',
  method: 'GET',
  path: '/api/teaching-copies',
  may: 'teaching.read',
  input: z.object({ patientId: id<'patient'>().optional() }),
  output: z.array(teachingBrief),
})

/** A copy: mine, or one that was reviewed at a hospital of mine. */
export const getTeachingCopy = endpoint({
  name: 'get-teaching-copy',
  method: 'GET',
  path: '/api/teaching-copies/{copyId}',
  may: 'teaching.read',
  touchesPatient: false,
  input: copy,
  output: teachingCopy,
})

/** One frame of an image of a copy as a picture, as far as it is blacked out; before that it may still show who it is of. */
export const getTeachingPicture = endpoint({
  name: 'get-teaching-picture',
  method: 'GET',
  path: '/api/teaching-copies/{copyId}/images/{imageId}/picture',
  may: 'teaching.read',
  input: image.extend({ frame: z.coerce.number().int().min(1).default(1) }),
  output: z.unknown(),
})

/** The DICOM file of an image of a copy that was reviewed. */
export const getTeachingFile = endpoint({
  name: 'get-teaching-file',
  method: 'GET',
  path: '/api/teaching-copies/{copyId}/images/{imageId}/file',
  may: 'teaching.read',
  touchesPatient: false,
  input: image,
  output: z.unknown(),
})

/** A person has looked at an image: these boxes are to be blacked out, or the image is left out. */
export const reviewTeachingImage = endpoint({
  name: 'review-teaching-image',
  method: 'POST',
  path: '/api/teaching-copies/{copyId}/images/{imageId}/review',
  may: 'teaching.make',
  touchesPatient: false,
  input: image.extend({
    boxes: z.array(box).max(200),
    isLeftOut: z.boolean().default(false),
    /** The same boxes for every image of its series that nobody looked at yet. */
    isForSeries: z.boolean().default(false),
  }),
  output: done,
  problems: ['copy-not-held'],
})

/** Everything was looked at: the boxes are blacked out, and the copy may be used. */
export const finishTeachingCopy = endpoint({
  name: 'finish-teaching-copy',
  method: 'POST',
  path: '/api/teaching-copies/{copyId}/finish',
  may: 'teaching.make',
  touchesPatient: false,
  input: copy,
  output: done,
  problems: ['copy-not-held', 'images-not-reviewed', 'nothing-to-keep'],
})

/** Throws a copy away, whatever state it is in; its files go. */
export const discardTeachingCopy = endpoint({
  name: 'discard-teaching-copy',
  method: 'POST',
  path: '/api/teaching-copies/{copyId}/discard',
  may: 'teaching.make',
  touchesPatient: false,
  input: copy,
  output: done,
})
