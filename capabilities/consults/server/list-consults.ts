import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type { ConsultSummary } from '../contract.ts'
import { summariesOf } from './consult-row.ts'

/** The consults that the caller may see, newest first. */
export async function listConsults(tx: Tx, actor: Actor, input: { limit: number }): Promise<ConsultSummary[]> {
  const rows = await tx
    .selectFrom('consults.consult')
    .selectAll()
    .orderBy('asked_at', 'desc')
    .limit(input.limit)
    .execute()
  return await summariesOf(tx, actor, rows)
}
