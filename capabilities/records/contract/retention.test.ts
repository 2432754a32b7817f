import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Kept, retentionOf } from './retention.ts'

const kept = (given: Partial<Kept>): Kept => ({
  kind: 'record',
  hasDied: false,
  because: [],
  closedOn: '2026-03-15',
  ...given,
})

describe('how long a record is kept', () => {
  test('a death record closed on 15/03/2026 is not destroyed before 31/12/2056', () => {
    assert.deepEqual(retentionOf(kept({ hasDied: true })), {
      years: 30,
      notBefore: '2056-12-31',
      rule: 'Thông tư 33/2025/TT-BYT',
    })
  })

  test('others are kept 10 years, mental illness and accidents 20, transplantation 30, registers 5', () => {
    const years = (given: Partial<Kept>) => retentionOf(kept(given))?.years
    assert.deepEqual(
      [
        years({}),
        years({ because: ['mental-illness'] }),
        years({ because: ['accident'] }),
        years({ because: ['transplant'] }),
        years({ kind: 'register' }),
        years({ hasDied: true, because: ['accident'] }),
      ],
      [10, 20, 20, 30, 5, 30],
    )
  })

  test('the rule is that of the day of closing: a death record of 30/06/2025 is kept 20 years, one of the day after 30', () => {
    const before = retentionOf(kept({ hasDied: true, closedOn: '2025-06-30' }))
    const after = retentionOf(kept({ hasDied: true, closedOn: '2025-07-01' }))
    assert.deepEqual([before?.notBefore, before?.rule], ['2045-12-31', 'Thông tư 53/2017/TT-BYT'])
    assert.deepEqual([after?.notBefore, after?.rule], ['2055-12-31', 'Thông tư 33/2025/TT-BYT'])
    assert.equal(retentionOf(kept({ closedOn: '2010-01-01' })), null)
  })
})
