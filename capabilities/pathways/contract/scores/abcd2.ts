import { unconfirmed } from '../unconfirmed.ts'
import { question } from './choices.ts'
import { banded, type Known, type ScoreBand, type ScoreInput } from './score.ts'
import { summedScore } from './summed-score.ts'
import { ageYears, diastolic, systolic } from './vital-signs.ts'

const features: ScoreInput = {
  code: 'tia-features',
  label: { vi: 'Biểu hiện lâm sàng', en: 'Clinical features' },
  kind: 'choice',
  choices: [
    { value: 'weakness', label: { vi: 'Yếu nửa người', en: 'Unilateral weakness' }, points: 2 },
    { value: 'speech', label: { vi: 'Chỉ rối loạn lời nói', en: 'Speech only' }, points: 1 },
    { value: 'other', label: { vi: 'Khác', en: 'Other' }, points: 0 },
  ],
}

const minutes: ScoreInput = {
  code: 'symptom-minutes',
  label: { vi: 'Thời gian có triệu chứng', en: 'Duration of symptoms' },
  kind: 'number',
  unit: 'min',
  min: 0,
  max: 10_080,
  decimals: 0,
}

function agePoint(known: Known): number | undefined {
  const years = known.number('age-years')
  return years === undefined ? undefined : Number(years >= 60)
}

/** One point for either pressure; it stands at the systolic once both are known or one suffices. */
function pressurePoint(known: Known): number | undefined {
  const upper = known.number('systolic')
  const lower = known.number('diastolic')
  if ((upper ?? 0) >= 140 || (lower ?? 0) >= 90) return 1
  return upper === undefined || lower === undefined ? undefined : 0
}

function durationPoints(known: Known): number | undefined {
  return banded(known.number('symptom-minutes'), [
    [9, 0],
    [59, 1],
    [Number.POSITIVE_INFINITY, 2],
  ])
}

function abcd2Band(total: number): ScoreBand {
  if (total <= 3) return { code: 'low', label: { vi: 'Nguy cơ thấp', en: 'Low risk' } }
  if (total <= 5) return { code: 'moderate', label: { vi: 'Nguy cơ trung bình', en: 'Moderate risk' } }
  return { code: 'high', label: { vi: 'Nguy cơ cao', en: 'High risk' } }
}

/** ABCD² after a transient ischaemic attack, 0–7. */
export const abcd2 = summedScore({
  code: 'abcd2',
  version: 1,
  name: { vi: 'Điểm ABCD²', en: 'ABCD² score' },
  sign: 'ABCD²',
  source: `Johnston SC et al. Lancet 2007;369:283–292; ${unconfirmed('các mức nguy cơ · bands')}`,
  isUnconfirmed: true,
  inputs: [ageYears, systolic, diastolic, features, minutes, question('diabetes', ['Đái tháo đường', 'Diabetes'], 1)],
  points: { 'age-years': agePoint, systolic: pressurePoint, 'symptom-minutes': durationPoints },
  band: abcd2Band,
})
