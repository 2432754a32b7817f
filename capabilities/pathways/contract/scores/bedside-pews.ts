import { unconfirmed } from '../unconfirmed.ts'
import { type AgedSign, agedPoints } from './bedside-pews-bands.ts'
import { banded, type Known, type ScoreAlert, type ScoreBand, type ScoreInput } from './score.ts'
import { type Standing, summedScore } from './summed-score.ts'
import { heartRate, respiratoryRate, spo2, systolic } from './vital-signs.ts'

const age: ScoreInput = {
  code: 'age-months',
  label: { vi: 'Tuổi (tháng)', en: 'Age (months)' },
  kind: 'number',
  unit: 'mo',
  min: 0,
  max: 216,
  decimals: 1,
}

const capillaryRefill: ScoreInput = {
  code: 'capillary-refill',
  label: { vi: 'Thời gian đầy mao mạch', en: 'Capillary refill' },
  kind: 'number',
  unit: 's',
  min: 0,
  max: 15,
  decimals: 1,
}

const effort: ScoreInput = {
  code: 'respiratory-effort',
  label: { vi: 'Gắng sức hô hấp', en: 'Respiratory effort' },
  kind: 'choice',
  choices: [
    { value: 'normal', label: { vi: 'Bình thường', en: 'Normal' }, points: 0 },
    { value: 'mild', label: { vi: 'Tăng nhẹ', en: 'Mildly increased' }, points: 1 },
    { value: 'moderate', label: { vi: 'Tăng vừa', en: 'Moderately increased' }, points: 2 },
    { value: 'severe', label: { vi: 'Tăng nặng hoặc có cơn ngừng thở', en: 'Severe, or any apnoea' }, points: 4 },
  ],
}

const oxygen: ScoreInput = {
  code: 'oxygen-therapy',
  label: { vi: 'Thở oxy', en: 'Oxygen therapy' },
  kind: 'choice',
  choices: [
    { value: 'room-air', label: { vi: 'Khí trời', en: 'Room air' }, points: 0 },
    { value: 'low', label: { vi: 'Dưới 4 L/phút hoặc dưới 50 %', en: 'Under 4 L/min or under 50 %' }, points: 2 },
    { value: 'high', label: { vi: 'Từ 4 L/phút hoặc từ 50 %', en: '4 L/min or more, or 50 % or more' }, points: 4 },
  ],
}

/** No points while the age is not known: the same heart rate means another thing at another age. */
function byAge(sign: AgedSign): (known: Known) => number | undefined {
  return (known) => {
    const value = known.number(sign)
    const months = known.number('age-months')
    return value === undefined || months === undefined ? undefined : agedPoints(sign, value, months)
  }
}

function refillPoints(known: Known): number | undefined {
  const seconds = known.number('capillary-refill')
  return seconds === undefined ? undefined : Number(seconds >= 3) * 4
}

function saturationPoints(known: Known): number | undefined {
  return banded(known.number('spo2'), [
    [90, 2],
    [94, 1],
    [100, 0],
  ])
}

function pewsBand(total: number): ScoreBand {
  return total >= 8
    ? { code: 'critical', label: { vi: 'Nguy cơ nguy kịch', en: 'At risk of critical illness' } }
    : { code: 'below-alert', label: { vi: 'Dưới ngưỡng cảnh báo', en: 'Below the alert' } }
}

function pewsAlerts({ atLeast }: Standing): ScoreAlert[] {
  if (atLeast < 8) return []
  return [
    {
      code: 'pews-critical',
      level: 'act',
      label: {
        vi: 'Bedside PEWS ≥ 8: mời hồi sức nhi ngay',
        en: 'Bedside PEWS ≥ 8: call paediatric intensive care now',
      },
    },
  ]
}

/** Bedside PEWS, 0–26, from birth to 18 years; 8 and more marks a child at risk of critical illness. */
export const bedsidePews = summedScore({
  code: 'bedside-pews',
  version: 1,
  name: { vi: 'Cảnh báo sớm trẻ em Bedside PEWS', en: 'Bedside Paediatric Early Warning System (PEWS)' },
  sign: 'Bedside PEWS',
  source: `Parshuram CS et al. Critical Care 2009;13:R135; ${unconfirmed('SpO₂ 91–94 %, ranh giới các nhóm · SpO₂ 91–94 %, boundaries')}`,
  isUnconfirmed: true,
  inputs: [age, heartRate, systolic, capillaryRefill, respiratoryRate, effort, spo2, oxygen],
  points: {
    'heart-rate': byAge('heart-rate'),
    systolic: byAge('systolic'),
    'respiratory-rate': byAge('respiratory-rate'),
    'capillary-refill': refillPoints,
    spo2: saturationPoints,
  },
  band: pewsBand,
  alerts: pewsAlerts,
})
