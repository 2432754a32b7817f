import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { milestone, pathwayDocument } from '#capabilities/pathways/contract.ts'
import { legalBasis, patientBrief, sex } from '#capabilities/records/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { event } from '#platform/contract/event.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'
import { done } from '#platform/contract/page.ts'

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
  typeMilestone: ['requested', 'accepted', 'concluded', 'decided'],
} as const satisfies Record<string, readonly ConsultStatus[]>

/** What can be done with a consult. */
export type ConsultVerb = keyof typeof consultStates

/** True when the verb is possible in the consult's state; who may do it is another question. */
export const consultCan = (verb: ConsultVerb, consult: { status: ConsultStatus }): boolean =>
  (consultStates[verb] as readonly ConsultStatus[]).includes(consult.status)

export const pageAnswer = z.enum(['accepted', 'passed', 'silent', 'superseded', 'cancelled'])

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
})

const side = z.object({
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
  pathway: pathwayDocument,
  isPathwayApproved: z.boolean(),
  specialty: z.string(),
  question: z.string(),
  status: consultStatus,
  asking: side,
  supporting: side,
  routingReason: z.string(),
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
    status: true,
    asking: true,
    supporting: true,
    askedBy: true,
    askedAt: true,
    acceptedBy: true,
    acceptedAt: true,
    unansweredAt: true,
  })
  .extend({
    pathwayName: pathwayDocument.shape.name,
    windowEndsAt: instant.nullable(),
    missing: z.array(z.string()),
  })

/** A consult as lists show it. */
export type ConsultSummary = z.output<typeof consultSummary>

/** Something rings for me: since when, and who is next if I cannot. */
export const ringing = consultSummary.extend({
  ringsSince: instant,
  position: z.string(),
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
})

/** The home of every clinician: now, next, owed. */
export const desk = z.object({
  ringing: z.array(ringing),
  running: z.array(consultSummary.extend({ sessionId: id<'session'>().nullable() })),
  owedByMe: z.array(owed),
  owedToMe: z.array(owed),
})

/** The roles that hold each permission of this capability. */
export const consultsPermissions = {
  'consult.request': ['doctor', 'nurse'],
  'consult.read': ['doctor', 'nurse', 'technician', 'coordinator'],
  'consult.accept': ['doctor'],
  'consult.answer': ['doctor', 'coordinator'],
  'consult.conclude': ['doctor'],
  'consult.decide': ['doctor'],
} as const

const about = (type: string) =>
  event({
    type,
    payload: z.object({ consultId: z.guid(), askingFacilityId: z.guid(), people: z.array(z.guid()) }),
    topics: ({ consultId, askingFacilityId, people }) => [
      `consult/${consultId}`,
      `facility/${askingFacilityId}`,
      ...people.map((person) => `person/${person}`),
    ],
  })

export const consultRequested = about('consult-requested')
export const consultRang = about('consult-rang')
export const consultAccepted = about('consult-accepted')
export const consultPassed = about('consult-passed')
export const consultUnanswered = about('consult-unanswered')
export const consultResumed = about('consult-resumed')
export const consultOpened = about('consult-opened')
export const consultCancelled = about('consult-cancelled')
export const consultConcluded = about('consult-concluded')
export const consultDecided = about('consult-decided')
export const consultUpdated = about('consult-updated')
export const outcomeRecorded = about('outcome-recorded')
export const minutesChanged = about('minutes-changed')

/** Something was said in the thread. */
export const messageSent = event({
  type: 'message-sent',
  payload: z.object({ consultId: z.guid() }),
  topics: ({ consultId }) => [`consult/${consultId}`],
})

const consultId = { consultId: id<'consult'>() }

