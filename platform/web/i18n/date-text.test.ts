import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dateAt, instantAt, parseDate, parseMoment, parseTime, shownDate, shownMoment } from './date-text.ts'

test('a date is typed day first, with any mark or none, and shown as it is written in Vietnam', () => {
  for (const typed of ['22/11/2026', '22.11.2026', '22-11-2026', ' 22 11 2026 ', '22112026'])
    assert.equal(parseDate(typed), '2026-11-22')
  assert.equal(parseDate('1/2/1957'), '1957-02-01')
  assert.equal(shownDate('1957-02-01'), '01/02/1957')
})

test('what is not a day is none: neither the 30th of February, nor a year of two digits, nor the month first', () => {
  for (const typed of ['', '30/02/2026', '29/02/2026', '22/11/26', '11/22/2026', '22/11', 'mai'])
    assert.equal(parseDate(typed), null)
  assert.equal(parseDate('29/02/2028'), '2028-02-29')
})

test('a time is typed with a colon, an h, or four digits', () => {
  for (const typed of ['02:40', '2:40', '2h40', '0240', '02.40']) assert.equal(parseTime(typed), '02:40')
  for (const typed of ['24:00', '12:60', '240', '']) assert.equal(parseTime(typed), null)
})

test('a moment is that of the clocks in Vietnam, and comes back as it was typed', () => {
  assert.equal(parseMoment('00:30 22/11/2026'), '2026-11-21T17:30:00.000Z')
  assert.equal(parseMoment('003022112026'), '2026-11-21T17:30:00.000Z')
  assert.equal(shownMoment('2026-11-21T17:30:00.000Z'), '00:30 22/11/2026')
  assert.equal(dateAt('2026-11-21T17:30:00.000Z'), '2026-11-22')
  assert.equal(instantAt('2026-11-22', '00:30'), '2026-11-21T17:30:00.000Z')
})

test('a time alone means a day only when one is given', () => {
  assert.equal(parseMoment('14:05'), null)
  assert.equal(parseMoment('14:05', '2026-11-22'), '2026-11-22T07:05:00.000Z')
  assert.equal(parseMoment('14:05 22/1', '2026-11-22'), null)
})
