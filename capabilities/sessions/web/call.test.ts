import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { next, type RoomEvent, type RoomState, retryDelayMs } from './call.ts'

const after = (...events: RoomEvent[]): RoomState => events.reduce<RoomState>(next, { at: 'idle' })
const join: RoomEvent = { type: 'join', now: 1 }
const welcome: RoomEvent = { type: 'welcome', now: 2 }
const connected: RoomEvent = { type: 'connected', now: 3 }
const broken = (now: number): RoomEvent => ({ type: 'broken', by: 'media', now })

describe('call', () => {
  it('goes from the check of the devices through the waiting room into the live room', () => {
    assert.deepEqual(after({ type: 'check' }), { at: 'checking' })
    assert.deepEqual(after({ type: 'check' }, join), { at: 'waiting', since: 1 })
    assert.deepEqual(after(join, welcome), { at: 'connecting', attempt: 1, since: 2 })
    assert.deepEqual(after(join, welcome, connected), { at: 'live', since: 3 })
  })

  it('counts the attempts of one trouble and keeps its first moment', () => {
    const trouble = after(join, welcome, connected, broken(10), { type: 'welcome', now: 11 }, broken(12))
    assert.deepEqual(trouble, { at: 'interrupted', since: 10, by: 'media', attempt: 1 })
    const again = next(trouble, { type: 'welcome', now: 13 })
    assert.deepEqual(again, { at: 'connecting', attempt: 2, since: 10 })
    assert.deepEqual(next(next(again, connected), broken(20)), {
      at: 'interrupted',
      since: 20,
      by: 'media',
      attempt: 0,
    })
  })

  it('does not leave the waiting room when the link breaks there', () => {
    assert.deepEqual(after(join, broken(5)), { at: 'waiting', since: 1 })
  })

  it('ignores what means nothing in a state', () => {
    assert.deepEqual(after(welcome), { at: 'idle' })
    assert.deepEqual(after(join, connected), { at: 'waiting', since: 1 })
    assert.deepEqual(after(join, join), { at: 'waiting', since: 1 })
    assert.deepEqual(after(join, { type: 'check' }), { at: 'waiting', since: 1 })
  })

  it('stays ended, with the first reason', () => {
    const ended = after(join, { type: 'end', because: 'removed' })
    for (const event of [join, welcome, connected, broken(9), { type: 'end', because: 'left' }] satisfies RoomEvent[]) {
      assert.deepEqual(next(ended, event), { at: 'ended', because: 'removed' })
    }
  })

  it('tries at once and then with growing patience, never longer than five seconds', () => {
    assert.deepEqual([0, 1, 2, 3, 4, 9].map(retryDelayMs), [0, 0, 500, 1_000, 2_000, 5_000])
  })
})
