import { peopleHolding } from '#capabilities/identity/server/index.ts'
import { findPathway, startRun } from '#capabilities/pathways/server/index.ts'
import { isTreatedAt } from '#capabilities/records/server/index.ts'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { type Actor, careFacilities } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/planned.ts'
import { firstAnswerWithin } from '../contract/planned.ts'
import { consultRequested } from '../contract.ts'
import { type ConsultRow, findConsult } from './find-consult.ts'
import { invite } from './planned-row.ts'
import { type Route, routeFor } from './route.ts'
import { say, subjectOf } from './say.ts'

type Input = ParsedOf<typeof contract.askConsult>
type Output = OutputOf<typeof contract.askConsult>

/**
 * Asks in writing. Nobody is rung: whoever answers for the specialty, and the coordinator, find it on the Desk with its due
 * time. A request that runs already is named to those who may see it; else the coordinator is told.
 */
export async function askConsult(tx: Tx, actor: Actor, input: Input): Promise<Output> {
  if (!careFacilities(actor).includes(input.facilityId)) throw new Problem(403, 'not-your-facility')
  const pathway = await findPathway(tx, input.pathway)
  if (!pathway) throw new Problem(422, 'pathway-unknown')
  const { specialty } = pathway
  if (!(await isTreatedAt(tx, input.patientId, input.facilityId))) throw notFound()
  if (input.secondOpinionOf) await sameCase(tx, input)
  noteAccess(tx, { patientId: input.patientId, purpose: 'consult' })
  const isOther = Boolean(input.secondOpinionOf) || input.isDespiteRunning
  const running = isOther ? undefined : await runningFor(tx, input.patientId, specialty)
  if (running) return { is: 'running', consultId: running as Id<'consult'> }
  const isHidden = !isOther && (await runsElsewhere(tx, input.patientId, specialty))
  const route = await routeFor(tx, actor, { facilityId: input.facilityId, specialty })
  const supporting = input.toFacilityId ?? route.support.facilityId
  if (supporting === input.facilityId) throw new Problem(422, 'same-facility')
  const consult = await insertPlanned(tx, actor, { input, pathway, route, supporting, isHidden })
  const passed = { code: 'requested', occurredAt: actor.now, source: `consult/${consult.id}` }
  await startRun(tx, actor, subjectOf(consult), { pathway, passed, facilityId: input.facilityId })
  const people = await inboxOf(tx, actor, { facilityId: supporting, specialty })
  await invite(tx, actor, consult, people)
  await say({ tx, actor }, consultRequested, consult, people)
  return { is: 'asked', consultId: consult.id as Id<'consult'>, isCoordinatorTold: isHidden }
}

/** A second opinion is on a case that the asker may see, of the same patient. */
async function sameCase(tx: Tx, input: Input): Promise<void> {
  const first = await findConsult(tx, input.secondOpinionOf ?? '')
  if (first.patient_id !== input.patientId) throw notFound()
}

/** The running request of the specialty that the asker may see. */
async function runningFor(tx: Tx, patientId: string, specialty: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('consults.consult')
    .select('id')
    .where('patient_id', '=', patientId)
    .where('specialty', '=', specialty)
    .where('status', 'in', ['requested', 'accepted'])
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

async function runsElsewhere(tx: Tx, patientId: string, specialty: string): Promise<boolean> {
  const row = await tx
    .selectNoFrom((on) => on.fn<boolean>('consults.runs_elsewhere', [on.val(patientId), on.val(specialty)]).as('runs'))
    .executeTakeFirstOrThrow()
  return row.runs
}

/** Whose Desk a planned request stands on: the doctors of the specialty and the coordinators. Nobody is woken, so the roster does not matter. */
export async function inboxOf(
  tx: Tx,
  { now }: Actor,
  where: { facilityId: string; specialty: string },
): Promise<string[]> {
  const specialists = await peopleHolding(tx, { ...where, role: 'doctor', now })
  const coordinators = await peopleHolding(tx, { facilityId: where.facilityId, role: 'coordinator', now })
  return [...new Set([...specialists, ...coordinators])]
}

type New = {
  input: Input
  pathway: { code: string; version: number; specialty: string }
  route: Route
  supporting: string
  isHidden: boolean
}

async function insertPlanned(tx: Tx, actor: Actor, wanted: New): Promise<ConsultRow> {
  const { input, pathway, route, supporting, isHidden } = wanted
  const isRouted = supporting === route.support.facilityId
  const dueMs = firstAnswerWithin[input.urgency].hours * 60 * 60 * 1000
  return await tx
    .insertInto('consults.consult')
    .values({
      id: newId<'consult'>(),
      patient_id: input.patientId,
      pathway: pathway.code,
      pathway_version: pathway.version,
      specialty: pathway.specialty,
      urgency: input.urgency,
      question: input.question.question.normalize('NFC'),
      question_parts: JSON.stringify(input.question).normalize('NFC'),
      intended_action: input.intendedAction,
      status: 'requested',
      asking_facility_id: input.facilityId,
      supporting_facility_id: supporting,
      first_facility_id: supporting,
      routing_reason: route.support.isForSpecialty ? 'link-for-specialty' : 'general-link',
      support_link_id: isRouted ? route.support.linkId : null,
      routing_reasons: JSON.stringify(isRouted ? route.reasons : []),
      asked_by: actor.personId,
      asked_at: actor.now,
      due_at: new Date(actor.now.getTime() + dueMs),
      linked_to: input.secondOpinionOf ?? null,
      link_reason: input.secondOpinionOf ? 'second-opinion' : null,
      may_be_duplicate: isHidden,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}
