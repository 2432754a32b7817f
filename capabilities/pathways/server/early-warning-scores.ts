import { personBriefs } from '#capabilities/identity/server/index.ts'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { ok } from '#platform/contract/page.ts'
import { type Actor, holds } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import { earlyWarningScores } from '../contract/early-warning.ts'
import type * as contract from '../contract/warnings.ts'
import { scoreBriefOf } from './warning-text.ts'

/** The early-warning scores in force, with the caller's facilities that approved each, by whom and when. */
export async function listEarlyWarningScores(
  tx: Tx,
  actor: Actor,
): Promise<OutputOf<typeof contract.listEarlyWarningScores>> {
  const mine = actor.roles.map((held) => held.facilityId)
  const rows =
    mine.length === 0
      ? []
      : await tx.selectFrom('pathways.score_approval').selectAll().where('facility_id', 'in', mine).execute()
  const people = await personBriefs(
    tx,
    rows.map((row) => row.approved_by),
  )
  return earlyWarningScores.map((score) => ({
    score: scoreBriefOf(score),
    approvedBy: rows
      .filter((row) => row.score === score.code && row.version === score.version)
      .map((row) => ({
        facilityId: row.facility_id as Id<'facility'>,
        by: people.get(row.approved_by) ?? null,
        at: toInstant(row.approved_at),
      })),
  }))
}

/** A doctor of the facility approves a version of an early-warning score; once is enough, the first name stays. */
export async function approveScore(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.approveScore>,
): Promise<typeof ok> {
  if (!holds(actor, ['doctor'], input.facilityId)) throw new Problem(403, 'not-your-facility')
  if (!earlyWarningScores.some((score) => score.code === input.code && score.version === input.version)) {
    throw notFound()
  }
  await tx
    .insertInto('pathways.score_approval')
    .values({
      ...{ score: input.code, version: input.version, facility_id: input.facilityId },
      ...{ approved_by: actor.personId, approved_at: actor.now },
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return ok
}
