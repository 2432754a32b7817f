import { newestObservations } from '#capabilities/records/server/index.ts'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant, toInstantOrNull } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type * as contract from '../contract/run-endpoints.ts'
import { correctionsOf } from './corrections.ts'
import { dosesOf } from './dose-row.ts'
import { entriesOf } from './entry-row.ts'
import { milestonesOf } from './milestones.ts'
import { observedOf, recordedOf } from './observed.ts'
import { answersAs, findRun, openRunOf, sideOf } from './run-row.ts'
import { scoresOf } from './score-row.ts'
import { tasksOf } from './tasks.ts'
import { withdrawnOf } from './withdraw-images.ts'

/** Everything that is known of the pathway of a subject. */
export async function getRun(tx: Tx, actor: Actor, input: ParsedOf<typeof contract.getRun>): Promise<contract.Run> {
  const row = await findRun(tx, actor, input)
  const run = await openRunOf(tx, row)
  const observations = await newestObservations(tx, run.patientId)
  return {
    subjectKind: run.kind,
    subjectId: run.id,
    patientId: run.patientId as Id<'patient'>,
    code: row.code,
    version: row.version,
    startedAt: toInstant(row.started_at),
    endedAt: toInstantOrNull(row.ended_at),
    side: await sideOf(tx, actor, run.patientId),
    answersAs: await answersAs(tx, actor, run),
    milestones: (await milestonesOf(tx, run.kind, [run.id])).get(run.id) ?? [],
    withdrawn: await withdrawnOf(tx, run),
    entries: await entriesOf(tx, run),
    observed: observedOf(run.document, observations),
    recorded: recordedOf(observations),
    scores: await scoresOf(tx, run),
    doses: await dosesOf(tx, run),
    tasks: await tasksOf(tx, run),
    corrections: await correctionsOf(tx, run),
  }
}
