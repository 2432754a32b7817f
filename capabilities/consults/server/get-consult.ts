import { personBriefs } from '#capabilities/identity/server/index.ts'
import type { PathwayDocument } from '#capabilities/pathways/contract.ts'
import { correctionsSince, isApproved, milestonesOf } from '#capabilities/pathways/server/index.ts'
import { currentGrant, patientBriefs } from '#capabilities/records/server/index.ts'
import { roomOf } from '#capabilities/sessions/server/index.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant, toInstantOrNull } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import type { Consult } from '../contract.ts'
import { missingOf, pathwayOf, personIn, sidesOf } from './consult-row.ts'
import { type ConsultRow, findConsult } from './find-consult.ts'
import { callsOf, pagesOf } from './pages-row.ts'
import { plannedOf } from './planned-row.ts'
import { routingOf } from './routing-row.ts'
import { subjectOf } from './say.ts'
import { conclusionOf, decisionOf, outcomeOf } from './thread-row.ts'

/** One consult. Whoever takes part keeps the thread; the patient and the clocks are there only while they may be seen. */
export async function getConsult(tx: Tx, actor: Actor, input: { consultId: string }): Promise<Consult> {
  const row = await findConsult(tx, input.consultId)
  const patient = (await patientBriefs(tx, [row.patient_id])).get(row.patient_id) ?? null
  const access = await currentGrant(tx, actor, row.patient_id)
  noteAccess(tx, { patientId: row.patient_id, purpose: 'consult', basis: access?.basis ?? null })
  const pathway = await pathwayOf(tx, row)
  const people = await personBriefs(tx, [row.asked_by, row.accepted_by, row.allocated_to])
  const side = await sidesOf(tx, [row], actor.now)
  const conclusion = await conclusionOf(tx, row.id)
  const milestones = (await milestonesOf(tx, 'consult', [row.id])).get(row.id) ?? []
  return {
    id: row.id as Id<'consult'>,
    patient,
    patientId: row.patient_id as Id<'patient'>,
    pathway,
    isPathwayApproved: await isApproved(tx, row.asking_facility_id, pathway),
    specialty: row.specialty,
    question: row.question,
    ...plannedOf(row, people),
    // the table's CHECK allows exactly these states
    status: row.status as Consult['status'],
    asking: side(row.asking_facility_id),
    supporting: side(row.supporting_facility_id),
    routing: await routingOf(tx, actor, row),
    isDrill: row.is_drill,
    // the contract alone writes it
    redAlert: row.red_alert as Consult['redAlert'],
    calls: await callsOf(tx, actor, row.id),
    backupDueAt: row.backup_rang_at ? null : toInstantOrNull(row.backup_due_at),
    askedBy: personIn(people, row.asked_by),
    askedAt: toInstant(row.asked_at),
    acceptedBy: row.accepted_by ? personIn(people, row.accepted_by) : null,
    acceptedAt: toInstantOrNull(row.accepted_at),
    openBy: toInstantOrNull(row.open_by),
    openedAt: toInstantOrNull(row.opened_at),
    joinedAt: toInstantOrNull(row.joined_at),
    unansweredAt: toInstantOrNull(row.unanswered_at),
    cancelledAt: toInstantOrNull(row.cancelled_at),
    pages: await pagesOf(tx, actor, row.id),
    milestones,
    missing: patient ? await missingOf(tx, row, pathway, milestones) : [],
    conclusion,
    correctedSinceConclusion: conclusion ? await correctedSince(tx, row, pathway, conclusion.concludedAt) : [],
    decision: await decisionOf(tx, row.id),
    outcome: await outcomeOf(tx, row.id),
    sessionId: await roomOf(tx, { kind: 'consult', id: row.id }),
    access: access && { basis: access.basis, until: access.until },
  }
}

/** The facts that were corrected after a moment, by their names in the pathway. */
async function correctedSince(
  tx: Tx,
  row: ConsultRow,
  pathway: PathwayDocument,
  at: string,
): Promise<Consult['correctedSinceConclusion']> {
  const codes = await correctionsSince(tx, subjectOf(row), new Date(at))
  const named = [...pathway.milestones, ...pathway.items]
  return codes.map((code) => ({
    code,
    label: named.find((each) => each.code === code)?.label ?? { vi: code, en: code },
  }))
}
