import type { PatientBrief } from '#capabilities/records/contract.ts'
import { newestObservations } from '#capabilities/records/server/index.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Tx } from '#platform/server/db.ts'
import {
  type Chosen,
  chooseScore,
  type EarlyWarning,
  earlyWarningOf,
  type Obstetrics,
  type Reading,
  type UsedReading,
} from '../contract/early-warning.ts'
import { findPathway } from './pathway-row.ts'

/** The score that fits a patient, and how it stands; null values say that it cannot be computed. */
export type Now = {
  chosen: Chosen
  warning: EarlyWarning | null
  ageMonths: number | null
  isPregnancyUnknown: boolean
}

/** The early-warning score of a patient from what the record holds now. */
export async function earlyWarningNow(tx: Tx, patient: PatientBrief, now: Date): Promise<Now> {
  const readings = await newestObservations(tx, patient.id)
  const chosen = chooseScore(patient, await obstetricsOf(tx, patient.id, readings), now)
  if (chosen.score === null) return { chosen, warning: null, ageMonths: null, isPregnancyUnknown: false }
  const { ageMonths, isPregnancyUnknown } = chosen
  const stated = await statedScale(tx, patient.id)
  return { chosen, warning: earlyWarningOf({ ...chosen, stated }, readings), ageMonths, isPregnancyUnknown }
}

async function obstetricsOf(tx: Tx, patientId: string, readings: readonly Reading[]): Promise<Obstetrics> {
  const weeks = readings.find((each) => each.code === 'gestational-weeks' && !each.protection)
  const births = await tx
    .selectFrom('pathways.milestone')
    .select('occurred_at')
    .where('patient_id', '=', patientId)
    .where('code', '=', 'birth')
    .where('replaced_at', 'is', null)
    .execute()
  const runs = await tx
    .selectFrom('pathways.run')
    .select(['code', 'version', 'started_at'])
    .where('patient_id', '=', patientId)
    .execute()
  const obstetricCases: Date[] = []
  for (const run of runs) {
    const document = await findPathway(tx, run.code, run.version)
    if (document?.specialty === 'obstetrics') obstetricCases.push(run.started_at)
  }
  return {
    gestation: weeks?.valueNumber ? { weeks: weeks.valueNumber, at: new Date(weeks.effectiveAt) } : null,
    births: births.map((row) => row.occurred_at),
    obstetricCases,
  }
}

/**
 * SpO₂ scale 2 is in force once the treating side stated it for NEWS2 in a case of the patient (RCP 2017): who advises from
 * elsewhere does not decide how the patient's hospital is warned, nor by writing over what was stated.
 */
async function statedScale(tx: Tx, patientId: string): Promise<UsedReading[]> {
  const row = await tx
    .selectFrom('pathways.entry')
    .select(['value', 'entered_at'])
    .where('patient_id', '=', patientId)
    .where('kind', '=', 'score-input')
    .where('code', '=', 'news2.spo2-scale')
    .where('side', '=', 'treating')
    .orderBy('entered_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.value === '2' ? [{ input: 'spo2-scale', value: '2', effectiveAt: toInstant(row.entered_at) }] : []
}
