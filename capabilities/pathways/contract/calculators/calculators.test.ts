import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Chance, fuzz } from '#platform/test/chance.ts'
import type { ScoreInput, ScoreInputs, ScoreValue } from '../scores/score.ts'
import type { DoseResult } from './calculator.ts'
import { calculators } from './registry.ts'

function calculate(code: string, inputs: ScoreInputs): DoseResult {
  const found = calculators[code]
  assert.ok(found, code)
  return found.calculate(inputs)
}

function values(result: DoseResult): Record<string, number> {
  return Object.fromEntries(result.lines.map(({ code, value }) => [code, value]))
}

const stroke = { indication: 'stroke', 'weight-basis': 'measured' }
const stemi = { indication: 'stemi', 'weight-basis': 'measured', 'age-years': 60 }

function drawn(input: ScoreInput, chance: Chance): ScoreValue {
  if (input.kind === 'yes-no') return chance.below(2) === 1
  if (input.kind === 'choice') return input.choices[chance.below(input.choices.length)]?.value ?? ''
  return input.min + chance.below(Math.round((input.max - input.min) * 10) + 1) / 10
}

test('every calculator has a source, a rounding rule and labels in both languages', () => {
  for (const [code, one] of Object.entries(calculators)) {
    assert.equal(one.code, code)
    assert.ok(one.source.length > 10 && one.rounding.vi && one.rounding.en && one.indication.vi && one.indication.en)
    assert.equal(new Set(one.inputs.map((input) => input.code)).size, one.inputs.length)
  }
})

test('without inputs no calculator gives a dose, and a missing input is named', async () => {
  for (const one of Object.values(calculators)) {
    const result = one.calculate({})
    assert.equal(result.outcome, 'missing', one.code)
    assert.deepEqual(result.lines, [])
  }
  await fuzz(1, 50, (chance) => {
    for (const one of Object.values(calculators)) {
      const full = Object.fromEntries(one.inputs.map((input) => [input.code, drawn(input, chance)]))
      for (const input of one.inputs.filter(({ isOptional }) => !isOptional)) {
        const result = one.calculate({ ...full, [input.code]: undefined })
        assert.deepEqual([result.outcome, result.lines, result.missing], ['missing', [], [input.code]], one.code)
      }
    }
  })
})

test('an implausible input is refused with its name, and nothing can be read off', () => {
  for (const one of Object.values(calculators)) {
    const full = Object.fromEntries(one.inputs.map((input) => [input.code, drawn(input, new Chance(3))]))
    for (const input of one.inputs) {
      const wrong: ScoreValue = input.kind === 'number' ? input.max + 1 : 'nonsense'
      const result = one.calculate({ ...full, [input.code]: wrong })
      assert.equal(result.outcome, 'refused', one.code)
      assert.deepEqual(result.lines, [])
      assert.equal(result.refusals[0]?.code, `implausible-${input.code}`)
    }
  }
})

test('every line names the indication in both languages, and no amount is below zero', async () => {
  await fuzz(1, 80, (chance) => {
    for (const one of Object.values(calculators)) {
      const full = Object.fromEntries(one.inputs.map((input) => [input.code, drawn(input, chance)]))
      for (const line of one.calculate(full).lines) {
        assert.ok(line.text.vi.startsWith(one.indication.vi) && line.text.en.startsWith(one.indication.en))
        assert.ok(Number.isFinite(line.value) && line.value >= 0, `${one.code} ${line.code} ${line.value}`)
      }
    }
  })
})

test('alteplase in stroke is 54.0 = 5.4 + 48.6 mg at 60 kg and 90 = 9 + 81 mg at 110 kg', () => {
  const at = (weight: number) => values(calculate('alteplase-stroke', { ...stroke, weight }))
  assert.deepEqual(at(60), { total: 54, bolus: 5.4, infusion: 48.6, rate: 48.6 })
  assert.deepEqual(at(110), { total: 90, bolus: 9, infusion: 81, rate: 81 })
  assert.deepEqual([at(99.9)['total'], at(100)['total'], at(100.1)['total']], [89.9, 90, 90])
  const line = calculate('alteplase-stroke', { ...stroke, weight: 60 }).lines[1]
  assert.equal(line?.text.vi, 'Alteplase, nhồi máu não cấp: bolus tĩnh mạch 5,4 mg, trong 1 phút')
})

