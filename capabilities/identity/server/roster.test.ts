import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { createDutyShift } from './create-duty-shift.ts'
import { rosterNow } from './duty-row.ts'
import { getRoster } from './get-roster.ts'
import { removeDutyShift } from './remove-duty-shift.ts'
import { shortenDutyShift } from './shorten-duty-shift.ts'

const hourMs = 60 * 60 * 1000

let world: World
let here: Id<'facility'>
let elsewhere: Id<'facility'>
let coordinator: string
let foreign: string
let doctor: Id<'person'>

before(async () => {
  world = await createWorld()
  here = (await world.facility('Bạch Mai')) as Id<'facility'>
  elsewhere = (await world.facility('Nam Định')) as Id<'facility'>
  coordinator = await world.person(here, 'coordinator')
  foreign = await world.person(elsewhere, 'coordinator')
  doctor = (await world.person(here, 'doctor', 'stroke')) as Id<'person'>
})
after(async () => await world.close())

const at = (hours: number) => toInstant(new Date(world.clock.now().getTime() + hours * hourMs))
const plan = async (given: { from: number; to: number; personId?: Id<'person'> }, by = coordinator) =>
  await world.as(by, async (tx, actor) => {
    const shift = { specialty: 'stroke', position: 'first' as const, personId: given.personId ?? doctor }
    const input = { facilityId: here, ...shift, startsAt: at(given.from), endsAt: at(given.to) }
    return (await createDutyShift(tx, actor, input)).dutyShiftId
  })
const remove = async (dutyShiftId: string, by = coordinator) =>
  await world.as(by, async (tx, actor) => await removeDutyShift(tx, actor, { facilityId: here, dutyShiftId }))
const shorten = async (dutyShiftId: Id<'duty-shift'>, hours: number, by = coordinator) =>
  await world.as(
    by,
    async (tx, actor) => await shortenDutyShift(tx, actor, { facilityId: here, dutyShiftId, endsAt: at(hours) }),
  )
const week = async (by: string, from = '2026-11-22') =>
  await world.as(by, async (tx, actor) => await getRoster(tx, actor, { facilityId: here, from }))
const rung = async () =>
  await world.asSystem(async (tx, actor) =>
    (await rosterNow(tx, { facilityId: here, specialty: 'stroke', now: actor.now })).map((duty) => duty.id),
  )

test('who is planned is rung from the beginning of the shift to its end, and not when it was shortened', async () => {
  const shift = await plan({ from: -1, to: 8 })
  assert.deepEqual(await rung(), [shift])
  await shorten(shift, 2)
  world.clock.advance(3 * hourMs)
  assert.deepEqual(await rung(), [])
})

test('everybody of the facility reads the week, nobody of another one does', async () => {
  const shift = await plan({ from: 2, to: 26 })
  const nurse = await world.person(here, 'nurse')
  const seen = await week(nurse)
  assert.ok(seen.shifts.some((each) => each.id === shift && each.person.id === doctor))
  assert.deepEqual(seen.specialties, ['stroke'])
  await assert.rejects(week(foreign), { problem: 'not-found' })
})

test('a week begins at seven in Vietnam and is seven days long', async () => {
  const eightOfTuesday = (Date.parse('2026-11-24T01:00:00Z') - world.clock.now().getTime()) / hourMs
  const shift = await plan({ from: eightOfTuesday, to: eightOfTuesday + 1 })
  const has = async (from: string) => (await week(coordinator, from)).shifts.some((each) => each.id === shift)
  const days = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-24', '2026-11-25']
  assert.deepEqual(await Promise.all(days.map(has)), [false, false, true, true, false])
})

test('a shift that runs is shortened, not removed; one to come is removed once', async () => {
  const running = await plan({ from: -1, to: 8 })
  await assert.rejects(remove(running), { problem: 'shift-has-begun' })
  const next = await plan({ from: 30, to: 54 })
  await remove(next)
  await assert.rejects(remove(next), { problem: 'not-found' })
})

test('a shift is not made longer, and not ended in the past', async () => {
  const shift = await plan({ from: -2, to: 8 })
  await assert.rejects(shorten(shift, 9), { problem: 'not-shorter' })
  await assert.rejects(shorten(shift, -1), { problem: 'not-shorter' })
  await shorten(shift, 4)
})

test('only people of the facility are planned, by those who plan there, and not for the past', async () => {
  const stranger = (await world.person(elsewhere, 'doctor')) as Id<'person'>
  await assert.rejects(plan({ from: 1, to: 9, personId: stranger }), { problem: 'not-of-this-facility' })
  await assert.rejects(plan({ from: 1, to: 9 }, foreign), { problem: 'not-found' })
  await assert.rejects(plan({ from: 1, to: 9 }, doctor), { problem: 'not-found' })
  await assert.rejects(plan({ from: 9, to: 1 }), { problem: 'shift-ends-before-it-starts' })
  await assert.rejects(plan({ from: -9, to: -1 }), { problem: 'shift-is-over' })
  const shift = await plan({ from: 2, to: 9 })
  await assert.rejects(remove(shift, foreign), { problem: 'not-found' })
  await assert.rejects(shorten(shift, 4, foreign), { problem: 'not-found' })
})
