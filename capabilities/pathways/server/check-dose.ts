import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/run-endpoints.ts'
import { pathwayUpdated } from '../contract.ts'
import { holdRun } from './run-row.ts'

/** A second person confirms a dose. The guard is in the write: not who calculated it, not one whose inputs were corrected. */
export async function checkDose(tx: Tx, actor: Actor, input: ParsedOf<typeof contract.checkDose>): Promise<typeof ok> {
  const run = await holdRun(tx, actor, input)
  const checked = await tx
    .updateTable('pathways.dose')
    .set({ checked_by: actor.personId, checked_at: actor.now })
    .where('id', '=', input.doseId)
    .where('subject_kind', '=', run.kind)
    .where('subject_id', '=', run.id)
    .where('calculated_by', '<>', actor.personId)
    .where('checked_at', 'is', null)
    .where('reopened_at', 'is', null)
    .where('replaced_at', 'is', null)
    .executeTakeFirst()
  if (!checked.numUpdatedRows) throw await whyNot(tx, actor, run, input.doseId)
  await emit(tx, actor, pathwayUpdated, { subjectKind: run.kind, subjectId: run.id })
  return ok
}

async function whyNot(tx: Tx, actor: Actor, run: { kind: string; id: string }, doseId: string): Promise<Problem> {
  const row = await tx
    .selectFrom('pathways.dose')
    .select('calculated_by')
    .where('id', '=', doseId)
    .where('subject_kind', '=', run.kind)
    .where('subject_id', '=', run.id)
    .executeTakeFirst()
  if (!row) return notFound()
  return new Problem(409, row.calculated_by === actor.personId ? 'second-person-must-differ' : 'dose-not-open')
}
