import { numberText } from '#platform/web/i18n/time.ts'
import { type Language } from '#platform/web/i18n/words.ts'
import { type Observation, type ObservationCode, observationChoices } from '../contract.ts'

const shownUnits: Record<string, string> = {
  'mm[Hg]': 'mmHg',
  '/min': '/min',
  Cel: '°C',
  '10*9/L': 'G/L',
  '1': '',
  '{score}': '',
  '[pH]': '',
  'umol/L': 'µmol/L',
  wk: '',
}

/** A unit (UCUM) as clinicians read it; empty for what has none. */
export const shownUnit = (unit: string): string => shownUnits[unit] ?? unit

/** A value with its unit as clinicians read it: `7,2 mmol/L`; of what is chosen, the words. */
export function valueText(observation: Observation, language: Language): string {
  const choice = observationChoices[observation.code]?.find((each) => each.value === observation.valueText)
  if (choice) return choice[language]
  if (observation.valueNumber === null) return observation.valueText ?? ''
  const unit = shownUnit(observation.unit)
  return `${numberText(observation.valueNumber, language)} ${unit}`.trim()
}

/** The newest value of a code among those of a record. */
export const valueOf = (observations: readonly Observation[], code: ObservationCode): Observation | undefined =>
  observations.find((each) => each.code === code)
