import { peopleHolding, rosterNow } from '#capabilities/identity/server/index.ts'
import { facilityNames } from '#capabilities/network/server/index.ts'
import { passMilestone } from '#capabilities/pathways/server/index.ts'
import { grantAccess } from '#capabilities/records/server/index.ts'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import { type Actor, careFacilities } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import { finalOutcomes } from '../contract/follow-up.ts'
import type * as contract from '../contract/transfer.ts'
import { findConsult } from './find-consult.ts'
import { sightMs } from './let-in.ts'
import { subjectOf } from './say.ts'
import { outcomeOf } from './thread-row.ts'
import { sayTransfer } from './transfer-row.ts'

const advised: readonly string[] = ['accepted', 'concluded', 'decided', 'completed']

/** Asks another hospital to take the patient; those who answer for it now may see the record from this moment. */
export async function requestTransfer(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.requestTransfer>,
): Promise<OutputOf<typeof contract.requestTransfer>> {
  const consult = await findConsult(tx, input.consultId)
  noteAccess(tx, { patientId: consult.patient_id, purpose: 'transfer' })
  if (!careFacilities(actor).includes(consult.asking_facility_id)) throw new Problem(403, 'not-the-treating-side')
  const result = (await outcomeOf(tx, consult.id))?.result
  const isFinal = result !== undefined && finalOutcomes.includes(result)
  if (!advised.includes(consult.status) || isFinal) throw new Problem(409, 'transfer-not-advised')
  if (input.toFacilityId === consult.asking_facility_id) throw new Problem(422, 'same-facility')
  if (!(await facilityNames(tx, [input.toFacilityId], actor.now)).has(input.toFacilityId)) throw notFound()
  const row = await tx
    .insertInto('consults.transfer')
    .values({
      id: newId<'transfer'>(),
      consult_id: consult.id,
      patient_id: consult.patient_id,
      pathway: consult.pathway,
      pathway_version: consult.pathway_version,
      from_facility_id: consult.asking_facility_id,
      to_facility_id: input.toFacilityId,
      status: 'requested',
      reason: input.reason.normalize('NFC'),
      requested_by: actor.personId,
      requested_at: actor.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  if (!row) throw new Problem(409, 'transfer-already-open')
  const people = await whoAnswers(tx, actor, { facilityId: input.toFacilityId, specialty: consult.specialty })
  const endsAt = new Date(actor.now.getTime() + sightMs)
  await grantAccess(
    tx,
    actor,
    people.map((personId) => ({
      ...{ patientId: consult.patient_id, personId, consultId: row.id },
      ...{ basis: 'emergency-19-1-a' as const, startsAt: actor.now, endsAt },
    })),
  )
  const passed = { code: 'transfer-requested', occurredAt: actor.now, source: `transfer/${row.id}` }
  await passMilestone(tx, actor, subjectOf(consult), passed)
  await sayTransfer(tx, actor, row, [...people, ...(consult.accepted_by ? [consult.accepted_by] : [])])
  return { transferId: row.id as OutputOf<typeof contract.requestTransfer>['transferId'] }
}

/** Who may answer for a hospital now: those on duty, its coordinators, its doctors of the specialty. */
async function whoAnswers(tx: Tx, { now }: Actor, where: { facilityId: string; specialty: string }): Promise<string[]> {
  const onDuty = await rosterNow(tx, { facilityId: where.facilityId, now })
  const coordinators = await peopleHolding(tx, { facilityId: where.facilityId, role: 'coordinator', now })
  const specialists = await peopleHolding(tx, { ...where, role: 'doctor', now })
  return [...new Set([...onDuty.map((duty) => duty.person.id), ...coordinators, ...specialists])]
}
