import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { event } from '#platform/contract/event.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'
import { done } from '#platform/contract/page.ts'
import { legalHold, patientBrief } from '../contract.ts'
import { protectedCategory, protectedKind } from './protection.ts'

const ofPatient = { patientId: id<'patient'>() }
const reason = z.string().trim().min(10).max(1000)

/** Somebody saw a patient without being asked: the hospitals that treat the patient are told. */
export const glassBroken = event({
  type: 'glass-broken',
  payload: z.object({ facilities: z.array(z.guid()) }),
  topics: ({ facilities }) => facilities.map((facility) => `facility/${facility}`),
})

/** A legal hold was placed on a record, or lifted. */
export const holdChanged = event({
  type: 'hold-changed',
  payload: z.object({ patientId: z.guid() }),
  topics: ({ patientId }) => [`patient/${patientId}`],
})

/** Flags one fact as specially protected; from then on it is masked for everybody who does not unlock it. */
export const protectRecord = endpoint({
  name: 'protect-record',
  method: 'POST',
  path: '/api/patients/{patientId}/protections',
  may: 'patient.write',
  input: z.object({ ...ofPatient, kind: protectedKind, recordId: z.guid(), category: protectedCategory }),
  output: done,
})

/** Unlocks one fact for the caller alone, for a reason and for minutes; foetal sex is unlocked for nobody. */
export const unlockRecord = endpoint({
  name: 'unlock-record',
  method: 'POST',
  path: '/api/patients/{patientId}/unlock',
  may: 'patient.read',
  perMinute: 20,
  input: z.object({
    ...ofPatient,
    kind: protectedKind,
    recordId: z.guid(),
    reason,
    minutes: z.number().int().min(5).max(480).default(60),
  }),
  output: z.object({ until: instant }),
  problems: ['not-disclosed-by-law'],
})

/**
 * Opens, for four hours, the record of a patient who lies before the caller and whom the caller may not see. It takes a
 * whole identifier from a card, never a name; each use is told to the hospitals that treat the patient and reviewed there.
 */
export const breakGlass = endpoint({
  name: 'break-glass',
  method: 'POST',
  path: '/api/break-glass',
  may: 'glass.break',
  perMinute: 10,
  input: z.object({
    facilityId: id<'facility'>(),
    system: z.enum(['personal-id', 'bhyt']),
    value: z.string().trim().toUpperCase().min(10).max(20),
    reason,
  }),
  output: z.object({ patients: z.array(patientBrief), until: instant }),
  problems: ['not-your-facility'],
})

/** One use of the broken glass, and what was said of it. */
export const glassUse = z.object({
  id: id<'break-glass'>(),
  person: personBrief,
  facilityName: z.string(),
  /** Null when the reader may not see the patient. */
  patient: patientBrief.nullable(),
  patientId: id<'patient'>(),
  reason: z.string(),
  at: instant,
  until: instant,
  review: z
    .object({
      verdict: z.enum(['justified', 'not-justified']),
      note: z.string(),
      by: personBrief,
      at: instant,
    })
    .nullable(),
  /** True when the reader leads a hospital that treats the patient, and did not look themselves. */
  canReview: z.boolean(),
  /** True when the reader leads a hospital that treats the patient, and so may place or lift a legal hold. */
  mayHold: z.boolean(),
})

/** One use of the broken glass. */
export type GlassUse = z.output<typeof glassUse>

export const listGlassUses = endpoint({
  name: 'list-glass-uses',
  method: 'GET',
  path: '/api/break-glass',
  may: 'law.review',
  input: z.object({}),
  output: z.array(glassUse),
})

/** The verdict of the leader of a hospital that treats the patient; one that is not justified needs words. */
export const reviewGlassUse = endpoint({
  name: 'review-glass-use',
  method: 'POST',
  path: '/api/break-glass/{breakGlassId}/review',
  may: 'law.review',
  input: z.object({
    breakGlassId: id<'break-glass'>(),
    verdict: z.enum(['justified', 'not-justified']),
    note: z.string().trim().max(2000).default(''),
  }),
  output: done,
  problems: ['already-reviewed', 'not-your-own-review', 'reason-missing'],
})

/** Places a legal hold on the record of a patient, or lifts it; both with a reason. */
export const setLegalHold = endpoint({
  name: 'set-legal-hold',
  method: 'POST',
  path: '/api/patients/{patientId}/legal-hold',
  may: 'law.review',
  input: z.object({ ...ofPatient, isHeld: z.boolean(), reason }),
  output: done,
  problems: ['hold-changed-meanwhile'],
})

/** The legal holds that stand on records of patients whom a hospital treats that the caller leads; the newest first. */
export const listLegalHolds = endpoint({
  name: 'list-legal-holds',
  method: 'GET',
  path: '/api/legal-holds',
  may: 'law.review',
  input: z.object({}),
  output: z.array(
    legalHold.extend({
      patientId: id<'patient'>(),
      /** Null when the reader may not see the patient. */
      patient: patientBrief.nullable(),
    }),
  ),
})

/**
 * Places a legal hold on the records that bear a whole identifier at hospitals that the caller leads: whoever asks for one
 * names a patient whom a leader without a clinical role may not see. Unknown here and unknown elsewhere are the same answer.
 */
export const holdByIdentifier = endpoint({
  name: 'hold-by-identifier',
  method: 'POST',
  path: '/api/legal-holds',
  may: 'law.review',
  perMinute: 10,
  input: z.object({
    system: z.enum(['personal-id', 'bhyt', 'mrn']),
    value: z.string().trim().toUpperCase().min(3).max(40),
    reason,
  }),
  output: done,
  problems: ['hold-changed-meanwhile'],
})
