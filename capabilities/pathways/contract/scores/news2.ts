import { banded, type Known, type ScoreAlert, type ScoreBand, type ScoreInput } from './score.ts'
import { type Standing, summedScore } from './summed-score.ts'
import { heartRate, respiratoryRate, spo2, supplementalOxygen, systolic, temperature } from './vital-signs.ts'

const scale: ScoreInput = {
  code: 'spo2-scale',
  label: { vi: 'Thang SpO₂', en: 'SpO₂ scale' },
  isOptional: true,
  kind: 'choice',
  choices: [
    { value: '1', label: { vi: 'Thang 1 (mặc định)', en: 'Scale 1 (unless stated)' } },
    {
      value: '2',
      label: {
        vi: 'Thang 2: suy hô hấp tăng CO₂ đã được bác sĩ xác nhận, đích 88–92 %',
        en: 'Scale 2: hypercapnic failure confirmed by a clinician, target 88–92 %',
      },
    },
  ],
}

const consciousness: ScoreInput = {
  code: 'consciousness',
  label: { vi: 'Ý thức (ACVPU)', en: 'Consciousness (ACVPU)' },
  kind: 'choice',
  choices: [
    { value: 'A', label: { vi: 'Tỉnh', en: 'Alert' }, points: 0 },
    { value: 'C', label: { vi: 'Lú lẫn mới xuất hiện', en: 'New confusion' }, points: 3 },
    { value: 'V', label: { vi: 'Đáp ứng với lời nói', en: 'Responds to voice' }, points: 3 },
    { value: 'P', label: { vi: 'Đáp ứng với đau', en: 'Responds to pain' }, points: 3 },
    { value: 'U', label: { vi: 'Không đáp ứng', en: 'Unresponsive' }, points: 3 },
  ],
}

const end = Number.POSITIVE_INFINITY

/** Scale 2 scores above 92 % only on oxygen; scale 1 is in force unless scale 2 is stated. */
function oxygenationPoints(known: Known): number | undefined {
  const value = known.number('spo2')
  if (value === undefined) return undefined
  if (known.choice('spo2-scale') !== '2')
    return banded(value, [
      [91, 3],
      [93, 2],
      [95, 1],
      [end, 0],
    ])
  if (value <= 92)
    return banded(value, [
      [83, 3],
      [85, 2],
      [87, 1],
      [92, 0],
    ])
  const onOxygen = known.yes('supplemental-oxygen')
  if (onOxygen === undefined) return undefined
  return onOxygen
    ? banded(value, [
        [94, 1],
        [96, 2],
        [end, 3],
      ])
    : 0
}

const points = {
  'respiratory-rate': (known: Known) =>
    banded(known.number('respiratory-rate'), [
      [8, 3],
      [11, 1],
      [20, 0],
      [24, 2],
      [end, 3],
    ]),
  spo2: oxygenationPoints,
  'supplemental-oxygen': (known: Known) => {
    const onOxygen = known.yes('supplemental-oxygen')
    return onOxygen === undefined ? undefined : Number(onOxygen) * 2
  },
  systolic: (known: Known) =>
    banded(known.number('systolic'), [
      [90, 3],
      [100, 2],
      [110, 1],
      [219, 0],
      [end, 3],
    ]),
  'heart-rate': (known: Known) =>
    banded(known.number('heart-rate'), [
      [40, 3],
      [50, 1],
      [90, 0],
      [110, 1],
      [130, 2],
      [end, 3],
    ]),
  temperature: (known: Known) =>
    banded(known.number('temperature'), [
      [35, 3],
      [36, 1],
      [38, 0],
      [39, 1],
      [end, 2],
    ]),
}

function hasSingleThree(found: Readonly<Record<string, number>>): boolean {
  return Object.values(found).includes(3)
}

function newsBand(total: number, standing: Standing): ScoreBand {
  if (total >= 7) return { code: 'high', label: { vi: 'Nguy cơ cao', en: 'High risk' } }
  if (total >= 5) return { code: 'medium', label: { vi: 'Nguy cơ trung bình', en: 'Medium risk' } }
  if (hasSingleThree(standing.points))
    return { code: 'low-medium', label: { vi: 'Nguy cơ thấp–trung bình', en: 'Low to medium risk' } }
  return { code: 'low', label: { vi: 'Nguy cơ thấp', en: 'Low risk' } }
}

function newsAlerts({ points: found, atLeast }: Standing): ScoreAlert[] {
  const alerts: ScoreAlert[] = []
  if (atLeast >= 7)
    alerts.push({
      code: 'news2-emergency',
      level: 'act',
      label: {
        vi: 'NEWS2 ≥ 7: gọi kíp cấp cứu (trong 30 phút), theo dõi liên tục',
        en: 'NEWS2 ≥ 7: emergency team (within 30 min), continuous monitoring',
      },
    })
  else if (atLeast >= 5)
    alerts.push({
      code: 'news2-urgent',
      level: 'act',
      label: {
        vi: 'NEWS2 5–6: bác sĩ đánh giá khẩn (trong 60 phút), nghĩ đến nhiễm khuẩn huyết',
        en: 'NEWS2 5–6: urgent review (within 60 min), think of sepsis',
      },
    })
  if (hasSingleThree(found))
    alerts.push({
      code: 'news2-single-3',
      level: 'watch',
      label: {
        vi: 'Một thông số đạt 3 điểm: bác sĩ khoa đánh giá khẩn, theo dõi ít nhất mỗi giờ',
        en: '3 in one parameter: urgent review by the ward doctor, at least hourly monitoring',
      },
    })
  return alerts
}

/** NEWS2 for adults from 16 years who are not pregnant, unaltered: 0–20, on SpO₂ scale 1 or 2. */
export const news2 = summedScore({
  code: 'news2',
  version: 1,
  name: { vi: 'Điểm cảnh báo sớm NEWS2', en: 'National Early Warning Score 2 (NEWS2)' },
  sign: 'NEWS2',
  source: 'Royal College of Physicians. National Early Warning Score (NEWS) 2. London: RCP, 2017.',
  inputs: [respiratoryRate, scale, spo2, supplementalOxygen, systolic, heartRate, consciousness, temperature],
  points,
  band: newsBand,
  alerts: newsAlerts,
})
