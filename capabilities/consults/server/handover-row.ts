import { personBriefs } from '#capabilities/identity/server/index.ts'
import { toInstant, toInstantOrNull } from '#platform/contract/instant.ts'
import type { Tx } from '#platform/server/db.ts'
import type { Handover, HandoverContent } from '../contract/handover.ts'
import { personIn } from './consult-row.ts'

/** One end of a transfer. */
export type End = { transferId: string; side: 'out' | 'in' }

/** The handover of one end as it was last written; null when nothing is written. */
export async function handoverOf(tx: Tx, end: End): Promise<Handover | null> {
  const row = await tx
    .selectFrom('consults.handover')
    .selectAll()
    .where('transfer_id', '=', end.transferId)
    .where('side', '=', end.side)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const people = await personBriefs(tx, [row.written_by, row.signed_by])
  return {
    version: row.version,
    // parsed by the contract when it was written
    content: row.content as unknown as HandoverContent,
    writtenBy: personIn(people, row.written_by),
    writtenAt: toInstant(row.written_at),
    signedBy: row.signed_by ? personIn(people, row.signed_by) : null,
    signedAt: toInstantOrNull(row.signed_at),
  }
}
