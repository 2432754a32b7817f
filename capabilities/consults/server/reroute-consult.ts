import { rosterNow } from '#capabilities/identity/server/index.ts'
import { withdrawGrants } from '#capabilities/records/server/index.ts'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import { asNamedSystem, type Tx } from '#platform/server/db.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/paging.ts'
import { consultRang, consultsPermissions } from '../contract.ts'
import { findConsult } from './find-consult.ts'
import { ladderFor } from './find-ladder.ts'
import { buildLadder } from './ladder.ts'
import { ringLadder } from './ring-ladder.ts'
import { say } from './say.ts'

/**
 * A coordinator of either side sends an emergency that nobody has answered to another hospital. Whoever was rung at the
 * one before is rung no longer; the new ladder begins now.
 */
export async function rerouteConsult(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.rerouteConsult>,
): Promise<OutputOf<typeof contract.rerouteConsult>> {
  const before = await findConsult(tx, input.consultId)
  const may = consultsPermissions['consult.route']
  if (!holds(actor, may, before.supporting_facility_id) && !holds(actor, may, before.asking_facility_id))
    throw notFound()
  noteAccess(tx, { patientId: before.patient_id, purpose: 'emergency-consult' })
  const { facilityId } = input
  if (facilityId === before.supporting_facility_id) throw new Problem(409, 'already-there')
  const duties = await rosterNow(tx, { facilityId, specialty: before.specialty, now: actor.now })
  if (duties.length === 0) throw new Problem(422, 'nobody-on-duty-there')
  const consult = await tx
    .updateTable('consults.consult')
    .set({ supporting_facility_id: facilityId, unanswered_at: null })
    .where('id', '=', before.id)
    .where('status', '=', 'requested')
    .where('urgency', '=', 'emergency')
    .returningAll()
    .executeTakeFirst()
  if (!consult) throw new Problem(409, 'consult-not-requested')
  const people = await silence(tx, actor, consult.id)
  const document = await ladderFor(tx, facilityId)
  const ladder = buildLadder(duties, consult.specialty, { document, at: 'supporting' })
  const reasons = [{ code: 'coordinator' as const, text: input.reason.normalize('NFC') }]
  const called = { facilityId, why: 'rerouted' as const, reasons, decidedBy: actor.personId }
  // a coordinator lets others see what they may not see themselves
  const now = await asNamedSystem(tx, actor, 'reroute-consult', async () => {
    await withdrawGrants(tx, actor, consult.id, { only: people })
    return await ringLadder(tx, actor, consult, { called, ladder })
  })
  await say({ tx, actor }, consultRang, consult, [...now, ...people])
  return { rang: now.length }
}

/** Everybody who was rung for the first specialty is rung no longer. Returns who. */
async function silence(tx: Tx, actor: Actor, consultId: string): Promise<string[]> {
  const gone = await tx
    .updateTable('consults.page')
    .set({ answer: 'superseded', answered_at: actor.now })
    .where('consult_id', '=', consultId)
    .where('call_id', 'is', null)
    .where('answer', 'is', null)
    .returning('person_id')
    .execute()
  return gone.map((page) => page.person_id)
}
