import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { instant } from '#platform/contract/instant.ts'

const measured = (min: number, max: number) => z.number().min(min).max(max).nullable()
const long = z.string().trim().max(4000)
const short = z.string().trim().max(400)

/** Vital signs of a handover: beats and breaths a minute, °C, mmHg, %, points; null when not measured. */
export const handoverVitals = z.object({
  heartRate: measured(0, 320),
  temperature: measured(24, 44),
  systolic: measured(0, 320),
  diastolic: measured(0, 220),
  respiratoryRate: measured(0, 90),
  spo2: measured(0, 100),
  gcs: z.number().int().min(3).max(15).nullable(),
})

/** The vital signs in the order of the paper: M, T°, HA, NT, SpO₂, GCS. */
export const vitalCodes = [
  'heartRate',
  'temperature',
  'systolic',
  'diastolic',
  'respiratoryRate',
  'spo2',
  'gcs',
] as const satisfies readonly (keyof z.output<typeof handoverVitals>)[]

/** What is handed over at one end, in the order of ISBAR, with what runs, what was given and what travels along. */
export const handoverContent = z.object({
  identify: long,
  situation: long,
  background: long,
  assessment: long,
  recommendation: long,
  vitals: handoverVitals,
  /** Why a vital sign is missing. */
  vitalsNote: short,
  airway: long,
  lines: long,
  infusions: z.array(z.object({ drug: short, rate: short })).max(30),
  bloodGiven: short,
  lastDoses: z.array(z.object({ drug: short, dose: short, at: instant.nullable() })).max(40),
  allergies: short,
  documents: z.array(short).max(60),
  belongings: short,
})

/** What is handed over at one end. */
export type HandoverContent = z.output<typeof handoverContent>

/** The handover of one end as it was last written, and who signed that version. */
export const handover = z.object({
  version: z.number().int(),
  content: handoverContent,
  writtenBy: personBrief,
  writtenAt: instant,
  signedBy: personBrief.nullable(),
  signedAt: instant.nullable(),
})

/** The handover of one end. */
export type Handover = z.output<typeof handover>

const mustBeWritten = ['identify', 'situation', 'assessment', 'recommendation', 'airway', 'allergies'] as const

/** What must be there before one end can sign: the core of ISBAR, airway, allergies, each vital sign or why it is missing. */
export function missingInHandover(content: HandoverContent): string[] {
  const texts: string[] = mustBeWritten.filter((key) => content[key] === '')
  const hasGap = vitalCodes.some((code) => content.vitals[code] === null)
  return hasGap && content.vitalsNote === '' ? [...texts, 'vitals'] : texts
}

/** A handover in which nothing is written yet. */
export const emptyHandover: HandoverContent = {
  identify: '',
  situation: '',
  background: '',
  assessment: '',
  recommendation: '',
  vitals: {
    heartRate: null,
    temperature: null,
    systolic: null,
    diastolic: null,
    respiratoryRate: null,
    spo2: null,
    gcs: null,
  },
  vitalsNote: '',
  airway: '',
  lines: '',
  infusions: [],
  bloodGiven: '',
  lastDoses: [],
  allergies: '',
  documents: [],
  belongings: '',
}
