import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { patientBrief } from '#capabilities/records/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { event } from '#platform/contract/event.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'
import { done } from '#platform/contract/page.ts'
import { bilingual } from './bilingual.ts'

const facilities = { patientId: z.guid(), facilities: z.array(z.guid()) }
const toTheTeam = (said: { patientId: string; facilities: string[] }): string[] => [
  `patient/${said.patientId}`,
  ...said.facilities.map((facility) => `facility/${facility}`),
]

/** A patient crossed a level of an early-warning score. It says neither which nor how. */
export const warningRaised = event({ type: 'warning-raised', payload: z.object(facilities), topics: toTheTeam })

/** Somebody of the treating team has seen a warning. */
export const warningAcknowledged = event({
  type: 'warning-acknowledged',
  payload: z.object(facilities),
  topics: toTheTeam,
})

const scoreBrief = z.object({
  code: z.string(),
  version: z.number().int(),
  name: bilingual,
  source: z.string(),
  /** A constant of it could not be read in a primary text. */
  isUnconfirmed: z.boolean(),
})

/** A value as it went into the score, with its points where it has any. */
export const warningValue = z.object({
  input: z.string(),
  label: bilingual,
  shown: bilingual,
  points: z.number().nullable(),
  effectiveAt: instant,
})

/** A score as it stands: the sentence, "at least n" while something is missing, the values and what is missing. */
export const standingScore = z.object({
  score: scoreBrief,
  text: bilingual,
  band: bilingual.nullable(),
  isComplete: z.boolean(),
  values: z.array(warningValue),
  missing: z.array(bilingual),
  at: instant,
})

/** A score as it stands. */
export type StandingScore = z.output<typeof standingScore>

/** A warning: a level of a score that was crossed, until somebody of the treating team says that they know. */
export const warning = z.object({
  id: id<'warning'>(),
  patientId: id<'patient'>(),
  patient: patientBrief.nullable(),
  level: z.object({ code: z.string(), urgency: z.enum(['watch', 'act']), label: bilingual }),
  /** As it was when it crossed. */
  standing: standingScore,
  since: instant,
  raisedBy: personBrief.nullable(),
  raisedAt: instant,
  /** The score now, when other values came since; null when it is the same. */
  now: standingScore.nullable(),
  isApproved: z.boolean(),
  /** The patient is of an age and sex at which pregnancy decides the score, and the record says nothing of it. */
  isPregnancyUnknown: z.boolean(),
  /** The pathway that fits, as a proposal. */
  pathway: z.string(),
  /** What runs for the patient already, the newest. */
  running: z.object({ kind: z.string(), id: z.string(), startedAt: instant }).nullable(),
  isReplaced: z.boolean(),
  acknowledged: z.object({ by: personBrief.nullable(), at: instant, reason: z.string() }).nullable(),
})

/** A warning. */
export type Warning = z.output<typeof warning>

/** The open warnings of patients who are treated where I take part in care, what is worst first. */
export const listWarnings = endpoint({
  name: 'list-warnings',
  method: 'GET',
  path: '/api/warnings',
  may: 'pathway.read',
  input: z.object({}),
  output: z.array(warning),
})

/** The early-warning score of a patient now, or why there is none, and the newest warnings, for whoever may see the patient. */
export const getEarlyWarning = endpoint({
  name: 'get-early-warning',
  method: 'GET',
  path: '/api/patients/{patientId}/early-warning',
  may: 'pathway.read',
  input: z.object({ patientId: id<'patient'>() }),
  output: z.object({
    standing: standingScore.nullable(),
    /** Why there is none. */
    why: z.enum(['age-not-known', 'no-values']).nullable(),
    isPregnancyUnknown: z.boolean(),
    warnings: z.array(warning),
  }),
})

/** Somebody of the treating team knows; the first press counts and keeps who and when. */
export const acknowledgeWarning = endpoint({
  name: 'acknowledge-warning',
  method: 'POST',
  path: '/api/patients/{patientId}/warnings/{warningId}/acknowledge',
  may: 'pathway.write',
  input: z.object({
    patientId: id<'patient'>(),
    warningId: id<'warning'>(),
    reason: z.string().trim().max(400).default(''),
  }),
  output: done,
  problems: ['warning-not-open'],
})

/** The tasks of running pathways that are late or due within the hour, of patients who are treated where I take part in care. */
export const listDueTasks = endpoint({
  name: 'list-due-tasks',
  method: 'GET',
  path: '/api/tasks/due',
  may: 'pathway.read',
  input: z.object({}),
  output: z.array(
    z.object({
      subjectKind: z.string(),
      subjectId: z.string(),
      patient: patientBrief,
      pathway: bilingual,
      schedule: z.object({ code: z.string(), label: bilingual }),
      dueAt: z.array(instant),
    }),
  ),
})

/** The early-warning scores with the facilities of the caller that approved each. */
export const listEarlyWarningScores = endpoint({
  name: 'list-early-warning-scores',
  method: 'GET',
  path: '/api/early-warning-scores',
  may: 'signed-in',
  touchesPatient: false,
  input: z.object({}),
  output: z.array(
    z.object({
      score: scoreBrief,
      approvedBy: z.array(z.object({ facilityId: id<'facility'>(), by: personBrief.nullable(), at: instant })),
    }),
  ),
})

/** A clinician of the facility approves a version of a score; until then its warnings say that nobody did. */
export const approveScore = endpoint({
  name: 'approve-score',
  method: 'POST',
  path: '/api/facilities/{facilityId}/early-warning-scores/{code}/approve',
  may: 'pathway.approve',
  touchesPatient: false,
  input: z.object({ facilityId: id<'facility'>(), code: z.string().max(40), version: z.number().int().positive() }),
  output: done,
  problems: ['not-your-facility'],
})
