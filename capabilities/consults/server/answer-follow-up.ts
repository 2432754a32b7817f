import type { ParsedOf } from '#platform/contract/endpoint.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/follow-up.ts'
import { listFollowUps } from './follow-ups.ts'
import { recordOutcome } from './record-outcome.ts'

/** Answers one follow-up with one press; it becomes the newest outcome, and the specialist is told. */
export async function answerFollowUp(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.answerFollowUp>,
): Promise<contract.FollowUp[]> {
  const answered = await tx
    .updateTable('consults.follow_up')
    .set({ answered_at: actor.now, answered_by: actor.personId, result: input.result })
    .where('id', '=', input.followUpId)
    .where('consult_id', '=', input.consultId)
    .where('answered_at', 'is', null)
    .where('settled_at', 'is', null)
    .executeTakeFirst()
  const isAnswered = answered.numUpdatedRows > 0n
  if (isAnswered) await recordOutcome(tx, actor, input)
  const now = await listFollowUps(tx, actor, input)
  if (!isAnswered) throw new Problem(409, 'follow-up-answered')
  return now
}
