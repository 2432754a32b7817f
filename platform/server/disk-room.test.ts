import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { test } from 'node:test'
import { diskRoom, hasRoomFor, roomIn } from './disk-room.ts'

const gigabyte = 1024 ** 3

test('a disk is low below a tenth or five gigabytes, and full below one', () => {
  const stateOf = (free: number, total: number) => roomIn(free * gigabyte, total * gigabyte).state
  assert.equal(stateOf(200, 1000), 'ample')
  assert.equal(stateOf(99, 1000), 'low')
  assert.equal(stateOf(5.1, 40), 'ample')
  assert.equal(stateOf(4.9, 40), 'low')
  assert.equal(stateOf(0.9, 40), 'full')
})

test('what would eat the reserve of a real disk has no room', async () => {
  const { freeBytes, totalBytes } = await diskRoom(tmpdir())
  assert.ok(freeBytes > 0 && freeBytes <= totalBytes)
  assert.equal(await hasRoomFor(tmpdir(), freeBytes), false)
})
