import assert from 'node:assert/strict'
import { test } from 'node:test'
import { evaluate, type Facts, type Verdict } from '../evaluate.ts'
import { criteriaStanding } from '../standing.ts'
import { documents } from './shipped.ts'

type Known = {
  values?: Record<string, number | string>
  scores?: Record<string, number>
  tallies?: Record<string, number>
  lines?: Record<string, 'yes' | 'no'>
  minutes?: Record<string, number>
}

const minute = 60_000

/** What is known: answers, totals, sums, lines, and the minutes since each station. */
function facts({ values = {}, scores = {}, tallies = {}, lines = {}, minutes = {} }: Known): Facts {
  return {
    values: new Map(Object.entries(values)),
    scores: new Map(Object.entries(scores).map(([code, total]) => [code, { total, atLeast: total }])),
    tallies: new Map(Object.entries(tallies)),
    lines: new Map(Object.entries(lines)),
    passed: new Map(Object.entries(minutes).map(([code, ago]) => [code, -ago * minute])),
    now: 0,
  }
}

function pathway(code: string) {
  const found = documents.find((each) => each.code === code)
  assert.ok(found, code)
  return found
}

function alerted(code: string, alert: string, known: Known): Verdict {
  const rule = pathway(code).alerts.find((each) => each.code === alert)
  assert.ok(rule, `${code} ${alert}`)
  return evaluate(rule.when, facts(known))
}

function met(code: string, criteria: string, known: Known): Record<string, Verdict> {
  const found = pathway(code).criteria.find((each) => each.code === criteria)
  assert.ok(found)
  return Object.fromEntries(criteriaStanding(found, facts(known)).map((row) => [row.code, row.verdict]))
}

/** Whether an alert fires as one value rises through its limit. */
function across(code: string, alert: string, [value, ...amounts]: readonly [string, ...number[]]): Verdict[] {
  return amounts.map((amount) => alerted(code, alert, { values: { [value]: amount } }))
}

test('haemorrhage after birth is called at 500 mL alone, and at 300 mL only with an abnormal sign', () => {
  const calm = { systolic: 120, diastolic: 70, 'heart-rate': 80 }
  assert.equal(alerted('pph', 'pph-500', { tallies: { 'blood-loss': 500 } }), true)
  assert.equal(alerted('pph', 'pph-500', { tallies: { 'blood-loss': 499 }, values: { 'measured-loss': 499 } }), false)
  const at300 = (values: Record<string, number>) =>
    alerted('pph', 'pph-300-with-sign', { tallies: { 'blood-loss': 300 }, values: { ...calm, ...values } })
  assert.notEqual(at300({}), true)
  assert.deepEqual(
    [at300({ 'heart-rate': 101 }), at300({ systolic: 99 }), at300({ diastolic: 59 })],
    [true, true, true],
  )
  assert.notEqual(at300({ 'heart-rate': 100 }), true)
  const typedOnly = { values: { 'measured-loss': 350, 'heart-rate': 110 } }
  assert.equal(alerted('pph', 'pph-300-with-sign', typedOnly), true)
})

test('the bundle of haemorrhage is proposed by the same rule', () => {
  const bundle = pathway('pph').bundles.find(({ code }) => code === 'motive')
  assert.ok(bundle?.when)
  assert.equal(bundle.withinMinutes, 15)
  assert.equal(evaluate(bundle.when, facts({ tallies: { 'blood-loss': 500 } })), true)
  assert.equal(evaluate(bundle.when, facts({ tallies: { 'blood-loss': 300 }, values: { systolic: 90 } })), true)
})

test('tranexamic acid after birth warns half an hour before 3 h and is not begun later', () => {
  const closes = (ago: number) => alerted('pph', 'txa-closes', { minutes: { birth: ago } })
  assert.deepEqual([closes(149), closes(150), closes(179), closes(180)], [false, true, true, false])
  assert.equal(alerted('pph', 'txa-closes', { minutes: { birth: 160, 'txa-given': 20 } }), false)
  const first = (ago: number) => met('pph', 'txa-dose', { minutes: { birth: ago } })['first']
  assert.deepEqual([first(180), first(181)], [true, false])
  const second = (ago: number) =>
    met('pph', 'txa-dose', { minutes: { birth: 200, 'txa-given': ago }, values: { 'still-bleeding': 'yes' } })['second']
  assert.deepEqual([second(29), second(30), second(1440), second(1441)], [false, true, true, false])
})

test('the shock index after birth climbs at 0.9, 1.4 and 1.7', () => {
  const at = (rate: number) =>
    ['shock-index-watch', 'shock-index-severe', 'shock-index-red'].filter(
      (code) => alerted('pph', code, { values: { 'heart-rate': rate, systolic: 100 } }) === true,
    )
  assert.deepEqual(
    [at(89), at(90), at(139), at(140), at(169), at(170)],
    [
      [],
      ['shock-index-watch'],
      ['shock-index-watch'],
      ['shock-index-severe'],
      ['shock-index-severe'],
      ['shock-index-red'],
    ],
  )
})

