import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'

/** The row of a consult that the actor may see; 404 otherwise. */
export async function findConsult(tx: Tx, consultId: string) {
  const row = await tx.selectFrom('consults.consult').selectAll().where('id', '=', consultId).executeTakeFirst()
  if (!row) throw notFound()
  return row
}

/** The row of a consult. */
export type ConsultRow = Awaited<ReturnType<typeof findConsult>>
