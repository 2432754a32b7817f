import { personBriefs } from '#capabilities/identity/server/index.ts'
import { facilityNames } from '#capabilities/network/server/index.ts'
import { patientBriefs } from '#capabilities/records/server/index.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant, toInstantOrNull } from '#platform/contract/instant.ts'
import { type Actor, careFacilities } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import { type TransferSummary, type TransferVerb, transferChanged, transferStates } from '../contract/transfer.ts'
import { personIn } from './consult-row.ts'

/** The row of a transfer that the actor may see; 404 otherwise. Notes whose data it is. */
export async function findTransfer(tx: Tx, transferId: string) {
  const row = await tx.selectFrom('consults.transfer').selectAll().where('id', '=', transferId).executeTakeFirst()
  if (!row) throw notFound()
  noteAccess(tx, { patientId: row.patient_id, purpose: 'transfer' })
  return row
}

/** The row of a transfer. */
export type TransferRow = Awaited<ReturnType<typeof findTransfer>>

/** At which end the actor stands: where the patient leaves, where they arrive, or neither. */
export function endOf(
  actor: Actor,
  row: Pick<TransferRow, 'from_facility_id' | 'to_facility_id'>,
): 'out' | 'in' | null {
  const mine = careFacilities(actor)
  if (mine.includes(row.from_facility_id)) return 'out'
  return mine.includes(row.to_facility_id) ? 'in' : null
}

/** The row, for one who stands at the wanted end; refuses others. */
export async function transferAt(tx: Tx, actor: Actor, transferId: string, end: 'out' | 'in'): Promise<TransferRow> {
  const row = await findTransfer(tx, transferId)
  const facility = end === 'out' ? row.from_facility_id : row.to_facility_id
  if (careFacilities(actor).includes(facility)) return row
  throw new Problem(403, end === 'out' ? 'not-the-treating-side' : 'not-the-receiving-side')
}

type Changes = Partial<Omit<TransferRow, 'id'>>

/** Writes a step of a transfer if its state allows the verb; of two who press at once one wins. */
export async function stepTransfer(
  tx: Tx,
  transferId: string,
  verb: TransferVerb,
  changes: Changes,
): Promise<TransferRow> {
  const row = await tx
    .updateTable('consults.transfer')
    .set(changes)
    .where('id', '=', transferId)
    .where('status', 'in', transferStates[verb])
    .returningAll()
    .executeTakeFirst()
  if (!row) throw new Problem(409, 'transfer-not-open')
  return row
}

/** Says that a transfer changed: on its page, in the case, at both hospitals. */
export async function sayTransfer(tx: Tx, actor: Actor, row: TransferRow, others: readonly string[] = []) {
  await emit(tx, actor, transferChanged, {
    transferId: row.id,
    consultId: row.consult_id,
    facilities: [row.from_facility_id, row.to_facility_id],
    people: [...new Set([row.requested_by, ...others])],
  })
}

/** The moment that was typed, or now. Refuses one that lies ahead of the clock. */
export function momentOf(actor: Actor, typed: string | undefined): Date {
  const at = typed ? new Date(typed) : actor.now
  if (at.getTime() > actor.now.getTime() + 60_000) throw new Problem(422, 'time-in-the-future')
  return at
}

/** Rows as lists show them, in the same order. */
export async function transferSummaries(
  tx: Tx,
  actor: Actor,
  rows: readonly TransferRow[],
): Promise<TransferSummary[]> {
  const people = await personBriefs(
    tx,
    rows.flatMap((row) => [row.requested_by, row.answered_by]),
  )
  const patients = await patientBriefs(
    tx,
    rows.map((row) => row.patient_id),
  )
  const names = await facilityNames(
    tx,
    rows.flatMap((row) => [row.from_facility_id, row.to_facility_id]),
    actor.now,
  )
  const place = (facilityId: string): TransferSummary['from'] => {
    const found = names.get(facilityId)
    const { name = '', shortName = '', dutyPhone = null } = found ?? {}
    return { id: facilityId as Id<'facility'>, name, shortName, dutyPhone }
  }
  return rows.map((row) => ({
    id: row.id as Id<'transfer'>,
    consultId: row.consult_id as Id<'consult'>,
    patient: patients.get(row.patient_id) ?? null,
    // the table's CHECK allows exactly these states
    status: row.status as TransferSummary['status'],
    from: place(row.from_facility_id),
    to: place(row.to_facility_id),
    reason: row.reason,
    requestedBy: personIn(people, row.requested_by),
    requestedAt: toInstant(row.requested_at),
    answeredBy: row.answered_by ? personIn(people, row.answered_by) : null,
    answeredAt: toInstantOrNull(row.answered_at),
    ward: row.ward,
    bed: row.bed,
    refusalReason: row.refusal_reason,
    cancelReason: row.cancel_reason,
    cancelledAt: toInstantOrNull(row.cancelled_at),
    departedAt: toInstantOrNull(row.departed_at),
    arrivedAt: toInstantOrNull(row.arrived_at),
  }))
}
