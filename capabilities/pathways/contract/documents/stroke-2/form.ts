import type { z } from 'zod'
import type { ObservationCode } from '#capabilities/records/contract.ts'
import { observationUnits } from '#capabilities/records/contract.ts'
import type { itemDefinition } from '../../pathway-parts.ts'

type Item = z.input<typeof itemDefinition>
type Words = readonly [string, string]

const labelled = (code: string, [vi, en]: Words) => ({ code, label: { vi, en } })

function observedItem(code: ObservationCode, words: Words, decimals: number): Item {
  const range = observationUnits[code]
  return {
    ...labelled(code, words),
    is: range ? { kind: 'number', ...range, decimals } : { kind: 'text' },
    observation: code,
  }
}

const yesNo = (code: string, words: Words): Item => ({ ...labelled(code, words), is: { kind: 'yes-no-unknown' } })
const choice = (code: string, words: Words, choices: readonly (readonly [string, string, string])[]): Item => ({
  ...labelled(code, words),
  is: { kind: 'choice', choices: choices.map(([each, vi, en]) => labelled(each, [vi, en])) },
})
const figure = (
  code: string,
  words: Words,
  unit: string,
  [min, max, decimals = 0]: readonly [min: number, max: number, decimals?: number],
): Item => ({ ...labelled(code, words), is: { kind: 'number', unit, min, max, decimals } })

/** The inputs of the case form of acute stroke. */
export const strokeItems: Item[] = [
  figure('age-years', ['Tuổi', 'Age'], 'a', [0, 125]),
  { ...observedItem('weight', ['Cân nặng', 'Weight'], 1), isDecisive: true },
  {
    ...choice(
      'weight-basis',
      ['Cân nặng lấy bằng cách', 'How the weight was found'],
      [
        ['measured', 'Cân', 'Measured'],
        ['two-people', 'Hai người cùng ước lượng', 'Estimated by two people'],
        ['one-person', 'Một người ước lượng', 'Estimated by one person'],
      ],
    ),
    isDecisive: true,
  },
  observedItem('systolic', ['Huyết áp tâm thu', 'Systolic'], 0),
  observedItem('diastolic', ['Huyết áp tâm trương', 'Diastolic'], 0),
  figure('systolic-other-arm', ['Huyết áp tâm thu tay kia', 'Systolic, the other arm'], 'mm[Hg]', [20, 320]),
  observedItem('glucose', ['Glucose', 'Glucose'], 1),
  observedItem('spo2', ['SpO₂', 'SpO₂'], 0),
  observedItem('temperature', ['Nhiệt độ', 'Temperature'], 1),
  { ...observedItem('inr', ['INR', 'INR'], 2), isDecisive: true },
  { ...figure('anti-xa', ['Anti-Xa', 'Anti-Xa activity'], '[IU]/mL', [0, 5, 2]), isDecisive: true },
  { ...figure('thrombin-time', ['Thời gian thrombin (TT)', 'Thrombin time (TT)'], 's', [5, 300, 1]), isDecisive: true },
  { ...observedItem('platelets', ['Tiểu cầu', 'Platelets'], 0), isDecisive: true },
  { ...observedItem('anticoagulant', ['Thuốc chống đông', 'Anticoagulant'], 0), isDecisive: true },
  observedItem('nihss', ['NIHSS nhập tay', 'NIHSS as typed'], 0),
  {
    ...labelled('anticoagulant-last-dose', ['Liều chống đông cuối', 'Last anticoagulant dose']),
    is: { kind: 'instant' },
    isDecisive: true,
  },
  { ...labelled('antiplatelet', ['Thuốc chống kết tập tiểu cầu', 'Antiplatelet']), is: { kind: 'text' } },
  yesNo('wake-up', ['Đột quỵ khi thức dậy', 'Wake-up stroke']),
  yesNo('onset-witnessed', ['Có người chứng kiến khởi phát', 'Onset witnessed']),
  yesNo('disabling', ['Khiếm khuyết gây tàn phế', 'Disabling deficit']),
  figure('mrs-before', ['mRS trước đột quỵ', 'Pre-stroke mRS'], '{score}', [0, 5]),
  { ...yesNo('haemorrhage', ['Xuất huyết trên CT', 'Haemorrhage on CT']), isDecisive: true },
  yesNo('hyperdense', ['Dấu tăng tỷ trọng động mạch', 'Hyperdense vessel sign']),
  choice(
    'occlusion',
    ['Vị trí tắc mạch', 'Site of occlusion'],
    [
      ['none', 'Không tắc mạch lớn', 'No large-vessel occlusion'],
      ['ica', 'Động mạch cảnh trong', 'ICA'],
      ['m1', 'M1', 'M1'],
      ['m2', 'M2', 'M2'],
      ['basilar', 'Thân nền', 'Basilar'],
      ['other', 'Khác', 'Other'],
    ],
  ),
  figure('core', ['Thể tích lõi nhồi máu', 'Volume of the infarct core'], 'mL', [0, 500]),
  yesNo('mismatch', ['Bất tương xứng tưới máu', 'Perfusion mismatch']),
  choice(
    'mismatch-criteria',
    ['Bất tương xứng theo tiêu chuẩn', 'Mismatch by the criteria of'],
    [
      ['none', 'Không đạt', 'None'],
      ['defuse-3', 'DEFUSE-3 (6–16 giờ)', 'DEFUSE-3 (6–16 h)'],
      ['dawn', 'DAWN (6–24 giờ)', 'DAWN (6–24 h)'],
      ['both', 'Cả hai', 'Both'],
    ],
  ),
  yesNo('dwi-flair', ['Bất tương xứng DWI–FLAIR', 'DWI–FLAIR mismatch']),
  choice(
    'mtici',
    ['Mức tái tưới máu (mTICI)', 'Reperfusion (mTICI)'],
    ['0', '1', '2a', '2b', '2c', '3'].map((grade) => [grade, `Độ ${grade}`, `Grade ${grade}`] as const),
  ),
  yesNo('consent', ['Người bệnh hoặc gia đình đồng ý', 'Consent of patient or family']),
]
