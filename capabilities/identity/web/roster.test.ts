import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RosterShift } from '../contract/roster.ts'
import { dutyDay, gapsIn, mondayOf, rosterLines, shiftsIn } from './roster.ts'

const day = dutyDay('2026-11-23')
const [stroke, coordinator] = rosterLines(['stroke'])
const hour = (at: number) => new Date(day.from + at * 60 * 60 * 1000).toISOString()
const shift = (position: RosterShift['position'], from: number, to: number): RosterShift =>
  // ids and moments of a test are plain texts
  ({
    id: `${position}-${from}`,
    specialty: position === 'coordinator' ? null : 'stroke',
    position,
    person: { id: 'p', fullName: 'A', title: '' },
    startsAt: hour(from),
    endsAt: hour(to),
  }) as unknown as RosterShift
const hoursOf = (shifts: RosterShift[], line = stroke) =>
  line && gapsIn(shifts, line, day).map(({ from, to }) => [(from - day.from) / 3_600_000, (to - day.from) / 3_600_000])

test('a duty day begins and ends at seven in Vietnam, a week on Monday', () => {
  assert.equal(new Date(day.from).toISOString(), '2026-11-23T00:00:00.000Z')
  assert.deepEqual(
    [mondayOf('2026-11-23'), mondayOf('2026-11-29'), mondayOf('2026-12-01')],
    ['2026-11-23', '2026-11-23', '2026-11-30'],
  )
})

test('a whole day with a first on duty has no gap, whoever else is there', () => {
  assert.deepEqual(hoursOf([shift('first', 0, 24), shift('second', 0, 12)]), [])
  assert.deepEqual(hoursOf([shift('first', -24, 10), shift('first', 10, 30)]), [])
})

test('hours without a first are gaps, also when a second is there', () => {
  assert.deepEqual(hoursOf([]), [[0, 24]])
  assert.deepEqual(hoursOf([shift('first', 0, 8), shift('first', 6, 12), shift('second', 0, 24)]), [[12, 24]])
  assert.deepEqual(hoursOf([shift('first', 0, 20), shift('first', 4, 8)]), [[20, 24]])
  assert.deepEqual(hoursOf([shift('first', 4, 20)]), [
    [0, 4],
    [20, 24],
  ])
})

test('coordinator and leader have a line of their own', () => {
  assert.deepEqual(hoursOf([shift('coordinator', 0, 24)], coordinator), [])
  assert.deepEqual(hoursOf([shift('first', 0, 24)], coordinator), [[0, 24]])
})

test('first stands before second before team', () => {
  const shifts = [shift('team', 0, 24), shift('second', 0, 24), shift('first', 8, 24), shift('first', 0, 8)]
  assert.deepEqual(stroke && shiftsIn(shifts, stroke, day).map((each) => each.id), [
    'first-0',
    'first-8',
    'second-0',
    'team-0',
  ])
})
