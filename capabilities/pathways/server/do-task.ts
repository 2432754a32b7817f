import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/run-endpoints.ts'
import { pathwayUpdated } from '../contract.ts'
import { holdRun } from './run-row.ts'

/** Marks a timed task as done by the actor now; who did it first stays. */
export async function doTask(tx: Tx, actor: Actor, input: ParsedOf<typeof contract.doTask>): Promise<typeof ok> {
  const run = await holdRun(tx, actor, input)
  const done = await tx
    .updateTable('pathways.task')
    .set({ done_by: actor.personId, done_at: actor.now, note: input.note.normalize('NFC') })
    .where('id', '=', input.taskId)
    .where('subject_kind', '=', run.kind)
    .where('subject_id', '=', run.id)
    .where('done_at', 'is', null)
    .where('replaced_at', 'is', null)
    .executeTakeFirst()
  if (!done.numUpdatedRows) throw new Problem(409, 'task-not-open')
  await emit(tx, actor, pathwayUpdated, { subjectKind: run.kind, subjectId: run.id })
  return ok
}
