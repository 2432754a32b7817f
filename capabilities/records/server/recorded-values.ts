import type { Tx } from '#platform/server/db.ts'
import type { ObservationCode } from '../contract.ts'

/** One value as it was recorded, also when a later one replaced it. */
export type RecordedValue = {
  code: string
  value: number | string
  recordedAt: Date
  effectiveAt: Date
  reason: string
}

/** True when values of a patient were recorded at a moment or after it. */
export async function isRecordedSince(tx: Tx, patientId: string, since: Date): Promise<boolean> {
  const row = await tx
    .selectFrom('records.observation')
    .select('id')
    .where('patient_id', '=', patientId)
    .where('recorded_at', '>=', since)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Every value recorded for some codes of a patient, the newest record first. */
export async function recordedValues(
  tx: Tx,
  patientId: string,
  codes: readonly ObservationCode[],
): Promise<RecordedValue[]> {
  if (codes.length === 0) return []
  const rows = await tx
    .selectFrom('records.observation')
    .select(['code', 'value_number', 'value_text', 'recorded_at', 'effective_at', 'reason'])
    .where('patient_id', '=', patientId)
    .where('code', 'in', codes)
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    code: row.code,
    value: row.value_number === null ? (row.value_text ?? '') : Number(row.value_number),
    recordedAt: row.recorded_at,
    effectiveAt: row.effective_at,
    reason: row.reason,
  }))
}
