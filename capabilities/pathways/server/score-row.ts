import { personBriefs } from '#capabilities/identity/server/index.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Tx } from '#platform/server/db.ts'
import { type Scored, scored } from '../contract/run.ts'

const kept = scored.pick({ text: true, band: true, alerts: true, untestable: true, missing: true })

/** The newest result of each score of a subject. */
export async function scoresOf(tx: Tx, subject: { kind: string; id: string }): Promise<Scored[]> {
  const rows = await tx
    .selectFrom('pathways.score_result')
    .selectAll()
    .distinctOn('code')
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .orderBy('code')
    .orderBy('scored_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  const people = await personBriefs(
    tx,
    rows.map((row) => row.scored_by),
  )
  return rows.map((row) => ({
    code: row.code,
    scoreVersion: row.score_version,
    inputs: scored.shape.inputs.parse(row.inputs),
    total: row.total === null ? null : Number(row.total),
    atLeast: Number(row.partial_at_least ?? row.total ?? 0),
    isComplete: row.is_complete,
    ...kept.parse(row.result),
    by: people.get(row.scored_by) ?? null,
    at: toInstant(row.scored_at),
  }))
}
