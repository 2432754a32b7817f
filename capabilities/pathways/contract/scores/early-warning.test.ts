import assert from 'node:assert/strict'
import { test } from 'node:test'
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

const healthy = {
  'respiratory-rate': 16,
  'spo2-scale': '1',
  spo2: 98,
  'supplemental-oxygen': false,
  systolic: 120,
  'heart-rate': 70,
  consciousness: 'A',
  temperature: 37,
}

test('NEWS2 gives the points of the table just below, at and above each threshold', () => {
  expectPoints('news2', healthy, [
    ...([8, 9, 11, 12, 20, 21, 24, 25] as const).map(
      (value, place) => ['respiratory-rate', value, [3, 1, 1, 0, 0, 2, 2, 3][place] ?? -1] as const,
    ),
    ...[91, 92, 93, 94, 95, 96].map((value, place) => ['spo2', value, [3, 2, 2, 1, 1, 0][place] ?? -1] as const),
    ...[90, 91, 100, 101, 110, 111, 219, 220].map(
      (value, place) => ['systolic', value, [3, 2, 2, 1, 1, 0, 0, 3][place] ?? -1] as const,
    ),
    ...[40, 41, 50, 51, 90, 91, 110, 111, 130, 131].map(
      (value, place) => ['heart-rate', value, [3, 1, 1, 0, 0, 1, 1, 2, 2, 3][place] ?? -1] as const,
    ),
    ...[35, 35.1, 36, 36.1, 38, 38.1, 39, 39.1].map(
      (value, place) => ['temperature', value, [3, 1, 1, 0, 0, 1, 1, 2][place] ?? -1] as const,
    ),
  ])
})

test('SpO₂ scale 2 of NEWS2 scores high saturation only on oxygen', () => {
  const onAir = { ...healthy, 'spo2-scale': '2' }
  expectPoints('news2', onAir, [
    ...[83, 84, 85, 86, 87, 88, 92, 93, 97, 100].map(
      (value, place) => ['spo2', value, [3, 2, 2, 1, 1, 0, 0, 0, 0, 0][place] ?? -1] as const,
    ),
  ])
  expectPoints('news2', { ...onAir, 'supplemental-oxygen': true }, [
    ...[92, 93, 94, 95, 96, 97].map((value, place) => ['spo2', value, [0, 1, 1, 2, 2, 3][place] ?? -1] as const),
  ])
})

test('NEWS2 of 22, 94 % on air, 100, 112, alert and 38.5 °C is 8 and an emergency', () => {
  const result = compute('news2', {
    ...healthy,
    'respiratory-rate': 22,
    spo2: 94,
    systolic: 100,
    'heart-rate': 112,
    temperature: 38.5,
  })
  assert.equal(result.total, 8)
  assert.equal(result.band?.code, 'high')
  assert.deepEqual(
    result.alerts.map(({ code }) => code),
    ['news2-emergency'],
  )
})

test('NEWS2 on scale 2 with 97 % on oxygen is 5 with a single 3', () => {
  const result = compute('news2', {
    'respiratory-rate': 18,
    'spo2-scale': '2',
    spo2: 97,
    'supplemental-oxygen': true,
    systolic: 130,
    'heart-rate': 80,
    consciousness: 'A',
    temperature: 37,
  })
  assert.equal(result.total, 5)
  assert.deepEqual(
    result.alerts.map(({ code }) => code),
    ['news2-urgent', 'news2-single-3'],
  )
})

test('a NEWS2 that is already 7 calls the team although something is missing', () => {
  const result = compute('news2', { 'respiratory-rate': 30, spo2: 85, systolic: 80 })
  assert.equal(result.total, null)
  assert.equal(result.atLeast, 9)
  assert.ok(result.alerts.some(({ code }) => code === 'news2-emergency'))
  assert.equal(result.text.vi, 'NEWS2 ≥ 9, chưa đủ dữ liệu')
})

const well = {
  temperature: 37,
  systolic: 120,
  diastolic: 70,
  'heart-rate': 80,
  'respiratory-rate': 16,
  spo2: 98,
  avpu: 'A',
  pain: '0',
}

test('MEOWS gives red 2, yellow 1 and 0 at each threshold', () => {
  const rows: Record<string, readonly (readonly [number, number])[]> = {
    temperature: [
      [34.9, 2],
      [35, 1],
      [36, 1],
      [36.1, 0],
      [38, 0],
      [38.1, 2],
    ],
    systolic: [
      [89, 2],
      [90, 1],
      [100, 1],
      [101, 0],
      [149, 0],
      [150, 1],
      [160, 1],
      [161, 2],
    ],
    diastolic: [
      [89, 0],
      [90, 1],
      [100, 1],
      [101, 2],
    ],
    'heart-rate': [
      [39, 2],
      [40, 1],
      [50, 1],
      [51, 0],
      [99, 0],
      [100, 1],
      [120, 1],
      [121, 2],
    ],
    'respiratory-rate': [
      [9, 2],
      [10, 0],
      [20, 0],
      [21, 1],
      [30, 1],
      [31, 2],
    ],
    spo2: [
      [94, 2],
      [95, 0],
    ],
  }
  for (const [code, values] of Object.entries(rows))
    expectPoints(
      'meows',
      well,
      values.map(([value, points]) => [code, value, points] as const),
    )
})

