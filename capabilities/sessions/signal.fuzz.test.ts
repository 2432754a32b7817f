import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { liveRequest } from '../../platform/contract/live.ts'
import { type Chance, fuzz } from '../../platform/test/chance.ts'
import { ClientSignal } from './signal.ts'

const session = '0190a0a0-0000-7000-8000-000000000001'
const jsep = { type: 'offer', sdp: 'v=0\r\n' }
const candidate = { candidate: 'candidate:1 1 udp 1 10.0.0.1 9 typ host', sdpMid: '0', sdpMLineIndex: 0 }
const signals = [
  { type: 'join', kind: 'camera', isAudioOnly: true },
  { type: 'offer', kind: 'screen', jsep },
  { type: 'answer', handle: 'subscriber', jsep: { ...jsep, type: 'answer' } },
  { type: 'trickle', handle: 'camera', candidate },
  { type: 'trickle', handle: 'screen', candidate: null },
  { type: 'subscribe', feeds: [{ feedId: 'f1', video: true, layer: 2 }] },
  { type: 'leave', kind: 'camera' },
  { type: 'media-state', muted: true, camera: false },
] as const
const requests = [
  { say: 'hear', topics: ['consult/0190a0a0', 'person/0190a0a0/inbox'] },
  { say: 'ping' },
  { say: 'signal', session, message: signals[0] },
] as const
const wellFormed: readonly [unknown, ...unknown[]] = [...signals, ...requests]
const names = ['type', 'say', 'kind', 'jsep', 'feeds', '__proto__', 'constructor', 'prototype', 'toString', ''] as const
const scalars = [null, true, 0, -1, 1e308, 2 ** 53, '', 'join', 'signal', '\ud800', 'x\udfff\ud800', '\u0000'] as const

function anything(chance: Chance, depth: number): unknown {
  const choice = depth > 0 ? chance.below(5) : 0
  if (choice === 1) return Array.from({ length: chance.below(6) }, () => anything(chance, depth - 1))
  if (choice === 2)
    return Object.fromEntries(
      Array.from({ length: chance.below(6) }, () => [chance.pick(names), anything(chance, depth - 1)]),
    )
  if (choice === 3) return chance.pick(wellFormed)
  if (choice === 4 && chance.below(20) === 0) return 'x\ud800'.repeat(chance.below(200_000))
  return chance.pick(scalars)
}

/** The value with something in it replaced, or with a key that it should not have. */
function twisted(value: unknown, chance: Chance): unknown {
  if (typeof value !== 'object' || value === null || chance.below(6) === 0) return anything(chance, 4)
  if (Array.isArray(value)) return value.map((each) => (chance.below(2) ? each : twisted(each, chance)))
  const entries = Object.entries(value)
  const at = chance.below(entries.length + 1)
  const [name, inner] = entries[at] ?? [chance.pick(names), null]
  // fromEntries makes an own key of __proto__, as JSON.parse does
  return Object.fromEntries([...entries, [name, at < entries.length ? twisted(inner, chance) : anything(chance, 3)]])
}

type Read = (value: unknown) => { success: boolean; data?: unknown }
const readers: Read[] = [(value) => ClientSignal.safeParse(value), (value) => liveRequest.safeParse(value)]

/** How many readers accepted the text; what they accepted reads as the same again, and no prototype was touched. */
function accepted(text: string): number {
  let count = 0
  for (const read of readers) {
    const result = read(JSON.parse(text))
    if (!result.success) continue
    count += 1
    assert.equal(Object.getPrototypeOf(result.data), Object.prototype, 'what was read has a foreign prototype')
    const written = JSON.stringify(result.data)
    const again = read(JSON.parse(written))
    assert.ok(again.success)
    assert.equal(JSON.stringify(again.data), written)
  }
  for (const key in {}) assert.fail(`every object now has ${key}`)
  return count
}

describe('what a browser says on the socket, whatever it is', () => {
  it('is understood when it is well formed', () => {
    for (const each of wellFormed) assert.equal(accepted(JSON.stringify(each)), 1)
  })
  it('is refused or read without a throw, when it is any JSON', async () => {
    await fuzz(1, 800, (chance) => void accepted(JSON.stringify(anything(chance, 6))))
  })
  it('is refused or reads as the same again, when a word of ours was twisted', async () => {
    let [taken, refused] = [0, 0]
    await fuzz(10_000, 2000, (chance) => {
      const text = JSON.stringify(twisted(chance.pick(wellFormed), chance))
      if (accepted(text) > 0) taken += 1
      else refused += 1
    })
    assert.ok(taken > 100 && refused > 100, `${taken} taken and ${refused} refused say little`)
  })
  it('sets no prototype by its keys', () => {
    const text = `{"type":"leave","kind":"camera","__proto__":{"isEvil":true},"constructor":{"prototype":{"isEvil":true}}}`
    assert.deepEqual(ClientSignal.parse(JSON.parse(text)), { type: 'leave', kind: 'camera' })
    assert.equal(accepted(text), 1)
    assert.equal(ClientSignal.safeParse(JSON.parse('{"__proto__":{"type":"leave","kind":"camera"}}')).success, false)
  })
  it('may be deep or wide, and is then refused by what it is', () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`k${index}`, index])))
    for (const text of [deep, wide, `{"type":${deep}}`, `{"type":"subscribe","feeds":${deep}}`])
      for (const read of readers) assert.equal(read(JSON.parse(text)).success, false)
    assert.equal(
      liveRequest.safeParse(JSON.parse(`{"say":"signal","session":"${session}","message":${deep}}`)).success,
      true,
    )
    assert.equal(
      ClientSignal.safeParse({ type: 'offer', kind: 'camera', jsep: { ...jsep, sdp: 'x'.repeat(300_001) } }).success,
      false,
    )
  })
  it('names topics at a steady pace, however long they are', () => {
    const topic = `${'a'.repeat(100_000)}/${'a'.repeat(100_000)}/`
    assert.equal(liveRequest.safeParse({ say: 'hear', topics: [topic, `${topic}!`] }).success, false)
  })
})
