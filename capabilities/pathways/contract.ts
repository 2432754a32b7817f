import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { event } from '#platform/contract/event.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'
import { done } from '#platform/contract/page.ts'
import { pathwayBrief, pathwayDocument } from './contract/pathway-document.ts'

export { type PathwayBrief, type PathwayDocument, pathwayBrief } from './contract/pathway-document.ts'

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
      document: pathwayBrief,
      approvedBy: z.array(z.object({ facilityId: id<'facility'>(), by: personBrief.nullable(), at: instant })),
    }),
  ),
})

/** A version of a pathway with all its parts. Versions never change. */
export const getPathway = endpoint({
  name: 'get-pathway',
  method: 'GET',
  path: '/api/pathways/{code}/versions/{version}',
  may: 'signed-in',
  touchesPatient: false,
  input: z.object({ code: z.string().max(40), version: z.coerce.number().int().positive() }),
  output: pathwayDocument,
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
