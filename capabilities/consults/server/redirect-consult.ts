import { facilityNames } from '#capabilities/network/server/index.ts'
import { endRun } from '#capabilities/pathways/server/index.ts'
import { withdrawGrants } from '#capabilities/records/server/index.ts'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/planned.ts'
import { consultCancelled, consultUpdated } from '../contract.ts'
import { inboxOf } from './ask-consult.ts'
import { type ConsultRow, findConsult } from './find-consult.ts'
import { invite, requirePlanned } from './planned-row.ts'
import { say, subjectOf } from './say.ts'

/** The planned request that the actor coordinates at either side; 404 otherwise. */
async function coordinated(tx: Tx, actor: Actor, consultId: string): Promise<ConsultRow> {
  const row = await findConsult(tx, consultId)
  const at = (facilityId: string) => holds(actor, ['coordinator'], facilityId)
  if (!at(row.supporting_facility_id) && !at(row.asking_facility_id)) throw notFound()
  noteAccess(tx, { patientId: row.patient_id, purpose: 'consult' })
  requirePlanned(row)
  return row
}

/** Sends a planned request that nobody has taken to another hospital; those of the first lose sight of the record. */
export async function redirectConsult(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.redirectConsult>,
): Promise<typeof ok> {
  const before = await coordinated(tx, actor, input.consultId)
  const { facilityId } = input
  if (facilityId === before.supporting_facility_id) throw new Problem(409, 'already-there')
  if (facilityId === before.asking_facility_id) throw new Problem(422, 'same-facility')
  if (!(await facilityNames(tx, [facilityId], actor.now)).has(facilityId)) throw notFound()
  await tx
    .insertInto('consults.routing')
    .values({
      ...{ id: newId(), consult_id: before.id, at: actor.now, facility_id: facilityId, why: 'rerouted' },
      reasons: JSON.stringify([{ code: 'coordinator', text: input.reason.normalize('NFC') }]),
      decided_by: actor.personId,
    })
    .execute()
  const people = await inboxOf(tx, actor, { facilityId, specialty: before.specialty })
  const known = new Set(people)
  const gone = await inboxOf(tx, actor, { facilityId: before.supporting_facility_id, specialty: before.specialty })
  await invite(tx, actor, before, people)
  const { numUpdatedRows } = await tx
    .updateTable('consults.consult')
    .set({ supporting_facility_id: facilityId, allocated_to: null })
    .where('id', '=', before.id)
    .where('status', '=', 'requested')
    .executeTakeFirst()
  if (!numUpdatedRows) throw new Problem(409, 'consult-not-requested')
  await say({ tx, actor }, consultUpdated, before, people)
  await withdrawGrants(tx, actor, before.id, { only: gone.filter((personId) => !known.has(personId)) })
  return ok
}

/** Closes a planned request as a duplicate of another one of the same patient, and links the two. */
export async function mergeConsult(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.mergeConsult>,
): Promise<typeof ok> {
  const before = await coordinated(tx, actor, input.consultId)
  const into = await findConsult(tx, input.intoConsultId)
  if (into.patient_id !== before.patient_id || into.id === before.id) throw new Problem(422, 'other-patient')
  const { numUpdatedRows } = await tx
    .updateTable('consults.consult')
    .set({
      ...{ status: 'cancelled', cancelled_at: actor.now, cancel_reason: 'duplicate' },
      ...{ linked_to: into.id, link_reason: 'duplicate' },
    })
    .where('id', '=', before.id)
    .where('status', '=', 'requested')
    .executeTakeFirst()
  if (!numUpdatedRows) throw new Problem(409, 'consult-not-requested')
  await endRun(tx, actor, subjectOf(before))
  await say({ tx, actor }, consultCancelled, before)
  await withdrawGrants(tx, actor, before.id, { except: [] })
  return ok
}
