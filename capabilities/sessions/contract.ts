import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { event } from '#platform/contract/event.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'

export const sessionRole = z.enum(['chair', 'secretary', 'expert', 'presenter', 'member'])

/** A person in a room and the facility they speak for. */
export const sessionParticipant = z.object({
  person: personBrief,
  role: sessionRole,
  facilityId: id<'facility'>(),
  facilityName: z.string(),
  /** Since when they are in the room; null when they are not. */
  presentSince: instant.nullable(),
  /** When they left or lost the link; null when they are there or never came. */
  leftAt: instant.nullable(),
})

/** A room for an opaque subject. */
export const session = z.object({
  id: id<'session'>(),
  subjectKind: z.string(),
  subjectId: z.guid(),
  status: z.enum(['planned', 'in-progress', 'finished']),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  participants: z.array(sessionParticipant),
})

/** A room for an opaque subject. */
export type Session = z.output<typeof session>

/** The roles that hold each permission of this capability. */
export const sessionsPermissions = {
  'session.join': ['doctor', 'nurse', 'technician', 'coordinator'],
} as const

/** Somebody entered the room. */
export const sessionJoined = event({
  type: 'session-joined',
  payload: z.object({
    sessionId: z.guid(),
    subjectKind: z.string(),
    subjectId: z.guid(),
    personId: z.guid(),
    at: z.string(),
  }),
  topics: ({ sessionId }) => [`session-room/${sessionId}`],
})

/** Somebody left the room or lost the link. */
export const sessionLeft = event({
  type: 'session-left',
  payload: z.object({
    sessionId: z.guid(),
    subjectKind: z.string(),
    subjectId: z.guid(),
    personId: z.guid(),
    at: z.string(),
  }),
  topics: ({ sessionId }) => [`session-room/${sessionId}`],
})

/** Somebody is no longer invited, or the room is closed: those inside are looked at again. */
export const roomRevoked = event({
  type: 'room-revoked',
  payload: z.object({ sessionId: z.guid() }),
  topics: ({ sessionId }) => [`session-room/${sessionId}`],
})

/** Shows a room to those invited. */
export const getSession = endpoint({
  name: 'get-session',
  method: 'GET',
  path: '/api/sessions/{sessionId}',
  may: 'session.join',
  input: z.object({ sessionId: id<'session'>() }),
  output: session,
})
