import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dependentsOf, isDecisiveStation } from '../dependents.ts'
import { evaluate, type Facts, type Verdict } from '../evaluate.ts'
import { criteriaStanding } from '../standing.ts'
import { strokeTwo } from './stroke-2.ts'

type Known = {
  values?: Record<string, number | string>
  minutes?: Record<string, number>
  scores?: Record<string, number>
}

const minute = 60_000

const factsOf = ({ values = {}, minutes = {}, scores = {} }: Known): Facts => ({
  values: new Map(Object.entries(values)),
  scores: new Map(Object.entries(scores).map(([code, total]) => [code, { total, atLeast: total }])),
  tallies: new Map(),
  lines: new Map(),
  passed: new Map(Object.entries(minutes).map(([code, ago]) => [code, -ago * minute])),
  now: 0,
})

function row(criteria: string, code: string, known: Known): Verdict {
  const found = strokeTwo.criteria.find((each) => each.code === criteria)
  assert.ok(found)
  return criteriaStanding(found, factsOf(known)).find((each) => each.code === code)?.verdict ?? null
}

function alerted(code: string, known: Known): Verdict {
  const found = strokeTwo.alerts.find((each) => each.code === code)
  assert.ok(found, code)
  return evaluate(found.when, factsOf(known))
}

const woke = { 'wake-up': 'yes', mismatch: 'yes', disabling: 'yes', haemorrhage: 'no' }

test('wake-up stroke is counted from the midpoint of sleep in its own row alone, until nine hours', () => {
  const at = (ago: number, values: Known['values'] = woke) =>
    row('lysis', 'wake-up', { values, minutes: { 'last-known-well': 720, 'sleep-midpoint': ago } })
  assert.deepEqual([at(540), at(541)], [true, false])
  assert.equal(at(300, { ...woke, 'wake-up': 'no' }), false)
  assert.equal(at(300, { ...woke, mismatch: 'no' }), false)
  assert.equal(row('lysis', 'wake-up', { values: woke, minutes: { 'last-known-well': 720 } }), null)
})

test('the midpoint of sleep never stands in for last known well', () => {
  const values = { ...woke, occlusion: 'm1', 'mrs-before': 0 }
  const early = { values, minutes: { 'last-known-well': 720, 'sleep-midpoint': 60 }, scores: { nihss: 10, aspects: 9 } }
  for (const code of ['standard', 'perfusion']) assert.equal(row('lysis', code, early), false, code)
  assert.equal(row('thrombectomy', 'early', early), false)
  const unknown = { ...early, minutes: { 'sleep-midpoint': 60 } }
  for (const code of ['standard', 'perfusion']) assert.equal(row('lysis', code, unknown), null, code)
  assert.equal(row('thrombectomy', 'early', unknown), null)
  assert.equal(alerted('window-closes', { minutes: { 'sleep-midpoint': 250 } }), null)
})

test('in wake-up stroke the page names both clocks, and calls half an hour before the second one ends', () => {
  assert.equal(alerted('wake-up-two-clocks', { values: woke }), true)
  const closes = (ago: number) => alerted('wake-up-closes', { values: woke, minutes: { 'sleep-midpoint': ago } })
  assert.deepEqual([closes(509), closes(510), closes(539), closes(540)], [false, true, true, false])
})

test('a corrected midpoint of sleep opens the contraindications and both thrombolytics again', () => {
  assert.equal(isDecisiveStation(strokeTwo, 'sleep-midpoint'), true)
  const { lines, calculators } = dependentsOf(strokeTwo, 'sleep-midpoint')
  assert.equal(lines.length, 29)
  assert.deepEqual(calculators, ['tenecteplase-stroke', 'alteplase-stroke'])
})

test('DWI–FLAIR counts only for an onset that nobody saw, within 4.5 h of its discovery', () => {
  const seen = { 'dwi-flair': 'yes', disabling: 'yes', haemorrhage: 'no' }
  const at = (values: Record<string, string>, ago: number) =>
    row('lysis', 'unknown-onset', { values: { ...seen, ...values }, minutes: { 'symptoms-found': ago } })
  assert.deepEqual([at({ 'wake-up': 'yes' }, 270), at({ 'wake-up': 'yes' }, 271)], [true, false])
  assert.equal(at({ 'onset-witnessed': 'no' }, 60), true)
  assert.equal(at({ 'wake-up': 'no', 'onset-witnessed': 'yes' }, 60), false)
})

test('a late mismatch by DEFUSE-3 counts until 16 hours, by DAWN until 24', () => {
  const at = (by: string, ago: number) =>
    row('thrombectomy', 'late', {
      values: { occlusion: 'm1', 'mismatch-criteria': by },
      minutes: { 'last-known-well': ago },
      scores: { aspects: 5 },
    })
  assert.deepEqual([at('defuse-3', 960), at('defuse-3', 961)], [true, false])
  assert.deepEqual([at('dawn', 1440), at('both', 1440), at('none', 600)], [true, true, false])
})

test('with haemorrhage the page speaks of its pressure, and no longer of thrombolysis', () => {
  const at = (code: string, haemorrhage: string, systolic: number) =>
    alerted(code, { values: { haemorrhage, systolic, diastolic: 80 }, minutes: { 'last-known-well': 250 } })
  assert.deepEqual(
    [149, 150, 220, 221].map((systolic) => at('haemorrhage-pressure', 'yes', systolic)),
    [false, true, true, false],
  )
  assert.equal(at('haemorrhage-pressure', 'no', 190), false)
  assert.deepEqual([at('pressure-before', 'yes', 190), at('pressure-before', 'no', 190)], [false, true])
  assert.deepEqual([at('window-closes', 'yes', 150), at('window-closes', 'no', 150)], [false, true])
  const unsaid = { values: { systolic: 190, diastolic: 80 }, minutes: { 'last-known-well': 250 } }
  assert.deepEqual([alerted('pressure-before', unsaid), alerted('window-closes', unsaid)], [true, true])
})

test('a large-vessel occlusion asks for transfer until the patient has left', () => {
  const at = (occlusion: string, minutes: Record<string, number> = {}) =>
    alerted('transfer-at-once', { values: { occlusion, haemorrhage: 'no' }, minutes })
  assert.deepEqual([at('m1'), at('basilar'), at('m2'), at('m1', { 'door-out': 5 })], [true, true, false, false])
})
