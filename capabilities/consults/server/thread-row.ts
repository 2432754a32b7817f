import { personBriefs } from '#capabilities/identity/server/index.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Tx } from '#platform/server/db.ts'
import type { Consult } from '../contract.ts'
import { personIn } from './consult-row.ts'

/** The newest conclusion, or null. */
export async function conclusionOf(tx: Tx, consultId: string): Promise<Consult['conclusion']> {
  const row = await tx
    .selectFrom('consults.conclusion')
    .selectAll()
    .where('consult_id', '=', consultId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const people = await personBriefs(tx, [row.author_id])
  return {
    version: row.version,
    conclusion: row.conclusion,
    nextTreatment: row.next_treatment,
    certainty: row.certainty as NonNullable<Consult['conclusion']>['certainty'],
    author: personIn(people, row.author_id),
    concludedAt: toInstant(row.concluded_at),
  }
}

/** The newest decision, or null. */
export async function decisionOf(tx: Tx, consultId: string): Promise<Consult['decision']> {
  const row = await tx
    .selectFrom('consults.decision')
    .selectAll()
    .where('consult_id', '=', consultId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const people = await personBriefs(tx, [row.decided_by])
  return {
    version: row.version,
    conclusionVersion: row.conclusion_version,
    choice: row.choice as NonNullable<Consult['decision']>['choice'],
    reason: row.reason,
    decidedBy: personIn(people, row.decided_by),
    decidedAt: toInstant(row.decided_at),
  }
}

/** The newest outcome, or null. */
export async function outcomeOf(tx: Tx, consultId: string): Promise<Consult['outcome']> {
  const row = await tx
    .selectFrom('consults.outcome')
    .selectAll()
    .where('consult_id', '=', consultId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const people = await personBriefs(tx, [row.recorded_by])
  return {
    version: row.version,
    result: row.result as NonNullable<Consult['outcome']>['result'],
    detail: row.detail,
    recordedBy: personIn(people, row.recorded_by),
    recordedAt: toInstant(row.recorded_at),
  }
}
