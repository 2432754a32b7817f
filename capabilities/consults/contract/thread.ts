import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'
import { conclusion, decision, outcome } from './consult.ts'

const consultId = { consultId: id<'consult'>() }

export const messageKind = z.enum(['note', 'question', 'answer', 'information-request', 'recommendation'])

const message = z.object({
  id: id<'message'>(),
  author: personBrief,
  kind: messageKind,
  text: z.string(),
  sentAt: instant,
  receivedAt: instant,
})

export const listMessages = endpoint({
  name: 'list-messages',
  method: 'GET',
  path: '/api/consults/{consultId}/messages',
  may: 'consult.read',
  input: z.object(consultId),
  output: z.array(message),
})

/** Says something in the thread. A message written without a link arrives later with the time it was written. */
export const sendMessage = endpoint({
  name: 'send-message',
  method: 'POST',
  path: '/api/consults/{consultId}/messages',
  may: 'consult.read',
  input: z.object({
    ...consultId,
    messageId: id<'message'>(),
    kind: messageKind.default('note'),
    text: z.string().trim().min(1).max(4000),
    sentAt: instant,
  }),
  output: message,
  problems: ['consult-is-over'],
})

/** Advice in writing by the specialist who accepted; a correction is a new version. */
export const concludeConsult = endpoint({
  name: 'conclude-consult',
  method: 'POST',
  path: '/api/consults/{consultId}/conclude',
  may: 'consult.conclude',
  input: z.object({
    ...consultId,
    conclusion: z.string().trim().min(1).max(8000),
    nextTreatment: z.string().trim().min(1).max(8000),
    certainty: z.enum(['high', 'moderate', 'low']),
  }),
  output: conclusion,
  problems: ['not-the-expert', 'consult-not-accepted', 'mode-conditions-missing'],
})

/** The local doctor decides and is responsible (Law 15/2023 Art. 64(4), 80(2)); a reason unless accepted whole. */
export const decideConsult = endpoint({
  name: 'decide-consult',
  method: 'POST',
  path: '/api/consults/{consultId}/decide',
  may: 'consult.decide',
  input: z.object({
    ...consultId,
    conclusionVersion: z.number().int().positive(),
    choice: z.enum(['accepted', 'partly', 'not-accepted']),
    reason: z.string().trim().max(4000),
  }),
  output: decision,
  problems: ['not-the-treating-side', 'consult-not-concluded', 'conclusion-has-changed', 'reason-missing'],
})

/** What became of the patient. */
export const recordOutcome = endpoint({
  name: 'record-outcome',
  method: 'POST',
  path: '/api/consults/{consultId}/outcome',
  may: 'consult.request',
  input: z.object({ ...consultId, result: outcome.shape.result, detail: z.string().trim().max(4000) }),
  output: outcome,
  problems: ['not-the-treating-side', 'consult-not-decided'],
})