test('bolus and infusion of alteplase always make up the total, rising with the weight to 90 mg', async () => {
  await fuzz(1, 400, (chance) => {
    const weight = 30 + chance.below(2200) / 10
    const found = values(calculate('alteplase-stroke', { ...stroke, weight }))
    const heavier = values(calculate('alteplase-stroke', { ...stroke, weight: Math.min(weight + 0.1, 250) }))
    assert.ok(Math.abs((found['bolus'] ?? 0) + (found['infusion'] ?? 0) - (found['total'] ?? -1)) < 1e-9)
    assert.ok(Math.abs((found['bolus'] ?? 0) - (found['total'] ?? 0) / 10) <= 0.0501)
    assert.ok((found['total'] ?? 0) <= 90 && (found['total'] ?? 0) <= (heavier['total'] ?? 0))
  })
})

test('tenecteplase changes its dose at 60, 70, 80 and 90 kg, in STEMI to twice that of stroke', () => {
  const weights = [59.9, 60, 69.9, 70, 79.9, 80, 89.9, 90, 250]
  const inStroke = weights.map((weight) => values(calculate('tenecteplase-stroke', { ...stroke, weight })))
  assert.deepEqual(
    inStroke.map((found) => found['dose']),
    [15, 17.5, 17.5, 20, 20, 22.5, 22.5, 25, 25],
  )
  assert.deepEqual(
    inStroke.map((found) => found['volume']),
    [3, 3.5, 3.5, 4, 4, 4.5, 4.5, 5, 5],
  )
  const inStemi = weights.map((weight) => values(calculate('tenecteplase-stemi', { ...stemi, weight }))['dose'])
  assert.deepEqual(inStemi, [30, 35, 35, 40, 40, 45, 45, 50, 50])
})

test('tenecteplase in STEMI is halved from 75 years: 70 kg and 76 years is 20 mg', () => {
  const at = (years: number) => calculate('tenecteplase-stemi', { ...stemi, weight: 70, 'age-years': years })
  assert.deepEqual(
    [at(74), at(75), at(76)].map((one) => values(one)['dose']),
    [40, 20, 20],
  )
  assert.deepEqual([at(74).warnings.length, at(76).warnings[0]?.code], [0, 'half-dose'])
  assert.match(at(76).lines[0]?.text.en ?? '', /^Tenecteplase, STEMI/)
})

test('a thrombolytic for the other indication is refused', () => {
  for (const [code, indication] of [
    ['alteplase-stroke', 'stemi'],
    ['tenecteplase-stroke', 'stemi'],
    ['tenecteplase-stemi', 'stroke'],
    ['alteplase-stemi', 'stroke'],
  ] as const) {
    const result = calculate(code, { ...stemi, indication, weight: 70 })
    assert.deepEqual([result.outcome, result.lines, result.refusals[0]?.code], ['refused', [], 'other-indication'])
    assert.equal(calculators[code]?.inputs[0]?.code, 'indication')
    assert.equal(calculators[code]?.needsSecondPerson, true)
  }
})

test('an estimated weight is said beside the dose', () => {
  const result = calculate('alteplase-stroke', { ...stroke, 'weight-basis': 'two-people', weight: 60 })
  assert.equal(result.warnings[0]?.code, 'estimated-weight')
})

test('no thrombolytic is calculated from a weight that one person estimated', () => {
  for (const code of ['alteplase-stroke', 'tenecteplase-stroke'])
    assert.equal(
      calculate(code, { ...stroke, 'weight-basis': 'one-person', weight: 60 }).refusals[0]?.code,
      'weight-by-one',
    )
  for (const code of ['alteplase-stemi', 'tenecteplase-stemi'])
    assert.equal(
      calculate(code, { ...stemi, 'weight-basis': 'one-person', weight: 60 }).refusals[0]?.code,
      'weight-by-one',
    )
})

