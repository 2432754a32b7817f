import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DatabaseClock, handClock } from './clock.ts'

const noon = new Date('2026-11-22T12:00:00.000Z')
const fiveMinutesMs = 300_000

test('a machine whose clock is five minutes slow keeps the time of the database', async () => {
  const own = handClock(new Date(noon.getTime() - fiveMinutesMs))
  const clock = new DatabaseClock(async () => await Promise.resolve(noon), own)
  await clock.align()
  assert.equal(clock.now().toISOString(), noon.toISOString())
  own.advance(1000)
  assert.equal(clock.now().getTime(), noon.getTime() + 1000)
})

test('two machines that agree are left alone, and a slow answer teaches nothing', async () => {
  const own = handClock(noon)
  const near = new DatabaseClock(async () => await Promise.resolve(new Date(noon.getTime() + 20)), own)
  await near.align()
  assert.equal(near.now().getTime(), noon.getTime())
  const slow = new DatabaseClock(async () => {
    own.advance(2000)
    return await Promise.resolve(new Date(noon.getTime() + fiveMinutesMs))
  }, own)
  await slow.align()
  assert.equal(slow.now().getTime(), own.now().getTime())
})

test('while the database cannot be asked, the last difference holds', async () => {
  const own = handClock(new Date(noon.getTime() - fiveMinutesMs))
  let isUp = true
  const clock = new DatabaseClock(async () => {
    if (!isUp) throw new Error('away')
    return await Promise.resolve(noon)
  }, own)
  await clock.align()
  isUp = false
  await assert.rejects(clock.align())
  assert.equal(clock.now().toISOString(), noon.toISOString())
})
