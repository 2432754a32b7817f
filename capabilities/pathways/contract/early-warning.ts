// Which early-warning score fits a patient, what it is now, and which of its levels are reached.

import type { Observation, PatientBrief } from '#capabilities/records/contract.ts'
import type { Bilingual } from './bilingual.ts'
import { bedsidePews } from './scores/bedside-pews.ts'
import { meows } from './scores/meows.ts'
import { news2 } from './scores/news2.ts'
import type { ScoreDefinition, ScoreInputs, ScoreResult, ScoreValue } from './scores/score.ts'
import { ownGoal } from './unconfirmed.ts'

const dayMs = 86_400_000

/** The early-warning scores: NEWS2 for adults, MEOWS from pregnancy to six weeks after birth, Bedside PEWS for children. */
export const earlyWarningScores: readonly ScoreDefinition[] = [news2, meows, bedsidePews]

/** Values that are at most this much older than the newest belong to one set of readings. No source says so. */
export const setOfReadings = { minutes: 60, source: ownGoal } as const

const adultAtYears = 16
const pregnancyWeeks = 42
const puerperiumDays = 42

/** What is known of a patient's pregnancy: the age of the child in weeks at a moment, a birth, a case of obstetrics. */
export type Obstetrics = { gestation: { weeks: number; at: Date } | null; births: Date[]; obstetricCases: Date[] }

/** True while a pregnancy that the record knows may last, and for six weeks after it (MEOWS, CEMACH 2007). */
export function isObstetric({ gestation, births, obstetricCases }: Obstetrics, now: Date): boolean {
  const isWithin = (from: Date, days: number) => now.getTime() - from.getTime() <= days * dayMs
  const lasts = gestation ? Math.max(0, pregnancyWeeks - gestation.weeks) * 7 + puerperiumDays : 0
  if (gestation && isWithin(gestation.at, lasts)) return true
  return [...births, ...obstetricCases].some((each) => isWithin(each, puerperiumDays))
}

/** Which score fits, or why none can be computed. */
export type Chosen =
  | { score: ScoreDefinition; ageMonths: number | null; isPregnancyUnknown: boolean }
  | { score: null; why: 'age-not-known' }

type Born = Pick<PatientBrief, 'birthDate' | 'birthYear' | 'sex'>

/** Age in years: the least and the most that it can be, since of some only the year of birth is known. */
function agesOf({ birthDate, birthYear }: Born, now: Date): { least: number; most: number } | null {
  if (birthDate) {
    const years = ageMonthsOf(birthDate, now) / 12
    return { least: years, most: years }
  }
  if (birthYear === null) return null
  const turned = now.getUTCFullYear() - birthYear
  return { least: Math.max(0, turned - 1), most: turned + 1 }
}

/** Completed months with the part of the month that is running. */
function ageMonthsOf(birthDate: string, now: Date): number {
  const born = new Date(`${birthDate}T00:00:00Z`)
  const months =
    (now.getUTCFullYear() - born.getUTCFullYear()) * 12 +
    (now.getUTCMonth() - born.getUTCMonth()) -
    (now.getUTCDate() < born.getUTCDate() ? 1 : 0)
  const since = new Date(born)
  since.setUTCMonth(born.getUTCMonth() + months)
  return Math.max(0, months + Math.min(0.99, (now.getTime() - since.getTime()) / (31 * dayMs)))
}

const mayBePregnant = ({ sex }: Born, years: number) => sex !== 'male' && years >= 10 && years <= 55

/** The score for a patient. Where the age is not known, or may lie on either side of 16 years, none is chosen by guess. */
export function chooseScore(born: Born, obstetrics: Obstetrics, now: Date): Chosen {
  const ages = agesOf(born, now)
  if (born.sex !== 'male' && isObstetric(obstetrics, now)) {
    return { score: meows, ageMonths: null, isPregnancyUnknown: false }
  }
  if (!ages) return { score: null, why: 'age-not-known' }
  if (ages.least >= adultAtYears) {
    return { score: news2, ageMonths: null, isPregnancyUnknown: mayBePregnant(born, ages.least) }
  }
  if (ages.most > adultAtYears) return { score: null, why: 'age-not-known' }
  const ageMonths = born.birthDate ? ageMonthsOf(born.birthDate, now) : null
  return { score: bedsidePews, ageMonths, isPregnancyUnknown: false }
}