test('alteplase in STEMI is 15 mg, then 0.75 mg/kg up to 50, then 0.5 mg/kg up to 35', () => {
  const at = (weight: number) => values(calculate('alteplase-stemi', { ...stemi, weight }))
  assert.deepEqual(at(60), { bolus: 15, 'first-infusion': 45, 'second-infusion': 30 })
  assert.deepEqual(at(66.6)['first-infusion'], 50)
  assert.deepEqual(at(66)['first-infusion'], 49.5)
  assert.deepEqual([at(69.8)['second-infusion'], at(60.5)['second-infusion']], [34.9, 30.3])
  assert.deepEqual(at(100), { bolus: 15, 'first-infusion': 50, 'second-infusion': 35 })
})

test('magnesium 4 g is 26.7 mL and 2.67 ampoules of 15 %, and 1 g/h is 6.7 mL/h', () => {
  const found = values(calculate('magnesium-zuspan', { 'maintenance-rate': '1' }))
  assert.deepEqual(found, {
    loading: 4,
    'loading-volume': 26.7,
    'loading-ampoules': 2.67,
    maintenance: 1,
    'maintenance-volume': 6.7,
    'recurrent-fit': 2,
    'recurrent-fit-volume': 13.3,
  })
  assert.equal(values(calculate('magnesium-zuspan', { 'maintenance-rate': '2' }))['maintenance-volume'], 13.3)
  const first = values(calculate('magnesium-pritchard', { 'magnesium-phase': '0' }))
  assert.deepEqual([first['loading'], first['each-buttock'], first['each-buttock-volume']], [4, 5, 33.3])
  assert.deepEqual(values(calculate('magnesium-pritchard', { 'magnesium-phase': '1' })), {
    repeat: 5,
    'repeat-volume': 33.3,
  })
})

test('magnesium is refused without reflex or under 12 breaths, and warns under 16 and under 25 mL/h of urine', () => {
  const at = (given: ScoreInputs) => calculate('magnesium-zuspan', { 'maintenance-rate': '1', ...given })
  assert.equal(at({ 'patellar-reflex': false }).refusals[0]?.code, 'magnesium-toxicity')
  assert.deepEqual(
    [11, 12, 15, 16].map((rate) => [
      at({ 'respiratory-rate': rate }).outcome,
      at({ 'respiratory-rate': rate }).warnings.some(({ code }) => code === 'slow-breathing'),
    ]),
    [
      ['refused', false],
      ['dose', true],
      ['dose', true],
      ['dose', false],
    ],
  )
  assert.deepEqual(
    [24, 25].map((urine) => at({ 'urine-output': urine }).warnings.some(({ code }) => code === 'low-urine')),
    [true, false],
  )
})

test('tranexamic acid is begun within 3 h, and the second dose after birth needs 30 minutes', () => {
  const first = { indication: 'pph', dose: 'first' }
  assert.deepEqual(
    [180, 181].map((since) => calculate('tranexamic-acid', { ...first, 'minutes-since-onset': since }).outcome),
    ['dose', 'refused'],
  )
  const second = { indication: 'pph', dose: 'second', 'minutes-since-onset': 200 }
  assert.deepEqual(
    [29, 30, 1440, 1441].map(
      (since) => calculate('tranexamic-acid', { ...second, 'minutes-since-first-dose': since }).outcome,
    ),
    ['refused', 'dose', 'dose', 'refused'],
  )
  assert.deepEqual(values(calculate('tranexamic-acid', { ...first, 'minutes-since-onset': 5 })), { dose: 1 })
  assert.equal(calculate('tranexamic-acid', second).refusals[0]?.code, 'first-dose-unknown')
  const long = calculate('tranexamic-acid', { ...second, indication: 'trauma', 'minutes-since-first-dose': 10 })
  assert.match(long.lines[0]?.text.en ?? '', /over 8 h$/)
})

test('calcium gluconate is 1 g, 10 mL of 10 %, and asks to stop magnesium first', () => {
  assert.deepEqual(values(calculate('calcium-gluconate', { 'magnesium-stopped': true })), { dose: 1, volume: 10 })
  assert.equal(calculate('calcium-gluconate', { 'magnesium-stopped': false }).warnings[0]?.code, 'stop-magnesium')
})

