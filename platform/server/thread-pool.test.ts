import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import type { Told } from '../test/thread-under-test.ts'
import { type ThreadFault, ThreadPool } from './thread-pool.ts'

const script = new URL('../test/thread-under-test.ts', import.meta.url)
let pool: ThreadPool<Told, number>

beforeEach(() => {
  pool = new ThreadPool(script, { size: 2, longestMs: 3_000, mostHeapMegabytes: 64 })
})
afterEach(async () => await pool.close())

test('work waits for one of few threads, and each gets its own answer', async () => {
  const threads = await Promise.all(Array.from({ length: 9 }, async () => await pool.ask('answer')))
  assert.ok(new Set(threads).size <= 2)
  assert.equal(threads.length, 9)
})

test('what hangs or fails costs its thread and nothing else', async () => {
  const [hung, failed, fine] = await Promise.allSettled([pool.ask('hang'), pool.ask('fail'), pool.ask('answer')])
  assert.equal(hung.status === 'rejected' && hung.reason.reason, 'too-long')
  assert.equal(failed.status === 'rejected' && failed.reason.reason, 'failed')
  assert.equal(fine.status, 'fulfilled')
})

test('a thread that ends after its answer is not given work any more', async () => {
  const gone = await pool.ask('fail-later')
  let next = gone
  // until its end is known it may still be asked, and says so
  while (next === gone) {
    next = await pool.ask('answer').catch((error: ThreadFault) => {
      assert.equal(error.reason, 'ended')
      return gone
    })
  }
  assert.notEqual(next, gone)
})

test('a closed pool rejects what waits and what comes', async () => {
  const waiting = Promise.allSettled([pool.ask('hang'), pool.ask('hang'), pool.ask('answer')])
  await pool.close()
  assert.deepEqual(
    (await waiting).map((each) => each.status === 'rejected' && each.reason.reason),
    ['ended', 'ended', 'ended'],
  )
  await assert.rejects(pool.ask('answer'), { reason: 'ended' })
})
