import { newestObservations } from '#capabilities/records/server/index.ts'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type { Scored } from '../contract/run.ts'
import type * as contract from '../contract/run-endpoints.ts'
import { knownForScore } from '../contract/score-inputs.ts'
import { scores } from '../contract/scores/registry.ts'
import { pathwayUpdated } from '../contract.ts'
import { entriesOf } from './entry-row.ts'
import { passMilestone } from './milestones.ts'
import { observedOf } from './observed.ts'
import { holdRun, type OpenRun, subjectColumns } from './run-row.ts'
import { scoresOf } from './score-row.ts'

/** Computes a score on the server from the live answers and observations, and records it with its raw inputs. */
export async function recordScore(tx: Tx, actor: Actor, input: ParsedOf<typeof contract.recordScore>): Promise<Scored> {
  const run = await holdRun(tx, actor, input)
  const score = scores[input.code]
  if (!score || !run.document.scores.some((each) => each.code === input.code)) {
    throw new Problem(422, 'not-in-pathway')
  }
  const entries = await entriesOf(tx, run)
  const observed = observedOf(run.document, await newestObservations(tx, run.patientId))
  const inputs = knownForScore(run.document, { entries, observed }, score)
  if (Object.keys(inputs).length === 0) throw new Problem(422, 'nothing-answered')
  const result = score.compute(inputs)
  await tx
    .insertInto('pathways.score_result')
    .values({
      id: newId(),
      ...subjectColumns(run),
      code: score.code,
      score_version: score.version,
      inputs: JSON.stringify(inputs),
      total: result.total,
      partial_at_least: result.atLeast,
      is_complete: result.isComplete,
      result: JSON.stringify({
        ...{ text: result.text, band: result.band?.label ?? null, alerts: result.alerts },
        ...{ untestable: result.untestable, missing: result.missing },
      }),
      scored_by: actor.personId,
      scored_at: actor.now,
    })
    .execute()
  if (result.isComplete) await passByScore(tx, actor, run, score.code)
  await emit(tx, actor, pathwayUpdated, { subjectKind: run.kind, subjectId: run.id })
  const recorded = (await scoresOf(tx, run)).find((each) => each.code === score.code)
  if (!recorded) throw notFound()
  return recorded
}

async function passByScore(tx: Tx, actor: Actor, run: OpenRun, score: string): Promise<void> {
  for (const { code, givenBy } of run.document.milestones) {
    if (!givenBy || !('score' in givenBy) || givenBy.score !== score) continue
    await passMilestone(tx, actor, run, { code, occurredAt: actor.now, source: `score/${score}` })
  }
}
