// An early-warning score in both languages, as it is kept with a warning and shown.

import { z } from 'zod'
import { protectedMarker } from '#capabilities/records/contract/protection.ts'
import {
  type EarlyWarning,
  type Level,
  proposedPathway,
  sourcesOf,
  type UsedReading,
} from '../contract/early-warning.ts'
import { type ScoreDefinition, written } from '../contract/scores/score.ts'
import { type StandingScore, standingScore, warning } from '../contract/warnings.ts'

/** What is kept of a warning as it was when it crossed. */
export const keptWarning = z.object({
  standing: standingScore,
  level: warning.shape.level,
  pathway: z.string(),
  isPregnancyUnknown: z.boolean(),
})

const shownUnits: Readonly<Record<string, string>> = { 'mm[Hg]': 'mmHg', Cel: '°C', mo: '' }
const yes = { vi: 'có', en: 'yes' }
const no = { vi: 'không', en: 'no' }

function valueText(score: ScoreDefinition, { input: code, value }: UsedReading): { vi: string; en: string } {
  const input = score.inputs.find((each) => each.code === code)
  if (typeof value === 'number') {
    const unit = input?.kind === 'number' ? (shownUnits[input.unit] ?? input.unit) : ''
    const text = written(value)
    return { vi: `${text.vi} ${unit}`.trim(), en: `${text.en} ${unit}`.trim() }
  }
  if (typeof value === 'boolean') return value ? yes : no
  const choice = input?.kind === 'choice' ? input.choices.find((each) => each.value === value) : undefined
  return choice?.label ?? { vi: value, en: value }
}

const labelOf = (score: ScoreDefinition, code: string): { vi: string; en: string } =>
  score.inputs.find((each) => each.code === code)?.label ?? { vi: code, en: code }

/** What a score is called, its version and source. */
export const scoreBriefOf = ({ code, version, name, source, isUnconfirmed }: ScoreDefinition) => ({
  ...{ code, version, name, source },
  isUnconfirmed: isUnconfirmed ?? false,
})

/** A score as screens show it. */
export function shownStanding({ score, result, used, at }: EarlyWarning): StandingScore {
  return {
    score: scoreBriefOf(score),
    text: result.text,
    band: result.band?.label ?? null,
    isComplete: result.isComplete,
    values: used.map((each) => ({
      input: each.input,
      label: labelOf(score, each.input),
      shown: valueText(score, each),
      points: result.points[each.input] ?? null,
      effectiveAt: each.effectiveAt,
    })),
    missing: result.missing.map((code) => labelOf(score, code)),
    at,
  }
}

/** Values that a reader may not read. */
export type Masked = readonly { code: string; effectiveAt: string }[]

const hidden = { vi: protectedMarker, en: protectedMarker }

/** A kept score without what was protected after it was computed; with one value hidden the total would tell it. */
export function maskedStanding(standing: StandingScore, masked: Masked): StandingScore {
  const isMasked = ({ input, effectiveAt }: StandingScore['values'][number]) =>
    masked.some((each) => each.effectiveAt === effectiveAt && sourcesOf(input).some((code) => code === each.code))
  if (!standing.values.some(isMasked)) return standing
  const values = standing.values.map((each) => (isMasked(each) ? { ...each, shown: hidden, points: null } : each))
  return { ...standing, text: hidden, band: null, values }
}

type Around = { level: Level; ageMonths: number | null; isPregnancyUnknown: boolean }

/** A warning as it is kept: the score, the level with the words of the score, and the pathway that is proposed. */
export function keptOf(
  now: EarlyWarning,
  { level, ageMonths, isPregnancyUnknown }: Around,
): z.output<typeof keptWarning> {
  const alert = now.result.alerts.find((each) => level.alerts.includes(each.code))
  if (!alert) throw new Error(`${level.code} has no words`)
  return {
    standing: shownStanding(now),
    level: { code: level.code, urgency: alert.level, label: alert.label },
    pathway: proposedPathway(now, ageMonths),
    isPregnancyUnknown,
  }
}
