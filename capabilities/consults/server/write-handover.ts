import type { ParsedOf } from '#platform/contract/endpoint.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import type { Handover } from '../contract/handover.ts'
import type * as contract from '../contract/transfer.ts'
import { transferCan } from '../contract/transfer.ts'
import { handoverOf } from './handover-row.ts'
import { endOf, findTransfer, sayTransfer } from './transfer-row.ts'

/** Writes the handover of the caller's end as a new version; a colleague's newer one is not overwritten. */
export async function writeHandover(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.writeHandover>,
): Promise<Handover> {
  const row = await findTransfer(tx, input.transferId)
  const side = endOf(actor, row)
  if (!side) throw notFound()
  // the table's CHECK allows exactly these states
  if (!transferCan('handOver', { status: row.status as contract.TransferStatus })) {
    throw new Problem(409, 'transfer-not-open')
  }
  if (side === 'in' && row.status !== 'arrived') throw new Problem(409, 'patient-not-arrived')
  const before = await handoverOf(tx, { transferId: row.id, side })
  if ((before?.version ?? 0) !== input.basedOn) throw new Problem(409, 'answer-changed-meanwhile')
  const written = await tx
    .insertInto('consults.handover')
    .values({
      transfer_id: row.id,
      side,
      version: input.basedOn + 1,
      content: JSON.stringify(input.content).normalize('NFC'),
      written_by: actor.personId,
      written_at: actor.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (!written.numInsertedOrUpdatedRows) throw new Problem(409, 'answer-changed-meanwhile')
  await sayTransfer(tx, actor, row)
  const now = await handoverOf(tx, { transferId: row.id, side })
  if (!now) throw notFound()
  return now
}
