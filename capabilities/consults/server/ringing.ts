import { sql } from 'kysely'
import type { Tx } from '#platform/server/db.ts'

/**
 * The pages of consults (`p`, of consult `c`, of further call `k`) that wait for an answer at a moment: not answered
 * themselves, and nobody has answered for their specialty. Whether they ring yet is a question of `p.rings_at`.
 */
export const waitingPages = (tx: Tx) =>
  tx
    .selectFrom('consults.page as p')
    .innerJoin('consults.consult as c', 'c.id', 'p.consult_id')
    .leftJoin('consults.call as k', 'k.id', 'p.call_id')
    .where('p.answer', 'is', null)
    .where(
      sql<boolean>`case when p.call_id is null then c.status = 'requested'
        else k.accepted_by is null and c.status in ('requested', 'accepted', 'concluded') end`,
    )
