import type { ScoreInput } from './score.ts'

/** Blood pressure in mmHg under the code of the record. 0 is no pressure that can be measured. */
export const systolic = {
  code: 'systolic',
  label: { vi: 'Huyết áp tâm thu', en: 'Systolic blood pressure' },
  kind: 'number',
  unit: 'mm[Hg]',
  min: 20,
  max: 320,
  decimals: 0,
} as const satisfies ScoreInput

/** Diastolic blood pressure in mmHg. */
export const diastolic = {
  code: 'diastolic',
  label: { vi: 'Huyết áp tâm trương', en: 'Diastolic blood pressure' },
  kind: 'number',
  unit: 'mm[Hg]',
  min: 10,
  max: 220,
  decimals: 0,
} as const satisfies ScoreInput

/** Heart rate per minute. */
export const heartRate = {
  code: 'heart-rate',
  label: { vi: 'Nhịp tim', en: 'Heart rate' },
  kind: 'number',
  unit: '/min',
  min: 10,
  max: 320,
  decimals: 0,
} as const satisfies ScoreInput

/** Breaths per minute. */
export const respiratoryRate = {
  code: 'respiratory-rate',
  label: { vi: 'Nhịp thở', en: 'Respiratory rate' },
  kind: 'number',
  unit: '/min',
  min: 2,
  max: 150,
  decimals: 0,
} as const satisfies ScoreInput

/** Oxygen saturation in per cent. */
export const spo2 = {
  code: 'spo2',
  label: { vi: 'SpO₂', en: 'SpO₂' },
  kind: 'number',
  unit: '%',
  min: 30,
  max: 100,
  decimals: 0,
} as const satisfies ScoreInput

/** Body temperature in °C. */
export const temperature = {
  code: 'temperature',
  label: { vi: 'Nhiệt độ', en: 'Temperature' },
  kind: 'number',
  unit: 'Cel',
  min: 24,
  max: 44,
  decimals: 1,
} as const satisfies ScoreInput

/** Platelets in G/L. */
export const platelets = {
  code: 'platelets',
  label: { vi: 'Tiểu cầu', en: 'Platelets' },
  kind: 'number',
  unit: '10*9/L',
  min: 1,
  max: 2500,
  decimals: 1,
} as const satisfies ScoreInput

/** Age in completed years. */
export const ageYears = {
  code: 'age-years',
  label: { vi: 'Tuổi (năm)', en: 'Age (years)' },
  kind: 'number',
  unit: 'a',
  min: 0,
  max: 130,
  decimals: 0,
} as const satisfies ScoreInput

/** Glasgow coma scale as a sum, from 3 to 15. */
export const gcsTotal = {
  code: 'gcs',
  label: { vi: 'Điểm Glasgow (GCS)', en: 'Glasgow coma scale (GCS)' },
  kind: 'number',
  unit: '{score}',
  min: 3,
  max: 15,
  decimals: 0,
} as const satisfies ScoreInput

/** Whether the patient is given oxygen. */
export const supplementalOxygen = {
  code: 'supplemental-oxygen',
  label: { vi: 'Đang thở oxy', en: 'On supplemental oxygen' },
  kind: 'yes-no',
} as const satisfies ScoreInput
