import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  chooseScore,
  crossedBy,
  earlyWarningOf,
  type Obstetrics,
  proposedPathway,
  type Reading,
} from './early-warning.ts'
import { bedsidePews } from './scores/bedside-pews.ts'
import { meows } from './scores/meows.ts'
import { news2 } from './scores/news2.ts'

const now = new Date('2026-11-22T06:00:00Z')
const nothing: Obstetrics = { gestation: null, births: [], obstetricCases: [] }
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000)

type Born = Parameters<typeof chooseScore>[0]
const born = (given: Partial<Born>): Born => ({ birthDate: null, birthYear: null, sex: 'female', ...given })
const chosen = (given: Partial<Born>, obstetrics: Partial<Obstetrics> = {}) =>
  chooseScore(born(given), { ...nothing, ...obstetrics }, now).score?.code ?? null

test('NEWS2 from the 16th birthday, Bedside PEWS before it, none while the age is not known', () => {
  assert.equal(chosen({ birthDate: '2010-11-22' }), 'news2')
  assert.equal(chosen({ birthDate: '2010-11-23' }), 'bedside-pews')
  assert.equal(chosen({ birthYear: 2009 }), 'news2')
  assert.equal(chosen({ birthYear: 2011 }), 'bedside-pews')
  assert.equal(chosen({ birthYear: 2010 }), null)
  assert.equal(chosen({}), null)
})

test('MEOWS while the record knows of a pregnancy, and for 42 days after it', () => {
  const adult = { birthDate: '1996-01-01' }
  assert.equal(chosen(adult, { gestation: { weeks: 30, at: ago(7) } }), 'meows')
  // 12 weeks to term and 6 after it
  assert.equal(chosen(adult, { gestation: { weeks: 30, at: ago(126) } }), 'meows')
  assert.equal(chosen(adult, { gestation: { weeks: 30, at: ago(127) } }), 'news2')
  assert.equal(chosen(adult, { births: [ago(42)] }), 'meows')
  assert.equal(chosen(adult, { births: [ago(43)] }), 'news2')
  assert.equal(chosen(adult, { obstetricCases: [ago(3)] }), 'meows')
  assert.equal(chosen({ birthDate: '2012-01-01' }, { births: [ago(1)] }), 'meows', 'a girl who gave birth')
  assert.equal(chosen({ ...adult, sex: 'male' }, { births: [ago(1)] }), 'news2')
})

test('a woman of whose pregnancy the record says nothing is judged by NEWS2, which says so', () => {
  const unknown = (given: Partial<Born>) => {
    const found = chooseScore(born(given), nothing, now)
    return found.score !== null && found.isPregnancyUnknown
  }
  assert.equal(unknown({ birthDate: '1996-01-01' }), true)
  assert.equal(unknown({ birthDate: '1996-01-01', sex: 'male' }), false)
  assert.equal(unknown({ birthDate: '1950-01-01' }), false)
})

const reading = (code: Reading['code'], value: number | string, minutesAgo = 0): Reading => ({
  ...{
    code,
    valueNumber: typeof value === 'number' ? value : null,
    valueText: typeof value === 'string' ? value : null,
  },
  // the schema brands instants for the compiler alone
  effectiveAt: new Date(now.getTime() - minutesAgo * 60_000).toISOString() as Reading['effectiveAt'],
  protection: null,
})
const adult = { score: news2, ageMonths: null }
const vector: Reading[] = [
  reading('respiratory-rate', 22),
  reading('spo2', 94),
  reading('supplemental-oxygen', 'no'),
  reading('systolic', 100),
  reading('heart-rate', 112),
  reading('consciousness', 'A'),
  reading('temperature', 38.5),
]

test('the test vector of NEWS2 gives 8, from readings of one hour; older ones are missing and not counted', () => {
  const whole = earlyWarningOf(adult, vector)
  assert.deepEqual([whole?.result.total, whole?.result.isComplete], [8, true])
  const old = vector.map((each) => (each.code === 'systolic' ? reading('systolic', 100, 61) : each))
  const partial = earlyWarningOf(adult, old)
  assert.deepEqual([partial?.result.total, partial?.result.atLeast, partial?.result.missing], [null, 6, ['systolic']])
  assert.match(partial?.result.text.vi ?? '', /≥ 6, chưa đủ dữ liệu/)
})

test('a protected value does not count, and without values there is no score', () => {
  const [first, ...rest] = vector
  assert.ok(first)
  const hidden = { ...first, protection: { isMasked: false, categories: [] } }
  assert.deepEqual(earlyWarningOf(adult, [hidden, ...rest])?.result.missing, ['respiratory-rate'])
  assert.equal(earlyWarningOf(adult, [reading('glucose', 7)]), null)
})

test('oxygen of a child: none is known from either code, how much only from its own', () => {
  const child = { score: bedsidePews, ageMonths: 30 }
  const valueOf = (code: Reading['code'], value: string) =>
    earlyWarningOf(child, [reading('spo2', 95), reading(code, value)])?.used.find(
      (each) => each.input === 'oxygen-therapy',
    )?.value
  assert.equal(valueOf('supplemental-oxygen', 'no'), 'room-air')
  assert.equal(valueOf('supplemental-oxygen', 'yes'), undefined)
  assert.equal(valueOf('oxygen-therapy', 'high'), 'high')
})

test('new confusion is none of AVPU: MEOWS misses it and does not guess', () => {
  const found = earlyWarningOf({ score: meows, ageMonths: null }, [reading('spo2', 97), reading('consciousness', 'C')])
  assert.ok(found?.result.missing.includes('avpu'))
})

const crossing = (readings: readonly Reading[], before: readonly string[]) => {
  const found = earlyWarningOf(adult, readings)
  assert.ok(found)
  return crossedBy(found, before).crossed.map((each) => each.code)
}

test('only what was not reached before is crossed, and of a ladder the highest', () => {
  assert.deepEqual(crossing(vector, []), ['news2-emergency'])
  assert.deepEqual(crossing(vector, ['news2-urgent']), ['news2-emergency'])
  assert.deepEqual(crossing(vector, ['news2-emergency', 'news2-urgent']), [])
  assert.deepEqual(crossing([reading('systolic', 85)], []), ['news2-single-3'])
  assert.deepEqual(crossing([reading('systolic', 120)], []), [])
})

test('the pathway that is proposed follows the score and what crossed', () => {
  const at = (score: typeof news2, readings: Reading[], ageMonths: number | null = null) => {
    const found = earlyWarningOf({ score, ageMonths }, readings)
    return found ? proposedPathway(found, ageMonths) : null
  }
  assert.equal(at(news2, vector), 'sepsis')
  assert.equal(at(bedsidePews, [reading('heart-rate', 190)], 0.5), 'newborn')
  assert.equal(at(bedsidePews, [reading('heart-rate', 190)], 30), 'child')
  assert.equal(at(meows, [reading('systolic', 165)]), 'pre-eclampsia')
  assert.equal(at(meows, [reading('systolic', 85), reading('heart-rate', 130)]), 'pph')
  assert.equal(at(meows, [reading('temperature', 39)]), 'sepsis')
})
