import assert from 'node:assert/strict'
import { afterEach, mock, test } from 'node:test'
import { pieceNow, roomBesideVoice, sayVoice } from './voice-first.ts'

afterEach(() => {
  sayVoice('none')
  mock.timers.reset()
})

/** How long a piece waits now, by a clock that the test moves. */
async function waitOf(): Promise<number> {
  mock.timers.enable({ apis: ['setTimeout'] })
  let isOver = false
  const waiting = roomBesideVoice().then(() => {
    isOver = true
  })
  let waited = 0
  for (; waited < 10_000; waited += 50) {
    await Promise.resolve()
    await Promise.resolve()
    if (isOver) break
    mock.timers.tick(50)
  }
  await waiting
  mock.timers.reset()
  return waited
}

test('without a call, bytes in bulk go at once and whole', async () => {
  assert.equal(pieceNow(), Number.POSITIVE_INFINITY)
  assert.equal(await waitOf(), 0)
})

test('in a call they go in pieces, and pause longer the longer voice suffers, to a limit', async () => {
  sayVoice('well')
  assert.equal(pieceNow(), 32 * 1024)
  assert.equal(await waitOf(), 0)
  const waits: number[] = []
  for (let at = 0; at < 6; at += 1) {
    sayVoice('suffers')
    waits.push(await waitOf())
  }
  assert.deepEqual(waits, [250, 500, 1000, 2000, 4000, 4000])
})

test('when voice does well again the pause goes by halves, and is over with the call', async () => {
  for (let at = 0; at < 3; at += 1) sayVoice('suffers')
  sayVoice('well')
  assert.equal(await waitOf(), 500)
  for (let at = 0; at < 3; at += 1) sayVoice('well')
  assert.equal(await waitOf(), 0)
  sayVoice('suffers')
  sayVoice('none')
  assert.equal(await waitOf(), 0)
})

test('a fetch that is given up does not wait', async () => {
  sayVoice('suffers')
  const given = new AbortController()
  const waiting = roomBesideVoice(given.signal)
  given.abort()
  await waiting
})
