import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meantBy } from './meant-time.ts'

const now = new Date('2026-11-22T00:30:00+07:00').getTime()
const at = (moment: string) => new Date(moment).toISOString()

test('a time alone is the latest moment at which the clock showed it', () => {
  assert.equal(meantBy('0015', now), at('2026-11-22T00:15:00+07:00'))
  assert.equal(meantBy('23:50', now), at('2026-11-21T23:50:00+07:00'))
  assert.equal(meantBy('22h10', now), at('2026-11-21T22:10:00+07:00'))
})

test('with a date it is that day', () => {
  assert.equal(meantBy('23:50 20/11/2026', now), at('2026-11-20T23:50:00+07:00'))
})

test('what is no time means nothing', () => {
  for (const text of ['', '7', '25:00', '12:61', 'sáng nay']) assert.equal(meantBy(text, now), null)
})
