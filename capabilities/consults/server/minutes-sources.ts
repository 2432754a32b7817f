import { personBriefs } from '#capabilities/identity/server/index.ts'
import type { KeyImage } from '#capabilities/imaging/contract/key-images.ts'
import { listStudies, type Study } from '#capabilities/imaging/contract.ts'
import { imagingHandlers, keyImagesFor } from '#capabilities/imaging/server/index.ts'
import { type Facility, getFacility } from '#capabilities/network/contract.ts'
import { networkHandlers } from '#capabilities/network/server/index.ts'
import { getRun, type Run } from '#capabilities/pathways/contract/run-endpoints.ts'
import type { Milestone, PathwayDocument } from '#capabilities/pathways/contract.ts'
import { milestonesOf, pathwaysHandlers } from '#capabilities/pathways/server/index.ts'
import { getPatient, type PatientRecord } from '#capabilities/records/contract.ts'
import { recordsHandlers } from '#capabilities/records/server/index.ts'
import { getSession, type Session } from '#capabilities/sessions/contract.ts'
import { roomOf, sessionsHandlers } from '#capabilities/sessions/server/index.ts'
import type { Endpoint, OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type { Handler } from '#platform/server/handler.ts'
import { Problem } from '#platform/server/problem.ts'
import type { Incident, Informed, Opinion } from '../contract/opinions.ts'
import type { Consult } from '../contract.ts'
import { pathwayOf } from './consult-row.ts'
import { type ConsultRow, findConsult } from './find-consult.ts'
import { mostKeyImages } from './key-images-on-paper.ts'
import { listMessages } from './messages.ts'
import { opinionsOf } from './opinions.ts'
import { pagesOf } from './pages-row.ts'
import { registerEntryOf } from './register-entry.ts'
import { incidentsOf, informedOf } from './session-notes.ts'
import { conclusionOf, decisionOf, outcomeOf } from './thread-row.ts'

type Asker = { tx: Tx; actor: Actor }

/** All that minutes are made of, as the asker may see it: the record and the room are null where they may not be seen. */
export type MinutesSources = {
  consult: ConsultRow
  pathway: PathwayDocument
  milestones: Milestone[]
  asking: Facility
  supporting: Facility
  people: Awaited<ReturnType<typeof personBriefs>>
  record: PatientRecord | null
  room: Session | null
  images: Study[]
  /** The views that were kept for this case. */
  keyImages: KeyImage[]
  /** What those who were asked for advice wrote in the thread. */
  discussion: Awaited<ReturnType<typeof listMessages>>
  opinions: Opinion[]
  informed: Informed | null
  incidents: Incident[]
  pages: Consult['pages']
  run: Run | null
  register: Awaited<ReturnType<typeof registerEntryOf>>
  conclusion: Consult['conclusion']
  decision: Consult['decision']
  outcome: Consult['outcome']
}

/** Asks a neighbour through its door for what its contract offers, in the same transaction and as the same actor. */
async function ask<E extends Endpoint>(
  asker: Asker,
  handlers: readonly Handler[],
  endpoint: E,
  input: ParsedOf<E>,
): Promise<OutputOf<E>> {
  const handler = handlers.find((each) => each.endpoint.name === endpoint.name)
  if (handler?.kind !== 'operation') throw new Error(`${endpoint.name} is not an operation behind this door`)
  // the list of handlers forgets the types; the endpoint of the same name has this output
  return (await handler.run(asker.tx, asker.actor, input)) as OutputOf<E>
}

async function nullWhenHidden<T>(asked: Promise<T>): Promise<T | null> {
  return await asked.catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) return null
    throw error
  })
}

async function roomFor(asker: Asker, consultId: string): Promise<Session | null> {
  const sessionId = await roomOf(asker.tx, { kind: 'consult', id: consultId })
  return sessionId && (await nullWhenHidden(ask(asker, sessionsHandlers, getSession, { sessionId })))
}

/** The studies that were there when it was decided, oldest first; what came later did not count. */
async function imagesBefore(asker: Asker, patientId: Id<'patient'>, decision: Consult['decision']): Promise<Study[]> {
  const all = await nullWhenHidden(ask(asker, imagingHandlers({}), listStudies, { patientId }))
  const decidedAt = decision?.decidedAt
  return (all ?? []).filter((study) => !decidedAt || study.firstArrivedAt <= decidedAt).toReversed()
}

async function discussionIn(asker: Asker, consultId: string, pages: Consult['pages']) {
  const asked = new Set<string>(pages.map((page) => page.person.id))
  return (await listMessages(asker.tx, asker.actor, { consultId })).filter((each) => asked.has(each.author.id))
}

/** When the consultation was held: when the expert entered the room, else when they accepted. */
export const heldAt = (consult: ConsultRow): Date => consult.joined_at ?? consult.accepted_at ?? consult.asked_at

/** Collects all that the minutes of a consult are made of; 404 unless the actor takes part. */
export async function minutesSources(tx: Tx, actor: Actor, consultId: string): Promise<MinutesSources> {
  const asker = { tx, actor }
  const consult = await findConsult(tx, consultId)
  const patientId = consult.patient_id as Id<'patient'>
  const facility = async (facilityId: string) =>
    await ask(asker, networkHandlers, getFacility, { facilityId: facilityId as Id<'facility'> })
  const decision = await decisionOf(tx, consult.id)
  const pages = await pagesOf(tx, actor, consult.id)
  return {
    consult,
    pathway: await pathwayOf(tx, consult),
    milestones: (await milestonesOf(tx, 'consult', [consult.id])).get(consult.id) ?? [],
    asking: await facility(consult.asking_facility_id),
    supporting: await facility(consult.supporting_facility_id),
    people: await personBriefs(tx, [consult.asked_by, consult.accepted_by]),
    record: await nullWhenHidden(ask(asker, recordsHandlers, getPatient, { patientId })),
    room: await roomFor(asker, consult.id),
    images: await imagesBefore(asker, patientId, decision),
    keyImages: await keyImagesFor(tx, actor, {
      ...{ patientId, most: mostKeyImages, until: decision && new Date(decision.decidedAt) },
      subject: { kind: 'consult', id: consult.id },
    }),
    pages,
    discussion: await discussionIn(asker, consult.id, pages),
    opinions: await opinionsOf(tx, consult.id),
    informed: await informedOf(tx, consult.id),
    incidents: await incidentsOf(tx, consult.id),
    run: await nullWhenHidden(ask(asker, pathwaysHandlers, getRun, { subjectKind: 'consult', subjectId: consult.id })),
    register: await registerEntryOf(tx, consult.id),
    conclusion: await conclusionOf(tx, consult.id),
    decision,
    outcome: await outcomeOf(tx, consult.id),
  }
}
