import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { event } from '#platform/contract/event.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'
import { done } from '#platform/contract/page.ts'

/** A DICOM UID: digits and dots, at most 64 characters. */
export const dicomUid = z
  .string()
  .regex(/^[0-9]+(\.[0-9]+)*$/)
  .max(64)

export const study = z.object({
  id: id<'study'>(),
  studyUid: z.string(),
  patientId: id<'patient'>().nullable(),
  /** The facility that sent it, when it is known; those who may match there may also take it out of a record. */
  facilityId: id<'facility'>().nullable(),
  modality: z.string(),
  description: z.string(),
  startedAt: instant.nullable(),
  firstArrivedAt: instant,
  seriesCount: z.number().int(),
  instanceCount: z.number().int(),
  /** False while images still arrive. */
  isComplete: z.boolean(),
  /** The series with most images and the version of its pictures, to be seen at once; null while there are none. */
  key: z.object({ seriesId: id<'series'>(), pictures: z.number().int() }).nullable(),
  source: z.enum(['c-store', 'upload', 'edge']),
})

/** A study that arrived. */
export type Study = z.output<typeof study>

/** A study whose patient nobody could tell from its identifiers, with what the sender wrote. */
export const waitingStudy = study.extend({
  sentPatientId: z.string(),
  sentPatientName: z.string(),
  sentBirthDate: z.string(),
  sentSex: z.string(),
  /** True when the letters sent fit no declared character set: what is shown is the best reading of them. */
  isTextDoubtful: z.boolean(),
})

/** A study whose patient nobody could tell. */
export type WaitingStudy = z.output<typeof waitingStudy>

/** Why the files of an upload could not be taken in. */
export const uploadProblem = z.enum(['archive-damaged', 'archive-too-large', 'no-images', 'imaging-is-off', 'internal'])

/** What has become of the files that somebody sent: received, taken in, or not and why. */
export const uploadOutcome = z.object({
  state: z.enum(['receiving', 'processing', 'done', 'failed']),
  images: z.number().int(),
  /** Files that are no DICOM images. */
  skipped: z.number().int(),
  /** Images that belong to a study of somebody else. */
  refused: z.number().int(),
  studies: z.array(z.object({ id: id<'study'>(), isWaiting: z.boolean() })),
  problem: uploadProblem.nullable(),
})

/** What has become of the files that somebody sent. */
export type UploadOutcome = z.output<typeof uploadOutcome>

/** The roles that hold each permission of this capability. */
export const imagingPermissions = {
  'study.read': ['doctor', 'nurse', 'technician', 'coordinator'],
  'study.match': ['doctor', 'nurse', 'technician'],
  'study.upload': ['doctor', 'nurse', 'technician'],
  'study.share': ['doctor'],
} as const

/** A study of a known patient arrived, or more of it. */
export const studyArrived = event({
  type: 'study-arrived',
  payload: z.object({
    studyId: z.guid(),
    patientId: z.guid(),
    modality: z.string(),
    startedAt: z.string().nullable(),
    arrivedAt: z.string(),
  }),
  topics: ({ patientId }) => [`patient/${patientId}`],
})

/** A study without a known patient waits for a person. */
export const studyWaiting = event({
  type: 'study-waiting',
  payload: z.object({ studyId: z.guid(), facilityId: z.guid() }),
  topics: ({ facilityId }) => [`facility/${facilityId}`],
})

/** More images of a study can be shown. */
export const imagesReady = event({
  type: 'images-ready',
  payload: z.object({ studyId: z.guid(), patientId: z.guid() }),
  topics: ({ patientId }) => [`patient/${patientId}`],
})

/** Somebody opened a study for the first time. */
export const studyOpened = event({
  type: 'study-opened',
  payload: z.object({
    ...{ studyId: z.guid(), patientId: z.guid(), personId: z.guid(), modality: z.string() },
    ...{ startedAt: z.string().nullable(), arrivedAt: z.string() },
  }),
  topics: ({ patientId }) => [`patient/${patientId}`],
})

export const listStudies = endpoint({
  name: 'list-studies',
  method: 'GET',
  path: '/api/patients/{patientId}/studies',
  may: 'study.read',
  input: z.object({ patientId: id<'patient'>() }),
  output: z.array(study),
})

/** Studies of a facility that wait for a person to say whose they are. */
export const listWaitingStudies = endpoint({
  name: 'list-waiting-studies',
  method: 'GET',
  path: '/api/facilities/{facilityId}/waiting-studies',
  may: 'study.match',
  input: z.object({ facilityId: id<'facility'>() }),
  output: z.array(waitingStudy),
})

/** A person says whose study it is; the name sent beside it is shown, never trusted. */
export const matchStudy = endpoint({
  name: 'match-study',
  method: 'POST',
  path: '/api/studies/{studyId}/match',
  may: 'study.match',
  input: z.object({ studyId: id<'study'>(), patientId: id<'patient'>() }),
  output: study,
  problems: ['study-already-matched'],
})

/** Notes that the reader opened the study, for the clocks and for who looked. */
export const openStudy = endpoint({
  name: 'open-study',
  method: 'POST',
  path: '/api/studies/{studyId}/open',
  may: 'study.read',
  input: z.object({ studyId: id<'study'>() }),
  output: done,
})

/** What has become of the files that I sent by the resumable upload at /api/uploads. */
export const getUpload = endpoint({
  name: 'get-upload',
  method: 'GET',
  path: '/api/uploads/{uploadId}/outcome',
  may: 'study.upload',
  touchesPatient: false,
  input: z.object({ uploadId: id<'upload'>() }),
  output: uploadOutcome,
})
