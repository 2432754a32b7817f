import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scores } from './registry.ts'
import type { ScoreInputs, ScoreResult } from './score.ts'

function compute(code: string, inputs: ScoreInputs): ScoreResult {
  const score = scores[code]
  assert.ok(score, code)
  return score.compute(inputs)
}

/** The answers that make up a total: the first choices as high as needed, the rest at their least. */
function answersFor(code: string, total: number): ScoreInputs {
  let left = total
  const given: Record<string, string | boolean> = {}
  for (const input of scores[code]?.inputs ?? []) {
    const choices = input.kind === 'choice' ? input.choices : []
    const best = choices.findLast((choice) => (choice.points ?? 0) <= left)
    if (best) given[input.code] = best.value
    else if (input.kind === 'yes-no') given[input.code] = (input.points ?? 0) > 0 && (input.points ?? 0) <= left
    left -= best?.points ?? (given[input.code] === true && input.kind === 'yes-no' ? (input.points ?? 0) : 0)
  }
  const result = compute(code, given)
  assert.equal(result.total, total, code)
  return given
}

function bandsAt(code: string, totals: readonly number[]): (string | undefined)[] {
  return totals.map((total) => compute(code, answersFor(code, total)).band?.code)
}

function levelsAt(code: string, totals: readonly number[]): (string | null)[] {
  return totals.map((total) => compute(code, answersFor(code, total)).alerts[0]?.level ?? null)
}

test('Apgar, Silverman, Brighton and mRS change their band where the text says', () => {
  assert.deepEqual(bandsAt('apgar', [0, 3, 4, 6, 7, 10]), [
    'severe',
    'severe',
    'moderate',
    'moderate',
    'normal',
    'normal',
  ])
  assert.deepEqual(bandsAt('silverman', [2, 3, 5, 6, 10]), ['none', 'moderate', 'moderate', 'severe', 'severe'])
  assert.deepEqual(bandsAt('brighton-pews', [2, 3, 4, 5, 11]), ['low', 'review', 'review', 'urgent', 'urgent'])
  assert.deepEqual(bandsAt('mrs', [0, 2, 3, 5, 6]), ['independent', 'independent', 'dependent', 'dependent', 'dead'])
})

test('Apgar, Silverman and Brighton alert from their thresholds, and call to act from the graver ones', () => {
  assert.deepEqual(levelsAt('apgar', [3, 4, 6, 7]), ['act', 'watch', 'watch', null])
  assert.deepEqual(levelsAt('silverman', [2, 3, 5, 6]), [null, 'watch', 'watch', 'act'])
  assert.deepEqual(levelsAt('brighton-pews', [2, 3, 4, 5]), [null, 'watch', 'watch', 'act'])
  const graver = compute('silverman', answersFor('silverman', 6)).alerts[0]?.label.vi
  assert.equal(graver, 'Silverman > 5: suy hô hấp nặng')
})

test('GCS asks for the airway at 8 and no longer at 9', () => {
  const at = (motor: number) => compute('gcs', { 'gcs-eye': 2, 'gcs-verbal': 2, 'gcs-motor': motor }).alerts.length
  assert.deepEqual([at(4), at(5)], [1, 0])
})

test('ABC is likely from 2, and each of its four counts 1', () => {
  const none = { penetrating: false, systolic: 120, 'heart-rate': 80, 'fast-positive': false }
  assert.equal(compute('abc-transfusion', none).total, 0)
  assert.equal(compute('abc-transfusion', { ...none, penetrating: true }).total, 1)
  assert.equal(compute('abc-transfusion', { ...none, 'fast-positive': true }).total, 1)
  assert.equal(compute('abc-transfusion', { ...none, 'fast-positive': true }).band?.code, 'unlikely')
  assert.deepEqual(compute('abc-transfusion', { ...none, systolic: 90 }).alerts, [])
  const two = compute('abc-transfusion', { ...none, penetrating: true, 'heart-rate': 120 })
  assert.deepEqual([two.total, two.band?.code, two.alerts.length], [2, 'likely', 1])
})

test('qSOFA is positive from 2, and so is its alert', () => {
  const one = compute('qsofa', { 'respiratory-rate': 16, systolic: 120, 'altered-mentation': true })
  assert.deepEqual([one.total, one.band?.code, one.alerts.length], [1, 'negative', 0])
  const two = compute('qsofa', { 'respiratory-rate': 22, systolic: 120, 'altered-mentation': true })
  assert.deepEqual([two.total, two.band?.code, two.alerts.length], [2, 'positive', 1])
})

test('NEWS2 calls the team at 7 and asks for urgent review at 5 and 6', () => {
  const base = { 'respiratory-rate': 24, spo2: 93, 'supplemental-oxygen': false, consciousness: 'A' }
  const at = (rate: number, temperature: number) =>
    compute('news2', { ...base, systolic: 120, 'heart-rate': rate, temperature })
  const found = [at(70, 37), at(91, 37), at(111, 37), at(111, 38.5)]
  assert.deepEqual(
    found.map(({ total, band, alerts }) => [total, band?.code, alerts[0]?.code]),
    [
      [4, 'low', undefined],
      [5, 'medium', 'news2-urgent'],
      [6, 'medium', 'news2-urgent'],
      [7, 'high', 'news2-emergency'],
    ],
  )
  const single = compute('news2', {
    ...base,
    'respiratory-rate': 16,
    spo2: 98,
    consciousness: 'C',
    systolic: 120,
    'heart-rate': 70,
    temperature: 37,
  })
  assert.deepEqual([single.total, single.band?.code], [3, 'low-medium'])
})

