import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fuzz } from '#platform/test/chance.ts'
import { scores } from './registry.ts'
import type { ScoreInputs, ScoreResult } from './score.ts'

function compute(code: string, inputs: ScoreInputs): ScoreResult {
  const score = scores[code]
  assert.ok(score, code)
  return score.compute(inputs)
}

/** Each row: the code, the value, the points of the table. */
type Row = readonly [code: string, value: number, points: number]

function expectPoints(score: string, rest: ScoreInputs, rows: readonly Row[]): void {
  for (const [code, value, points] of rows)
    assert.equal(compute(score, { ...rest, [code]: value }).points[code], points, `${score} ${code} ${value}`)
}

test('qSOFA counts from 22 breaths and up to 100 mmHg, in obstetrics from 25 and under 90', () => {
  const normal = { 'respiratory-rate': 16, systolic: 120, 'altered-mentation': false }
  expectPoints('qsofa', normal, [
    ['respiratory-rate', 21, 0],
    ['respiratory-rate', 22, 1],
    ['systolic', 100, 1],
    ['systolic', 101, 0],
  ])
  expectPoints('qsofa-obstetric', normal, [
    ['respiratory-rate', 24, 0],
    ['respiratory-rate', 25, 1],
    ['systolic', 89, 1],
    ['systolic', 90, 0],
  ])
})

test('the shock index of 120 and 100 after birth is 1.20: an alert, not red', () => {
  const result = compute('shock-index-obstetric', { 'heart-rate': 120, systolic: 100 })
  assert.equal(result.total, 1.2)
  assert.equal(result.band?.code, 'alert')
  assert.equal(result.text.vi, 'Chỉ số sốc 1,20')
})

test('the shock index climbs its rungs exactly at the threshold and never looks higher than it is', () => {
  const band = (code: string, rate: number, systolic: number) =>
    compute(code, { 'heart-rate': rate, systolic }).band?.code
  assert.deepEqual(
    [89, 90, 99, 100].map((rate) => band('shock-index', rate, 100)),
    ['below-alert', 'alert', 'alert', 'act'],
  )
  assert.deepEqual(
    [89, 90, 139, 140, 169, 170].map((rate) => band('shock-index-obstetric', rate, 100)),
    ['below-alert', 'alert', 'alert', 'severe', 'severe', 'red'],
  )
  assert.equal(compute('shock-index', { 'heart-rate': 107, systolic: 119 }).total, 0.89)
})

test('the shock index of children is judged by age, and not at all under 4 years', () => {
  const at = (years: number, rate: number) =>
    compute('shock-index-paediatric', { 'age-years': years, 'heart-rate': rate, systolic: 100 }).band?.code ?? null
  assert.deepEqual(
    [at(3, 200), at(4, 122), at(4, 123), at(6, 123), at(7, 100), at(7, 101)],
    [null, 'below-alert', 'raised', 'raised', 'below-alert', 'raised'],
  )
  assert.deepEqual([at(12, 101), at(13, 90), at(13, 91), at(16, 91)], ['raised', 'below-alert', 'raised', 'raised'])
})

test('RTS codes each sign as the table does and reaches 7.8408', () => {
  const codes: Record<string, readonly (readonly [number, number])[]> = {
    gcs: [
      [3, 0],
      [4, 1],
      [5, 1],
      [6, 2],
      [8, 2],
      [9, 3],
      [12, 3],
      [13, 4],
      [15, 4],
    ],
    systolic: [
      [0, 0],
      [1, 1],
      [49, 1],
      [50, 2],
      [75, 2],
      [76, 3],
      [89, 3],
      [90, 4],
    ],
    'respiratory-rate': [
      [0, 0],
      [1, 1],
      [5, 1],
      [6, 2],
      [9, 2],
      [10, 4],
      [29, 4],
      [30, 3],
    ],
  }
  const weights: Record<string, number> = { gcs: 0.9368, systolic: 0.7326, 'respiratory-rate': 0.2908 }
  const best = { gcs: 15, systolic: 120, 'respiratory-rate': 16 }
  for (const [code, rows] of Object.entries(codes))
    for (const [value, points] of rows) {
      const found = compute('rts', { ...best, [code]: value }).points[code] ?? -1
      assert.ok(Math.abs(found - points * (weights[code] ?? 0)) < 1e-9, `${code} ${value}`)
    }
  assert.equal(compute('rts', best).total, 7.8408)
  assert.equal(compute('rts', { gcs: 3, systolic: 0, 'respiratory-rate': 0 }).total, 0)
})

