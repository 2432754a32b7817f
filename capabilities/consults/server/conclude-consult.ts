import { passMilestone } from '#capabilities/pathways/server/index.ts'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as thread from '../contract/thread.ts'
import { consultConcluded, consultStates } from '../contract.ts'
import { findConsult } from './find-consult.ts'
import { passGates } from './modes.ts'
import { planNotices } from './plan-notices.ts'
import { noteFirstAnswer } from './planned-row.ts'
import { enterInRegister } from './register-entry.ts'
import { say, subjectOf } from './say.ts'
import { conclusionOf } from './thread-row.ts'

/** Advice in writing by the one who accepted; before the decision it may be given anew, as a new version. */
export async function concludeConsult(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof thread.concludeConsult>,
): Promise<OutputOf<typeof thread.concludeConsult>> {
  const consult = await findConsult(tx, input.consultId)
  noteAccess(tx, { patientId: consult.patient_id, purpose: 'consult' })
  if (consult.accepted_by !== actor.personId) throw new Problem(403, 'not-the-expert')
  const concluded = await tx
    .updateTable('consults.consult')
    .set({ status: 'concluded' })
    .where('id', '=', consult.id)
    .where('accepted_by', '=', actor.personId)
    .where('status', 'in', consultStates.conclude)
    .returningAll()
    .executeTakeFirst()
  if (!concluded) throw new Problem(409, 'consult-not-accepted')
  const before = await conclusionOf(tx, consult.id)
  await tx
    .insertInto('consults.conclusion')
    .values({
      id: newId(),
      consult_id: consult.id,
      version: (before?.version ?? 0) + 1,
      conclusion: input.conclusion.normalize('NFC'),
      next_treatment: input.nextTreatment.normalize('NFC'),
      certainty: input.certainty,
      author_id: actor.personId,
      concluded_at: actor.now,
    })
    .execute()
  await passGates(tx, actor, consult, 'conclude')
  await enterInRegister(tx, actor, consult)
  await passMilestone(tx, actor, subjectOf(consult), {
    code: 'concluded',
    occurredAt: actor.now,
    source: `consult/${consult.id}`,
  })
  const isFirstAnswer = await noteFirstAnswer(tx, actor, consult)
  if (!isFirstAnswer && consult.urgency !== 'emergency') {
    await planNotices(tx, actor, { kind: 'answered', consult, part: 1, people: [consult.asked_by] })
  }
  await say({ tx, actor }, consultConcluded, concluded)
  const conclusion = await conclusionOf(tx, consult.id)
  if (!conclusion) throw notFound()
  return conclusion
}