/** The red button: three fields; whoever is on duty for the specialty at the supporting hospital is rung at once. */
export const requestConsult = endpoint({
  name: 'request-consult',
  method: 'POST',
  path: '/api/consults',
  may: 'consult.request',
  input: z.object({
    facilityId: id<'facility'>(),
    pathway: z.string().max(40),
    patient: z.discriminatedUnion('is', [
      z.object({ is: z.literal('known'), patientId: id<'patient'>() }),
      z.object({ is: z.literal('unknown'), sex, about: z.string().trim().max(120) }),
    ]),
    question: z.string().trim().min(1).max(2000),
  }),
  output: z.object({ consultId: id<'consult'>() }),
  problems: ['not-your-facility', 'nobody-supports-you', 'pathway-unknown', 'already-requested'],
})

/** Who would be rung, and after how many seconds, if the red button were pressed now. */
export const previewLadder = endpoint({
  name: 'preview-ladder',
  method: 'GET',
  path: '/api/consults/ladder',
  may: 'consult.request',
  touchesPatient: false,
  input: z.object({ facilityId: id<'facility'>(), pathway: z.string().max(40) }),
  output: z.object({
    supporting: side.nullable(),
    rungs: z.array(
      z.object({ person: personBrief, position: z.string(), afterSeconds: z.number().int(), canRing: z.boolean() }),
    ),
  }),
  problems: ['not-your-facility', 'nobody-supports-you', 'pathway-unknown'],
})

export const getConsult = endpoint({
  name: 'get-consult',
  method: 'GET',
  path: '/api/consults/{consultId}',
  may: 'consult.read',
  input: z.object(consultId),
  output: consult,
})

/** The consults that I take part in or that my hospital asked, newest first. */
export const listConsults = endpoint({
  name: 'list-consults',
  method: 'GET',
  path: '/api/consults',
  may: 'consult.read',
  input: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  output: z.array(consultSummary),
})

export const getDesk = endpoint({
  name: 'get-desk',
  method: 'GET',
  path: '/api/desk',
  may: 'consult.read',
  input: z.object({}),
  output: desk,
})

/** One press. The first wins; the second is told so. */
export const acceptConsult = endpoint({
  name: 'accept-consult',
  method: 'POST',
  path: '/api/consults/{consultId}/accept',
  may: 'consult.accept',
  input: z.object(consultId),
  output: done,
  problems: ['consult-not-requested', 'not-rung'],
})

/** "Cannot now": the next person rings at once. */
export const passConsult = endpoint({
  name: 'pass-consult',
  method: 'POST',
  path: '/api/consults/{consultId}/pass',
  may: 'consult.answer',
  input: z.object(consultId),
  output: done,
  problems: ['consult-not-requested', 'not-rung'],
})

/** The asker calls the next person, also when somebody accepted and went silent. */
export const callNext = endpoint({
  name: 'call-next',
  method: 'POST',
  path: '/api/consults/{consultId}/call-next',
  may: 'consult.request',
  input: z.object(consultId),
  output: z.object({ rang: z.array(personBrief) }),
  problems: ['consult-not-requested', 'nobody-left-to-call', 'expert-is-there'],
})

export const cancelConsult = endpoint({
  name: 'cancel-consult',
  method: 'POST',
  path: '/api/consults/{consultId}/cancel',
  may: 'consult.request',
  input: z.object({ ...consultId, reason: z.string().trim().min(1).max(400) }),
  output: done,
  problems: ['consult-not-requested'],
})

/** Says that I have the case open; the one who accepted and stops saying so before joining is silent. */
export const openConsult = endpoint({
  name: 'open-consult',
  method: 'POST',
  path: '/api/consults/{consultId}/open',
  may: 'consult.read',
  input: z.object(consultId),
  output: done,
})

/** Types a time that only a human knows (last known well, door, needle); a correction is a new version. */
export const typeMilestone = endpoint({
  name: 'type-milestone',
  method: 'POST',
  path: '/api/consults/{consultId}/milestones',
  may: 'consult.request',
  input: z.object({ ...consultId, code: z.string().max(40), occurredAt: instant }),
  output: done,
  problems: ['not-typed-by-hand', 'time-in-the-future', 'consult-is-over'],
})
