import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fuzz } from '#platform/test/chance.ts'
import type { DoseResult } from './calculators/calculator.ts'
import { calculators } from './calculators/registry.ts'
import { scores } from './scores/registry.ts'
import type { ScoreInputs, ScoreResult } from './scores/score.ts'

function score(code: string, inputs: ScoreInputs): ScoreResult {
  const found = scores[code]
  assert.ok(found, code)
  return found.compute(inputs)
}

function dose(code: string, inputs: ScoreInputs): DoseResult {
  const found = calculators[code]
  assert.ok(found, code)
  return found.calculate(inputs)
}

const amount = (result: DoseResult, code: string): number | undefined =>
  result.lines.find((line) => line.code === code)?.value

const weighed = (indication: string, weight: number) => ({ indication, weight, 'weight-basis': 'measured' })
const adult = {
  'respiratory-rate': 16,
  spo2: 98,
  'supplemental-oxygen': false,
  systolic: 120,
  'heart-rate': 70,
  consciousness: 'A',
  temperature: 37,
}

// the worked examples by which every table of points and every dose is known to be read rightly
test('NEWS2 of 22, 94 % on air, 100, 112, alert and 38.5 °C is 8, an emergency', () => {
  const sick = { 'respiratory-rate': 22, spo2: 94, systolic: 100, 'heart-rate': 112, temperature: 38.5 }
  const result = score('news2', { ...adult, ...sick })
  assert.deepEqual([result.total, result.band?.code], [8, 'high'])
  assert.ok(result.alerts.some(({ code }) => code === 'news2-emergency'))
})

test('NEWS2 on scale 2 of 18, 97 % on oxygen, 130, 80, alert and 37 °C is 5, with a single 3', () => {
  const onOxygen = { 'spo2-scale': '2', spo2: 97, 'supplemental-oxygen': true, systolic: 130, 'heart-rate': 80 }
  const result = score('news2', { ...adult, ...onOxygen, 'respiratory-rate': 18 })
  assert.equal(result.total, 5)
  assert.ok(result.alerts.some(({ code }) => code === 'news2-single-3'))
})

test('NIHSS at its worst is 42, and without the left arm 38 with an item that could not be tested', () => {
  const worst = Object.fromEntries(
    (scores['nihss']?.inputs ?? []).map((each) => [
      each.code,
      each.kind === 'choice' ? (each.choices.at(-1)?.value ?? '') : '',
    ]),
  )
  assert.equal(score('nihss', worst).total, 42)
  const amputated = score('nihss', { ...worst, 'nihss-5a': 'UN' })
  assert.deepEqual([amputated.total, amputated.text.vi], [38, 'NIHSS 38, 1 mục không đánh giá được'])
})

test('alteplase in stroke is 54.0 = 5.4 + 48.6 mg at 60 kg and 90 = 9 + 81 mg at 110 kg', () => {
  const at = (weight: number) => {
    const result = dose('alteplase-stroke', weighed('stroke', weight))
    return [amount(result, 'total'), amount(result, 'bolus'), amount(result, 'infusion')]
  }
  assert.deepEqual(
    [at(60), at(110)],
    [
      [54, 5.4, 48.6],
      [90, 9, 81],
    ],
  )
})

test('tenecteplase in stroke is 17.5, 20 and 25 mg at 69.9, 70 and 90 kg, in 5 seconds', () => {
  const at = (weight: number) => dose('tenecteplase-stroke', weighed('stroke', weight))
  assert.deepEqual(
    [69.9, 70, 90].map((weight) => amount(at(weight), 'dose')),
    [17.5, 20, 25],
  )
  assert.match(at(70).lines[0]?.text.en ?? '', /20\.0 mg, over 5 s$/)
})

test('tenecteplase in STEMI at 70 kg and 76 years is 20 mg, half of 40', () => {
  const at = (years: number) =>
    amount(dose('tenecteplase-stemi', { ...weighed('stemi', 70), 'age-years': years }), 'dose')
  assert.deepEqual([at(76), at(74)], [20, 40])
})