test('Bedside PEWS is critical at 8 and not at 7', () => {
  const well = {
    'age-months': 24,
    'heart-rate': 100,
    systolic: 100,
    'capillary-refill': 4,
    'respiratory-rate': 25,
    'respiratory-effort': 'moderate',
    spo2: 98,
    'oxygen-therapy': 'room-air',
  }
  const seven = compute('bedside-pews', { ...well, spo2: 93 })
  assert.deepEqual([seven.total, seven.band?.code, seven.alerts.length], [7, 'below-alert', 0])
  const eight = compute('bedside-pews', { ...well, spo2: 90 })
  assert.deepEqual([eight.total, eight.band?.code, eight.alerts.length], [8, 'critical', 1])
})

test('the pregnancy DIC score is overt from 3', () => {
  const two = compute('isth-dic-pregnancy', { platelets: 40, 'pt-prolongation': 10, fibrinogen: 3 })
  assert.deepEqual([two.total, two.band?.code, two.alerts.length], [2, 'not-overt', 0])
  const three = compute('isth-dic-pregnancy', { platelets: 40, 'pt-prolongation': 30, fibrinogen: 3 })
  assert.deepEqual([three.total, three.band?.code, three.alerts.length], [3, 'overt', 1])
})

test('HELLP counts platelets up to 100, AST from 70 and LDH from 600, and names what is partial', () => {
  const none = { platelets: 101, ast: 69, ldh: 599 }
  assert.deepEqual([compute('hellp', none).total, compute('hellp', none).alerts.length], [0, 0])
  for (const one of [{ platelets: 100 }, { ast: 70 }, { ldh: 600 }])
    assert.deepEqual(
      [compute('hellp', { ...none, ...one }).total, compute('hellp', { ...none, ...one }).alerts[0]?.code],
      [1, 'hellp-partial'],
    )
  const levels = [150, 100].map(
    (platelets) => compute('hellp', { platelets, ast: 70, ldh: 600 }).alerts.findLast(() => true)?.level,
  )
  assert.deepEqual(levels, ['watch', 'act'])
})

test('SIRS takes PaCO₂ under 32 for the rate and more than 10 % bands for the count, and is positive from 2', () => {
  const calm = { temperature: 37, 'heart-rate': 80, 'respiratory-rate': 16, 'white-cells': 8 }
  const total = (given: ScoreInputs) => compute('sirs', { ...calm, ...given }).total
  assert.deepEqual(
    [total({ paco2: 31 }), total({ paco2: 32 }), total({ 'band-cells': 11 }), total({ 'band-cells': 10 })],
    [1, 0, 1, 0],
  )
  assert.equal(compute('sirs', { ...calm, 'heart-rate': 100 }).band?.code, 'negative')
  assert.deepEqual(compute('sirs', { ...calm, 'heart-rate': 100 }).alerts, [])
  const two = compute('sirs', { ...calm, 'heart-rate': 100, temperature: 39 })
  assert.deepEqual([two.band?.code, two.alerts.length], ['positive', 1])
})

test('Clark without early DIC is not met, and only four alert', () => {
  const three = {
    'cardiac-arrest': true,
    'isth-dic': 4,
    'dic-before-loss': false,
    'onset-in-labour': true,
    'no-fever': true,
  }
  assert.deepEqual([compute('clark-afe', three).total, compute('clark-afe', three).alerts.length], [3, 0])
  assert.equal(compute('clark-afe', { ...three, 'dic-before-loss': true }).alerts.length, 1)
})

test('ICH adds 1 for blood in the ventricles and for an origin below the tentorium', () => {
  const least = { gcs: 15, 'haematoma-volume': 5, intraventricular: false, infratentorial: false, 'age-years': 50 }
  assert.equal(compute('ich', { ...least, intraventricular: true }).total, 1)
  assert.equal(compute('ich', { ...least, infratentorial: true }).total, 1)
  assert.equal(
    compute('abcd2', {
      'age-years': 40,
      systolic: 100,
      diastolic: 60,
      'tia-features': 'other',
      'symptom-minutes': 1,
      diabetes: true,
    }).total,
    1,
  )
})

test('blood loss takes the graver class at a shared boundary and starts the bundle only beyond the signs', () => {
  const at = (systolic: number) => compute('blood-loss-class', { systolic }).points['systolic']
  assert.deepEqual([70, 71, 80, 81, 100, 101].map(at), [4, 3, 3, 2, 2, 0])
  const starts = (given: ScoreInputs) => compute('blood-loss-class', { 'blood-loss': 300, ...given }).alerts.length
  assert.deepEqual([starts({ systolic: 100, 'heart-rate': 100, diastolic: 60 }), starts({ diastolic: 59 })], [0, 1])
  assert.deepEqual([starts({ systolic: 100 }), starts({ systolic: 99 }), starts({ 'heart-rate': 101 })], [0, 1, 1])
  const label = (loss: number) =>
    compute('blood-loss-class', { 'blood-loss': loss, 'heart-rate': 120 }).alerts[0]?.label.en
  assert.deepEqual([label(499)?.slice(0, 13), label(500)?.slice(0, 13)], ['Loss ≥ 300 mL', 'Loss ≥ 500 mL'])
})