test('the laboratory limits of haemorrhage hold exactly', () => {
  assert.deepEqual(across('pph', 'fibrinogen-low', ['fibrinogen', 1.99, 2]), [true, false])
  assert.deepEqual(across('pph', 'haemoglobin-low', ['haemoglobin', 69, 70]), [true, false])
  assert.deepEqual(across('pph', 'platelets-low', ['platelets', 49, 50]), [true, false])
  assert.deepEqual(across('pph', 'platelets-falling', ['platelets', 49, 50, 74, 75]), [false, true, true, false])
  assert.deepEqual(across('pph', 'inr-high', ['inr', 1.5, 1.51]), [false, true])
  assert.deepEqual(across('pph', 'calcium-low', ['ionised-calcium', 1.09, 1.1]), [true, false])
})

test('severe pressure in pregnancy is 160 or 110, and the clock of treatment runs at 15 and 30 minutes', () => {
  const at = (systolic: number, diastolic: number) =>
    alerted('pre-eclampsia', 'severe-pressure', { values: { systolic, diastolic } })
  assert.deepEqual([at(159, 109), at(160, 80), at(120, 110)], [false, true, true])
  const late = (ago: number) =>
    alerted('pre-eclampsia', 'pressure-30-minutes', { minutes: { 'severe-pressure-noted': ago } })
  assert.deepEqual([late(30), late(31)], [false, true])
  const treated = { minutes: { 'severe-pressure-noted': 40, 'first-antihypertensive': 10 } }
  assert.equal(alerted('pre-eclampsia', 'pressure-30-minutes', treated), false)
})

test('HELLP is called from typed labs, by ALT alone too', () => {
  const complete = { platelets: 90, ast: 80, ldh: 700 }
  assert.equal(alerted('pre-eclampsia', 'hellp-complete', { values: complete }), true)
  assert.equal(alerted('pre-eclampsia', 'hellp-complete', { values: { ...complete, platelets: 101 } }), false)
  assert.equal(alerted('pre-eclampsia', 'hellp-mississippi', { values: { platelets: 90, alt: 70, ldh: 600 } }), true)
  const third = (ast: number) =>
    alerted('pre-eclampsia', 'hellp-mississippi', { values: { platelets: 150, ast, alt: 5, ldh: 600 } })
  assert.deepEqual([third(39), third(40)], [false, true])
  const second = (platelets: number, ast: number, ldh = 600) =>
    alerted('pre-eclampsia', 'hellp-mississippi', { values: { platelets, ast, alt: 5, ldh } })
  assert.deepEqual([second(100, 69), second(100, 70), second(101, 69), second(151, 70)], [false, true, true, false])
  assert.deepEqual([second(100, 70, 599), second(100, 40)], [false, false])
})

test('magnesium is stopped by a lost reflex or under 12 breaths, and only while it runs', () => {
  const on = { minutes: { 'magnesium-started': 60 } }
  assert.equal(alerted('pre-eclampsia', 'magnesium-reflex', { ...on, values: { 'patellar-reflex': 'no' } }), true)
  assert.equal(alerted('pre-eclampsia', 'magnesium-reflex', { values: { 'patellar-reflex': 'no' } }), false)
  const breathing = (rate: number) =>
    alerted('pre-eclampsia', 'magnesium-breathing', { ...on, values: { 'respiratory-rate': rate } })
  assert.deepEqual([breathing(11), breathing(12)], [true, false])
})

test('in maternal arrest the birth is called at 3 and overdue after 5 minutes, also when nobody said undelivered', () => {
  const arrest = { values: { 'cardiac-arrest': 'yes' } }
  const decide = (ago: number) =>
    alerted('amniotic-fluid-embolism', 'decide-now', { ...arrest, minutes: { collapse: ago } })
  assert.deepEqual([decide(2), decide(3), decide(5)], [false, true, false])
  const overdue = { ...arrest, minutes: { collapse: 6 } }
  assert.equal(alerted('amniotic-fluid-embolism', 'birth-overdue', overdue), true)
  const delivered = { values: { 'cardiac-arrest': 'yes', undelivered: 'no' }, minutes: { collapse: 6 } }
  assert.equal(alerted('amniotic-fluid-embolism', 'birth-overdue', delivered), false)
  const born = { ...arrest, minutes: { collapse: 6, birth: 1 } }
  assert.equal(alerted('amniotic-fluid-embolism', 'birth-overdue', born), false)
})

