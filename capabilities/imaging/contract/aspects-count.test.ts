import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { countAspects } from './aspects-count.ts'
import type { AspectsReading, SavedMark } from './marks.ts'

const reading = (at: string, aspects: AspectsReading, who = 'a') =>
  // the count looks at no more of a mark than this
  ({ aspects, at, by: { id: who, fullName: who }, removedReason: null }) as unknown as SavedMark
const spared = { C: false, L: false, IC: false, I: false, M1: false, M2: false, M3: false }
const lower = { side: 'left', level: 'ganglionic' } as const
const upper = { side: 'left', level: 'supraganglionic' } as const

describe('regions of ASPECTS', () => {
  it('are counted when all ten were looked at, and not before', () => {
    const marks = [reading('1', { ...lower, regions: { ...spared, L: true } })]
    assert.deepEqual(countAspects(marks), [{ side: 'left', author: 'a', answered: 7, affected: null }])
    marks.push(reading('2', { ...upper, regions: { M4: true, M5: false } }))
    assert.equal(countAspects(marks)[0]?.affected, null)
    marks.push(reading('3', { ...upper, regions: { M6: false } }))
    assert.deepEqual(countAspects(marks), [{ side: 'left', author: 'a', answered: 10, affected: 2 }])
  })
  it('of two readers and of two sides are never counted together', () => {
    const marks = [
      reading('1', { ...lower, regions: spared }),
      reading('2', { ...upper, regions: { M4: false, M5: false, M6: false } }, 'b'),
      reading('3', { ...upper, side: 'right', regions: { M4: true } }),
    ]
    assert.deepEqual(
      countAspects(marks).map((each) => each.affected),
      [null, null, null],
    )
  })
  it('count by their newest answer, without what was taken away', () => {
    const all = [
      reading('1', { ...lower, regions: { ...spared, C: true } }),
      reading('2', { ...upper, regions: { M4: false, M5: false, M6: false } }),
    ]
    const gone = { ...reading('4', { ...lower, regions: { M1: true } }), removedReason: 'Nhầm bên' }
    assert.equal(countAspects([...all, reading('3', { ...lower, regions: { C: false } }), gone])[0]?.affected, 0)
  })
})
