import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { event } from '#platform/contract/event.ts'
import { id } from '#platform/contract/id.ts'
import { calendarDate, instant } from '#platform/contract/instant.ts'
import { page } from '#platform/contract/page.ts'
import { isPersonName } from './contract/names.ts'
import { observation } from './contract/observations.ts'
import { protectedCategory, protectedMarker, protection } from './contract/protection.ts'

export {
  type Observation,
  type ObservationCode,
  observationChoices,
  observationCode,
  observationUnits,
  recordObservations,
} from './contract/observations.ts'

export const sex = z.enum(['male', 'female', 'unknown'])

/** The legal bases of sharing with another hospital: Law 91/2025 Art. 26(2) and 19(1)(a). */
export const legalBasis = z.enum(['emergency-19-1-a', 'written-request', 'other-law'])

/** The legal bases of sharing with another hospital. */
export type LegalBasis = z.output<typeof legalBasis>

export const identifierSystem = z.enum(['personal-id', 'bhyt', 'mrn', 'temporary'])

/** An identifier as typed: 12 digits, an insurance card, an MRN of this facility, or a temporary one. */
export const identifierInput = z
  .object({ system: identifierSystem, value: z.string().trim().min(1).max(40) })
  .refine((given) => given.system !== 'personal-id' || /^\d{12}$/.test(given.value), { message: 'personal-id' })
  .refine((given) => given.system !== 'bhyt' || /^([A-Z]{2}[1-5]\d{12}|\d{10})$/.test(given.value), { message: 'bhyt' })
  .refine((given) => given.system !== 'temporary' || !/^\d{12}$/.test(given.value), { message: 'temporary' })

/** Enough to tell patients apart: never the name alone. `lastDigits` are the last four of the strongest identifier. */
export const patientBrief = z.object({
  id: id<'patient'>(),
  fullName: z.string(),
  isUnknown: z.boolean(),
  /** True for the patient of an exercise, who is no human being. */
  isSynthetic: z.boolean(),
  birthDate: calendarDate.nullable(),
  birthYear: z.number().int().nullable(),
  sex,
  lastDigits: z.string(),
})

/** Enough to tell patients apart. */
export type PatientBrief = z.output<typeof patientBrief>

export const noteKind = z.enum(['history', 'past-history', 'medication', 'allergy', 'condition', 'progress'])

const note = z.object({
  id: id<'note'>(),
  kind: noteKind,
  text: z.string(),
  author: personBrief,
  recordedAt: instant,
  protection: protection.nullable(),
})

const document = z.object({
  id: id<'document'>(),
  kind: z.string(),
  title: z.string(),
  mediaType: z.string(),
  version: z.number().int(),
  filedAt: instant,
  protection: protection.nullable(),
})

export const encounter = z.object({
  id: id<'encounter'>(),
  facilityId: id<'facility'>(),
  facilityName: z.string(),
  admissionNumber: z.string().nullable(),
  department: z.string(),
  room: z.string(),
  bed: z.string(),
  reason: z.string(),
  diagnosis: z.string(),
  admittedAt: instant.nullable(),
  endedAt: instant.nullable(),
  protection: protection.nullable(),
})

/** A stay or visit of a patient at a facility. */
export type Encounter = z.output<typeof encounter>

/** Why nothing of a record may be destroyed now, by whose word and since when. */
export const legalHold = z.object({ reason: z.string(), by: personBrief, at: instant })

/** A patient's record, as far as the reader may see it; only the newest version of each fact. */
export const patientRecord = patientBrief.extend({
  identifiers: z.array(
    z.object({
      id: id<'identifier'>(),
      system: identifierSystem,
      value: z.string(),
      facilityId: id<'facility'>().nullable(),
    }),
  ),
  encounter: encounter.nullable(),
  observations: z.array(observation),
  notes: z.array(note),
  documents: z.array(document),
  /** True for those of a hospital that holds the record: nothing of it may be destroyed. */
  isHeld: z.boolean(),
  /** Why, for who leads that hospital. */
  legalHold: legalHold.nullable(),
  /** True when the reader leads a hospital that treats the patient, and so may place or lift a legal hold. */
  mayHold: z.boolean(),
  /** How the reader may see it: as one who treats, or by a grant until a moment. */
  access: z.discriminatedUnion('by', [
    z.object({ by: z.literal('care') }),
    z.object({ by: z.literal('grant'), basis: legalBasis, until: instant }),
  ]),
})

/** A patient's record. */
export type PatientRecord = z.output<typeof patientRecord>

/** The roles that hold each permission of this capability. */
export const recordsPermissions = {
  'patient.read': ['doctor', 'nurse', 'technician', 'coordinator'],
  'patient.create': ['doctor', 'nurse', 'coordinator'],
  'patient.write': ['doctor', 'nurse'],
  'glass.break': ['doctor'],
  'law.review': ['leader'],
} as const

