import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { event } from '#platform/contract/event.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'
import { done } from '#platform/contract/page.ts'

/** A text in both languages of the interface. */
export const bilingual = z.object({ vi: z.string(), en: z.string() })

/** A station on the clock strip. `within` is the target in minutes after another station, with its source. */
export const milestoneDefinition = z.object({
  code: z.string(),
  label: bilingual,
  isTyped: z.boolean(),
  within: z.object({ minutes: z.number().positive(), after: z.string(), source: z.string() }).nullable(),
})

/** What the expert needs before joining. */
export const neededItem = z.object({
  code: z.string(),
  label: bilingual,
  from: z.enum(['observation', 'milestone', 'study']),
})

/** A pathway as data: versioned, each constant with its source. */
export const pathwayDocument = z.object({
  code: z.string(),
  version: z.number().int().positive(),
  name: bilingual,
  specialty: z.string(),
  source: z.string(),
  milestones: z.array(milestoneDefinition),
  needed: z.array(neededItem),
  /** The treatment window: so many minutes after a station. */
  window: z
    .object({ label: bilingual, after: z.string(), minutes: z.number().positive(), source: z.string() })
    .nullable(),
})

/** A pathway as data. */
export type PathwayDocument = z.output<typeof pathwayDocument>

/** A station passed: occurredAt comes from the source; typed ones are marked. */
export const milestone = z.object({
  code: z.string(),
  occurredAt: instant,
  recordedAt: instant,
  isTyped: z.boolean(),
  typedBy: personBrief.nullable(),
  version: z.number().int(),
})

/** A station passed. */
export type Milestone = z.output<typeof milestone>

/** The roles that hold each permission of this capability. */
export const pathwaysPermissions = { 'pathway.approve': ['doctor'] } as const

/** A station was passed, or its time corrected. */
export const milestoneRecorded = event({
  type: 'milestone-recorded',
  payload: z.object({ subjectKind: z.string(), subjectId: z.guid(), code: z.string() }),
  topics: ({ subjectKind, subjectId }) => [`${subjectKind}/${subjectId}`],
})

/** The pathways in force, with the facilities of the caller that approved each: by whom and when. */
export const listPathways = endpoint({
  name: 'list-pathways',
  method: 'GET',
  path: '/api/pathways',
  may: 'signed-in',
  touchesPatient: false,
  input: z.object({}),
  output: z.array(
    z.object({
      document: pathwayDocument,
      approvedBy: z.array(z.object({ facilityId: id<'facility'>(), by: personBrief.nullable(), at: instant })),
    }),
  ),
})

/** A clinician of the facility approves a version; until then its warnings bear "chưa được đơn vị phê duyệt". */
export const approvePathway = endpoint({
  name: 'approve-pathway',
  method: 'POST',
  path: '/api/facilities/{facilityId}/pathways/{code}/approve',
  may: 'pathway.approve',
  touchesPatient: false,
  input: z.object({ facilityId: id<'facility'>(), code: z.string().max(40), version: z.number().int().positive() }),
  output: done,
  problems: ['not-your-facility'],
})
