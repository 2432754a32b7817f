import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'
import { protection } from './protection.ts'

/** The vital signs, in the order in which they are taken at the bedside. */
export const vitalSigns = [
  'respiratory-rate',
  'spo2',
  'supplemental-oxygen',
  'systolic',
  'diastolic',
  'heart-rate',
  'consciousness',
  'temperature',
] as const

/** Vital signs that only some patients need: children, women in pregnancy, what is counted by the hour. */
export const furtherSigns = [
  'weight',
  'glucose',
  'gcs',
  'capillary-refill',
  'respiratory-effort',
  'oxygen-therapy',
  'pain',
  'map',
  'urine-output',
  'blood-loss',
  'gestational-weeks',
] as const

/** What the laboratory tells. */
export const laboratoryValues = [
  'haemoglobin',
  'haematocrit',
  'platelets',
  'white-cells',
  'inr',
  'fibrinogen',
  'creatinine',
  'ast',
  'alt',
  'ldh',
  'lactate',
  'ph',
  'base-deficit',
  'paco2',
  'ionised-calcium',
  'troponin',
] as const

/** What is measured or reported, with its unit (UCUM). */
export const observationCode = z.enum([
  ...vitalSigns,
  ...furtherSigns,
  ...laboratoryValues,
  ...(['nihss', 'anticoagulant'] as const),
])

/** What is measured or reported. */
export type ObservationCode = z.output<typeof observationCode>

type Range = { unit: string; min: number; max: number }

/** The unit (UCUM) of each numeric observation, and the range outside which a typing error is likelier than a value. */
export const observationUnits: Record<ObservationCode, Range | null> = {
  systolic: { unit: 'mm[Hg]', min: 20, max: 320 },
  diastolic: { unit: 'mm[Hg]', min: 10, max: 220 },
  'heart-rate': { unit: '/min', min: 10, max: 320 },
  spo2: { unit: '%', min: 30, max: 100 },
  temperature: { unit: 'Cel', min: 24, max: 44 },
  'respiratory-rate': { unit: '/min', min: 2, max: 150 },
  consciousness: null,
  'supplemental-oxygen': null,
  gcs: { unit: '{score}', min: 3, max: 15 },
  'capillary-refill': { unit: 's', min: 0, max: 15 },
  'respiratory-effort': null,
  'oxygen-therapy': null,
  pain: null,
  map: { unit: 'mm[Hg]', min: 15, max: 250 },
  'urine-output': { unit: 'mL/h', min: 0, max: 2000 },
  'blood-loss': { unit: 'mL', min: 0, max: 10_000 },
  'gestational-weeks': { unit: 'wk', min: 4, max: 44 },
  glucose: { unit: 'mmol/L', min: 0.3, max: 80 },
  haemoglobin: { unit: 'g/L', min: 20, max: 250 },
  haematocrit: { unit: '%', min: 10, max: 75 },
  platelets: { unit: '10*9/L', min: 1, max: 2500 },
  'white-cells': { unit: '10*9/L', min: 0, max: 500 },
  inr: { unit: '1', min: 0.5, max: 20 },
  fibrinogen: { unit: 'g/L', min: 0.1, max: 20 },
  creatinine: { unit: 'umol/L', min: 10, max: 2500 },
  ast: { unit: 'U/L', min: 1, max: 20_000 },
  alt: { unit: 'U/L', min: 1, max: 20_000 },
  ldh: { unit: 'U/L', min: 10, max: 30_000 },
  lactate: { unit: 'mmol/L', min: 0.2, max: 30 },
  ph: { unit: '[pH]', min: 6.5, max: 7.9 },
  'base-deficit': { unit: 'mmol/L', min: -40, max: 40 },
  paco2: { unit: 'mm[Hg]', min: 5, max: 200 },
  'ionised-calcium': { unit: 'mmol/L', min: 0.3, max: 3 },
  troponin: { unit: 'ng/L', min: 0, max: 500_000 },
  weight: { unit: 'kg', min: 0.3, max: 350 },
  nihss: { unit: '{score}', min: 0, max: 42 },
  anticoagulant: null,
}

/** One answer of an observation that is chosen. */
export type ObservationChoice = { value: string; vi: string; en: string }

/** The answers of observations that are chosen; anything else is refused. ACVPU as NEWS2 has it (RCP 2017). */
export const observationChoices: Partial<Record<ObservationCode, readonly ObservationChoice[]>> = {
  consciousness: [
    { value: 'A', vi: 'Tỉnh (A)', en: 'Alert (A)' },
    { value: 'C', vi: 'Lú lẫn mới (C)', en: 'New confusion (C)' },
    { value: 'V', vi: 'Gọi thì đáp ứng (V)', en: 'Responds to voice (V)' },
    { value: 'P', vi: 'Đau thì đáp ứng (P)', en: 'Responds to pain (P)' },
    { value: 'U', vi: 'Không đáp ứng (U)', en: 'Unresponsive (U)' },
  ],
  'supplemental-oxygen': [
    { value: 'no', vi: 'Khí trời', en: 'Room air' },
    { value: 'yes', vi: 'Đang thở oxy', en: 'On oxygen' },
  ],
  'oxygen-therapy': [
    { value: 'room-air', vi: 'Khí trời', en: 'Room air' },
    { value: 'low', vi: 'Dưới 4 L/phút hoặc dưới 50 %', en: 'Under 4 L/min or under 50 %' },
    { value: 'high', vi: 'Từ 4 L/phút hoặc từ 50 %', en: '4 L/min or more, or 50 % or more' },
  ],
  'respiratory-effort': [
    { value: 'normal', vi: 'Bình thường', en: 'Normal' },
    { value: 'mild', vi: 'Tăng nhẹ', en: 'Mildly increased' },
    { value: 'moderate', vi: 'Tăng vừa', en: 'Moderately increased' },
    { value: 'severe', vi: 'Tăng nặng hoặc có cơn ngừng thở', en: 'Severe, or any apnoea' },
  ],
  pain: [
    { value: '0', vi: 'Không đau', en: 'No pain' },
    { value: '1', vi: 'Đau nhẹ', en: 'Mild' },
    { value: '2', vi: 'Đau vừa', en: 'Moderate' },
    { value: '3', vi: 'Đau nhiều', en: 'Severe' },
  ],
}

export const observation = z.object({
  id: id<'observation'>(),
  code: observationCode,
  valueNumber: z.number().nullable(),
  valueText: z.string().nullable(),
  unit: z.string(),
  isEstimated: z.boolean(),
  effectiveAt: instant,
  recordedBy: personBrief,
  protection: protection.nullable(),
})

/** One measured or reported value. */
export type Observation = z.output<typeof observation>

/** Records values; a value given again for the same code and moment replaces the older one with trace. */
export const recordObservations = endpoint({
  name: 'record-observations',
  method: 'POST',
  path: '/api/patients/{patientId}/observations',
  may: 'patient.write',
  input: z.object({
    patientId: id<'patient'>(),
    /** The clock of the device, by which a moment pressed just now is set right. */
    deviceNow: instant.nullable().default(null),
    /** Why these values take the place of others, where treatment rests on them. */
    reason: z.string().trim().max(400).default(''),
    values: z
      .array(
        z.object({
          code: observationCode,
          valueNumber: z.number().nullable().default(null),
          valueText: z.string().trim().min(1).max(400).nullable().default(null),
          isEstimated: z.boolean().default(false),
          effectiveAt: instant,
        }),
      )
      .min(1)
      .max(40),
  }),
  output: z.array(observation),
  problems: ['value-out-of-range', 'value-missing', 'value-not-a-choice', 'time-in-the-future'],
})
