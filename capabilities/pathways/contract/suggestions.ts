import { laboratoryValues } from '#capabilities/records/contract/observations.ts'
import type { ObservationCode } from '#capabilities/records/contract.ts'
import type { ItemDefinition } from './pathway-parts.ts'
import type { Recorded } from './run.ts'
import type { ScoreInput } from './scores/score.ts'
import { ownGoal } from './unconfirmed.ts'

const hourMs = 3_600_000

/**
 * For how long a value of the record may be offered as an answer, in hours: vital signs as long as the shortest interval
 * of NEWS2 between two sets, the laboratory for a day, what changes by the week for a week. No source says so.
 */
const offeredHours = { laboratory: 24, week: 168, others: 1 } as const

/** Where the age limits come from. */
export const offeredSource = ownGoal

const byTheWeek: readonly ObservationCode[] = ['gestational-weeks', 'weight']

/** Answers whose code is not that of the observation. */
const namedOtherwise: Readonly<Record<string, ObservationCode>> = {
  avpu: 'consciousness',
  'measured-loss': 'blood-loss',
  'blood-loss': 'blood-loss',
}

/** How old a value of a code may be to be offered, in hours. */
export function offeredFor(code: ObservationCode): number {
  if (byTheWeek.includes(code)) return offeredHours.week
  return (laboratoryValues as readonly ObservationCode[]).includes(code) ? offeredHours.laboratory : offeredHours.others
}

/** A value of the record that answers a question, in the words of that question. */
export type Suggestion = { value: number | string; recorded: Recorded }

/**
 * What the record knows for a question that is answered in the case; null when it knows nothing, nothing fresh, or
 * nothing that the question takes. It is offered and never counts by itself.
 */
export function suggestionFor(
  asked: { code: string; is: ItemDefinition['is'] | ScoreInput },
  recorded: readonly Recorded[],
  now: number,
): Suggestion | null {
  const code = namedOtherwise[asked.code] ?? asked.code
  const found = recorded.find((each) => each.code === code)
  if (!found || now - new Date(found.effectiveAt).getTime() > offeredFor(found.code) * hourMs) return null
  return fits(asked.is, found.value) ? { value: found.value, recorded: found } : null
}

function fits(is: ItemDefinition['is'] | ScoreInput, value: number | string): boolean {
  if (is.kind === 'number') return typeof value === 'number' && value >= is.min && value <= is.max
  if (is.kind === 'yes-no' || is.kind === 'yes-no-unknown') return value === 'yes' || value === 'no'
  if (is.kind !== 'choice') return false
  return is.choices.some((choice) => ('value' in choice ? choice.value : choice.code) === value)
}
