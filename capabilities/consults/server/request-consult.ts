import { lookForImages } from '#capabilities/imaging/server/index.ts'
import type { PathwayDocument } from '#capabilities/pathways/contract.ts'
import { findPathway, startRun } from '#capabilities/pathways/server/index.ts'
import {
  insertDrillPatient,
  insertPatient,
  isTreatedAt,
  temporaryIdentifier,
} from '#capabilities/records/server/index.ts'
import { letIntoRoom } from '#capabilities/sessions/server/index.ts'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import { type Actor, careFacilities } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import { type Tx, together, whileGoingOn } from '#platform/server/db.ts'
import { enqueue } from '#platform/server/jobs.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import { redAlerts } from '../contract/red-alert.ts'
import type * as contract from '../contract.ts'
import { consultRequested } from '../contract.ts'
import { callSpecialties } from './call-specialties.ts'
import type { ConsultRow } from './find-consult.ts'
import { ladderFor } from './find-ladder.ts'
import { insertPages, ringsAt } from './insert-pages.ts'
import { backupAfterMs, buildLadder } from './ladder.ts'
import { letIn } from './let-in.ts'
import { passGates } from './modes.ts'
import { type Route, routeFor } from './route.ts'
import { say, subjectOf } from './say.ts'

type Input = ParsedOf<typeof contract.requestConsult>

/**
 * The red button. Finds who supports the asker in the specialty of the pathway and who is on duty there, writes the
 * consult with its ladder, lets those who ring see the record, starts the clocks and opens the room.
 */
export async function requestConsult(
  tx: Tx,
  actor: Actor,
  input: Input,
): Promise<OutputOf<typeof contract.requestConsult>> {
  if (!careFacilities(actor).includes(input.facilityId)) throw new Problem(403, 'not-your-facility')
  const pathway = await findPathway(tx, input.pathway)
  if (!pathway) throw new Problem(422, 'pathway-unknown')
  // statements that do not need each other's answer go over the wire together
  const [route, patientId] = await together([
    routeFor(tx, actor, { facilityId: input.facilityId, specialty: pathway.specialty }),
    patientFor(tx, actor, input),
  ])
  const document = await ladderFor(tx, route.support.facilityId)
  noteAccess(tx, { patientId, purpose: 'emergency-consult', basis: 'emergency-19-1-a' })
  const ladder = buildLadder(route.duties, pathway.specialty, { document, at: 'supporting' })
  const consult = { id: newId<'consult'>(), patient_id: patientId, asking_facility_id: input.facilityId }
  const subject = subjectOf(consult)
  const called = ladder.map((rung) => ({ personId: rung.personId, from: ringsAt(actor, rung) }))
  const passed = { code: 'requested', occurredAt: actor.now, source: `consult/${consult.id}` }
  const written = together([
    insertConsult(tx, actor, { id: consult.id, input, patientId, pathway, route, backupMs: backupAfterMs(document) }),
    insertPages(tx, actor, { consultId: consult.id, facilityId: route.support.facilityId }, { ladder }),
    letIn(tx, actor, consult, called),
    startRun(tx, actor, subject, { pathway, passed, facilityId: input.facilityId }),
    letIntoRoom(tx, subject, { personId: actor.personId, role: 'secretary', facilityId: input.facilityId }),
  ])
  whileGoingOn(tx, written)
  whileGoingOn(
    tx,
    written.then(async ([row]) => await passGates(tx, actor, row, 'open')),
  )
  enqueue(tx, lookForImages, { patientId })
  const first = ladder.filter((rung) => rung.rung === 1).map((rung) => rung.personId)
  const alert = redAlerts.find((each) => each.kind === input.redAlert)
  if (alert) {
    await written
    first.push(...(await callSpecialties(tx, actor, consult, alert.roles)))
  }
  await say({ tx, actor }, consultRequested, { ...consult, asked_by: actor.personId, accepted_by: null }, first)
  return { consultId: consult.id }
}

async function patientFor(tx: Tx, actor: Actor, input: Input): Promise<string> {
  if (input.patient.is === 'drill') return await insertDrillPatient(tx, actor, input.facilityId)
  if (input.patient.is === 'unknown') {
    return await insertPatient(tx, actor, {
      facilityId: input.facilityId,
      fullName: input.patient.about || '?',
      birthDate: null,
      birthYear: null,
      sex: input.patient.sex,
      isUnknown: true,
      identifiers: [
        {
          system: 'temporary',
          value: temporaryIdentifier(actor.now),
        },
      ],
    })
  }
  const { patientId } = input.patient
  if (!(await isTreatedAt(tx, patientId, input.facilityId))) throw notFound()
  return patientId
}

type New = {
  id: string
  input: Input
  patientId: string
  pathway: PathwayDocument
  route: Route
  backupMs: number | null
}

/** The index on running consults of a patient is the guard: of two presses at once one is told so. */
async function insertConsult(
  tx: Tx,
  actor: Actor,
  { id, input, patientId, pathway, route, backupMs }: New,
): Promise<ConsultRow> {
  const isEmpty = route.duties.length === 0
  const inserted = await tx
    .insertInto('consults.consult')
    .values({
      id,
      patient_id: patientId,
      pathway: pathway.code,
      pathway_version: pathway.version,
      specialty: pathway.specialty,
      urgency: 'emergency',
      question: input.question.normalize('NFC'),
      status: 'requested',
      asking_facility_id: input.facilityId,
      supporting_facility_id: route.support.facilityId,
      first_facility_id: route.support.facilityId,
      routing_reason: route.support.isForSpecialty ? 'link-for-specialty' : 'general-link',
      support_link_id: route.support.linkId,
      asked_by: actor.personId,
      asked_at: actor.now,
      routing_reasons: JSON.stringify(route.reasons),
      is_drill: input.patient.is === 'drill',
      red_alert: input.redAlert ?? null,
      backup_due_at: backupMs === null ? null : new Date(actor.now.getTime() + (isEmpty ? 0 : backupMs)),
      ...(isEmpty ? { unanswered_at: actor.now } : {}),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  if (!inserted) throw new Problem(409, 'already-requested')
  return inserted
}