/** A value of the record as a score can use it. */
export type Reading = Pick<Observation, 'code' | 'valueNumber' | 'valueText' | 'effectiveAt' | 'protection'>

type Take = { from: Reading['code']; as: (value: ScoreValue) => ScoreValue | undefined }

const onOxygen: readonly ScoreValue[] = ['low', 'high']

/** Inputs whose code is not that of the observation, or that may be taken from another one. The first that is known counts. */
const takenFrom: Readonly<Record<string, readonly Take[]>> = {
  'supplemental-oxygen': [
    { from: 'supplemental-oxygen', as: (value) => value === 'yes' },
    { from: 'oxygen-therapy', as: (value) => onOxygen.includes(value) },
  ],
  // how much oxygen is not told by that there is some
  'oxygen-therapy': [
    { from: 'oxygen-therapy', as: (value) => value },
    { from: 'supplemental-oxygen', as: (value) => (value === 'no' ? 'room-air' : undefined) },
  ],
  // AVPU has no new confusion: it is neither alert nor anything else
  avpu: [{ from: 'consciousness', as: (value) => (value === 'C' ? undefined : value) }],
}

/** A value that went into a score. */
export type UsedReading = { input: string; value: ScoreValue; effectiveAt: Reading['effectiveAt'] }

function takes(input: string): readonly Take[] {
  return takenFrom[input] ?? [{ from: input as Reading['code'], as: (value) => value }]
}

/** The observations from which an input may be taken. */
export const sourcesOf = (input: string): Reading['code'][] => takes(input).map((take) => take.from)

function taken(input: string, readings: readonly Reading[]): UsedReading | null {
  for (const take of takes(input)) {
    const found = readings.find((each) => each.code === take.from)
    const raw = found?.valueNumber ?? found?.valueText
    const value = raw === undefined || raw === null ? undefined : take.as(raw)
    if (found && value !== undefined) return { input, value, effectiveAt: found.effectiveAt }
  }
  return null
}

/** A score as it stands: the result, and the values that it rests on with their times. */
export type EarlyWarning = {
  score: ScoreDefinition
  result: ScoreResult
  used: UsedReading[]
  /** The time of the newest value. */
  at: Reading['effectiveAt']
}

/** By which score a patient is judged: the age where it needs one, and what a clinician stated for it, such as SpO₂ scale 2. */
export type Judged = { score: ScoreDefinition; ageMonths: number | null; stated?: readonly UsedReading[] }

/**
 * The score from the newest values of one set of readings; null while there are none. Older values do not count, and
 * neither do protected ones, so that what is missing stays missing.
 */
export function earlyWarningOf(
  { score, ageMonths, stated = [] }: Judged,
  readings: readonly Reading[],
): EarlyWarning | null {
  const open = readings.filter((each) => !each.protection)
  const all = score.inputs.flatMap((input) => taken(input.code, open) ?? [])
  const newest = all.reduce((latest, each) => Math.max(latest, new Date(each.effectiveAt).getTime()), 0)
  const fresh = open.filter((each) => newest - new Date(each.effectiveAt).getTime() <= setOfReadings.minutes * 60_000)
  const used = score.inputs.flatMap((input) => taken(input.code, fresh) ?? [])
  const asked = stated.filter((each) => score.inputs.some((input) => input.code === each.input))
  const last = used.find((each) => new Date(each.effectiveAt).getTime() === newest)
  if (!last) return null
  const inputs: ScoreInputs = {
    ...(ageMonths === null ? {} : { 'age-months': ageMonths }),
    ...Object.fromEntries([...used, ...asked].map((each) => [each.input, each.value])),
  }
  return { score, result: score.compute(inputs), used: [...used, ...asked], at: last.effectiveAt }
}

