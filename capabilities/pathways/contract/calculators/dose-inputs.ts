import type { Known, ScoreInput, Text } from '../scores/score.ts'
import type { DoseRemark } from './calculator.ts'

/** Weight of an adult in kg; what lies outside is taken for a typing error and refused. */
export const adultWeight = {
  code: 'weight',
  label: { vi: 'Cân nặng', en: 'Weight' },
  kind: 'number',
  unit: 'kg',
  min: 30,
  max: 250,
  decimals: 1,
} as const satisfies ScoreInput

/** How the weight is known: measured, or estimated by two people or by one. */
export const weightBasis: ScoreInput = {
  code: 'weight-basis',
  label: { vi: 'Cân nặng có được bằng cách', en: 'How the weight is known' },
  kind: 'choice',
  choices: [
    { value: 'measured', label: { vi: 'Cân thực tế', en: 'Measured' } },
    { value: 'two-people', label: { vi: 'Hai người cùng ước lượng', en: 'Estimated by two people' } },
    { value: 'one-person', label: { vi: 'Một người ước lượng', en: 'Estimated by one person' } },
  ],
}

/** Age of an adult in completed years. */
export const adultAge = {
  code: 'age-years',
  label: { vi: 'Tuổi (năm)', en: 'Age (years)' },
  kind: 'number',
  unit: 'a',
  min: 16,
  max: 120,
  decimals: 0,
} as const satisfies ScoreInput

/** The indication, asked before anything else: the dose of another indication may be twice as much. */
export const thrombolysisIndication: ScoreInput = {
  code: 'indication',
  label: { vi: 'Chỉ định', en: 'Indication' },
  kind: 'choice',
  choices: [
    { value: 'stroke', label: { vi: 'Nhồi máu não cấp', en: 'Acute ischaemic stroke' } },
    { value: 'stemi', label: { vi: 'Nhồi máu cơ tim ST chênh lên', en: 'STEMI' } },
  ],
}

/** Refuses a thrombolytic on a weight that one person estimated alone. */
export function weightRefusal(known: Known): DoseRemark[] {
  if (known.choice('weight-basis') !== 'one-person') return []
  return [
    {
      code: 'weight-by-one',
      label: {
        vi: 'Cần cân người bệnh, hoặc hai người cùng ước lượng cân nặng',
        en: 'Weigh the patient, or let two people estimate the weight',
      },
    },
  ]
}

/** Refuses a dose for another indication than the one asked for. */
export function otherIndication(known: Known, own: string): DoseRemark[] {
  if (known.choice('indication') === own) return []
  return [
    {
      code: 'other-indication',
      label: {
        vi: 'Công thức này dành cho chỉ định khác: liều của đột quỵ não và nhồi máu cơ tim khác nhau',
        en: 'This formula is for another indication: the doses of stroke and STEMI differ',
      },
    },
  ]
}

/** Says that the dose rests on an estimated weight. */
export function weightWarning(known: Known): DoseRemark[] {
  if (known.choice('weight-basis') === 'measured') return []
  return [
    {
      code: 'estimated-weight',
      label: {
        vi: 'Liều dựa trên cân nặng ước lượng: cân lại khi có thể',
        en: 'The dose rests on an estimated weight: measure it when possible',
      },
    },
  ]
}

/** A dose or a volume is given to the first decimal, half up. */
export const toFirstDecimal: Text = {
  vi: 'Làm tròn đến 0,1; nửa đơn vị làm tròn lên',
  en: 'Rounded to 0.1, half up',
}

/** Doses of a table are taken as printed. */
export const asPrinted: Text = { vi: 'Theo bảng, không làm tròn', en: 'From the table, not rounded' }
