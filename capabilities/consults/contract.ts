import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { sex } from '#capabilities/records/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { event } from '#platform/contract/event.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'
import { done } from '#platform/contract/page.ts'
import { consult, consultSummary, desk, side } from './contract/consult.ts'
import { redAlertKind } from './contract/red-alert.ts'

export * from './contract/consult.ts'

/** The roles that hold each permission of this capability. */
export const consultsPermissions = {
  'consult.request': ['doctor', 'nurse'],
  'consult.read': ['doctor', 'nurse', 'technician', 'coordinator'],
  'consult.accept': ['doctor'],
  'consult.answer': ['doctor', 'coordinator'],
  'consult.conclude': ['doctor'],
  'consult.decide': ['doctor'],
  'consult.route': ['coordinator'],
  'ladder.read': ['doctor', 'nurse', 'coordinator', 'leader', 'administrator'],
  'ladder.set': ['coordinator', 'leader', 'administrator'],
  'miss.read': ['coordinator', 'leader', 'administrator'],
  'register.read': ['doctor', 'nurse', 'coordinator', 'leader'],
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
/** An outcome is late. */
export const outcomeOwed = about('outcome-owed')
export const minutesChanged = about('minutes-changed')

/** Something was said in the thread. */
export const messageSent = event({
  type: 'message-sent',
  payload: z.object({ consultId: z.guid() }),
  topics: ({ consultId }) => [`consult/${consultId}`],
})

const consultId = { consultId: id<'consult'>() }
/** On which device it was pressed, in a word that people know. */
const device = { device: z.string().max(80).optional() }

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
      /** An exercise: a synthetic patient is made, every screen is marked, indicators leave it out. */
      z.object({ is: z.literal('drill') }),
    ]),
    /** Calls all specialties of a red alert at once, beside the one of the pathway. */
    redAlert: redAlertKind.optional(),
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
    /** The hospital that is called when nobody answers, and after how many seconds. */
    backup: z.object({ name: z.string(), afterSeconds: z.number().int() }).nullable(),
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
  input: z.object({ ...consultId, ...device }),
  output: done,
  problems: ['consult-not-requested', 'not-rung'],
})

/** "Cannot now": the next person rings at once. */
export const passConsult = endpoint({
  name: 'pass-consult',
  method: 'POST',
  path: '/api/consults/{consultId}/pass',
  may: 'consult.answer',
  input: z.object({ ...consultId, ...device }),
  output: done,
  problems: ['consult-not-requested', 'not-rung', 'expert-is-there'],
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
  input: z.object({
    ...consultId,
    code: z.string().max(40),
    occurredAt: instant,
    /** The version that it replaces, 0 for the first; another's newer one is then not overwritten. */
    basedOn: z.number().int().min(0).optional(),
    reason: z.string().trim().max(400).default(''),
    /** What the clock of the device shows, so that a moment pressed now is right although that clock is wrong. */
    deviceNow: instant.nullable().default(null),
  }),
  output: done,
  problems: [
    ...(['not-typed-by-hand', 'time-in-the-future', 'consult-is-over'] as const),
    ...(['answer-changed-meanwhile', 'run-has-ended', 'reason-missing'] as const),
  ],
})
