import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { notFound } from '#platform/server/problem.ts'
import type * as contract from '../contract/run-endpoints.ts'
import { pathwayUpdated } from '../contract.ts'
import { acknowledge } from './corrections.ts'
import { findRun, openRunOf } from './run-row.ts'

/** The actor's end has seen that a decisive fact was corrected; possible also after the run has ended. */
export async function acknowledgeCorrection(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.acknowledgeCorrection>,
): Promise<typeof ok> {
  const run = await findRun(tx, actor, input)
  const correction = await tx
    .selectFrom('pathways.correction')
    .select('id')
    .where('id', '=', input.correctionId)
    .where('subject_kind', '=', run.subject_kind)
    .where('subject_id', '=', run.subject_id)
    .executeTakeFirst()
  if (!correction) throw notFound()
  await acknowledge(tx, actor, await openRunOf(tx, run), correction.id)
  await emit(tx, actor, pathwayUpdated, { subjectKind: run.subject_kind, subjectId: run.subject_id })
  return ok
}
