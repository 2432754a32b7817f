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
const figure = (code: string, words: Words, unit: string, range: readonly [number, number]): Item => ({
  ...labelled(code, words),
  is: { kind: 'number', unit, min: range[0], max: range[1], decimals: 0 },
})

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
        ['estimated-by-two', 'Hai người cùng ước lượng', 'Estimated by two people'],
        ['estimated-by-one', 'Một người ước lượng', 'Estimated by one person'],
      ],
    ),
    isDecisive: true,
  },
  observedItem('systolic', ['Huyết áp tâm thu', 'Systolic'], 0),
  observedItem('diastolic', ['Huyết áp tâm trương', 'Diastolic'], 0),
  observedItem('glucose', ['Glucose', 'Glucose'], 1),
  observedItem('spo2', ['SpO₂', 'SpO₂'], 0),
  observedItem('temperature', ['Nhiệt độ', 'Temperature'], 1),
  { ...observedItem('inr', ['INR', 'INR'], 2), isDecisive: true },
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
  { ...labelled('sleep-midpoint', ['Giữa giấc ngủ', 'Midpoint of sleep']), is: { kind: 'instant' } },
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
  yesNo('mismatch', ['Bất tương xứng tưới máu', 'Perfusion mismatch']),
  yesNo('dwi-flair', ['Bất tương xứng DWI–FLAIR', 'DWI–FLAIR mismatch']),
  yesNo('consent', ['Người bệnh hoặc gia đình đồng ý', 'Consent of patient or family']),
]
