import type { ParsedOf } from '#platform/contract/endpoint.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { newId } from '#platform/server/new-id.ts'
import { Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract.ts'
import { type Observation, observationUnits, recordChanged } from '../contract.ts'
import { shownObservations } from './observation-row.ts'
import { inheritProtection } from './protect-record.ts'
import { requireCare } from './require-care.ts'

type Value = ParsedOf<typeof contract.recordObservations>['values'][number]

/** Records values of a patient. A number outside the range of its code is refused as a likely typing error. */
export async function recordObservations(
  tx: Tx,
  actor: Actor,
  input: ParsedOf<typeof contract.recordObservations>,
): Promise<Observation[]> {
  await requireCare(tx, input.patientId)
  noteAccess(tx, { patientId: input.patientId, purpose: 'care' })
  for (const value of input.values) {
    const unit = unitOf(value)
    const before = await tx
      .selectFrom('records.observation')
      .select('id')
      .where('patient_id', '=', input.patientId)
      .where('code', '=', value.code)
      .where('effective_at', '=', new Date(value.effectiveAt))
      .orderBy('recorded_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    const observationId = newId()
    await tx
      .insertInto('records.observation')
      .values({
        id: observationId,
        patient_id: input.patientId,
        code: value.code,
        value_number: value.valueNumber,
        value_text: value.valueText,
        unit,
        is_estimated: value.isEstimated,
        effective_at: value.effectiveAt,
        recorded_by: actor.personId,
        recorded_at: actor.now,
        replaces_id: before?.id ?? null,
      })
      .execute()
    const fact = { patientId: input.patientId, kind: 'observation' as const, to: observationId }
    if (before) await inheritProtection(tx, actor, { ...fact, from: before.id })
  }
  await emit(tx, actor, recordChanged, { patientId: input.patientId })
  return await shownObservations(tx, input.patientId)
}

function unitOf(value: Value): string {
  const allowed = observationUnits[value.code]
  if (!allowed) {
    if (value.valueText === null) throw new Problem(422, 'value-missing', [{ path: value.code, message: 'text' }])
    return ''
  }
  if (value.valueNumber === null) throw new Problem(422, 'value-missing', [{ path: value.code, message: 'number' }])
  if (value.valueText !== null || value.valueNumber < allowed.min || value.valueNumber > allowed.max) {
    throw new Problem(422, 'value-out-of-range', [{ path: value.code, message: `${allowed.min}-${allowed.max}` }])
  }
  return allowed.unit
}
