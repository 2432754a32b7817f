import { meantMoment } from '#platform/contract/device-clock.ts'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import { newId } from '#platform/server/new-id.ts'
import { Problem } from '#platform/server/problem.ts'
import type * as contract from '../contract.ts'
import { type Observation, observationChoices, observationUnits, recordChanged } from '../contract.ts'
import { shownObservations } from './observation-row.ts'
import { inheritProtection } from './protect-record.ts'
import { requireCare } from './require-care.ts'

/** What is recorded; a call from within the server has no device. */
type Parsed = ParsedOf<typeof contract.recordObservations>
type Given = Omit<Parsed, 'deviceNow' | 'reason'> & { deviceNow?: string | null; reason?: string }
type Value = Parsed['values'][number]

/** How far ahead of the server a moment may lie, for devices that do not send their clock. */
const aheadMs = 60_000

/**
 * Records values of a patient. A number outside the range of its code is refused as a likely typing error, an answer that
 * its code does not have by its name, and a time to come, which would hide what is measured until then.
 */
export async function recordObservations(tx: Tx, actor: Actor, input: Given): Promise<Observation[]> {
  await requireCare(tx, input.patientId)
  noteAccess(tx, { patientId: input.patientId, purpose: 'care' })
  for (const value of input.values) {
    const unit = unitOf(value)
    const effectiveAt = momentOf(actor, input, value)
    const before = await tx
      .selectFrom('records.observation')
      .select('id')
      .where('patient_id', '=', input.patientId)
      .where('code', '=', value.code)
      .where('effective_at', '=', effectiveAt)
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
        effective_at: effectiveAt,
        recorded_by: actor.personId,
        recorded_at: actor.now,
        replaces_id: before?.id ?? null,
        reason: (input.reason ?? '').normalize('NFC'),
      })
      .execute()
    const fact = { patientId: input.patientId, kind: 'observation' as const, to: observationId }
    if (before) await inheritProtection(tx, actor, { ...fact, from: before.id })
  }
  await emit(tx, actor, recordChanged, { patientId: input.patientId })
  return await shownObservations(tx, input.patientId)
}

function momentOf(actor: Actor, { deviceNow }: { deviceNow?: string | null }, value: Value): Date {
  const device = deviceNow ? new Date(deviceNow) : null
  const at = meantMoment({ at: new Date(value.effectiveAt), deviceNow: device }, actor.now)
  if (at.getTime() <= actor.now.getTime() + aheadMs) return at
  throw new Problem(422, 'time-in-the-future', [{ path: value.code, message: 'time' }])
}

function unitOf(value: Value): string {
  const allowed = observationUnits[value.code]
  if (!allowed) {
    if (value.valueText === null) throw new Problem(422, 'value-missing', [{ path: value.code, message: 'text' }])
    const choices = observationChoices[value.code]
    if (choices && !choices.some((choice) => choice.value === value.valueText)) {
      const known = choices.map((choice) => choice.value).join(' ')
      throw new Problem(422, 'value-not-a-choice', [{ path: value.code, message: known }])
    }
    if (value.valueNumber !== null) throw new Problem(422, 'value-missing', [{ path: value.code, message: 'text' }])
    return ''
  }
  if (value.valueNumber === null) throw new Problem(422, 'value-missing', [{ path: value.code, message: 'number' }])
  if (value.valueText !== null || value.valueNumber < allowed.min || value.valueNumber > allowed.max) {
    throw new Problem(422, 'value-out-of-range', [{ path: value.code, message: `${allowed.min}-${allowed.max}` }])
  }
  return allowed.unit
}
