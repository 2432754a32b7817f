// What the record says of the course of the illness, in the words and order in which minutes tell it.

import {
  type Observation,
  type ObservationCode,
  observationChoices,
  type PatientRecord,
} from '#capabilities/records/contract.ts'
import type { MinutesSources } from './minutes-sources.ts'
import { shortInstant } from './minutes-words.ts'

const values: readonly (readonly [ObservationCode, string, string])[] = [
  ['heart-rate', 'mạch', 'lần/phút'],
  ['respiratory-rate', 'nhịp thở', 'lần/phút'],
  ['spo2', 'SpO₂', '%'],
  ['temperature', 'nhiệt độ', '°C'],
  ['glucose', 'glucose', 'mmol/L'],
  ['platelets', 'tiểu cầu', 'G/L'],
  ['inr', 'INR', ''],
  ['weight', 'cân nặng', 'kg'],
  ['nihss', 'NIHSS', 'điểm'],
  ['anticoagulant', 'thuốc chống đông', ''],
  ['consciousness', 'ý thức', ''],
  ['gcs', 'GCS', 'điểm'],
  ['supplemental-oxygen', 'thở oxy', ''],
  ['oxygen-therapy', 'liệu pháp oxy', ''],
  ['respiratory-effort', 'gắng sức hô hấp', ''],
  ['capillary-refill', 'đầy mao mạch', 'giây'],
  ['pain', 'đau', ''],
  ['map', 'huyết áp trung bình', 'mmHg'],
  ['urine-output', 'nước tiểu', 'mL/giờ'],
  ['blood-loss', 'máu mất', 'mL'],
  ['gestational-weeks', 'tuổi thai', 'tuần'],
  ['haemoglobin', 'Hb', 'g/L'],
  ['haematocrit', 'Hct', '%'],
  ['white-cells', 'bạch cầu', 'G/L'],
  ['fibrinogen', 'fibrinogen', 'g/L'],
  ['creatinine', 'creatinin', 'µmol/L'],
  ['ast', 'AST', 'U/L'],
  ['alt', 'ALT', 'U/L'],
  ['ldh', 'LDH', 'U/L'],
  ['lactate', 'lactat', 'mmol/L'],
  ['ph', 'pH máu', ''],
  ['base-deficit', 'thiếu hụt kiềm', 'mmol/L'],
  ['paco2', 'PaCO₂', 'mmHg'],
  ['ionised-calcium', 'calci ion hóa', 'mmol/L'],
  ['troponin', 'troponin', 'ng/L'],
]

const noteTitles: readonly (readonly [PatientRecord['notes'][number]['kind'], string])[] = [
  ['history', 'Bệnh sử'],
  ['past-history', 'Tiền sử'],
  ['condition', 'Bệnh kèm theo'],
  ['medication', 'Thuốc đang dùng'],
  ['allergy', 'Dị ứng'],
  ['progress', 'Diễn biến'],
]

const decimal = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 2 })

const shown = ({ code, valueNumber, valueText }: Observation): string =>
  valueNumber === null
    ? (observationChoices[code]?.find((each) => each.value === valueText)?.vi ?? valueText ?? '')
    : decimal.format(valueNumber)

function bloodPressure(observations: readonly Observation[]): string[] {
  const systolic = observations.find((each) => each.code === 'systolic')
  const diastolic = observations.find((each) => each.code === 'diastolic')
  if (!systolic) return []
  return [`huyết áp ${shown(systolic)}${diastolic ? `/${shown(diastolic)}` : ''} mmHg`]
}

function measured(observations: readonly Observation[]): string {
  const others = values.flatMap(([code, word, unit]) => {
    const value = observations.find((each) => each.code === code)
    if (!value) return []
    return [`${word} ${shown(value)} ${unit}`.trim() + (value.isEstimated ? ' (ước lượng)' : '')]
  })
  return [...bloodPressure(observations), ...others].join('; ')
}

/** The title of a study as minutes name it. */
export const imageTitle = ({ modality, description, startedAt }: MinutesSources['images'][number]): string =>
  [modality || 'Hình ảnh', description, startedAt && `chụp lúc ${shortInstant(startedAt)}`].filter(Boolean).join(' ')

/** Which version the minutes are, and why it was opened when it is not the first. */
export type MinutesVersion = { version: number; correctionReason: string | null }

/** The course of the illness, paragraph by paragraph, after the reason of a correction; empty when the record may not be seen. */
export function minutesSummary({ consult, record, images }: MinutesSources, edition: MinutesVersion): string {
  if (!record) return ''
  const notes = noteTitles.flatMap(([kind, title]) => {
    const written = record.notes.filter((note) => note.kind === kind).toReversed()
    return written.length > 0 ? [`${title}: ${written.map((note) => note.text).join(' ')}`] : []
  })
  const numbers = measured(record.observations)
  const { version, correctionReason } = edition
  return [
    ...(correctionReason
      ? [`Phiên bản ${version}, thay phiên bản ${version - 1}. Lý do sửa: ${correctionReason}`]
      : []),
    ...notes,
    ...(numbers ? [`Khám và xét nghiệm: ${numbers}.`] : []),
    ...(images.length > 0 ? [`Hình ảnh: ${images.map(imageTitle).join('; ')}.`] : []),
    `Vấn đề cần hội chẩn: ${consult.question}`,
  ].join('\n')
}
