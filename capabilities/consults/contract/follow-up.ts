import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'
import { outcome } from './consult.ts'

/** When the outcome is asked for where the pathway does not say: hours after the decision. */
export const defaultFollowUps: readonly { hours: number; source: string }[] = [24, 72, 168, 720].map((hours) => ({
  hours,
  source: 'Tuyến',
}))

/** Outcomes after which nothing more is asked. */
export const finalOutcomes: readonly z.output<typeof outcome>['result'][] = ['died', 'taken-home-moribund']

/** An outcome that is owed at a moment after the decision. */
export const followUp = z.object({
  id: id<'follow-up'>(),
  /** Hours after the decision. */
  hours: z.number().int(),
  dueAt: instant,
  source: z.string(),
  result: outcome.shape.result.nullable(),
  answeredBy: personBrief.nullable(),
  answeredAt: instant.nullable(),
  /** True when nothing is asked any more, since the patient has died or was taken home moribund. */
  isSettled: z.boolean(),
})

/** An outcome that is owed. */
export type FollowUp = z.output<typeof followUp>

export const listFollowUps = endpoint({
  name: 'list-follow-ups',
  method: 'GET',
  path: '/api/consults/{consultId}/follow-ups',
  may: 'consult.read',
  input: z.object({ consultId: id<'consult'>() }),
  output: z.array(followUp),
})

/** One press: how the patient is at this follow-up; the specialist is told. */
export const answerFollowUp = endpoint({
  name: 'answer-follow-up',
  method: 'POST',
  path: '/api/consults/{consultId}/follow-ups/{followUpId}',
  may: 'consult.request',
  input: z.object({
    consultId: id<'consult'>(),
    followUpId: id<'follow-up'>(),
    result: outcome.shape.result,
    detail: z.string().trim().max(4000).default(''),
  }),
  output: z.array(followUp),
  problems: ['not-the-treating-side', 'consult-not-decided', 'follow-up-answered'],
})
