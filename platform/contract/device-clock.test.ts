import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meantMoment } from './device-clock.ts'

const at = (text: string) => new Date(`2026-11-22T${text}.000Z`)
const server = at('07:00:00')

test('a moment pressed on a device whose clock is wrong is the moment of the press', () => {
  assert.deepEqual(meantMoment({ at: at('07:20:05'), deviceNow: at('07:20:05') }, server), server)
  assert.deepEqual(meantMoment({ at: at('06:49:00'), deviceNow: at('06:50:00') }, server), at('06:59:00'))
})

test('a moment read from the wall, and one of a device whose clock is right, stay as typed', () => {
  assert.deepEqual(meantMoment({ at: at('05:10:00'), deviceNow: at('07:20:05') }, server), at('05:10:00'))
  assert.deepEqual(meantMoment({ at: at('06:59:58'), deviceNow: at('07:00:01') }, server), at('06:59:58'))
  assert.deepEqual(meantMoment({ at: at('07:20:00'), deviceNow: null }, server), at('07:20:00'))
})
