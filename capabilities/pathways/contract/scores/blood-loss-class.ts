import { unconfirmed } from '../unconfirmed.ts'
import { graded } from './choices.ts'
import {
  banded,
  type Known,
  readInputs,
  type ScoreAlert,
  type ScoreBand,
  type ScoreDefinition,
  type ScoreInput,
} from './score.ts'
import { diastolic, heartRate, systolic } from './vital-signs.ts'

const loss: ScoreInput = {
  code: 'blood-loss',
  label: { vi: 'Lượng máu mất đo được', en: 'Measured blood loss' },
  kind: 'number',
  unit: 'mL',
  min: 0,
  max: 10_000,
  decimals: 0,
}

const mentalState: ScoreInput = {
  ...graded(
    'mental-state',
    ['Tinh thần', 'Mental state'],
    [
      ['Bình thường', 'Normal'],
      ['Lo lắng', 'Anxious'],
      ['Vật vã, kích thích', 'Restless'],
      ['Lơ mơ, trụy mạch', 'Collapsed'],
    ],
  ),
  isOptional: true,
}

const inputs: readonly ScoreInput[] = [loss, heartRate, systolic, { ...diastolic, isOptional: true }, mentalState]
const end = Number.POSITIVE_INFINITY

const classes: readonly ScoreBand[] = [
  { code: 'below', label: { vi: 'Chưa tới ngưỡng băng huyết', en: 'Below haemorrhage' } },
  { code: 'compensated', label: { vi: 'Còn bù', en: 'Compensated' } },
  { code: 'mild', label: { vi: 'Nhẹ', en: 'Mild' } },
  { code: 'moderate', label: { vi: 'Vừa', en: 'Moderate' } },
  { code: 'severe', label: { vi: 'Nặng', en: 'Severe' } },
]

/** The class by heart rate divided by systolic: under 0.9 none, to 1.2, to 1.7, beyond. */
function classOfIndex(known: Known): number | undefined {
  const rate = known.number('heart-rate')
  const pressure = known.number('systolic')
  if (rate === undefined || pressure === undefined) return undefined
  const index = rate / pressure
  if (index > 1.7) return 4
  if (index >= 1.2) return 3
  return index >= 0.9 ? 2 : 0
}

/** The class of each sign of the table; where two classes share a boundary the graver one holds. */
function classesOf(known: Known): Record<string, number> {
  const state = known.choice('mental-state')
  const found: Record<string, number | undefined> = {
    'blood-loss': banded(known.number('blood-loss'), [
      [499, 0],
      [999, 1],
      [1499, 2],
      [2000, 3],
      [end, 4],
    ]),
    'heart-rate': banded(known.number('heart-rate'), [
      [100, 0],
      [120, 2],
      [140, 3],
      [end, 4],
    ]),
    systolic: banded(known.number('systolic'), [
      [70, 4],
      [80, 3],
      [100, 2],
      [end, 0],
    ]),
    'shock-index': classOfIndex(known),
    'mental-state': state === undefined ? undefined : [0, 2, 3, 4][Number(state)],
  }
  return Object.fromEntries(Object.entries(found).filter((one): one is [string, number] => one[1] !== undefined))
}

/** An abnormal sign with 300 mL is enough to act: pulse >100, systolic <100, shock index >1, diastolic <60. */
function hasAbnormalSign(known: Known): boolean {
  const rate = known.number('heart-rate') ?? 0
  const pressure = known.number('systolic')
  const isFast = rate > 100
  const isLow = (pressure ?? 120) < 100 || (known.number('diastolic') ?? 80) < 60
  return isFast || isLow || (pressure !== undefined && rate / pressure > 1)
}

function lossAlerts(known: Known): ScoreAlert[] {
  const millilitres = known.number('blood-loss') ?? 0
  if (millilitres < 300 || (millilitres < 500 && !hasAbnormalSign(known))) return []
  const label =
    millilitres >= 500
      ? { vi: 'Mất ≥ 500 mL: bắt đầu gói MOTIVE trong 15 phút', en: 'Loss ≥ 500 mL: start MOTIVE within 15 min' }
      : {
          vi: 'Mất ≥ 300 mL kèm dấu hiệu huyết động bất thường: bắt đầu gói MOTIVE trong 15 phút',
          en: 'Loss ≥ 300 mL with an abnormal haemodynamic sign: start MOTIVE within 15 min',
        }
  return [{ code: 'pph-trigger', level: 'act', label }]
}

/** Class of obstetric blood loss, 0–4, for 70 kg: the gravest of loss, pulse, pressure, shock index and mental state, never their sum. */
export const bloodLossClass: ScoreDefinition = {
  code: 'blood-loss-class',
  version: 2,
  name: { vi: 'Phân độ mất máu sản khoa', en: 'Class of obstetric blood loss' },
  source: unconfirmed('RCOG Green-top Guideline 52; WHO/FIGO/ICM postpartum haemorrhage, 2025'),
  isUnconfirmed: true,
  inputs,
  compute: (given) => {
    const { known, missing, untestable, invalid } = readInputs(inputs, given)
    const points = classesOf(known)
    const atLeast = Math.max(0, ...Object.values(points))
    const isComplete = missing.length === 0
    const band = classes[atLeast] ?? null
    const open = isComplete ? { vi: '', en: '' } : { vi: ' trở lên, chưa đủ dữ liệu', en: ' or worse, incomplete' }
    return {
      total: isComplete ? atLeast : null,
      atLeast,
      isComplete,
      missing,
      untestable,
      invalid,
      points,
      band: isComplete ? band : null,
      alerts: lossAlerts(known),
      text: { vi: `Mất máu độ ${atLeast}${open.vi}`, en: `Blood loss class ${atLeast}${open.en}` },
    }
  },
}
