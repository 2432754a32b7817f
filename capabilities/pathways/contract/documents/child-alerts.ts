import type { Expression } from '../expression.ts'
import { unconfirmed } from '../unconfirmed.ts'
import { aplsRanges, bedside } from './child-form.ts'
import { above, alert, below, is } from './writing.ts'

const ranges = unconfirmed(aplsRanges)

type Range = readonly [low: number, high: number]

/** Ranges of rest: ages in months from and before, breaths and heart beats a minute. */
const normal: readonly { code: string; ages: Range; words: readonly [string, string]; breaths: Range; beats: Range }[] =
  [
    { code: 'under-1', ages: [0, 12], words: ['Dưới 1 tuổi', 'Under 1 year'], breaths: [30, 40], beats: [110, 160] },
    { code: '1-to-2', ages: [12, 24], words: ['1–2 tuổi', '1–2 years'], breaths: [25, 35], beats: [100, 150] },
    { code: '2-to-5', ages: [24, 60], words: ['2–5 tuổi', '2–5 years'], breaths: [25, 30], beats: [95, 140] },
    { code: '5-to-12', ages: [60, 144], words: ['5–12 tuổi', '5–12 years'], breaths: [20, 25], beats: [80, 120] },
    {
      code: 'over-12',
      ages: [144, 217],
      words: ['Trên 12 tuổi', 'Over 12 years'],
      breaths: [15, 20],
      beats: [60, 100],
    },
  ]

const aged = ([from, end]: Range): Expression[] => [
  { value: 'age-months', op: '>=', to: from },
  ...(end > 216 ? [] : [below('age-months', end)]),
]

const outside = (code: string, [low, high]: Range): Expression => ({ any: [below(code, low), above(code, high)] })

const rangeAlerts = normal.flatMap(({ code, ages, words: [vi, en], breaths, beats }) => [
  alert(
    `breaths-${code}`,
    'warn',
    [
      `${vi}: nhịp thở ngoài ${breaths[0]}–${breaths[1]}`,
      `${en}: respiratory rate outside ${breaths[0]}–${breaths[1]}`,
    ],
    [{ all: [...aged(ages), outside('respiratory-rate', breaths)] }, ranges],
  ),
  alert(
    `beats-${code}`,
    'warn',
    [`${vi}: nhịp tim ngoài ${beats[0]}–${beats[1]}`, `${en}: heart rate outside ${beats[0]}–${beats[1]}`],
    [{ all: [...aged(ages), outside('heart-rate', beats)] }, ranges],
  ),
])

/** From 1 to 10 completed years the least systolic is 70 + 2 × age. */
const hypotension: Expression = {
  any: Array.from({ length: 10 }, (_, place) => place + 1).map((years) => ({
    all: [
      { value: 'age-months', op: '>=' as const, to: years * 12 },
      below('age-months', (years + 1) * 12),
      below('systolic', 70 + 2 * years),
    ],
  })),
}

/** Below and above the ages of the formula: the least systolic of a newborn, an infant, and from 11 years. */
const otherHypotension: Expression = {
  any: (
    [
      [0, 1, 60],
      [1, 12, 70],
      [132, 217, 90],
    ] as const
  ).map(([from, end, least]) => ({ all: [...aged([from, end]), below('systolic', least)] })),
}

/** What the page warns of in a sick child. */
export const childAlerts = [
  alert(
    'pews',
    'act',
    ['Bedside PEWS ≥8: mời hồi sức nhi ngay', 'Bedside PEWS ≥8: call paediatric intensive care now'],
    [{ score: 'bedside-pews', op: '>=', to: 8 }, bedside],
  ),
  alert(
    'brighton-urgent',
    'act',
    ['PEWS Brighton ≥5: bác sĩ đánh giá khẩn', 'Brighton PEWS ≥5: urgent review'],
    [{ score: 'brighton-pews', op: '>=', to: 5 }, unconfirmed('Monaghan A. Paediatr Nurs 2005;17(1):32–35')],
  ),
  alert(
    'hypotension',
    'act',
    ['HA tâm thu <70 + 2 × tuổi: sốc mất bù', 'Systolic <70 + 2 × age: decompensated shock'],
    [hypotension, ranges],
  ),
  alert(
    'hypotension-other-ages',
    'act',
    [
      'HA tâm thu <60 dưới 1 tháng, <70 dưới 1 tuổi, <90 từ 11 tuổi: sốc mất bù',
      'Systolic <60 under 1 month, <70 under 1 year, <90 from 11 years: decompensated shock',
    ],
    [otherHypotension, unconfirmed('AHA Pediatric Advanced Life Support')],
  ),
  alert(
    'refill',
    'act',
    ['Đầy mao mạch ≥3 giây: tưới máu kém', 'Capillary refill ≥3 s: poor perfusion'],
    [{ value: 'capillary-refill', op: '>=', to: 3 }, bedside],
  ),
  alert(
    'saturation',
    'act',
    ['SpO₂ ≤90 %: thở oxy', 'SpO₂ ≤90 %: give oxygen'],
    [{ value: 'spo2', op: '<=', to: 90 }, unconfirmed(bedside)],
  ),
  alert(
    'glucose-low',
    'act',
    ['Đường huyết <3,3 mmol/L: điều trị', 'Glucose <3.3 mmol/L: treat'],
    [below('glucose', 3.3), unconfirmed(aplsRanges)],
  ),
  alert('fits', 'act', ['Đang co giật hoặc vừa co giật', 'Fitting, or just now'], [is('fits', 'yes'), ranges]),
  alert(
    'danger-sign',
    'warn',
    ['Dấu hiệu nguy hiểm: li bì hoặc không uống được', 'Danger sign: lethargic, or unable to drink'],
    [{ any: [is('altered', 'yes'), is('unable-to-drink', 'yes')] }, unconfirmed('WHO IMCI, 2014')],
  ),
  ...rangeAlerts,
]
