import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { id } from '#platform/contract/id.ts'
import { calendarDate } from '#platform/contract/instant.ts'
import { done } from '#platform/contract/page.ts'

/** The roles that hold each permission of this capability. */
export const networkPermissions = {
  'contract.manage': ['administrator', 'leader'],
} as const

const facilityId = { facilityId: id<'facility'>() }

/** A contract by which one hospital supports another from afar (Decree 96/2023 Art. 88). */
const supportContract = z.object({
  id: id<'support-contract'>(),
  supporting: z.object({ id: id<'facility'>(), name: z.string() }),
  supported: z.object({ id: id<'facility'>(), name: z.string() }),
  number: z.string(),
  scope: z.string(),
  validFrom: calendarDate,
  /** The last day; null while it runs without an end. */
  validTo: calendarDate.nullable(),
  isInForce: z.boolean(),
})

/** A contract by which one hospital supports another. */
export type SupportContract = z.output<typeof supportContract>

/** The contracts of a facility of mine, those in force first. */
export const listContracts = endpoint({
  name: 'list-contracts',
  method: 'GET',
  path: '/api/facilities/{facilityId}/contracts',
  may: 'contract.manage',
  touchesPatient: false,
  input: z.object(facilityId),
  output: z.array(supportContract),
  problems: ['not-your-facility'],
})

/** Registers a contract; by either of the two hospitals. */
export const registerContract = endpoint({
  name: 'register-contract',
  method: 'POST',
  path: '/api/facilities/{facilityId}/contracts',
  may: 'contract.manage',
  touchesPatient: false,
  input: z.object({
    ...facilityId,
    otherId: id<'facility'>(),
    /** What the facility named in the path does for the other. */
    part: z.enum(['supports', 'is-supported-by']),
    number: z.string().trim().min(1).max(80),
    scope: z.string().trim().max(1000),
    validFrom: calendarDate,
    validTo: calendarDate.nullable(),
  }),
  output: supportContract,
  problems: ['not-your-facility', 'ends-before-it-begins', 'contract-known'],
})

/** Ends a contract on a day, which is its last. */
export const endContract = endpoint({
  name: 'end-contract',
  method: 'POST',
  path: '/api/facilities/{facilityId}/contracts/{contractId}/end',
  may: 'contract.manage',
  touchesPatient: false,
  input: z.object({ ...facilityId, contractId: id<'support-contract'>(), lastDay: calendarDate }),
  output: done,
  problems: ['not-your-facility', 'ends-before-it-begins', 'ends-already'],
})

/** Says that a facility has published remote care, and for which conditions it treats patients directly. */
export const publishRemoteService = endpoint({
  name: 'publish-remote-service',
  method: 'POST',
  path: '/api/facilities/{facilityId}/remote-service',
  may: 'contract.manage',
  touchesPatient: false,
  input: z.object({
    ...facilityId,
    /** Pathway codes or ICD-10. */
    conditions: z.array(z.string().trim().min(1).max(40)).min(1).max(60),
    publishedOn: calendarDate,
  }),
  output: done,
  problems: ['not-your-facility'],
})

/** What a facility of mine has published of remote care, the newest first; the newest whose day has come holds. */
export const listRemoteServices = endpoint({
  name: 'list-remote-services',
  method: 'GET',
  path: '/api/facilities/{facilityId}/remote-service',
  may: 'contract.manage',
  touchesPatient: false,
  input: z.object(facilityId),
  output: z.array(
    z.object({
      id: id<'remote-service'>(),
      conditions: z.array(z.string()),
      publishedOn: calendarDate,
      endedOn: calendarDate.nullable(),
      isInForce: z.boolean(),
    }),
  ),
  problems: ['not-your-facility'],
})