test('ISTH, ICH, ABC, SIRS, Apgar and blood loss change where their tables do', () => {
  const dic = { platelets: 200, 'pt-prolongation': 0, fibrinogen: 4 }
  expectPoints('isth-dic-pregnancy', dic, [
    ['platelets', 49.9, 2],
    ['platelets', 50, 1],
    ['platelets', 100, 1],
    ['platelets', 100.1, 0],
    ['pt-prolongation', 24.9, 0],
    ['pt-prolongation', 25, 1],
    ['pt-prolongation', 50, 1],
    ['pt-prolongation', 50.1, 2],
    ['fibrinogen', 1.99, 1],
    ['fibrinogen', 2.01, 0],
  ])
  expectPoints('ich', {}, [
    ['gcs', 3, 2],
    ['gcs', 4, 2],
    ['gcs', 5, 1],
    ['gcs', 12, 1],
    ['gcs', 13, 0],
    ['haematoma-volume', 29.9, 0],
    ['haematoma-volume', 30, 1],
    ['age-years', 79, 0],
    ['age-years', 80, 1],
  ])
  expectPoints('abc-transfusion', {}, [
    ['systolic', 90, 1],
    ['systolic', 91, 0],
    ['heart-rate', 119, 0],
    ['heart-rate', 120, 1],
  ])
  expectPoints('sirs', {}, [
    ['temperature', 35.9, 1],
    ['temperature', 36, 0],
    ['temperature', 38, 0],
    ['temperature', 38.1, 1],
    ['heart-rate', 90, 0],
    ['heart-rate', 91, 1],
    ['respiratory-rate', 20, 0],
    ['respiratory-rate', 21, 1],
    ['white-cells', 3.9, 1],
    ['white-cells', 4, 0],
    ['white-cells', 12, 0],
    ['white-cells', 12.1, 1],
  ])
  expectPoints('blood-loss-class', {}, [
    ['blood-loss', 499, 0],
    ['blood-loss', 500, 1],
    ['blood-loss', 1000, 2],
    ['blood-loss', 1500, 3],
    ['blood-loss', 2000, 3],
    ['blood-loss', 2001, 4],
    ['heart-rate', 100, 0],
    ['heart-rate', 101, 2],
    ['heart-rate', 121, 3],
    ['heart-rate', 141, 4],
    ['systolic', 101, 0],
    ['systolic', 100, 2],
    ['systolic', 80, 3],
    ['systolic', 70, 4],
  ])
})

test('300 mL with an abnormal sign or 500 mL without starts the bundle', () => {
  const calm = { 'heart-rate': 80, systolic: 120, diastolic: 75 }
  const starts = (given: ScoreInputs) => compute('blood-loss-class', { ...calm, ...given }).alerts.length > 0
  assert.deepEqual(
    [299, 300, 499, 500].map((loss) => starts({ 'blood-loss': loss })),
    [false, false, false, true],
  )
  assert.equal(starts({ 'blood-loss': 300, 'heart-rate': 101 }), true)
  assert.equal(starts({ 'blood-loss': 300, systolic: 99 }), true)
  assert.equal(starts({ 'blood-loss': 300, diastolic: 59 }), true)
  assert.equal(starts({ 'blood-loss': 299, 'heart-rate': 150 }), false)
})

test('ABCD² adds what its table says at each threshold', () => {
  const least = {
    'age-years': 40,
    systolic: 120,
    diastolic: 70,
    'tia-features': 'other',
    'symptom-minutes': 5,
    diabetes: false,
  }
  expectPoints('abcd2', least, [
    ['age-years', 59, 0],
    ['age-years', 60, 1],
    ['symptom-minutes', 9, 0],
    ['symptom-minutes', 10, 1],
    ['symptom-minutes', 59, 1],
    ['symptom-minutes', 60, 2],
    ['systolic', 139, 0],
    ['systolic', 140, 1],
  ])
  assert.equal(compute('abcd2', { ...least, diastolic: 90 }).total, 1)
})

test('where a table rises with the value, more never gives fewer points', async () => {
  const rising: readonly (readonly [string, string, number, number])[] = [
    ['news2', 'heart-rate', 51, 320],
    ['news2', 'respiratory-rate', 12, 90],
    ['meows', 'diastolic', 40, 220],
    ['meows', 'systolic', 101, 320],
    ['rts', 'systolic', 0, 320],
    ['rts', 'gcs', 3, 15],
    ['isth-dic-pregnancy', 'pt-prolongation', 0, 300],
    ['blood-loss-class', 'blood-loss', 0, 6000],
    ['abcd2', 'symptom-minutes', 0, 600],
  ]
  await fuzz(1, 300, (chance) => {
    for (const [score, code, low, high] of rising) {
      const one = low + chance.below(high - low + 1)
      const other = low + chance.below(high - low + 1)
      const points = (value: number) => compute(score, { [code]: value }).points[code] ?? -1
      assert.ok(points(Math.min(one, other)) <= points(Math.max(one, other)), `${score} ${code} ${one} ${other}`)
    }
  })
})