test('the shock index of 120 and 100 after birth is 1.20: an alert, not red', () => {
  const result = score('shock-index-obstetric', { 'heart-rate': 120, systolic: 100 })
  assert.deepEqual([result.total, result.band?.code, result.alerts[0]?.level], [1.2, 'alert', 'watch'])
})

test('HELLP with platelets 90, AST 80 and LDH 700 is Tennessee complete and Mississippi class 2', () => {
  const result = score('hellp', { platelets: 90, ast: 80, ldh: 700 })
  assert.deepEqual([result.total, result.band?.code], [3, 'mississippi-2'])
})

test('the pregnancy DIC score of platelets 45, INR +60 % and fibrinogen 1.5 is 2 + 2 + 1 = 5, overt', () => {
  const result = score('isth-dic-pregnancy', { platelets: 45, 'pt-prolongation': 60, fibrinogen: 1.5 })
  assert.deepEqual([result.points, result.total], [{ platelets: 2, 'pt-prolongation': 2, fibrinogen: 1 }, 5])
  assert.equal(result.band?.code, 'overt')
})

test('magnesium sulfate 4 g of 15 % ampoules is 26.7 mL, 2.67 ampoules', () => {
  const result = dose('magnesium-zuspan', { 'maintenance-rate': '1' })
  assert.deepEqual([amount(result, 'loading-volume'), amount(result, 'loading-ampoules')], [26.7, 2.67])
})

test('MEOWS with a systolic of 155 and a heart rate of 105 is two yellow, and triggers', () => {
  const well = { temperature: 37, diastolic: 80, 'respiratory-rate': 16, spo2: 98, avpu: 'A', pain: '0' }
  const result = score('meows', { ...well, systolic: 155, 'heart-rate': 105 })
  assert.deepEqual([result.text.vi, result.band?.code], ['MEOWS: 0 đỏ, 2 vàng', 'triggered'])
})

test('Bedside PEWS of the 2-year-old is 2 + 0 + 4 + 1 + 2 + 1 + 2 = 12', () => {
  const vitals = { 'heart-rate': 155, systolic: 100, 'capillary-refill': 3, 'respiratory-rate': 45 }
  const breathing = { 'respiratory-effort': 'moderate', spo2: 92, 'oxygen-therapy': 'low' }
  const result = score('bedside-pews', { 'age-months': 24, ...vitals, ...breathing })
  assert.deepEqual(result.points, {
    ...{ 'heart-rate': 2, systolic: 0, 'capillary-refill': 4, 'respiratory-rate': 1 },
    ...{ 'respiratory-effort': 2, spo2: 1, 'oxygen-therapy': 2 },
  })
  assert.equal(result.total, 12)
})

// what must hold at every value, not only at those of the tables
test('tenecteplase rises with the weight by its bands, stays within its most, and is twice as much in STEMI', async () => {
  await fuzz(1, 400, (chance) => {
    const weight = 30 + chance.below(2200) / 10
    const next = Math.min(weight + chance.below(100) / 10, 250)
    const inStroke = amount(dose('tenecteplase-stroke', weighed('stroke', weight)), 'dose') ?? 0
    const heavier = amount(dose('tenecteplase-stroke', weighed('stroke', next)), 'dose') ?? 0
    const stemi = (years: number) =>
      amount(dose('tenecteplase-stemi', { ...weighed('stemi', weight), 'age-years': years }), 'dose') ?? 0
    assert.ok(inStroke <= heavier && inStroke >= 15 && inStroke <= 25, `${weight} ${inStroke}`)
    // by bands of 10 kg the dose never leaves 0.25 mg/kg by more than a band, where a band applies
    if (weight >= 60 && weight < 100)
      assert.ok(inStroke >= 0.25 * Math.min(weight, 100) - 2.5 && inStroke <= 0.25 * weight + 2.5)
    assert.deepEqual([stemi(74), stemi(75)], [inStroke * 2, inStroke])
  })
})