/** A level of a score; of one ladder only the highest that was crossed is told. `alerts` are those of the score that reach it. */
export type Level = {
  code: string
  score: string
  ladder: string
  rank: number
  label: Bilingual
  alerts: readonly string[]
}

const levels: readonly Level[] = [
  {
    ...{ code: 'news2-single-3', score: 'news2', ladder: 'news2', rank: 1, alerts: ['news2-single-3'] },
    label: { vi: 'Một thông số đạt 3 điểm', en: '3 in one parameter' },
  },
  {
    ...{ code: 'news2-urgent', score: 'news2', ladder: 'news2', rank: 2, alerts: ['news2-urgent', 'news2-emergency'] },
    label: { vi: 'NEWS2 từ 5', en: 'NEWS2 from 5' },
  },
  {
    ...{ code: 'news2-emergency', score: 'news2', ladder: 'news2', rank: 3, alerts: ['news2-emergency'] },
    label: { vi: 'NEWS2 từ 7', en: 'NEWS2 from 7' },
  },
  {
    ...{ code: 'meows-trigger', score: 'meows', ladder: 'meows', rank: 1, alerts: ['meows-trigger'] },
    label: { vi: '1 thông số đỏ hoặc 2 vàng', en: '1 red or 2 yellow' },
  },
  {
    ...{ code: 'severe-hypertension', score: 'meows', ladder: 'pressure', rank: 1, alerts: ['severe-hypertension'] },
    label: { vi: 'Tâm thu từ 160 hoặc tâm trương từ 110', en: 'Systolic from 160 or diastolic from 110' },
  },
  {
    ...{ code: 'pews-critical', score: 'bedside-pews', ladder: 'bedside-pews', rank: 1, alerts: ['pews-critical'] },
    label: { vi: 'Bedside PEWS từ 8', en: 'Bedside PEWS from 8' },
  },
]

/** The levels of a score at which the team is warned. */
export const levelsOf = (score: string): readonly Level[] => levels.filter((each) => each.score === score)

/** The levels below one on its ladder, and those above it. */
export function neighboursOf({ ladder, rank }: Level): { below: string[]; above: string[] } {
  const own = levels.filter((each) => each.ladder === ladder)
  const codes = (list: readonly Level[]) => list.map((each) => each.code)
  return { below: codes(own.filter((each) => each.rank < rank)), above: codes(own.filter((each) => each.rank > rank)) }
}

/**
 * The levels that a patient is known to stand at, and those just crossed, the highest of each ladder. A partial score that
 * does not show a level counts as below it, so that reaching it again warns again.
 */
export function crossedBy(
  { result }: Pick<EarlyWarning, 'result'>,
  before: readonly string[],
): { standing: string[]; crossed: Level[] } {
  const alerts = new Set(result.alerts.map((each) => each.code))
  const reached = levels.filter((level) => level.alerts.some((code) => alerts.has(code)))
  const isHighest = (level: Level) => !reached.some((each) => each.ladder === level.ladder && each.rank > level.rank)
  const crossed = reached.filter((level) => !before.includes(level.code) && isHighest(level))
  return { standing: reached.map((each) => each.code), crossed }
}

const monthsOfNewborn = 1

/** The pathway that is proposed in the question; whoever asks may take another. */
export function proposedPathway({ score, result, used }: EarlyWarning, ageMonths: number | null): string {
  const number = (input: string) => {
    const found = used.find((each) => each.input === input)?.value
    return typeof found === 'number' ? found : null
  }
  if (score.code === bedsidePews.code) return ageMonths !== null && ageMonths < monthsOfNewborn ? 'newborn' : 'child'
  if (score.code === news2.code) return 'sepsis'
  const isPressure = result.alerts.some((each) => each.code === 'severe-hypertension')
  if (isPressure || (number('systolic') ?? 0) >= 150 || (number('diastolic') ?? 0) >= 90) return 'pre-eclampsia'
  const temperature = number('temperature')
  return temperature !== null && (temperature > 38 || temperature < 36) ? 'sepsis' : 'pph'
}
