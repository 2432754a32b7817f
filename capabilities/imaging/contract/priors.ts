import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { event } from '#platform/contract/event.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'

/** What has become of a question for earlier images, at one gateway. */
export const priorRequest = z.object({
  id: id<'prior-request'>(),
  askedAt: instant,
  state: z.enum(['open', 'done', 'failed']),
  /** Studies that were found, and are sent. */
  foundCount: z.number().int(),
})

/** What has become of a question for earlier images. */
export type PriorRequest = z.output<typeof priorRequest>

/** A gateway has looked for earlier images of a patient. */
export const priorsLooked = event({
  type: 'priors-looked',
  payload: z.object({ patientId: z.guid(), foundCount: z.number().int() }),
  topics: ({ patientId }) => [`patient/${patientId}`],
})

/** Asks the gateways of the hospitals that treat the patient to look for earlier images in the archives there. */
export const askPriors = endpoint({
  name: 'ask-priors',
  method: 'POST',
  path: '/api/patients/{patientId}/priors',
  may: 'study.read',
  input: z.object({ patientId: id<'patient'>() }),
  output: z.object({ gateways: z.number().int() }),
  problems: ['no-gateway'],
})

/** What has become of the questions for earlier images of a patient, newest first. */
export const listPriorRequests = endpoint({
  name: 'list-prior-requests',
  method: 'GET',
  path: '/api/patients/{patientId}/priors',
  may: 'study.read',
  input: z.object({ patientId: id<'patient'>() }),
  output: z.array(priorRequest),
})
