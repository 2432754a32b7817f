import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Chance, fuzz } from '#platform/test/chance.ts'
import { nihss } from './nihss.ts'
import { scores } from './registry.ts'
import type { ScoreInput, ScoreInputs, ScoreResult, ScoreValue } from './score.ts'

function drawn(input: ScoreInput, chance: Chance): ScoreValue {
  if (input.kind === 'yes-no') return chance.below(2) === 1
  if (input.kind === 'choice') return input.choices[chance.below(input.choices.length)]?.value ?? ''
  const steps = Math.round((input.max - input.min) * 10 ** input.decimals)
  return input.min + chance.below(steps + 1) / 10 ** input.decimals
}

function answers(inputs: readonly ScoreInput[], chance: Chance): Record<string, ScoreValue> {
  return Object.fromEntries(inputs.map((input) => [input.code, drawn(input, chance)]))
}

/** The scores whose total is the sum of their points; the others are a ratio, a class, or ten less something. */
const notSums = new Set([
  'shock-index',
  'shock-index-obstetric',
  'shock-index-paediatric',
  'aspects',
  'pc-aspects',
  'blood-loss-class',
])

function compute(code: string, inputs: ScoreInputs): ScoreResult {
  const score = scores[code]
  assert.ok(score, code)
  return score.compute(inputs)
}

test('every score has a source, labels in both languages and codes of its own', () => {
  for (const [code, score] of Object.entries(scores)) {
    assert.equal(score.code, code)
    assert.ok(score.source.length > 10, code)
    assert.ok(score.name.vi && score.name.en, code)
    assert.equal(new Set(score.inputs.map((input) => input.code)).size, score.inputs.length, code)
    for (const input of score.inputs) {
      assert.ok(input.label.vi && input.label.en, `${code} ${input.code}`)
      const choices = input.kind === 'choice' ? input.choices : []
      assert.ok(choices.every((one) => one.label.vi && one.label.en && one.value))
    }
  }
})

test('a score without inputs has no total, and names all that it needs', () => {
  for (const score of Object.values(scores)) {
    const result = score.compute({})
    assert.equal(result.total, null, score.code)
    assert.equal(result.band, null, score.code)
    assert.equal(result.isComplete, false, score.code)
    assert.deepEqual(result.alerts, [], score.code)
    for (const input of score.inputs) {
      if (!input.isOptional) assert.ok(result.missing.includes(input.code), `${score.code} ${input.code}`)
    }
  }
})

test('a single missing input leaves every score without a total and without a band', async () => {
  await fuzz(1, 40, (chance) => {
    for (const score of Object.values(scores)) {
      const full = answers(score.inputs, chance)
      for (const input of score.inputs) {
        if (input.isOptional) continue
        const result = score.compute({ ...full, [input.code]: undefined })
        assert.equal(result.total, null, `${score.code} without ${input.code}`)
        assert.equal(result.band, null)
        assert.deepEqual(result.missing, [input.code])
      }
    }
  })
})

test('what is not plausible counts as missing and is named', () => {
  for (const score of Object.values(scores)) {
    const full = answers(score.inputs, new Chance(7))
    for (const input of score.inputs) {
      const wrong: ScoreValue[] =
        input.kind === 'number' ? [input.max + 1, input.min - 1, Number.NaN, '7'] : ['nonsense', 99]
      for (const value of wrong) {
        const result = score.compute({ ...full, [input.code]: value })
        assert.equal(result.total, null, `${score.code} with ${input.code} ${String(value)}`)
        assert.deepEqual(result.invalid, [input.code])
        assert.deepEqual(result.missing, [input.code])
      }
    }
  }
})

test('a complete total is the sum of the points, and the same whatever the order of the inputs', async () => {
  await fuzz(1, 60, (chance) => {
    for (const score of Object.values(scores)) {
      const full = answers(score.inputs, chance)
      const result = score.compute(full)
      assert.deepEqual(score.compute(Object.fromEntries(Object.entries(full).toReversed())), result)
      if (notSums.has(score.code)) continue
      assert.equal(result.isComplete, true, score.code)
      const sum = Object.values(result.points).reduce((total, points) => total + points, 0)
      assert.ok(result.total !== null && Math.abs(result.total - sum) < 1e-9, score.code)
    }
  })
})