test('a shock index alerts exactly when heart rate ÷ pressure reaches its rung', async () => {
  await fuzz(1, 600, (chance) => {
    const rate = 30 + chance.below(200)
    const systolic = 40 + chance.below(180)
    const given = { 'heart-rate': rate, systolic }
    const rung = (limits: readonly (readonly [number, string])[]) =>
      limits.find(([from]) => rate >= from * systolic)?.[1] ?? 'below-alert'
    const adultRung = rung([
      [1, 'act'],
      [0.9, 'alert'],
    ])
    const obstetricRung = rung([
      [1.7, 'red'],
      [1.4, 'severe'],
      [0.9, 'alert'],
    ])
    assert.equal(score('shock-index', given).band?.code, adultRung, `${rate}/${systolic}`)
    assert.equal(score('shock-index-obstetric', given).band?.code, obstetricRung, `${rate}/${systolic}`)
  })
})

test('MEOWS triggers exactly with a red or two yellows, NEWS2 calls the team exactly from 7', async () => {
  await fuzz(1, 400, (chance) => {
    const vitals = {
      temperature: 34 + chance.below(60) / 10,
      systolic: 80 + chance.below(100),
      'heart-rate': 35 + chance.below(110),
      'respiratory-rate': 6 + chance.below(30),
      spo2: 88 + chance.below(13),
    }
    const birth = score('meows', { ...vitals, diastolic: 60 + chance.below(50), avpu: 'A', pain: '0' })
    const colours = Object.values(birth.points)
    const isTriggered = colours.includes(2) || colours.filter((one) => one === 1).length >= 2
    assert.equal(birth.band?.code === 'triggered', isTriggered, JSON.stringify(vitals))
    const ward = score('news2', { ...adult, ...vitals })
    assert.equal(
      ward.alerts.some(({ code }) => code === 'news2-emergency'),
      (ward.total ?? 0) >= 7,
    )
  })
})

test('in Bedside PEWS a vital sign further from its range never gives fewer points, at any age', async () => {
  await fuzz(1, 400, (chance) => {
    const months = chance.below(2160) / 10
    for (const code of ['heart-rate', 'systolic', 'respiratory-rate']) {
      const points = (value: number) =>
        score('bedside-pews', { 'age-months': months, [code]: value }).points[code] ?? -1
      // what is not plausible has no points
      const values = Array.from({ length: 190 }, (_, place) => points(2 + place)).filter((one) => one >= 0)
      const calm = values.indexOf(0)
      const lows = values.slice(0, calm)
      const highs = values.slice(calm)
      assert.ok(calm > 0, `${code} ${months}`)
      assert.deepEqual(
        lows,
        lows.toSorted((one, other) => other - one),
      )
      assert.deepEqual(
        highs,
        highs.toSorted((one, other) => one - other),
      )
    }
  })
})

test('the class of blood loss is the gravest of its signs, and no sign more makes it milder', async () => {
  await fuzz(1, 400, (chance) => {
    const signs = {
      'blood-loss': chance.below(3000),
      'heart-rate': 50 + chance.below(120),
      systolic: 40 + chance.below(120),
    }
    const result = score('blood-loss-class', signs)
    assert.equal(result.total, Math.max(...Object.values(result.points)))
    const anxious = score('blood-loss-class', { ...signs, 'mental-state': String(chance.below(4)) })
    assert.ok((anxious.total ?? -1) >= (result.total ?? 0))
  })
})

test('the class of blood loss follows the shock index at 0.9, 1.2 and 1.7, and the state of mind', () => {
  const at = (rate: number) => score('blood-loss-class', { 'heart-rate': rate, systolic: 100 }).points['shock-index']
  assert.deepEqual([89, 90, 119, 120, 170, 171].map(at), [0, 2, 2, 3, 3, 4])
  const calm = { 'blood-loss': 100, 'heart-rate': 80, systolic: 120 }
  assert.deepEqual(
    ['0', '1', '2', '3'].map((state) => score('blood-loss-class', { ...calm, 'mental-state': state }).total),
    [0, 2, 3, 4],
  )
})

test('HELLP is Tennessee complete exactly when all three limits are reached', async () => {
  await fuzz(1, 400, (chance) => {
    const platelets = 20 + chance.below(200)
    const ast = 20 + chance.below(120)
    const ldh = 400 + chance.below(400)
    const isComplete = platelets <= 100 && ast >= 70 && ldh >= 600
    assert.equal(score('hellp', { platelets, ast, ldh }).total === 3, isComplete, `${platelets} ${ast} ${ldh}`)
  })
})
