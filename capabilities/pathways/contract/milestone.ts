import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { instant } from '#platform/contract/instant.ts'

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

/** A station that was withdrawn: what it came from was not of this patient. It is shown, and no clock counts from it. */
export const withdrawnStation = z.object({
  code: z.string(),
  occurredAt: instant,
  withdrawnAt: instant,
  reason: z.string(),
})

/** A station that was withdrawn. */
export type WithdrawnStation = z.output<typeof withdrawnStation>
