import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { event } from '#platform/contract/event.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'
import { done } from '#platform/contract/page.ts'
import { pathwayBrief, pathwayDocument } from './contract/pathway-document.ts'

export { type Milestone, milestone } from './contract/milestone.ts'
export { type PathwayBrief, type PathwayDocument, pathwayBrief } from './contract/pathway-document.ts'

/** The roles that hold each permission of this capability. */
export const pathwaysPermissions = {
  'pathway.approve': ['doctor'],
  'pathway.read': ['doctor', 'nurse', 'technician', 'coordinator'],
  'pathway.write': ['doctor', 'nurse'],
} as const

/** A station was passed, or its time corrected. */
export const milestoneRecorded = event({
  type: 'milestone-recorded',
  payload: z.object({ subjectKind: z.string(), subjectId: z.guid(), code: z.string() }),
  topics: ({ subjectKind, subjectId }) => [`${subjectKind}/${subjectId}`],
})

/** Something of a running pathway changed: an answer, a score, a dose, a task, an acknowledgement. */
export const pathwayUpdated = event({
  type: 'pathway-updated',
  payload: z.object({ subjectKind: z.string(), subjectId: z.guid() }),
  topics: ({ subjectKind, subjectId }) => [`${subjectKind}/${subjectId}`],
})

/** A decisive fact was corrected: what was built on it is open again. It says which fact, never its value. */
export const factCorrected = event({
  type: 'fact-corrected',
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
