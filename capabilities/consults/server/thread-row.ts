import { personBriefs } from '#capabilities/identity/server/index.ts'
import { toInstant, toInstantOrNull } from '#platform/contract/instant.ts'
import type { Tx } from '#platform/server/db.ts'
import type { Consult } from '../contract.ts'
import { personIn } from './consult-row.ts'

/** The ladder of a consult with what each answered. */
export async function pagesOf(tx: Tx, consultId: string): Promise<Consult['pages']> {
  const rows = await tx
    .selectFrom('consults.page')
    .selectAll()
    .where('consult_id', '=', consultId)
    .orderBy('rung')
    .orderBy('rings_at')
    .orderBy('id')
    .execute()
  const people = await personBriefs(
    tx,
    rows.map((row) => row.person_id),
  )
  return rows.map((row) => ({
    person: personIn(people, row.person_id),
    position: row.position,
    rung: row.rung,
    ringsAt: toInstant(row.rings_at),
    rangAt: toInstantOrNull(row.rang_at),
    seenAt: toInstantOrNull(row.seen_at),
    // the table's CHECK allows exactly these answers
    answer: row.answer as Consult['pages'][number]['answer'],
    answeredAt: toInstantOrNull(row.answered_at),
  }))
}

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
