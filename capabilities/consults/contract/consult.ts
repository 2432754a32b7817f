import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { bilingual } from '#capabilities/pathways/contract/bilingual.ts'
import { milestone, pathwayBrief } from '#capabilities/pathways/contract.ts'
import { legalBasis, patientBrief } from '#capabilities/records/contract.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'
import { pageChannel } from './ladder.ts'
import { redAlertKind } from './red-alert.ts'
import { routingStep } from './routing.ts'

export const consultStatus = z.enum(['requested', 'accepted', 'concluded', 'decided', 'completed', 'cancelled'])

/** Where a consult stands. */
export type ConsultStatus = z.output<typeof consultStatus>

/** In which states each verb is possible: the server writes it into WHERE, the page greys its buttons by it. */
export const consultStates = {
  accept: ['requested'],
  pass: ['requested', 'accepted'],
  callNext: ['requested', 'accepted'],
  cancel: ['requested', 'accepted'],
  open: ['accepted', 'concluded', 'decided', 'completed'],
  converse: ['requested', 'accepted', 'concluded', 'decided'],
  join: ['accepted', 'concluded', 'decided'],
  conclude: ['accepted', 'concluded'],
  decide: ['concluded', 'decided'],
  recordOutcome: ['decided', 'completed'],
  callSpecialty: ['requested', 'accepted', 'concluded'],
  typeMilestone: ['requested', 'accepted', 'concluded', 'decided'],
} as const satisfies Record<string, readonly ConsultStatus[]>

/** What can be done with a consult. */
export type ConsultVerb = keyof typeof consultStates

/** True when the verb is possible in the consult's state; who may do it is another question. */
export const consultCan = (verb: ConsultVerb, consult: { status: ConsultStatus }): boolean =>
  (consultStates[verb] as readonly ConsultStatus[]).includes(consult.status)

export const urgency = z.enum(['routine', 'urgent', 'emergency'])

/** What the asking doctor meant to do before the advice. */
export const intendedAction = z.enum(['transfer', 'keep', 'unsure'])

const part = z.string().trim().max(4000)

/** A planned question in its parts. */
export const questionParts = z.object({
  summary: part,
  done: part,
  question: z.string().trim().min(1).max(2000),
  wanted: part,
})

export const pageAnswer = z.enum(['accepted', 'passed', 'silent', 'superseded', 'cancelled'])

/** One ring of a person through one channel and device: when it was due and what became of it. `failure` is a short word. */
export const pageDelivery = z.object({
  channel: pageChannel,
  device: z.string().nullable(),
  dueAt: instant,
  sentAt: instant.nullable(),
  deliveredAt: instant.nullable(),
  seenAt: instant.nullable(),
  failedAt: instant.nullable(),
  failure: z.string().nullable(),
})

/** One ring of a person through one channel and device. */
export type PageDelivery = z.output<typeof pageDelivery>

/** A further specialty called to the case, as in a red alert. */
export const furtherCall = z.object({
  role: z.string(),
  specialty: z.string(),
  facility: z.object({ id: id<'facility'>(), name: z.string() }),
  calledAt: instant,
  acceptedBy: personBrief.nullable(),
  acceptedAt: instant.nullable(),
  joinedAt: instant.nullable(),
  unansweredAt: instant.nullable(),
})

/** One rung of the ladder: who is rung when, and what they answered. */
export const pagedPerson = z.object({
  person: personBrief,
  position: z.string(),
  rung: z.number().int(),
  ringsAt: instant,
  rangAt: instant.nullable(),
  seenAt: instant.nullable(),
  answer: pageAnswer.nullable(),
  answeredAt: instant.nullable(),
  answeredDevice: z.string().nullable(),
  /** For which hospital the person is rung. */
  facilityName: z.string(),
  /** The role of the further specialty; null for the first. */
  role: z.string().nullable(),
  deliveries: z.array(pageDelivery),
})

/** A hospital on one side of a consult, with the number of its duty desk. */
export const side = z.object({
  id: id<'facility'>(),
  name: z.string(),
  shortName: z.string(),
  dutyPhone: z.string().nullable(),
})

export const conclusion = z.object({
  version: z.number().int(),
  conclusion: z.string(),
  nextTreatment: z.string(),
  certainty: z.enum(['high', 'moderate', 'low']),
  author: personBrief,
  concludedAt: instant,
})

export const decision = z.object({
  version: z.number().int(),
  conclusionVersion: z.number().int(),
  choice: z.enum(['accepted', 'partly', 'not-accepted']),
  reason: z.string(),
  decidedBy: personBrief,
  decidedAt: instant,
})

