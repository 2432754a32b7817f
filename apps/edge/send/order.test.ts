import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Allowance, kilobitsAt } from './allowance.ts'
import { Link } from './link.ts'
import { ranksOf } from './priority.ts'

const slice = (seriesUid: string, instanceNumber: number, more = {}) => ({
  ...{ id: `${seriesUid}/${instanceNumber}`, seriesUid, instanceNumber, bytes: 500_000, hasPixels: true },
  ...more,
})

describe('of a study', () => {
  test('the middle slice of each series and its quarters go first, then the rest from the middle outwards', () => {
    const head = Array.from({ length: 9 }, (_, index) => slice('a', index + 1))
    const scout = [slice('b', 1)]
    const ranks = ranksOf([...head.toReversed(), ...scout])
    const first = [...ranks].filter(([, { rank }]) => rank === 0).map(([id]) => id)
    assert.deepEqual(first.sort(), ['a/3', 'a/5', 'a/7', 'b/1'])
    const rest = [...ranks]
      .filter(([, { rank }]) => rank === 1)
      .sort(([, one], [, other]) => one.distance - other.distance)
      .map(([id]) => id)
    assert.deepEqual(rest.slice(0, 2).sort(), ['a/4', 'a/6'])
    assert.deepEqual(rest.slice(-2).sort(), ['a/1', 'a/9'])
  })

  test('a report goes with the keys, and what is huge lets others go before', () => {
    const ranks = ranksOf([slice('a', 1, { bytes: 50_000_000 }), slice('r', 1, { hasPixels: false, bytes: 4000 })])
    assert.deepEqual([ranks.get('a/1')?.rank, ranks.get('r/1')?.rank], [1, 0])
  })
})

describe('the cap of the link', () => {
  const link = {
    kilobits: 0,
    hours: [
      { from: '07:00', to: '17:00', kilobits: 500 },
      { from: '22:00', to: '02:00', kilobits: 900 },
    ],
    zone: 'Asia/Ho_Chi_Minh',
  }
  test('holds by the hour of the hospital, also over midnight', () => {
    const at = (time: string) => kilobitsAt(link, Date.parse(`2026-11-23T${time}:00+07:00`))
    assert.deepEqual(
      ['06:59', '07:00', '16:59', '17:00', '22:00', '00:30', '02:00'].map(at),
      [0, 500, 500, 0, 900, 900, 0],
    )
  })

  test('lets no more than that through over all lanes, and a pause does not become a flood', () => {
    let now = 0
    let kilobits = 800
    const allowance = new Allowance(
      () => kilobits,
      () => now,
    )
    let last = 0
    for (let piece = 0; piece < 100; piece += 1) last = allowance.book(10_000)
    // 1,000,000 bytes at 100,000 bytes a second
    assert.equal(last, 10_000)
    now = 60_000
    assert.equal(allowance.book(10_000), 0)
    assert.equal(allowance.book(100_000), 600)
    kilobits = 0
    assert.equal(allowance.book(10_000_000), 0)
  })
})

describe('a link that is away', () => {
  test('is tried by one lane at a time, after waits that grow to the longest and are spread by chance', () => {
    let now = 0
    let chance = 1
    const link = new Link(
      60_000,
      () => now,
      () => chance,
    )
    const waits: number[] = []
    for (let failure = 0; failure < 10; failure += 1) {
      link.failed()
      waits.push(link.waitMs())
      now += waits.at(-1) ?? 0
      assert.equal(link.waitMs(), 0)
      assert.notEqual(link.waitMs(), 0, 'a second lane tries too')
    }
    assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000, 60_000])
    chance = 0
    link.failed()
    assert.equal(link.waitMs(), 6000)
    link.worked()
    assert.equal(link.waitMs(), 0)
    link.failed()
    assert.equal(link.waitMs(), 100)
  })
})
