import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { patientBrief } from '#capabilities/records/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { event } from '#platform/contract/event.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'

/** How what was sent stands to the record of a patient; the name is compared without its marks unless they differ. */
const fit = z.object({
  name: z.enum(['same', 'other-order', 'marks-differ', 'similar', 'different']),
  birth: z.enum(['same-day', 'same-year', 'year-apart', 'differs', 'not-told']),
  sex: z.enum(['same', 'differs', 'not-told']),
  code: z.enum(['same', 'one-character', 'differs', 'not-told']),
})

/** What of a patient fits what was sent, and what does not. */
export type Fit = z.output<typeof fit>

/** A patient who may be the one meant, with why and why not; a person decides. */
const candidate = z.object({
  patient: patientBrief,
  /** The codes that the sender's facility gave this patient. */
  codes: z.array(z.string()),
  fit,
  /** When the study was taken out of this patient's record before, else null. */
  undoneAt: instant.nullable(),
})

/** A patient who may be the one meant. */
export type Candidate = z.output<typeof candidate>

const matchedBy = z.enum(['identifier', 'person', 'upload'])

/** One time that a study was said to be a patient's. */
const pastMatch = z.object({
  id: id<'match'>(),
  /** Null when the reader may not see that patient. */
  patient: patientBrief.nullable(),
  matchedBy,
  person: personBrief.nullable(),
  matchedAt: instant,
  undoneAt: instant.nullable(),
  undoneBy: personBrief.nullable(),
  undoneReason: z.string(),
})

/** One time that a study was said to be a patient's. */
export type PastMatch = z.output<typeof pastMatch>

/** A study that was taken out of a patient's record, as that record still tells it. */
const withdrawnStudy = z.object({
  matchId: id<'match'>(),
  studyId: id<'study'>(),
  modality: z.string(),
  startedAt: instant.nullable(),
  instanceCount: z.number().int(),
  matchedBy,
  matchedAt: instant,
  withdrawnAt: instant,
  withdrawnBy: personBrief.nullable(),
  reason: z.string(),
  /** Who had opened it as this patient's, the first first. */
  openedBy: z.array(z.object({ person: personBrief.nullable(), at: instant })),
})

/** A study that was taken out of a patient's record. */
export type WithdrawnStudy = z.output<typeof withdrawnStudy>

/** A study was taken out of a patient's record: it was another's. */
export const studyUnmatched = event({
  type: 'study-unmatched',
  payload: z.object({
    ...{ studyId: z.guid(), patientId: z.guid(), facilityId: z.guid(), reason: z.string() },
    ...{ modality: z.string(), startedAt: z.string().nullable() },
    /** Who had opened it as that patient's. */
    openedBy: z.array(z.guid()),
  }),
  topics: ({ patientId, facilityId }) => [`patient/${patientId}`, `facility/${facilityId}`],
})

/** Patients of the sender's facility who may be the one meant, at most five, and what the study was matched to before. */
export const getMatchingHelp = endpoint({
  name: 'get-matching-help',
  method: 'GET',
  path: '/api/studies/{studyId}/matching-help',
  may: 'study.match',
  input: z.object({ studyId: id<'study'>() }),
  output: z.object({ candidates: z.array(candidate).max(5), history: z.array(pastMatch) }),
})

/** How one patient fits what was sent, for whoever looked them up. */
export const comparePatient = endpoint({
  name: 'compare-patient',
  method: 'GET',
  path: '/api/studies/{studyId}/matching-help/{patientId}',
  may: 'study.match',
  input: z.object({ studyId: id<'study'>(), patientId: id<'patient'>() }),
  output: candidate,
})

/** One image of a waiting study, small, to compare and never to diagnose from. */
export const previewWaitingStudy = endpoint({
  name: 'preview-waiting-study',
  method: 'GET',
  path: '/api/studies/{studyId}/matching-preview',
  may: 'study.match',
  input: z.object({ studyId: id<'study'>() }),
  output: z.unknown(),
  problems: ['imaging-is-off'],
})

/**
 * Takes a study out of the record of a patient whose it is not. `patientId` is the record that the person looked at: when
 * the study has gone to another meanwhile, nothing happens.
 */
export const unmatchStudy = endpoint({
  name: 'unmatch-study',
  method: 'POST',
  path: '/api/studies/{studyId}/unmatch',
  may: 'study.match',
  input: z.object({
    studyId: id<'study'>(),
    patientId: id<'patient'>(),
    reason: z.string().trim().min(5).max(400),
  }),
  output: z.object({ matchId: id<'match'>() }),
  problems: ['study-already-unmatched', 'not-your-facility'],
})

/** The studies that were taken out of a patient's record, the newest first, for whoever may see the record. */
export const listWithdrawnStudies = endpoint({
  name: 'list-withdrawn-studies',
  method: 'GET',
  path: '/api/patients/{patientId}/withdrawn-studies',
  may: 'study.read',
  input: z.object({ patientId: id<'patient'>() }),
  output: z.array(withdrawnStudy),
})
