import { endRun } from '#capabilities/pathways/server/index.ts'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import { type Actor, careFacilities } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as thread from '../contract/thread.ts'
import { consultStates, outcomeRecorded } from '../contract.ts'
import { findConsult } from './find-consult.ts'
import { answerDue } from './follow-ups.ts'
import { say, subjectOf } from './say.ts'
import { cancelForDeath } from './send-transfer.ts'
import { outcomeOf } from './thread-row.ts'

/** What became of the patient, told by the treating side; a later outcome is a new version. */
export async function recordOutcome(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof thread.recordOutcome>,
): Promise<OutputOf<typeof thread.recordOutcome>> {
  const consult = await findConsult(tx, input.consultId)
  noteAccess(tx, { patientId: consult.patient_id, purpose: 'care' })
  if (!careFacilities(actor).includes(consult.asking_facility_id)) throw new Problem(403, 'not-the-treating-side')
  const completed = await tx
    .updateTable('consults.consult')
    .set({ status: 'completed' })
    .where('id', '=', consult.id)
    .where('status', 'in', consultStates.recordOutcome)
    .returningAll()
    .executeTakeFirst()
  if (!completed) throw new Problem(409, 'consult-not-decided')
  const before = await outcomeOf(tx, consult.id)
  await tx
    .insertInto('consults.outcome')
    .values({
      id: newId(),
      consult_id: consult.id,
      version: (before?.version ?? 0) + 1,
      result: input.result,
      detail: input.detail.normalize('NFC'),
      recorded_by: actor.personId,
      recorded_at: actor.now,
    })
    .execute()
  await answerDue(tx, actor, consult.id, input.result)
  if (input.result === 'died') await cancelForDeath(tx, actor, consult.id)
  await endRun(tx, actor, subjectOf(consult))
  await say({ tx, actor }, outcomeRecorded, completed)
  const outcome = await outcomeOf(tx, consult.id)
  if (!outcome) throw notFound()
  return outcome
}
