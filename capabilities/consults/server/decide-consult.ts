import { passMilestone } from '#capabilities/pathways/server/index.ts'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as thread from '../contract/thread.ts'
import { consultDecided, consultStates } from '../contract.ts'
import { findConsult } from './find-consult.ts'
import { planFollowUps } from './follow-ups.ts'
import { planNotices } from './plan-notices.ts'
import { say, subjectOf } from './say.ts'
import { conclusionOf, decisionOf } from './thread-row.ts'

/** The local doctor decides on the conclusion as it stands; a reason is owed unless it is accepted whole. */
export async function decideConsult(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof thread.decideConsult>,
): Promise<OutputOf<typeof thread.decideConsult>> {
  const consult = await findConsult(tx, input.consultId)
  noteAccess(tx, { patientId: consult.patient_id, purpose: 'care' })
  if (!holds(actor, ['doctor'], consult.asking_facility_id)) throw new Problem(403, 'not-the-treating-side')
  if (input.choice !== 'accepted' && input.reason === '') throw new Problem(422, 'reason-missing')
  const decided = await tx
    .updateTable('consults.consult')
    .set({ status: 'decided' })
    .where('id', '=', consult.id)
    .where('status', 'in', consultStates.decide)
    .returningAll()
    .executeTakeFirst()
  if (!decided) throw new Problem(409, 'consult-not-concluded')
  const conclusion = await conclusionOf(tx, consult.id)
  if (conclusion?.version !== input.conclusionVersion) throw new Problem(409, 'conclusion-has-changed')
  const before = await decisionOf(tx, consult.id)
  await tx
    .insertInto('consults.decision')
    .values({
      id: newId(),
      consult_id: consult.id,
      version: (before?.version ?? 0) + 1,
      conclusion_version: input.conclusionVersion,
      choice: input.choice,
      reason: input.reason.normalize('NFC'),
      decided_by: actor.personId,
      decided_at: actor.now,
    })
    .execute()
  await passMilestone(tx, actor, subjectOf(consult), {
    code: 'decided',
    occurredAt: actor.now,
    source: `consult/${consult.id}`,
  })
  await planFollowUps(tx, actor, decided)
  // the secretary signs first; the minutes of a first decision are version 1
  if (!before)
    await planNotices(tx, actor, { kind: 'signature', consult: decided, part: 1, people: [decided.asked_by] })
  await say({ tx, actor }, consultDecided, decided)
  const decision = await decisionOf(tx, consult.id)
  if (!decision) throw notFound()
  return decision
}
