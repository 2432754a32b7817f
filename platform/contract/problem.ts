import { z } from 'zod'

/** An RFC 9457 problem as it goes over the wire; `name` is what a page switches over. */
export const problemBody = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  name: z.string(),
  requestId: z.string().optional(),
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})

/** A problem as it goes over the wire. */
export type ProblemBody = z.infer<typeof problemBody>

/** Problems that every endpoint may answer; they need not be listed in a contract. */
export const platformProblems = [
  'not-signed-in',
  'not-permitted',
  'not-found',
  'invalid-input',
  'body-too-large',
  'too-many-requests',
  'hub-is-full',
  'cross-site-request',
  'idempotency-key-reused',
  'internal',
  'offline',
] as const

/** The name of a problem that every endpoint may answer. */
export type PlatformProblem = (typeof platformProblems)[number]
