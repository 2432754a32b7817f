import type { z } from 'zod'
import { type ObservationCode, observationUnits } from '#capabilities/records/contract.ts'
import type { Expression } from '../expression.ts'
import type { milestoneDefinition, pathwayDocument } from '../pathway-document.ts'
import type { alertDefinition, bundleDefinition, checklistDefinition, itemDefinition } from '../pathway-parts.ts'
import type { Side } from '../side.ts'
import { ownGoal } from '../unconfirmed.ts'

/** A word or sentence in Vietnamese and English. */
export type Words = readonly [vi: string, en: string]
type Station = z.input<typeof milestoneDefinition>
type Target = readonly [minutes: number, after: string, source: string]
type Item = z.input<typeof itemDefinition>
type Step = z.input<typeof bundleDefinition>['steps'][number]

/** A pathway as its author writes it. */
export type WrittenPathway = z.input<typeof pathwayDocument>

const text = ([vi, en]: Words) => ({ vi, en })

/** A station that the product passes by itself. */
export const station = (code: string, words: Words, target?: Target): Station => ({
  code,
  label: text(words),
  isTyped: false,
  within: target ? { minutes: target[0], after: target[1], source: target[2] } : null,
})

/** A station whose time a person types. */
export const typed = (code: string, words: Words, target?: Target): Station => ({
  ...station(code, words, target),
  isTyped: true,
})

/** A typed station on which treatment rests. */
export const decisive = (code: string, words: Words, target?: Target): Station => ({
  ...typed(code, words, target),
  isDecisive: true,
})

/** A typed station that is shown once it was passed. */
export const optional = (code: string, words: Words, target?: Target): Station => ({
  ...typed(code, words, target),
  isOptional: true,
})

/** Call, acceptance and entry: within so many minutes of the station before, the call after the one named. */
export const callStations = (after: string, [requested, accepted, joined]: readonly [number, number, number]) => [
  station('requested', ['Gọi kíp trực', 'Called'], [requested, after, ownGoal]),
  station('accepted', ['Tiếp nhận', 'Accepted'], [accepted, 'requested', ownGoal]),
  station('joined', ['Vào phòng', 'In the room'], [joined, 'accepted', ownGoal]),
]

/** Conclusion and decision, counted from the expert's entry. */
export const endStations = (minutes: number): Station[] => [
  station('concluded', ['Kết luận', 'Concluded'], [minutes, 'joined', ownGoal]),
  station('decided', ['Quyết định', 'Decided'], [10, 'concluded', ownGoal]),
]

/** An item whose value is the newest in the record. */
export const observed = (code: ObservationCode, words: Words, decimals = 0): Item => {
  const range = observationUnits[code]
  return {
    code,
    label: text(words),
    is: range ? { kind: 'number', ...range, decimals } : { kind: 'text' },
    observation: code,
  }
}

/** The vital signs of the record that every emergency asks for. */
export const vitalSigns: Item[] = [
  observed('systolic', ['Huyết áp tâm thu', 'Systolic']),
  observed('diastolic', ['Huyết áp tâm trương', 'Diastolic']),
  observed('heart-rate', ['Nhịp tim', 'Heart rate']),
  observed('respiratory-rate', ['Nhịp thở', 'Respiratory rate']),
  observed('spo2', ['SpO₂', 'SpO₂']),
  observed('temperature', ['Nhiệt độ', 'Temperature'], 1),
]

/** A question with yes, no or unknown. */
export const yesNo = (code: string, words: Words): Item => ({
  code,
  label: text(words),
  is: { kind: 'yes-no-unknown' },
})

/** A choice of several answers. */
export const choice = (code: string, words: Words, choices: readonly (readonly [string, string, string])[]): Item => ({
  code,
  label: text(words),
  is: { kind: 'choice', choices: choices.map(([each, vi, en]) => ({ code: each, label: { vi, en } })) },
})

/** A number that is typed into the case: unit, least, most, decimals. */
export const figure = (
  code: string,
  words: Words,
  [unit, min, max, decimals = 0]: readonly [unit: string, min: number, max: number, decimals?: number],
): Item => ({ code, label: text(words), is: { kind: 'number', unit, min, max, decimals } })

/** A free text. */
export const freeText = (code: string, words: Words): Item => ({ code, label: text(words), is: { kind: 'text' } })

/** How the weight was found, with the codes that the calculators know. */
export const weightBasis: Item = choice(
  'weight-basis',
  ['Cân nặng lấy bằng cách', 'How the weight was found'],
  [
    ['measured', 'Cân', 'Measured'],
    ['two-people', 'Hai người cùng ước lượng', 'Estimated by two people'],
    ['one-person', 'Một người ước lượng', 'Estimated by one person'],
  ],
)

/** Inputs of a score or calculator that are filled from items of the same code. */
export const same = (...codes: string[]): Record<string, string> =>
  Object.fromEntries(codes.map((code) => [code, code]))

/** A rule that warns or calls to act. */
export const alert = (
  code: string,
  level: 'act' | 'warn',
  words: Words,
  [when, source]: readonly [Expression, string],
): z.input<typeof alertDefinition> => ({ code, level, label: text(words), when, source })

/** A step of a bundle: its name, the sentence read aloud, and what else is known of it. */
export const step = (
  code: string,
  label: Words,
  say: Words,
  { dose, within, by, source }: { dose?: Words; within?: number; by?: Side; source: string },
): Step => ({
  code,
  label: text(label),
  say: text(say),
  dose: dose ? text(dose) : null,
  withinMinutes: within ?? null,
  by: by ?? null,
  source,
})

/** The lines of a checklist that weigh alike. */
export const lines = (
  weight: 'absolute' | 'relative',
  source: string,
  rows: readonly (readonly [code: string, vi: string, en: string])[],
): z.input<typeof checklistDefinition>['lines'] =>
  rows.map(([code, vi, en]) => ({ code, label: { vi, en }, weight, source }))

/** A value at or above a limit. */
export const from = (value: string, to: number): Expression => ({ value, op: '>=', to })

/** A value above a limit. */
export const above = (value: string, to: number): Expression => ({ value, op: '>', to })

/** A value below a limit. */
export const below = (value: string, to: number): Expression => ({ value, op: '<', to })

/** An answer of an item. */
export const is = (value: string, to: string): Expression => ({ value, op: '=', to })

/** A station that was not passed. */
export const notYet = (code: string): Expression => ({ not: { passed: code } })

/** More minutes than this since a station. */
export const since = (minutesSince: string, to: number): Expression => ({ minutesSince, op: '>', to })

/** Heart rate divided by systolic pressure, at or above a limit. */
export const shockIndexFrom = (to: number): Expression => ({ ratio: ['heart-rate', 'systolic'], op: '>=', to })

/** Between two minutes after a station: from the first, before the second. */
export const between = (minutesSince: string, first: number, end: number): Expression => ({
  all: [
    { minutesSince, op: '>=', to: first },
    { minutesSince, op: '<', to: end },
  ],
})

/** Yes, or not answered: what is not known does not silence the rule, only a no does. */
export const unlessNo = (code: string): Expression => ({ any: [is(code, 'yes'), { unanswered: code }] })

/** Not more than these minutes since a station, or the time of the station is not known. */
export const notLater = (code: string, minutes: number): Expression => ({
  not: { all: [{ passed: code }, since(code, minutes)] },
})

/** Hours after the decision at which the outcome is asked for. */
export const followUps = (...hours: number[]) => hours.map((each) => ({ hours: each, source: ownGoal }))
