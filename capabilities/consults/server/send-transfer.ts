import { passMilestone } from '#capabilities/pathways/server/index.ts'
import { withdrawGrants } from '#capabilities/records/server/index.ts'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/transfer.ts'
import { transferStates } from '../contract/transfer.ts'
import { momentOf, sayTransfer, stepTransfer, type TransferRow, transferAt } from './transfer-row.ts'

const subjectOf = (row: TransferRow) => ({ kind: 'consult', id: row.consult_id, patientId: row.patient_id })

/** The ambulance is here. */
export async function noteAmbulance(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.noteAmbulance>,
): Promise<typeof ok> {
  await transferAt(tx, actor, input.transferId, 'out')
  const at = momentOf(actor, input.at)
  const row = await stepTransfer(tx, input.transferId, 'noteAmbulance', { ambulance_at: at })
  const source = `transfer/${row.id}`
  await passMilestone(tx, actor, subjectOf(row), { code: 'ambulance-arrived', occurredAt: at, source })
  await sayTransfer(tx, actor, row)
  return ok
}

/** The patient leaves the asking hospital. */
export async function departTransfer(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.departTransfer>,
): Promise<typeof ok> {
  const before = await transferAt(tx, actor, input.transferId, 'out')
  const at = momentOf(actor, input.at)
  if (at < before.requested_at) throw new Problem(422, 'times-out-of-order')
  const row = await stepTransfer(tx, input.transferId, 'depart', {
    status: 'departed',
    departed_at: at,
    transport: input.transport.normalize('NFC'),
    escort_name: input.escortName.normalize('NFC'),
    escort_title: input.escortTitle.normalize('NFC'),
  })
  await passMilestone(tx, actor, subjectOf(row), { code: 'door-out', occurredAt: at, source: `transfer/${row.id}` })
  await sayTransfer(tx, actor, row)
  return ok
}

/** The asking side takes the transfer back, with a reason. */
export async function cancelTransfer(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.cancelTransfer>,
): Promise<typeof ok> {
  await transferAt(tx, actor, input.transferId, 'out')
  const reason = input.reason.normalize('NFC')
  const cancelled = {
    status: 'cancelled',
    cancelled_at: actor.now,
    cancelled_by: actor.personId,
    cancel_reason: reason,
  }
  const row = await stepTransfer(tx, input.transferId, 'cancel', cancelled)
  await sayTransfer(tx, actor, row)
  await withdrawGrants(tx, actor, row.id, { except: [] })
  return ok
}

/** The patient has died: a transfer of the case that is still open is called off. */
export async function cancelForDeath(tx: Tx, actor: Actor, consultId: string): Promise<void> {
  const rows = await tx
    .updateTable('consults.transfer')
    .set({ status: 'cancelled', cancelled_at: actor.now, cancelled_by: actor.personId, cancel_reason: 'died' })
    .where('consult_id', '=', consultId)
    .where('status', 'in', transferStates.cancel)
    .returningAll()
    .execute()
  for (const row of rows) {
    await sayTransfer(tx, actor, row)
    await withdrawGrants(tx, actor, row.id, { except: [] })
  }
}
