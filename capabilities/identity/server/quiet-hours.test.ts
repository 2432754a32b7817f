import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterQuiet } from './quiet-hours.ts'

const everyDay = [1, 2, 3, 4, 5, 6, 7]
// 23 November 2026 is a Monday
const local = (text: string) => new Date(`${text}:00+07:00`)
const after = (quiet: Parameters<typeof afterQuiet>[0], at: string) =>
  new Date(afterQuiet(quiet, local(at)).getTime() + 7 * 3_600_000).toISOString().slice(0, 16)

test('within a day they end that day; the last minute is quiet, the end is not', () => {
  const noon = { from: '12:00', to: '13:30', weekdays: everyDay }
  assert.equal(after(noon, '2026-11-23T11:59'), '2026-11-23T11:59')
  assert.equal(after(noon, '2026-11-23T12:00'), '2026-11-23T13:30')
  assert.equal(after(noon, '2026-11-23T13:29'), '2026-11-23T13:30')
  assert.equal(after(noon, '2026-11-23T13:30'), '2026-11-23T13:30')
  assert.equal(after(noon, '2026-11-23T20:00'), '2026-11-23T20:00')
})

test('across midnight they end in the morning, also at the end of a month and of a year', () => {
  const night = { from: '21:30', to: '06:00', weekdays: everyDay }
  assert.equal(after(night, '2026-11-23T22:00'), '2026-11-24T06:00')
  assert.equal(after(night, '2026-11-24T00:00'), '2026-11-24T06:00')
  assert.equal(after(night, '2026-11-24T05:59'), '2026-11-24T06:00')
  assert.equal(after(night, '2026-11-24T06:00'), '2026-11-24T06:00')
  assert.equal(after(night, '2026-12-31T23:00'), '2027-01-01T06:00')
  // before seven in the morning the date in Greenwich is still that of yesterday
  assert.equal(after(night, '2026-12-01T03:00'), '2026-12-01T06:00')
})

test('a weekday is the one on which they begin', () => {
  const monday = { from: '21:30', to: '06:00', weekdays: [1] }
  assert.equal(after(monday, '2026-11-23T03:00'), '2026-11-23T03:00')
  assert.equal(after(monday, '2026-11-23T23:00'), '2026-11-24T06:00')
  assert.equal(after(monday, '2026-11-24T03:00'), '2026-11-24T06:00')
  assert.equal(after(monday, '2026-11-24T23:00'), '2026-11-24T23:00')
  const sunday = { from: '08:00', to: '20:00', weekdays: [7] }
  assert.equal(after(sunday, '2026-11-22T08:00'), '2026-11-22T20:00')
  assert.equal(after(sunday, '2026-11-23T08:00'), '2026-11-23T08:00')
})

test('without quiet hours nothing waits', () => {
  assert.equal(after(null, '2026-11-23T03:00'), '2026-11-23T03:00')
})