test('what is known of a sum is never more than its total', async () => {
  await fuzz(1, 60, (chance) => {
    for (const score of Object.values(scores)) {
      const full = answers(score.inputs, chance)
      const { total } = score.compute(full)
      const known = Object.fromEntries(Object.entries(full).filter(() => chance.below(2) === 0))
      const partial = score.compute(known)
      assert.ok(total === null || partial.atLeast <= total + 1e-9, `${score.code}: ${partial.atLeast} of ${total}`)
    }
  })
})

test('NIHSS with every item at its worst is 42 and very severe', () => {
  const worst = Object.fromEntries(
    nihss.inputs.map((input) => [input.code, input.kind === 'choice' ? (input.choices.at(-1)?.value ?? '') : '']),
  )
  const result = nihss.compute(worst)
  assert.equal(result.total, 42)
  assert.equal(result.band?.code, 'very-severe')
  const withoutLeftArm = nihss.compute({ ...worst, 'nihss-5a': 'UN' })
  assert.equal(withoutLeftArm.total, 38)
  assert.deepEqual(withoutLeftArm.untestable, ['nihss-5a'])
  assert.equal(withoutLeftArm.text.vi, 'NIHSS 38, 1 mục không đánh giá được')
})

test('only limbs, ataxia and dysarthria of NIHSS may be untestable', () => {
  const allowed = nihss.inputs
    .filter((input) => input.kind === 'choice' && input.allowsUntestable)
    .map((one) => one.code)
  assert.deepEqual(allowed, ['nihss-5a', 'nihss-5b', 'nihss-6a', 'nihss-6b', 'nihss-7', 'nihss-10'])
  assert.deepEqual(nihss.compute({ 'nihss-9': 'UN' }).invalid, ['nihss-9'])
})

test('NIHSS of a coma by its rules is 32 before gaze, fields and face', () => {
  const coma = [3, 2, 2, 0, 0, 0, 4, 4, 4, 4, 0, 2, 3, 2, 2]
  const given = Object.fromEntries(nihss.inputs.map((input, place) => [input.code, coma[place] ?? 0]))
  assert.equal(nihss.compute(given).total, 32)
})

test('the bands of NIHSS change after 5, 10 and 20', () => {
  const bandAt = (points: number) => {
    let left = points
    const given: Record<string, string> = {}
    for (const input of nihss.inputs) {
      const most = input.kind === 'choice' ? input.choices.length - 1 : 0
      given[input.code] = String(Math.min(left, most))
      left -= Math.min(left, most)
    }
    const result = nihss.compute(given)
    assert.equal(result.total, points)
    return result.band?.code
  }
  assert.deepEqual([0, 5, 6, 10, 11, 20, 21, 42].map(bandAt), [
    'mild',
    'mild',
    'moderate',
    'moderate',
    'moderate-severe',
    'moderate-severe',
    'very-severe',
    'very-severe',
  ])
})

test('GCS shows its components, the sum and GCS-P', () => {
  const result = compute('gcs', { 'gcs-eye': '3', 'gcs-verbal': '4', 'gcs-motor': '6' })
  assert.equal(result.total, 13)
  assert.equal(result.text.vi, 'E3V4M6 = 13')
  assert.equal(result.band?.code, 'mild')
  const dark = compute('gcs', { 'gcs-eye': '1', 'gcs-verbal': '1', 'gcs-motor': '2', 'pupils-unreactive': '2' })
  assert.equal(dark.text.en, 'E1V1M2 = 4; GCS-P = 2')
  assert.deepEqual(
    dark.alerts.map(({ code }) => code),
    ['gcs-airway'],
  )
})

test('GCS with a component that cannot be tested has no total', () => {
  const result = compute('gcs', { 'gcs-eye': '3', 'gcs-verbal': 'NT', 'gcs-motor': '6' })
  assert.equal(result.total, null)
  assert.equal(result.band, null)
  assert.equal(result.isComplete, true)
  assert.equal(result.text.en, 'E3VNTM6, no total: not testable')
})