/** Something in a patient's record changed. */
export const recordChanged = event({
  type: 'record-changed',
  payload: z.object({ patientId: z.guid() }),
  topics: ({ patientId }) => [`patient/${patientId}`],
})

/** A person's sight of a patient began or ended. */
export const accessChanged = event({
  type: 'access-changed',
  payload: z.object({ personId: z.guid(), patientId: z.guid() }),
  topics: ({ personId }) => [`person/${personId}`],
})

const newPatient = z.object({
  facilityId: id<'facility'>(),
  fullName: z.string().trim().min(1).max(120),
  birthDate: calendarDate.nullable().default(null),
  birthYear: z.number().int().min(1890).max(2100).nullable().default(null),
  sex,
  identifiers: z.array(identifierInput).max(6).default([]),
})

const named = { path: ['fullName'], message: 'name' }

/** Registers a patient. An unknown one bears what is seen of them instead of a name, and a temporary identifier. */
export const createPatient = endpoint({
  name: 'create-patient',
  method: 'POST',
  path: '/api/patients',
  may: 'patient.create',
  input: newPatient
    .extend({ isDespiteLikeness: z.boolean().default(false), isUnknown: z.boolean().default(false) })
    .refine((given) => given.isUnknown || isPersonName(given.fullName), named),
  output: patientBrief,
  problems: ['identifier-taken', 'likely-duplicate', 'not-your-facility'],
})

/** Patients of my facilities and of my grants by folded name in any order, or by the last four digits. */
export const searchPatients = endpoint({
  name: 'search-patients',
  method: 'POST',
  path: '/api/patients/search',
  may: 'patient.read',
  readsOnly: true,
  perMinute: 120,
  input: z.object({ text: z.string().max(120), limit: z.number().int().min(1).max(100).default(40) }),
  output: page(patientBrief),
})

/** Patients who may be the same person as the one typed: same identifier, or same name, year of birth and sex. */
export const findLikelyDuplicates = endpoint({
  name: 'find-likely-duplicates',
  method: 'POST',
  path: '/api/patients/duplicates',
  may: 'patient.create',
  readsOnly: true,
  perMinute: 120,
  input: newPatient,
  output: z.array(patientBrief),
})

export const getPatient = endpoint({
  name: 'get-patient',
  method: 'GET',
  path: '/api/patients/{patientId}',
  may: 'patient.read',
  input: z.object({ patientId: id<'patient'>() }),
  output: patientRecord,
})

/** Names an unknown patient, or corrects name, birth and sex; what stood before is kept with who changed it. */
export const updatePatient = endpoint({
  name: 'update-patient',
  method: 'POST',
  path: '/api/patients/{patientId}',
  may: 'patient.write',
  input: newPatient
    .omit({ facilityId: true })
    .extend({ patientId: id<'patient'>() })
    .refine((given) => isPersonName(given.fullName), named),
  output: patientBrief,
  problems: ['identifier-taken'],
})

export const writeNote = endpoint({
  name: 'write-note',
  method: 'POST',
  path: '/api/patients/{patientId}/notes',
  may: 'patient.write',
  input: z.object({
    patientId: id<'patient'>(),
    kind: noteKind,
    text: z
      .string()
      .trim()
      .min(1)
      .max(8000)
      .refine((text) => text !== protectedMarker, { message: 'masked' }),
    /** Protects it from the moment in which it is written. */
    category: protectedCategory.optional(),
  }),
  output: note,
})

/** Opens the stay of a patient at a facility, or changes the open one; what stood before is kept. */
export const updateEncounter = endpoint({
  name: 'update-encounter',
  method: 'POST',
  path: '/api/patients/{patientId}/encounter',
  may: 'patient.write',
  input: z.object({
    patientId: id<'patient'>(),
    facilityId: id<'facility'>(),
    admissionNumber: z.string().trim().max(40).nullable(),
    department: z.string().trim().max(120),
    room: z.string().trim().max(40),
    bed: z.string().trim().max(40),
    reason: z.string().trim().max(2000).default(''),
    diagnosis: z.string().trim().max(2000),
    admittedAt: instant.nullable(),
  }),
  output: encounter,
  problems: ['not-your-facility'],
})

/** A filed document, such as signed minutes, as its own media type. */
export const getDocument = endpoint({
  name: 'get-document',
  method: 'GET',
  path: '/api/patients/{patientId}/documents/{documentId}',
  may: 'patient.read',
  input: z.object({ patientId: id<'patient'>(), documentId: id<'document'>() }),
  output: z.unknown(),
  problems: ['record-protected'],
})
