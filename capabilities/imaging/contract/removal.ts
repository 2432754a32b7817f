import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { event } from '#platform/contract/event.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'
import { done } from '#platform/contract/page.ts'

/** A waiting study that was removed, by whom and why; `erasedAt` is null while its images still lie somewhere. */
export const removedStudy = z.object({
  studyId: id<'study'>(),
  studyUid: z.string(),
  modality: z.string(),
  startedAt: instant.nullable(),
  instanceCount: z.number().int(),
  reason: z.string(),
  by: personBrief.nullable(),
  at: instant,
  erasedAt: instant.nullable(),
})

/** A waiting study that was removed. */
export type RemovedStudy = z.output<typeof removedStudy>

/** A waiting study was removed, or its images were erased. */
export const studyRemoved = event({
  type: 'study-removed',
  payload: z.object({ studyId: z.guid(), facilityId: z.guid() }),
  topics: ({ facilityId }) => [`facility/${facilityId}`],
})

/**
 * Removes a study that waits and never was in a record: a test of the scanner, a second sending. What is or was in a record,
 * or bears an identifier of a record under a legal hold, stays (Circular 33/2025/TT-BYT: at least ten years).
 */
export const removeStudy = endpoint({
  name: 'remove-study',
  method: 'POST',
  path: '/api/studies/{studyId}/remove',
  may: 'study.match',
  input: z.object({ studyId: id<'study'>(), reason: z.string().trim().min(5).max(400) }),
  output: done,
  problems: ['study-in-a-record', 'study-was-in-a-record', 'record-is-held'],
})

/** The waiting studies that were removed at a facility, the newest first, at most a hundred. */
export const listRemovedStudies = endpoint({
  name: 'list-removed-studies',
  method: 'GET',
  path: '/api/facilities/{facilityId}/removed-studies',
  may: 'study.match',
  input: z.object({ facilityId: id<'facility'>() }),
  output: z.array(removedStudy),
})