test('GCS is severe up to 8, moderate to 12, mild from 13', () => {
  const at = (eye: number, verbal: number, motor: number) =>
    compute('gcs', { 'gcs-eye': eye, 'gcs-verbal': verbal, 'gcs-motor': motor })
  assert.deepEqual(
    [at(1, 1, 1), at(2, 2, 4), at(2, 2, 5), at(4, 2, 6), at(4, 3, 6), at(4, 5, 6)].map(({ total, band }) => [
      total,
      band?.code,
    ]),
    [
      [3, 'severe'],
      [8, 'severe'],
      [9, 'moderate'],
      [12, 'moderate'],
      [13, 'mild'],
      [15, 'mild'],
    ],
  )
})

test('HELLP with platelets 90, AST 80 and LDH 700 is complete and Mississippi class 2', () => {
  const result = compute('hellp', { platelets: 90, ast: 80, ldh: 700 })
  assert.equal(result.total, 3)
  assert.equal(result.band?.code, 'mississippi-2')
  assert.ok(result.alerts.some(({ code }) => code === 'hellp-complete'))
})

test('the classes of Mississippi change after platelets of 50, 100 and 150, class 3 with enzymes from 40', () => {
  const at = (platelets: number, ast: number, ldh: number) => compute('hellp', { platelets, ast, ldh }).band?.code
  assert.deepEqual(
    [50, 51, 100, 101, 150, 151].map((platelets) => at(platelets, 70, 600)),
    ['mississippi-1', 'mississippi-2', 'mississippi-2', 'mississippi-3', 'mississippi-3', 'none'],
  )
  assert.deepEqual(
    [at(100, 69, 600), at(101, 40, 600), at(101, 39, 600), at(90, 70, 599)],
    ['none', 'mississippi-3', 'none', 'none'],
  )
  assert.equal(compute('hellp', { platelets: 90, ast: 20, alt: 70, ldh: 600 }).band?.code, 'mississippi-2')
  assert.equal(compute('hellp', { platelets: 90, ast: 20, alt: 70, ldh: 600 }).total, 2)
})

test('ISTH in pregnancy with platelets 45, INR +60 % and fibrinogen 1.5 is 5 and overt', () => {
  const result = compute('isth-dic-pregnancy', { platelets: 45, 'pt-prolongation': 60, fibrinogen: 1.5 })
  assert.equal(result.total, 5)
  assert.equal(result.band?.code, 'overt')
})

test('Clark is met only by all four, and asks for hypotension and breathing only without an arrest', () => {
  const met = {
    'cardiac-arrest': true,
    'isth-dic': 3,
    'dic-before-loss': true,
    'onset-in-labour': true,
    'no-fever': true,
  }
  assert.equal(compute('clark-afe', met).band?.code, 'met')
  assert.equal(compute('clark-afe', { ...met, 'isth-dic': 2 }).band?.code, 'not-met')
  const noArrest = { ...met, 'cardiac-arrest': false }
  assert.deepEqual(compute('clark-afe', noArrest).missing, ['hypotension', 'respiratory-compromise'])
  assert.equal(compute('clark-afe', { ...noArrest, hypotension: true, 'respiratory-compromise': true }).total, 4)
  assert.equal(compute('clark-afe', { ...noArrest, hypotension: true, 'respiratory-compromise': false }).total, 3)
})

test('ASPECTS loses a point for a region, pc-ASPECTS two for midbrain and pons, and nothing is assumed of unread regions', () => {
  const unaffected = (code: string) =>
    Object.fromEntries((scores[code]?.inputs ?? []).map((input) => [input.code, false]))
  assert.equal(compute('aspects', unaffected('aspects')).total, 10)
  assert.equal(compute('aspects', { ...unaffected('aspects'), 'aspects-m1': true, 'aspects-i': true }).total, 8)
  const posterior = { ...unaffected('pc-aspects'), 'pc-pons': true, 'pc-thalamus-left': true }
  assert.equal(compute('pc-aspects', posterior).total, 7)
  const all = Object.fromEntries(Object.keys(posterior).map((code) => [code, true]))
  assert.equal(compute('pc-aspects', all).total, 0)
  const rest = { ...posterior, 'pc-midbrain': undefined }
  assert.deepEqual([compute('pc-aspects', rest).total, compute('pc-aspects', rest).atLeast], [null, 5])
})
