import { retractMilestone } from '#capabilities/pathways/server/index.ts'
import { withdrawGrants } from '#capabilities/records/server/index.ts'
import { revokeFromRoom } from '#capabilities/sessions/server/index.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { consultResumed } from '../contract.ts'
import type { ConsultRow } from './find-consult.ts'
import { letIn } from './let-in.ts'
import { ringNext } from './ring.ts'
import { say, subjectOf } from './say.ts'

/**
 * The one who accepted is not there: the consult is open again, those already rung ring again, and the next rung
 * rings now. Returns who rings now, or null when the acceptance no longer stands or the expert has joined.
 */
export async function resumeRinging(
  tx: Tx,
  actor: Actor,
  consult: ConsultRow,
  answer: 'silent' | 'passed',
): Promise<string[] | null> {
  const resumed = await tx
    .updateTable('consults.consult')
    .set({
      status: 'requested',
      accepted_by: null,
      accepted_at: null,
      open_by: null,
      opened_at: null,
      acceptor_seen_at: null,
    })
    .where('id', '=', consult.id)
    .where('status', '=', 'accepted')
    .where('accepted_by', '=', consult.accepted_by)
    .where('joined_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  if (!resumed || !consult.accepted_by) return null
  const gone = consult.accepted_by
  await tx
    .updateTable('consults.page')
    .set({ answer, answered_at: actor.now })
    .where('consult_id', '=', consult.id)
    .where('person_id', '=', gone)
    .execute()
  await retractMilestone(tx, actor, subjectOf(consult), 'accepted')
  const still = await tx
    .selectFrom('consults.page')
    .select('person_id')
    .where('consult_id', '=', consult.id)
    .where('call_id', 'is', null)
    .where('answer', 'is', null)
    .where('rings_at', '<=', actor.now)
    .execute()
  await letIn(
    tx,
    actor,
    resumed,
    still.map((page) => ({ personId: page.person_id, from: actor.now })),
  )
  const rang = await ringNext(tx, actor, resumed)
  const people = [...new Set([...still.map((page) => page.person_id), ...rang])]
  await say({ tx, actor }, consultResumed, resumed, [...people, gone])
  await revokeFromRoom(tx, actor, subjectOf(consult), [gone])
  await withdrawGrants(tx, actor, consult.id, { only: [gone] })
  return people
}
