import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { patientBrief } from '#capabilities/records/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { id } from '#platform/contract/id.ts'
import { calendarDate, instant } from '#platform/contract/instant.ts'
import { minutesStatus } from './minutes.ts'

/** A line of the register of consultations (sổ biên bản hội chẩn). */
export const registerLine = z.object({
  consultId: id<'consult'>(),
  number: z.number().int(),
  year: z.number().int(),
  department: z.string(),
  heldAt: instant,
  /** Null when the reader may not, or no longer, see the patient. */
  patient: patientBrief.nullable(),
  supportingName: z.string(),
  chair: personBrief.nullable(),
  secretary: personBrief.nullable(),
  status: minutesStatus,
})

/** A line of the register of consultations. */
export type RegisterLine = z.output<typeof registerLine>

/** The register of a facility of mine for a period, of one department or all, by number. */
export const listRegister = endpoint({
  name: 'list-register',
  method: 'GET',
  path: '/api/facilities/{facilityId}/consult-register',
  may: 'register.read',
  input: z.object({
    facilityId: id<'facility'>(),
    department: z.string().trim().max(120).default(''),
    /** First and last day, on the clocks of Vietnam. */
    from: calendarDate,
    to: calendarDate,
  }),
  output: z.object({
    facilityName: z.string(),
    departments: z.array(z.string()),
    lines: z.array(registerLine),
  }),
  problems: ['not-your-facility', 'ends-before-it-begins'],
})