test('MEOWS triggers on two yellow or one red, not on one yellow', () => {
  const twoYellow = compute('meows', { ...well, systolic: 155, 'heart-rate': 105 })
  assert.equal(twoYellow.band?.code, 'triggered')
  assert.equal(twoYellow.text.vi, 'MEOWS: 0 đỏ, 2 vàng')
  assert.equal(compute('meows', { ...well, systolic: 155 }).band?.code, 'not-triggered')
  assert.equal(compute('meows', { ...well, spo2: 94 }).band?.code, 'triggered')
})

test('severe hypertension is called from 160 systolic or 110 diastolic', () => {
  const codes = (systolic: number, diastolic: number) =>
    compute('meows', { ...well, systolic, diastolic }).alerts.map(({ code }) => code)
  assert.deepEqual(
    [codes(159, 85), codes(160, 85), codes(130, 109), codes(130, 110)],
    [[], ['severe-hypertension'], ['meows-trigger'], ['meows-trigger', 'severe-hypertension']],
  )
})

/** The table of Bedside PEWS: for each age in months, the limits of 1, 2 and 4 points, low and high. */
const pews: Record<string, readonly (readonly [months: number, lows: readonly number[], highs: readonly number[]])[]> =
  {
    'heart-rate': [
      [0, [110, 90, 80], [150, 180, 190]],
      [2.9, [110, 90, 80], [150, 180, 190]],
      [3, [100, 80, 70], [150, 170, 180]],
      [11.9, [100, 80, 70], [150, 170, 180]],
      [12, [90, 70, 60], [120, 150, 170]],
      [48, [90, 70, 60], [120, 150, 170]],
      [48.1, [70, 60, 50], [110, 130, 150]],
      [144, [70, 60, 50], [110, 130, 150]],
      [144.1, [60, 50, 40], [100, 120, 140]],
    ],
    systolic: [
      [0, [60, 50, 45], [80, 100, 130]],
      [3, [80, 70, 60], [100, 120, 150]],
      [12, [90, 75, 65], [110, 125, 160]],
      [60, [90, 80, 70], [120, 140, 170]],
      [180, [100, 85, 75], [130, 150, 190]],
    ],
    'respiratory-rate': [
      [0, [29, 19, 15], [61, 81, 91]],
      [3, [24, 19, 15], [51, 71, 81]],
      [12, [19, 15, 12], [41, 61, 71]],
      [60, [19, 14, 10], [31, 41, 51]],
      [180, [11, 10, 9], [17, 23, 30]],
    ],
  }

test('Bedside PEWS changes its points at each limit of each age band', () => {
  for (const [code, ages] of Object.entries(pews))
    for (const [months, lows, highs] of ages) {
      const at = (value: number) => compute('bedside-pews', { 'age-months': months, [code]: value }).points[code]
      const beyond = [1, 2, 4]
      const inside = [0, 1, 2]
      for (const place of [0, 1, 2]) {
        const low = lows[place] ?? 0
        const high = highs[place] ?? 0
        assert.deepEqual([at(low), at(low + 1)], [beyond[place], inside[place]], `${code} ${months} months ${low}`)
        assert.deepEqual([at(high), at(high - 1)], [beyond[place], inside[place]], `${code} ${months} months ${high}`)
      }
    }
})

test('Bedside PEWS of the 2-year-old is 12, and its most is 26', () => {
  const child = {
    'age-months': 24,
    'heart-rate': 155,
    systolic: 100,
    'capillary-refill': 3,
    'respiratory-rate': 45,
    'respiratory-effort': 'moderate',
    spo2: 92,
    'oxygen-therapy': 'low',
  }
  const result = compute('bedside-pews', child)
  assert.equal(result.total, 12)
  assert.equal(result.band?.code, 'critical')
  const worst = { 'heart-rate': 30, systolic: 30, 'capillary-refill': 5, 'respiratory-rate': 5, spo2: 70 }
  assert.equal(
    compute('bedside-pews', { ...child, ...worst, 'respiratory-effort': 'severe', 'oxygen-therapy': 'high' }).total,
    26,
  )
  expectPoints('bedside-pews', child, [
    ['capillary-refill', 2.9, 0],
    ['capillary-refill', 3, 4],
    ['spo2', 90, 2],
    ['spo2', 91, 1],
    ['spo2', 94, 1],
    ['spo2', 95, 0],
  ])
})

test('Bedside PEWS without the age gives no points to what the age decides', () => {
  const result = compute('bedside-pews', { 'heart-rate': 200, systolic: 40, 'respiratory-rate': 90 })
  assert.deepEqual(result.points, {})
})
