import { passMilestone } from '#capabilities/pathways/server/index.ts'
import { beginCare, withdrawGrants } from '#capabilities/records/server/index.ts'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { ok } from '#platform/contract/page.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract/transfer.ts'
import { momentOf, sayTransfer, stepTransfer, transferAt } from './transfer-row.ts'

/** The receiving hospital confirms a bed. */
export async function confirmBed(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.confirmBed>,
): Promise<typeof ok> {
  await transferAt(tx, actor, input.transferId, 'in')
  const row = await stepTransfer(tx, input.transferId, 'confirmBed', {
    status: 'bed-confirmed',
    answered_by: actor.personId,
    answered_at: actor.now,
    ward: input.ward.normalize('NFC'),
    bed: input.bed.normalize('NFC'),
  })
  await sayTransfer(tx, actor, row)
  return ok
}

/** The receiving hospital refuses with a reason; its sight of the record ends now. */
export async function refuseTransfer(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.refuseTransfer>,
): Promise<typeof ok> {
  await transferAt(tx, actor, input.transferId, 'in')
  const row = await stepTransfer(tx, input.transferId, 'refuse', {
    status: 'refused',
    refusal_reason: input.reason.normalize('NFC'),
    answered_by: actor.personId,
    answered_at: actor.now,
  })
  await sayTransfer(tx, actor, row)
  await withdrawGrants(tx, actor, row.id, { except: [] })
  return ok
}

/** The patient is at the receiving door: from now on this hospital treats them. */
export async function arriveTransfer(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.arriveTransfer>,
): Promise<typeof ok> {
  const before = await transferAt(tx, actor, input.transferId, 'in')
  const at = momentOf(actor, input.at)
  if (before.departed_at && at < before.departed_at) throw new Problem(422, 'times-out-of-order')
  const row = await stepTransfer(tx, input.transferId, 'arrive', {
    status: 'arrived',
    arrived_at: at,
    received_by: actor.personId,
  })
  await beginCare(tx, actor, { patientId: row.patient_id, facilityId: row.to_facility_id })
  const subject = { kind: 'consult', id: row.consult_id, patientId: row.patient_id }
  await passMilestone(tx, actor, subject, { code: 'hub-door', occurredAt: at, source: `transfer/${row.id}` })
  await sayTransfer(tx, actor, row)
  return ok
}
