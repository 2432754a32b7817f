import { type Auth, provePassword } from '#capabilities/identity/server/index.ts'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import { missingInHandover } from '../contract/handover.ts'
import type * as contract from '../contract/transfer.ts'
import { handoverOf } from './handover-row.ts'
import { endOf, findTransfer, sayTransfer } from './transfer-row.ts'

type Input = ParsedOf<typeof contract.signHandover>

/** Signs the handover of the caller's end after asking for the password again. */
export async function signHandover(auth: Auth, call: OutsideCall, input: Input): Promise<typeof ok> {
  const { house, actor } = call
  await provePassword(auth, call, input.password)
  const patientId = await inTransaction(house, actor, async (tx) => await writeHandoverSignature(tx, actor, input))
  call.note({ patientId, purpose: 'transfer' })
  return ok
}

/** Writes the caller's name under the newest handover of their end, once; gives whose it is. */
export async function writeHandoverSignature(
  tx: Tx,
  actor: Actor,
  input: Pick<Input, 'transferId' | 'version'>,
): Promise<string> {
  const row = await findTransfer(tx, input.transferId)
  const side = endOf(actor, row)
  if (!side) throw notFound()
  const written = await handoverOf(tx, { transferId: row.id, side })
  if (written?.version !== input.version) throw new Problem(409, 'answer-changed-meanwhile')
  if (missingInHandover(written.content).length > 0) throw new Problem(422, 'handover-incomplete')
  const signed = await tx
    .updateTable('consults.handover')
    .set({ signed_by: actor.personId, signed_at: actor.now })
    .where('transfer_id', '=', row.id)
    .where('side', '=', side)
    .where('version', '=', input.version)
    .where('signed_by', 'is', null)
    .executeTakeFirst()
  if (!signed.numUpdatedRows) throw new Problem(409, 'already-signed')
  await sayTransfer(tx, actor, row)
  return row.patient_id
}
