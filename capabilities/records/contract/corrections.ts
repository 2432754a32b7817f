import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { id } from '#platform/contract/id.ts'
import { calendarDate, instant } from '#platform/contract/instant.ts'
import { done } from '#platform/contract/page.ts'
import { encounter, identifierSystem, sex } from '../contract.ts'

const ofPatient = z.object({ patientId: id<'patient'>() })

/** What stood before a correction. */
export const earlier = z.discriminatedUnion('of', [
  z.object({
    of: z.literal('patient'),
    fullName: z.string(),
    birthDate: calendarDate.nullable(),
    birthYear: z.number().int().nullable(),
    sex,
    isUnknown: z.boolean(),
  }),
  encounter
    .omit({ id: true, facilityId: true, facilityName: true, protection: true })
    .extend({ of: z.literal('stay') }),
  z.object({ of: z.literal('identifier'), system: identifierSystem, value: z.string() }),
])

/** What stood before a correction. */
export type Earlier = z.output<typeof earlier>

/** What was corrected of a patient, newest first: when, by whom, and what stood before. */
export const listVersions = endpoint({
  name: 'list-versions',
  method: 'GET',
  path: '/api/patients/{patientId}/versions',
  may: 'patient.read',
  input: ofPatient,
  output: z.array(z.object({ changedAt: instant, changedBy: personBrief.nullable(), earlier })),
})

/** Ends the open stay of a patient at a facility of the caller. */
export const closeEncounter = endpoint({
  name: 'close-encounter',
  method: 'POST',
  path: '/api/patients/{patientId}/encounters/{encounterId}/close',
  may: 'patient.write',
  input: ofPatient.extend({ encounterId: id<'encounter'>(), endedAt: instant }),
  output: done,
  problems: ['time-in-the-future', 'ends-before-it-begins'],
})

/** Says that an identifier is not of this patient, or no longer; it stays in the record as cancelled. */
export const cancelIdentifier = endpoint({
  name: 'cancel-identifier',
  method: 'POST',
  path: '/api/patients/{patientId}/identifiers/{identifierId}/cancel',
  may: 'patient.write',
  input: ofPatient.extend({ identifierId: id<'identifier'>() }),
  output: done,
})