test('pericardial fluid is called with or without a pressure, and Beck only when complete', () => {
  const fluid = { values: { 'fast-pericardium': 'positive' } }
  assert.equal(alerted('trauma-bleeding', 'pericardial-fluid', fluid), true)
  assert.equal(alerted('trauma-bleeding', 'tamponade-in-shock', fluid), null)
  const shocked = { values: { 'fast-pericardium': 'positive', systolic: 89, 'surgeon-present': 'yes' } }
  assert.equal(alerted('trauma-bleeding', 'tamponade-in-shock', shocked), true)
  assert.equal(met('trauma-bleeding', 'local-drainage', shocked)['tamponade-in-shock'], true)
  const two = { 'tamponade.hypotension': 'yes', 'tamponade.neck-veins': 'yes' } as const
  assert.equal(alerted('trauma-bleeding', 'beck', { lines: two }), null)
  assert.equal(alerted('trauma-bleeding', 'beck', { lines: { ...two, 'tamponade.muffled': 'yes' } }), true)
})

test('massive transfusion is called at ABC 2 and at a shock index of 1.0', () => {
  assert.deepEqual(
    [1, 2].map((total) => alerted('trauma-bleeding', 'abc', { scores: { 'abc-transfusion': total } })),
    [false, true],
  )
  const index = (rate: number) =>
    alerted('trauma-bleeding', 'shock-index-act', { values: { 'heart-rate': rate, systolic: 100 } })
  assert.deepEqual([index(99), index(100)], [false, true])
})

test('a STEMI is read by sex and age, and its way by 120 minutes', () => {
  const ecg = (values: Record<string, number | string>) => met('stemi', 'ecg', { values })
  assert.equal(ecg({ sex: 'female', 'st-v2-v3': 1.5 })['women'], true)
  assert.equal(ecg({ sex: 'female', 'st-v2-v3': 1.4 })['women'], false)
  assert.equal(ecg({ sex: 'male', 'age-years': 39, 'st-v2-v3': 2.4 })['men-under-40'], false)
  assert.equal(ecg({ sex: 'male', 'age-years': 39, 'st-v2-v3': 2.5 })['men-under-40'], true)
  assert.equal(ecg({ sex: 'male', 'age-years': 40, 'st-v2-v3': 2 })['men-from-40'], true)
  const way = (expected: number) =>
    met('stemi', 'reperfusion', { values: { 'minutes-to-device': expected }, minutes: { 'symptom-onset': 100 } })
  assert.deepEqual(
    [way(120)['primary-pci'], way(120)['lysis'], way(121)['primary-pci'], way(121)['lysis']],
    [true, false, false, true],
  )
  const ecgLate = (ago: number) => alerted('stemi', 'ecg-late', { minutes: { 'first-medical-contact': ago } })
  assert.deepEqual([ecgLate(10), ecgLate(11)], [false, true])
})

test('sepsis asks for fluid under 90 or at lactate 4, and for the antimicrobial within the hour', () => {
  assert.deepEqual(across('sepsis', 'fluid', ['lactate', 4]), [true])
  assert.notEqual(across('sepsis', 'fluid', ['lactate', 3.9])[0], true)
  assert.deepEqual(across('sepsis', 'fluid', ['systolic', 89]), [true])
  const soon = (ago: number) => alerted('sepsis', 'antimicrobial-soon', { minutes: { recognised: ago } })
  assert.deepEqual([soon(44), soon(45), soon(60)], [false, true, false])
  assert.equal(alerted('sepsis', 'antimicrobial-late', { minutes: { recognised: 61 } }), true)
  assert.equal(alerted('sepsis', 'antimicrobial-late', { minutes: { recognised: 61, antimicrobial: 30 } }), false)
  for (const sign of ['tourniquet', 'haematocrit', 'platelets', 'leak', 'ns1'])
    assert.equal(alerted('sepsis', 'dengue', { lines: { 'dengue.fever-day': 'yes', [`dengue.${sign}`]: 'yes' } }), true)
})

test('without shock and only possible, the antimicrobial is due within three hours; anything else within one', () => {
  const late = (alert: string, ago: number, values: Record<string, string> = {}) =>
    alerted('sepsis', alert, { values, minutes: { recognised: ago } })
  const possible = { shock: 'no', probability: 'possible' }
  assert.deepEqual([late('antimicrobial-late', 61, possible), late('antimicrobial-soon', 50, possible)], [false, false])
  assert.deepEqual(
    [180, 181].map((ago) => late('antimicrobial-three-hours', ago, possible)),
    [false, true],
  )
  assert.equal(late('antimicrobial-late', 61, { ...possible, shock: 'yes' }), true)
  assert.equal(late('antimicrobial-late', 61, { ...possible, probability: 'likely' }), true)
  assert.equal(late('antimicrobial-late', 61, { shock: 'no' }), true)
})

