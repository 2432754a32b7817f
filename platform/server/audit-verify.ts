import { type Head, linkHash, readHeads, type SealOptions, signHead } from './audit-seal.ts'
import type { Database } from './db.ts'

const batch = 2000

/** What the verifier found: how many rows hold, and every fault with the place in the chain. */
export type Verdict = { checked: number; unsealed: number; faults: string[] }

/**
 * Recomputes the whole chain and compares it with the heads kept outside the database. Finds rows that were changed,
 * removed (also the newest) or reordered. Rows younger than the sealer's last run are counted as unsealed.
 */
export async function verifyAudit(db: Database, options: SealOptions): Promise<Verdict> {
  const faults: string[] = []
  const heads = new Map(readHeads(options.AUDIT_HEADS_FILE).map((head) => [head.seq, head]))
  for (const head of heads.values())
    if (!isGenuine(options, head)) faults.push(`head ${head.seq}: its signature is not ours`)
  let seq = 0
  let hash: Buffer = Buffer.alloc(32)
  for (;;) {
    const links = await db
      .selectFrom('platform.audit_link')
      .selectAll()
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(batch)
      .execute()
    if (links.length === 0) break
    const ids = links.map((link) => link.entry_id)
    const rows = await db.selectFrom('platform.audit_entry').selectAll().where('id', 'in', ids).execute()
    const byId = new Map(rows.map((row) => [row.id, row]))
    for (const link of links) {
      seq += 1
      if (link.seq !== seq) {
        faults.push(`link ${seq}: missing`)
        seq = link.seq
      }
      const row = byId.get(link.entry_id)
      const wanted = row && linkHash(hash, row)
      if (!row) faults.push(`link ${seq}: its row was removed`)
      else if (!wanted?.equals(link.hash)) faults.push(`link ${seq}: its row, or its place, was changed`)
      const head = heads.get(seq)
      if (head && head.hash !== link.hash.toString('hex'))
        faults.push(`link ${seq}: differs from the head kept outside`)
      hash = link.hash
    }
  }
  const newest = Math.max(0, ...heads.keys())
  if (newest > seq) faults.push(`links ${seq + 1} to ${newest}: removed at the end of the chain`)
  return { checked: seq, unsealed: await countUnsealed(db), faults }
}

const isGenuine = (options: SealOptions, head: Head): boolean =>
  signHead(options.SESSION_SECRET, head.seq, head.hash, head.at) === head.signature

async function countUnsealed(db: Database): Promise<number> {
  const row = await db
    .selectFrom('platform.audit_entry as e')
    .leftJoin('platform.audit_link as l', 'l.entry_id', 'e.id')
    .select((on) => on.fn.countAll<number>().as('n'))
    .where('l.seq', 'is', null)
    .executeTakeFirstOrThrow()
  return row.n
}