test('adrenaline of the newborn is 10 to 30 µg/kg and never more', async () => {
  const found = values(calculate('adrenaline-newborn', { weight: 3 }))
  assert.deepEqual(found, { lowest: 30, 'lowest-volume': 0.3, highest: 90, 'highest-volume': 0.9 })
  await fuzz(1, 300, (chance) => {
    const weight = 0.3 + chance.below(670) / 100
    const { highest = 0, 'highest-volume': volume = 0 } = values(calculate('adrenaline-newborn', { weight }))
    assert.ok(highest <= 30 * weight + 0.3 && highest > 30 * weight - 0.31, `${weight} ${highest}`)
    assert.ok(volume <= 0.3 * weight + 0.0031 && volume > 0.3 * weight - 0.0131, `${weight} ${volume}`)
  })
})

test('fluid in sepsis is 30 mL/kg to the next 10 mL', () => {
  const at = (weight: number) => values(calculate('sepsis-fluid', { weight, 'weight-basis': 'measured' }))['volume']
  assert.deepEqual([at(70), at(50), at(51.1), at(51.2)], [2100, 1500, 1530, 1540])
})

test('clopidogrel falls above 75 years, enoxaparin loses its bolus from 75', () => {
  const at = (years: number) =>
    values(calculate('stemi-adjuncts', { 'age-years': years, weight: 60, 'weight-basis': 'measured' }))
  assert.deepEqual(
    [at(74), at(75), at(76)].map((one) => one['clopidogrel']),
    [300, 300, 75],
  )
  assert.deepEqual(
    [at(74), at(75)].map((one) => one['enoxaparin-bolus']),
    [30, undefined],
  )
  assert.deepEqual(
    [at(74), at(75)].map((one) => one['enoxaparin']),
    [60, 45],
  )
  const heavy = values(calculate('stemi-adjuncts', { 'age-years': 60, weight: 120, 'weight-basis': 'measured' }))
  assert.deepEqual([heavy['enoxaparin'], heavy['aspirin-lowest'], heavy['aspirin-highest']], [100, 150, 325])
  const heavyAndOld = calculate('stemi-adjuncts', { 'age-years': 75, weight: 120, 'weight-basis': 'measured' })
  assert.equal(values(heavyAndOld)['enoxaparin'], 75)
  assert.equal(
    values(calculate('stemi-adjuncts', { 'age-years': 74, weight: 55.5, 'weight-basis': 'measured' }))['enoxaparin'],
    55.5,
  )
})

test('a child of 5 weighs about 18 kg, and nothing is guessed under 1 or over 10 years', () => {
  const at = (years: number) => calculate('child-weight', { 'age-years': years })
  assert.deepEqual([values(at(1))['weight'], values(at(5))['weight'], values(at(10))['weight']], [10, 18, 28])
  assert.deepEqual([at(0).outcome, at(11).outcome], ['refused', 'refused'])
})

test('nicardipine starts at 5 mg/h and climbs by 2.5 to 15', () => {
  const at = (rate: number) => values(calculate('nicardipine', { 'current-rate': rate }))
  assert.deepEqual(
    [at(0)['start'], at(5)['next'], at(12.5)['next'], at(14)['next'], at(15)['next']],
    [5, 7.5, 15, 15, 15],
  )
  assert.equal(calculate('nicardipine', { 'current-rate': 15 }).warnings[0]?.code, 'highest-rate')
})

test('labetalol in pre-eclampsia is 20, 40, 80, 80, 80 and then no more, and is refused where it is unsafe', () => {
  const at = (given: number) =>
    calculate('labetalol', { indication: 'pre-eclampsia', 'doses-given': given, 'beta-blocker-unsafe': false })
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((given) => values(at(given))['dose']),
    [20, 40, 80, 80, 80],
  )
  assert.equal(at(5).refusals[0]?.code, 'highest-sum')
  const unsafe = { indication: 'stroke', 'doses-given': 0, 'beta-blocker-unsafe': true }
  assert.equal(calculate('labetalol', unsafe).refusals[0]?.code, 'beta-blocker-unsafe')
  assert.deepEqual(values(calculate('labetalol', { ...unsafe, 'beta-blocker-unsafe': false })), {
    lowest: 10,
    highest: 20,
  })
})
