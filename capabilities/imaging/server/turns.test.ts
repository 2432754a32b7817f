import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import type { OutsideCall } from '#platform/server/handler.ts'
import { refusal } from '#platform/test/refusal.ts'
import { TurnCounter } from './turns.ts'

/** A call of which only its end counts here. */
function aCall(): { call: OutsideCall; end: () => void } {
  const raw = new EventEmitter()
  return { call: { reply: { raw } } as unknown as OutsideCall, end: () => void raw.emit('close') }
}

test('a share has so many calls at once, all together so many, and each gives its turn back when it ends', () => {
  const turns = new TurnCounter({ ofShare: 2, ofAll: 3 })
  const [one, two, other] = [aCall(), aCall(), aCall()]
  turns.take(one.call, 'a')
  turns.take(two.call, 'a')
  assert.throws(() => turns.take(aCall().call, 'a'), refusal('too-many-requests'))
  turns.take(other.call, 'b')
  assert.throws(() => turns.take(aCall().call, 'c'), refusal('too-many-requests'))
  one.end()
  turns.take(aCall().call, 'c')
  two.end()
  turns.take(aCall().call, 'a')
})