test('in pregnancy the page says that NEWS2 is not for her', () => {
  assert.equal(alerted('sepsis', 'news2-not-in-pregnancy', { values: { pregnant: 'yes' } }), true)
  assert.notEqual(alerted('sepsis', 'news2-not-in-pregnancy', {}), true)
})

test('magnesium that runs for more than a day asks to be watched on, until it is stopped', () => {
  const long = (minutes: Record<string, number>) => alerted('pre-eclampsia', 'magnesium-long', { minutes })
  assert.deepEqual([long({ 'magnesium-started': 1440 }), long({ 'magnesium-started': 1441 })], [false, true])
  assert.equal(long({ 'magnesium-started': 2000, 'magnesium-stopped': 10 }), false)
})

test('cooling needs 36 weeks, 6 hours, a sign of asphyxia and encephalopathy', () => {
  const values = { 'gestational-weeks': 36, 'apgar-10-minutes': 5, encephalopathy: 'moderate' }
  const at = (given: Record<string, number | string>, ago = 300) =>
    met('newborn', 'cooling', { values: { ...values, ...given }, minutes: { birth: ago } })['cooling']
  assert.deepEqual(
    [at({}), at({}, 360), at({ 'gestational-weeks': 35 }), at({ encephalopathy: 'mild' })],
    [true, false, false, false],
  )
  const others = { 'ventilated-10-minutes': 'no', 'cord-ph': 7, 'base-deficit': 15 }
  assert.equal(at({ ...others, 'apgar-10-minutes': 6 }), false)
  assert.equal(at({ ...others, 'apgar-10-minutes': 6, 'cord-ph': 6.99 }), true)
  assert.equal(at({ ...others, 'apgar-10-minutes': 6, 'base-deficit': 16 }), true)
  const unknownBirth = { values: { encephalopathy: 'severe', 'gestational-weeks': 38 } }
  assert.equal(alerted('newborn', 'cooling-window', unknownBirth), true)
  assert.equal(alerted('newborn', 'cooling-window', { ...unknownBirth, minutes: { birth: 361 } }), false)
})

test('the end of the cooling window is called for who may need it, not for every newborn', () => {
  const closes = (values: Record<string, number | string>) =>
    alerted('newborn', 'cooling-closes', { values, minutes: { birth: 330 } })
  assert.deepEqual([closes({}), closes({ encephalopathy: 'severe' })], [true, true])
  assert.deepEqual([closes({ encephalopathy: 'none' }), closes({ encephalopathy: 'mild' })], [false, false])
  assert.equal(closes({ encephalopathy: 'severe', 'gestational-weeks': 35 }), false)
})

test('the newborn warns at glucose 2.6, at a heart rate of 60 and 100, and outside 36.5–37.5 °C', () => {
  assert.deepEqual(across('newborn', 'glucose-low', ['glucose', 2.5, 2.6]), [true, false])
  assert.deepEqual(across('newborn', 'heart-60', ['heart-rate', 59, 60]), [true, false])
  assert.deepEqual(across('newborn', 'heart-100', ['heart-rate', 59, 60, 99, 100]), [false, true, true, false])
  assert.deepEqual(across('newborn', 'cold', ['temperature', 36.4, 36.5]), [true, false])
  assert.deepEqual(across('newborn', 'warm', ['temperature', 37.5, 37.6]), [false, true])
})

test('a child is in shock under 70 + 2 × age from 1 to 10 years, and judged by the ranges of its age', () => {
  const low = (months: number, systolic: number) =>
    alerted('child', 'hypotension', { values: { 'age-months': months, systolic } })
  assert.deepEqual(
    [low(12, 71), low(12, 72), low(23, 71), low(24, 73), low(120, 89), low(120, 90), low(132, 40)],
    [true, false, true, true, true, false, false],
  )
  const other = (months: number, systolic: number) =>
    alerted('child', 'hypotension-other-ages', { values: { 'age-months': months, systolic } })
  assert.deepEqual(
    [other(0.5, 59), other(0.5, 60), other(1, 69), other(11, 70), other(12, 40), other(131, 40)],
    [true, false, true, false, false, false],
  )
  assert.deepEqual([other(132, 89), other(132, 90), other(216, 89)], [true, false, true])
  const beats = (months: number, rate: number) =>
    pathway('child').alerts.filter(
      ({ code, when }) =>
        code.startsWith('beats-') &&
        evaluate(when, facts({ values: { 'age-months': months, 'heart-rate': rate } })) === true,
    ).length
  assert.deepEqual(
    [beats(11, 160), beats(11, 161), beats(12, 150), beats(12, 151), beats(144, 60), beats(144, 59)],
    [0, 1, 0, 1, 0, 1],
  )
})
