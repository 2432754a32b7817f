import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Expression } from '../expression.ts'
import { documents as besidesStroke } from './shipped.ts'
import { strokeTwo } from './stroke-2.ts'

const documents = [strokeTwo, ...besidesStroke]

/** The limits in a condition, of values, scores, sums, ratios and minutes. */
function limitsIn(condition: Expression): number[] {
  if ('all' in condition) return condition.all.flatMap(limitsIn)
  if ('any' in condition) return condition.any.flatMap(limitsIn)
  if ('not' in condition) return limitsIn(condition.not)
  return 'to' in condition && typeof condition.to === 'number' ? [condition.to] : []
}

const numbersIn = (label: string) =>
  new Set([...label.matchAll(/\d+(?:,\d{3})*(?:\.\d+)?/g)].map(([found]) => Number(found.replaceAll(',', ''))))

/** The limits that a label does not say itself: ends of a band, minutes before a window ends, and rules named by a word. */
const unsaid: Record<string, readonly number[]> = {
  'stroke window-closes': [240, 270],
  'stroke wake-up-closes': [510, 540],
  'stroke pressure-after': [1440],
  'stroke glucose-high': [22.2],
  'pph pph-300-with-sign': [500, 100, 60, 1],
  'pph txa-closes': [150, 180],
  'pph txa-closed': [180],
  'pph shock-index-watch': [1.4],
  'pph shock-index-severe': [1.7],
  'pph loss-1000': [1500],
  'pph platelets-falling': [50],
  'pph no-ergometrine': [140, 90],
  'pre-eclampsia hellp-complete': [100, 70, 600],
  'pre-eclampsia hellp-mississippi': [100, 70, 600, 150, 40],
  'pre-eclampsia liver-haematoma': [90, 0.9],
  'pre-eclampsia magnesium-slow-breathing': [12],
  'pre-eclampsia magnesium-long': [1440],
  'amniotic-fluid-embolism decide-now': [5],
  'trauma-bleeding shock-index-watch': [1],
  'trauma-bleeding tamponade-in-shock': [90],
  'trauma-bleeding belly-in-shock': [90],
  'trauma-bleeding txa-closes': [150, 180],
  'trauma-bleeding txa-closed': [180],
  'trauma-bleeding fibrinogen-falling': [1.5],
  'trauma-bleeding class-3': [10],
  'stemi lysis-late': [120],
  'stemi door-out-late': [120],
  'sepsis news2-urgent': [7],
  'sepsis antimicrobial-soon': [45, 60],
  'sepsis antimicrobial-late': [60],
  'sepsis antimicrobial-three-hours': [180],
  'sepsis fluid': [90, 65],
  'newborn heart-100': [60],
  'newborn ventilation-late': [20, 100],
  'newborn cooling-window': [36, 360],
  'newborn cooling-closes': [36, 300, 360],
  'child hypotension-other-ages': [0, 12, 132],
  'child breaths-under-1': [0, 12],
  'child beats-under-1': [0, 12],
  'child breaths-1-to-2': [12, 24],
  'child beats-1-to-2': [12, 24],
  'child breaths-2-to-5': [24, 60],
  'child beats-2-to-5': [24, 60],
  'child breaths-5-to-12': [60, 144],
  'child beats-5-to-12': [60, 144],
  'child breaths-over-12': [144],
  'child beats-over-12': [144],
  'frozen-section not-read-back': [2],
  'frozen-section read-back-unconfirmed': [2],
}

test('a limit on which an alert rests stands in its words, but for those written down here', () => {
  const found: Record<string, number[]> = {}
  for (const document of documents)
    for (const { code, label, when } of document.alerts) {
      const said = numbersIn(label.en)
      const rest = limitsIn(when).filter((limit) => !said.has(limit))
      // its limits are computed from the age, and tested where the rules are
      if (rest.length && code !== 'hypotension') found[`${document.code} ${code}`] = [...new Set(rest)]
    }
  assert.deepEqual(found, unsaid)
})

test('the windows of treatment are those of their sources, in minutes, with the alarm before their end', () => {
  const found = Object.fromEntries(
    documents.flatMap((document) =>
      document.windows.map((one) => [`${document.code} ${one.code}`, [one.after, one.minutes, one.alarmBeforeMinutes]]),
    ),
  )
  assert.deepEqual(found, {
    'stroke lysis': ['last-known-well', 270, 30],
    'stroke thrombectomy-early': ['last-known-well', 360, null],
    'stroke lysis-extended': ['last-known-well', 540, null],
    'stroke lysis-wake-up': ['sleep-midpoint', 540, null],
    'stroke thrombectomy-late': ['last-known-well', 1440, null],
    'pph txa': ['birth', 180, 30],
    'pre-eclampsia severe-pressure': ['severe-pressure-noted', 60, 30],
    'amniotic-fluid-embolism perimortem-birth': ['collapse', 5, 2],
    'amniotic-fluid-embolism txa': ['birth', 180, 30],
    'trauma-bleeding txa': ['injury', 180, 30],
    'stemi primary-pci': ['first-medical-contact', 120, 30],
    'stemi door-in-door-out': ['door', 30, 10],
    'stemi reperfusion': ['symptom-onset', 720, 60],
    'sepsis one-hour': ['recognised', 60, 15],
    'sepsis three-hours': ['recognised', 180, 30],
    'frozen-section told': ['specimen-received', 20, 5],
    'newborn cooling': ['birth', 360, 60],
    'child first-hour': ['deterioration', 60, 15],
  })
})

test('the targets that a source gives are its minutes', () => {
  const within = (pathway: string, code: string) => {
    const target = documents
      .find((each) => each.code === pathway)
      ?.milestones.find((each) => each.code === code)?.within
    return [target?.minutes, target?.after]
  }
  assert.deepEqual(within('stroke', 'image-taken'), [25, 'door'])
  assert.deepEqual(within('stroke', 'requested'), [15, 'door'])
  assert.deepEqual(within('stroke', 'accepted'), [5, 'requested'])
  assert.deepEqual(within('stroke', 'joined'), [10, 'accepted'])
  assert.deepEqual(within('stroke', 'concluded'), [20, 'joined'])
  assert.deepEqual(within('stroke', 'needle'), [60, 'door'])
  assert.deepEqual(within('stroke', 'door-out'), [90, 'door'])
  assert.deepEqual(within('stroke', 'groin'), [60, 'hub-door'])
  assert.deepEqual(within('pph', 'bundle-started'), [15, 'bleeding-noted'])
  assert.deepEqual(within('pre-eclampsia', 'first-antihypertensive'), [60, 'severe-pressure-noted'])
  assert.deepEqual(within('amniotic-fluid-embolism', 'perimortem-decision'), [4, 'collapse'])
  assert.deepEqual(within('amniotic-fluid-embolism', 'birth'), [5, 'collapse'])
  assert.deepEqual(within('trauma-bleeding', 'first-blood'), [15, 'transfusion-activated'])
  assert.deepEqual(within('stemi', 'ecg'), [10, 'first-medical-contact'])
  assert.deepEqual(within('stemi', 'needle'), [30, 'door'])
  assert.deepEqual(within('stemi', 'door-out'), [30, 'door'])
  assert.deepEqual(within('stemi', 'device'), [120, 'first-medical-contact'])
  assert.deepEqual(within('sepsis', 'antimicrobial'), [60, 'recognised'])
  assert.deepEqual(within('newborn', 'cooling-started'), [360, 'birth'])
})
