import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Id } from '#platform/contract/id.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { type ObservationCode, observationChoices, observationCode, observationUnits } from '../contract.ts'
import { recordObservations } from './record-observations.ts'
import { arrangeWard, type Ward } from './ward-under-test.ts'

let world: World
let ward: Ward
let patientId: Id<'patient'>

before(async () => {
  world = await createWorld()
  ward = await arrangeWard(world)
  patientId = await ward.register()
})
after(async () => await world.close())

type Given = { number?: number; text?: string; minutesAhead?: number; deviceMinutesAhead?: number }

const record = async (code: ObservationCode, given: Given) => {
  const at = (minutes: number) => new Date(world.clock.now().getTime() + minutes * 60_000).toISOString()
  const value = {
    ...{ code, valueNumber: given.number ?? null, valueText: given.text ?? null, isEstimated: false },
    effectiveAt: at(given.minutesAhead ?? 0),
  }
  const device = given.deviceMinutesAhead === undefined ? {} : { deviceNow: at(given.deviceMinutesAhead) }
  const input = { patientId, values: [value], ...device }
  return await world.as(ward.nurse, async (tx, actor) => await recordObservations(tx, actor, input as never))
}

test('a chosen value is one of its code; anything else is refused by its name', async () => {
  const all = await record('consciousness', { text: 'C' })
  assert.equal(all.find((each) => each.code === 'consciousness')?.valueText, 'C')
  await assert.rejects(record('consciousness', { text: 'tỉnh' }), { problem: 'value-not-a-choice' })
  await assert.rejects(record('supplemental-oxygen', { text: 'maybe' }), { problem: 'value-not-a-choice' })
  await assert.rejects(record('consciousness', { number: 1 }), { problem: 'value-missing' })
  await assert.rejects(record('consciousness', { number: 1, text: 'A' }), { problem: 'value-missing' })
})

test('each number has a unit and its ends are within, what lies beyond is refused', async () => {
  for (const code of observationCode.options) {
    const range = observationUnits[code]
    if (!range) continue
    const all = await record(code, { number: range.max })
    assert.equal(all.find((each) => each.code === code)?.unit, range.unit, code)
    await assert.rejects(record(code, { number: range.max + 1 }), { problem: 'value-out-of-range' }, code)
    await assert.rejects(record(code, { number: range.min - 1 }), { problem: 'value-out-of-range' }, code)
  }
  assert.ok((observationUnits['respiratory-rate']?.max ?? 0) >= 120, 'a newborn may breathe faster than 90')
})

test('what is chosen has no unit and at least two answers', () => {
  for (const [code, choices] of Object.entries(observationChoices)) {
    // the keys of the record are codes
    assert.equal(observationUnits[code as ObservationCode], null, code)
    assert.equal(new Set(choices.map((each) => each.value)).size, choices.length, code)
    assert.ok(choices.length > 1, code)
  }
})

test('a value of the time to come is refused, and a device that runs ahead is set right', async () => {
  await assert.rejects(record('spo2', { number: 96, minutesAhead: 5 }), { problem: 'time-in-the-future' })
  const all = await record('spo2', { number: 95, minutesAhead: 5, deviceMinutesAhead: 5 })
  const found = all.find((each) => each.code === 'spo2' && each.valueNumber === 95)
  assert.equal(found?.effectiveAt, world.clock.now().toISOString())
})
