import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createBackoff } from './backoff.ts'

test('a child that keeps crashing waits longer each time, ten seconds at most', () => {
  const backoff = createBackoff()
  const delays = Array.from({ length: 8 }, () => backoff.next(10))
  assert.deepEqual(delays, [200, 400, 800, 1600, 3200, 6400, 10_000, 10_000])
})

test('thirty seconds of health forgive earlier crashes', () => {
  const backoff = createBackoff()
  backoff.next(10)
  backoff.next(10)
  assert.equal(backoff.next(29_999), 800)
  assert.equal(backoff.next(30_000), 200)
})
