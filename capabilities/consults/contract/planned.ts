import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { id } from '#platform/contract/id.ts'
import { done } from '#platform/contract/page.ts'
import { consultSummary, intendedAction, questionParts } from './consult.ts'

/** Until when the first answer is owed, in hours, by urgency. */
export const firstAnswerWithin = {
  urgent: { hours: 4, source: 'Tuyến' },
  routine: { hours: 24, source: 'Tuyến' },
} as const

const consultId = { consultId: id<'consult'>() }

/** A planned or urgent request: written, with a due time; nobody is rung, whoever answers for the specialty finds it on the Desk. */
export const askConsult = endpoint({
  name: 'ask-consult',
  method: 'POST',
  path: '/api/consults/planned',
  may: 'consult.request',
  input: z.object({
    facilityId: id<'facility'>(),
    pathway: z.string().max(40),
    patientId: id<'patient'>(),
    urgency: z.enum(['routine', 'urgent']),
    intendedAction,
    question: questionParts,
    /** Asks for another opinion on a case that has one: at another hospital, linked to the first. */
    secondOpinionOf: id<'consult'>().optional(),
    toFacilityId: id<'facility'>().optional(),
    /** True when the asker has seen the running request and asks all the same. */
    isDespiteRunning: z.boolean().default(false),
  }),
  output: z.discriminatedUnion('is', [
    z.object({
      is: z.literal('asked'),
      consultId: id<'consult'>(),
      /** True when another request runs where the asker cannot see it; the coordinator has been told. */
      isCoordinatorTold: z.boolean(),
    }),
    /** Not asked: this one runs for the patient in the specialty already. */
    z.object({ is: z.literal('running'), consultId: id<'consult'>() }),
  ]),
  problems: ['not-your-facility', 'nobody-supports-you', 'pathway-unknown', 'same-facility'],
})

/** A specialist takes a planned request, or one that was given or handed over to them. */
export const takeConsult = endpoint({
  name: 'take-consult',
  method: 'POST',
  path: '/api/consults/{consultId}/take',
  may: 'consult.accept',
  input: z.object(consultId),
  output: done,
  problems: ['consult-not-requested', 'not-planned'],
})

/** Gives a planned request to a specialist: the coordinator of the supporting hospital, or the one who has it and hands over. */
export const allocateConsult = endpoint({
  name: 'allocate-consult',
  method: 'POST',
  path: '/api/consults/{consultId}/allocate',
  may: 'consult.answer',
  input: z.object({ ...consultId, personId: id<'person'>() }),
  output: done,
  problems: ['consult-not-requested', 'not-planned', 'not-of-this-facility'],
})

/** Who may be given a planned request at the supporting hospital: specialists first, on duty first. */
export const listSpecialists = endpoint({
  name: 'list-specialists',
  method: 'GET',
  path: '/api/consults/{consultId}/specialists',
  may: 'consult.answer',
  input: z.object(consultId),
  output: z.array(z.object({ person: personBrief, isOfSpecialty: z.boolean(), isOnDuty: z.boolean() })),
})

/** The coordinator sends a planned request that nobody has taken to another hospital, with a reason. */
export const redirectConsult = endpoint({
  name: 'redirect-consult',
  method: 'POST',
  path: '/api/consults/{consultId}/redirect',
  may: 'consult.route',
  input: z.object({ ...consultId, facilityId: id<'facility'>(), reason: z.string().trim().min(1).max(400) }),
  output: done,
  problems: ['consult-not-requested', 'not-planned', 'already-there', 'same-facility'],
})

/** Closes a planned request as a duplicate of another one of the same patient. */
export const mergeConsult = endpoint({
  name: 'merge-consult',
  method: 'POST',
  path: '/api/consults/{consultId}/merge',
  may: 'consult.route',
  input: z.object({ ...consultId, intoConsultId: id<'consult'>() }),
  output: done,
  problems: ['consult-not-requested', 'not-planned', 'other-patient'],
})

/** A row of the coordinator's board. */
export const boardRow = consultSummary.extend({ mayBeDuplicate: z.boolean() })

/** A row of the coordinator's board. */
export type BoardRow = z.output<typeof boardRow>

/** What waits at the hospitals that I coordinate: emergencies first, then by due time. */
export const getBoard = endpoint({
  name: 'get-board',
  method: 'GET',
  path: '/api/board',
  may: 'consult.route',
  input: z.object({}),
  output: z.array(boardRow),
})
