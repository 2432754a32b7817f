import { sql } from 'kysely'
import type { Tx } from '#platform/server/db.ts'

/**
 * True while somebody waits for the answer to a page `p` of consult `c` and further call `k`: not answered itself, and
 * nobody has answered for its specialty. Whether it rings yet is a question of `p.rings_at`.
 */
export const isWaitedFor = sql<boolean>`(p.answer is null and case when p.call_id is null then c.status = 'requested'
  else k.accepted_by is null and c.status in ('requested', 'accepted', 'concluded') end)`

/** The pages of consults (`p`, `c`, `k` as above) that wait for an answer. */
export const waitingPages = (tx: Tx) =>
  tx
    .selectFrom('consults.page as p')
    .innerJoin('consults.consult as c', 'c.id', 'p.consult_id')
    .leftJoin('consults.call as k', 'k.id', 'p.call_id')
    .where(isWaitedFor)
