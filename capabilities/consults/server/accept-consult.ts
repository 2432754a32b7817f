import { passMilestone } from '#capabilities/pathways/server/index.ts'
import { withdrawGrants } from '#capabilities/records/server/index.ts'
import { letIntoRoom } from '#capabilities/sessions/server/index.ts'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract.ts'
import { consultAccepted, consultStates, consultsPermissions } from '../contract.ts'
import { acceptCall } from './accept-call.ts'
import { findConsult } from './find-consult.ts'
import { say, subjectOf } from './say.ts'

/** How long the one who accepted has to open the case before the ringing goes on. */
export const openWithinMs = 120_000

/** One press of one who is rung. The first wins; the guard is in the write. The others lose sight of the record. */
export async function acceptConsult(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.acceptConsult>,
): Promise<typeof ok> {
  const mine = await myPage(tx, actor, input.consultId)
  if (mine?.call_id) return await acceptCall(tx, actor, { ...input, callId: mine.call_id })
  const accepted = await tx
    .updateTable('consults.consult')
    .set({
      status: 'accepted',
      accepted_by: actor.personId,
      accepted_at: actor.now,
      open_by: new Date(actor.now.getTime() + openWithinMs),
      opened_at: null,
      acceptor_seen_at: null,
      unanswered_at: null,
      // whoever answers for the backup hospital makes it the one that supports
      ...(mine ? { supporting_facility_id: mine.facility_id } : {}),
    })
    .where('id', '=', input.consultId)
    .where('status', 'in', consultStates.accept)
    .returningAll()
    .executeTakeFirst()
  if (!accepted) {
    await findConsult(tx, input.consultId)
    throw new Problem(409, 'consult-not-requested')
  }
  // who left the hospital that answers no longer answers for it, also when their page still rings
  if (!holds(actor, consultsPermissions['consult.accept'], accepted.supporting_facility_id)) throw notFound()
  noteAccess(tx, { patientId: accepted.patient_id, purpose: 'emergency-consult', basis: 'emergency-19-1-a' })
  const page = await tx
    .updateTable('consults.page')
    .set({ answer: 'accepted', answered_at: actor.now, answered_device: input.device ?? null })
    .where('consult_id', '=', accepted.id)
    .where('person_id', '=', actor.personId)
    .where('answer', 'is', null)
    .where('rings_at', '<=', actor.now)
    .returning('id')
    .executeTakeFirst()
  if (!page) throw new Problem(409, 'not-rung')
  await passMilestone(tx, actor, subjectOf(accepted), {
    code: 'accepted',
    occurredAt: actor.now,
    source: `page/${page.id}`,
  })
  await letIntoRoom(tx, subjectOf(accepted), {
    personId: actor.personId,
    role: 'chair',
    facilityId: accepted.supporting_facility_id,
  })
  await withdrawGrants(tx, actor, accepted.id, { only: await othersOf(tx, accepted.id, actor.personId) })
  await say({ tx, actor }, consultAccepted, accepted, await rungPeople(tx, accepted.id))
  return ok
}

const myPage = async (tx: Tx, actor: Actor, consultId: string) =>
  await tx
    .selectFrom('consults.page')
    .select(['call_id', 'facility_id'])
    .where('consult_id', '=', consultId)
    .where('person_id', '=', actor.personId)
    .executeTakeFirst()

/** Those who were rung for the same answer; people of further specialties keep their sight. */
async function othersOf(tx: Tx, consultId: string, personId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('consults.page')
    .select('person_id')
    .where('consult_id', '=', consultId)
    .where('call_id', 'is', null)
    .where('person_id', '<>', personId)
    .execute()
  return rows.map((row) => row.person_id)
}

/** Everybody on the ladder of a consult. */
export async function rungPeople(tx: Tx, consultId: string): Promise<string[]> {
  const rows = await tx.selectFrom('consults.page').select('person_id').where('consult_id', '=', consultId).execute()
  return rows.map((row) => row.person_id)
}
