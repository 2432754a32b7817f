import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { id } from '#platform/contract/id.ts'
import { calendarDate, instant } from '#platform/contract/instant.ts'
import { done } from '#platform/contract/page.ts'

const consultId = { consultId: id<'consult'>() }

export const opinionKind = z.enum(['opinion', 'dissent'])

/** What an expert holds, a dissent (ý kiến bảo lưu) among them; its newest version. */
export const opinion = z.object({
  opinionId: id<'opinion'>(),
  version: z.number().int(),
  kind: opinionKind,
  text: z.string(),
  author: personBrief,
  writtenAt: instant,
})

/** What an expert holds. */
export type Opinion = z.output<typeof opinion>

export const listOpinions = endpoint({
  name: 'list-opinions',
  method: 'GET',
  path: '/api/consults/{consultId}/opinions',
  may: 'consult.read',
  input: z.object(consultId),
  output: z.array(opinion),
})

/** Writes an opinion of my own, or its next version; only a doctor who takes part holds one. */
export const writeOpinion = endpoint({
  name: 'write-opinion',
  method: 'POST',
  path: '/api/consults/{consultId}/opinions',
  may: 'consult.conclude',
  input: z.object({
    ...consultId,
    opinionId: id<'opinion'>(),
    /** The version that it replaces, 0 for the first. */
    basedOn: z.number().int().min(0),
    kind: opinionKind,
    text: z.string().trim().min(1).max(8000),
  }),
  output: opinion,
  problems: ['consult-is-over', 'opinion-changed-meanwhile', 'not-your-opinion'],
})

/** Who was told of the remote consultation (Decree 96/2023 Art. 88), by whom, when and how; its newest version. */
export const informed = z.object({
  version: z.number().int(),
  who: z.enum(['patient', 'relative', 'nobody-reached']),
  /** The relative and how they are related; empty for the patient. */
  name: z.string(),
  how: z.enum(['in-person', 'by-phone', 'in-writing', 'not-possible']),
  note: z.string(),
  informedAt: instant,
  informedBy: personBrief,
})

/** Who was told of the remote consultation. */
export type Informed = z.output<typeof informed>

/** Says who was told; only the treating side, and of a moment that has passed. */
export const recordInformed = endpoint({
  name: 'record-informed',
  method: 'POST',
  path: '/api/consults/{consultId}/informed',
  may: 'consult.request',
  input: z.object({
    ...consultId,
    basedOn: z.number().int().min(0),
    who: informed.shape.who,
    name: z.string().trim().max(200).default(''),
    how: informed.shape.how,
    note: z.string().trim().max(1000).default(''),
    informedAt: instant,
  }),
  output: informed,
  problems: [
    'not-the-treating-side',
    'informed-changed-meanwhile',
    'time-in-the-future',
    'relative-missing',
    'reason-missing',
  ],
})

export const incidentKind = z.enum(['link-lost', 'sound', 'picture', 'images', 'other'])

/** A technical incident of the session. */
export const incident = z.object({
  id: id<'incident'>(),
  kind: incidentKind,
  text: z.string(),
  occurredAt: instant,
  notedBy: personBrief,
})

/** A technical incident of the session. */
export type Incident = z.output<typeof incident>

/** Notes a technical incident for the minutes; anybody who takes part may. */
export const noteIncident = endpoint({
  name: 'note-incident',
  method: 'POST',
  path: '/api/consults/{consultId}/incidents',
  may: 'consult.read',
  input: z.object({
    ...consultId,
    kind: incidentKind,
    text: z.string().trim().min(1).max(1000),
    occurredAt: instant,
  }),
  output: done,
  problems: ['time-in-the-future'],
})

/** Who was told, what went wrong technically, and how long the record is kept. */
export const getSessionNotes = endpoint({
  name: 'get-session-notes',
  method: 'GET',
  path: '/api/consults/{consultId}/session-notes',
  may: 'consult.read',
  input: z.object(consultId),
  output: z.object({
    informed: informed.nullable(),
    incidents: z.array(incident),
    /** How long the record is kept; null while the outcome is open, since it is counted from the closing. */
    retention: z.object({ years: z.number().int(), notBefore: calendarDate, rule: z.string() }).nullable(),
    /** True for those of a hospital that holds the record: nothing of it is destroyed whatever its age. */
    isHeld: z.boolean(),
  }),
})