export const outcome = z.object({
  version: z.number().int(),
  result: z.enum(['recovered', 'improved', 'unchanged', 'worse', 'died', 'taken-home-moribund', 'transferred']),
  detail: z.string(),
  recordedBy: personBrief,
  recordedAt: instant,
})

/** One thread from the call to the outcome. `patient` is null once the reader's sight of the record has ended. */
export const consult = z.object({
  id: id<'consult'>(),
  patient: patientBrief.nullable(),
  patientId: id<'patient'>(),
  pathway: pathwayBrief,
  isPathwayApproved: z.boolean(),
  specialty: z.string(),
  question: z.string(),
  urgency,
  /** Of a planned request; null for an emergency. */
  planned: z
    .object({
      parts: questionParts,
      intendedAction,
      /** Until when the first answer is owed. */
      dueAt: instant,
      allocatedTo: personBrief.nullable(),
    })
    .nullable(),
  firstAnsweredAt: instant.nullable(),
  linkedTo: z.object({ consultId: id<'consult'>(), reason: z.enum(['second-opinion', 'duplicate']) }).nullable(),
  status: consultStatus,
  asking: side,
  supporting: side,
  /** Every decision of the routing, first to last. */
  routing: z.array(routingStep),
  isDrill: z.boolean(),
  redAlert: redAlertKind.nullable(),
  calls: z.array(furtherCall),
  /** When the backup hospital is called unless somebody answers; null when it was, or when there is none. */
  backupDueAt: instant.nullable(),
  askedBy: personBrief,
  askedAt: instant,
  acceptedBy: personBrief.nullable(),
  acceptedAt: instant.nullable(),
  openBy: instant.nullable(),
  openedAt: instant.nullable(),
  joinedAt: instant.nullable(),
  unansweredAt: instant.nullable(),
  cancelledAt: instant.nullable(),
  pages: z.array(pagedPerson),
  milestones: z.array(milestone),
  /** Codes of what the expert still needs. */
  missing: z.array(z.string()),
  conclusion: conclusion.nullable(),
  /** Decisive facts that were corrected after the conclusion was written: it rests on the old values. */
  correctedSinceConclusion: z.array(z.object({ code: z.string(), label: bilingual })),
  decision: decision.nullable(),
  outcome: outcome.nullable(),
  sessionId: id<'session'>().nullable(),
  access: z.object({ basis: legalBasis, until: instant }).nullable(),
})

/** One thread from the call to the outcome. */
export type Consult = z.output<typeof consult>

/** A consult as lists show it. */
export const consultSummary = consult
  .pick({
    id: true,
    patient: true,
    question: true,
    urgency: true,
    firstAnsweredAt: true,
    status: true,
    asking: true,
    supporting: true,
    askedBy: true,
    askedAt: true,
    acceptedBy: true,
    acceptedAt: true,
    unansweredAt: true,
    isDrill: true,
    redAlert: true,
  })
  .extend({
    pathwayName: pathwayBrief.shape.name,
    windowEndsAt: instant.nullable(),
    /** Until when the first answer is owed; null for an emergency. */
    dueAt: instant.nullable(),
    allocatedTo: personBrief.nullable(),
    /** What the expert still needs, in the words of the pathway. */
    missing: z.array(z.object({ code: z.string(), label: bilingual })),
  })

/** A consult as lists show it. */
export type ConsultSummary = z.output<typeof consultSummary>

/** Something rings for me: since when, and who is next if I cannot. */
export const ringing = consultSummary.extend({
  ringsSince: instant,
  position: z.string(),
  /** The role of the further specialty for which I am rung; null for the first. */
  role: z.string().nullable(),
  nextPerson: personBrief.nullable(),
})

const owedKind = z.enum(['signature', 'decision', 'outcome', 'conclusion', 'answer'])

/** What I owe others, or others owe me. */
export const owed = z.object({
  kind: owedKind,
  consultId: id<'consult'>(),
  patient: patientBrief.nullable(),
  by: z.object({ name: z.string(), isMe: z.boolean() }),
  dueAt: instant,
  /** Of an outcome: at how many hours after the decision it is asked for. */
  hours: z.number().int().nullable(),
})

/** The home of every clinician: now, next, owed. */
export const desk = z.object({
  ringing: z.array(ringing),
  running: z.array(consultSummary.extend({ sessionId: id<'session'>().nullable() })),
  /** Planned and urgent requests that wait for me or run with me, by due time. */
  planned: z.array(consultSummary),
  owedByMe: z.array(owed),
  owedToMe: z.array(owed),
})
