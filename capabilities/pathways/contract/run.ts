import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { observationCode } from '#capabilities/records/contract.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'
import { bilingual } from './bilingual.ts'
import { side } from './side.ts'

/** Yes, no or unknown to a line of a checklist; unknown counts as not answered. `text` says more, and must for a relative yes. */
export const lineAnswer = z.object({
  answer: z.enum(['yes', 'no', 'unknown']),
  text: z.string().trim().max(1000).default(''),
})

/** The regions that were marked on a diagram, on which side, from which kind of picture. */
export const diagramMark = z.object({
  regions: z.array(z.string().max(40)).max(60),
  side: z.enum(['left', 'right']).nullable().default(null),
  seenOn: z.string().trim().max(40).default(''),
})

/** One amount of a tally, and when. */
export const tallyAmount = z.object({
  amount: z.number(),
  kind: z.string().max(40).nullable().default(null),
  at: instant,
})

/** When something was started or done. */
export const moment = z.object({ at: instant })

const plain = z.union([z.string().trim().max(2000), z.number(), z.boolean()])

/** An answer of a running pathway; which shape it has follows from the kind of the entry. */
export const entryValue = z.union([plain, lineAnswer, diagramMark, tallyAmount, moment])

/** An answer of a running pathway. */
export type EntryValue = z.output<typeof entryValue>

export const entryKind = z.enum(['item', 'line', 'score-input', 'diagram', 'tally', 'bundle', 'step'])

/** What an entry answers. */
export type EntryKind = z.output<typeof entryKind>

/** The live answer to something. `isReopened` ones rest on a fact that was corrected: they count as not answered. */
export const entry = z.object({
  kind: entryKind,
  code: z.string(),
  value: entryValue.nullable(),
  version: z.number().int(),
  /** Why it was corrected, or from where it was taken. */
  reason: z.string(),
  enteredBy: personBrief.nullable(),
  enteredAt: instant,
  isReopened: z.boolean(),
})

/** The live answer to something. */
export type Entry = z.output<typeof entry>

/** The newest value of an item that the record holds; `version` counts the values recorded for its code. */
export const observed = z.object({
  item: z.string(),
  value: z.union([z.number(), z.string()]),
  effectiveAt: instant,
  isEstimated: z.boolean(),
})

/** A value of the record that may be offered as an answer; it counts only once somebody took it. */
export const recorded = z.object({
  code: observationCode,
  value: z.union([z.number(), z.string()]),
  effectiveAt: instant,
  isEstimated: z.boolean(),
  by: personBrief.nullable(),
})

/** A value of the record that may be offered as an answer. */
export type Recorded = z.output<typeof recorded>

/** A score as it was recorded. `total` is null when it is partial: then the total is at least `atLeast`. */
export const scored = z.object({
  code: z.string(),
  scoreVersion: z.number().int(),
  inputs: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  total: z.number().nullable(),
  atLeast: z.number(),
  isComplete: z.boolean(),
  text: bilingual,
  band: bilingual.nullable(),
  alerts: z.array(z.object({ code: z.string(), level: z.enum(['watch', 'act']), label: bilingual })),
  untestable: z.array(z.string()),
  missing: z.array(z.string()),
  by: personBrief.nullable(),
  at: instant,
})

/** A score as it was recorded. */
export type Scored = z.output<typeof scored>

/** An input as a calculator used it: the value, and the version of the answer that it was. */
export const usedInput = z.object({
  code: z.string(),
  label: bilingual,
  value: z.union([z.string(), z.number(), z.boolean()]),
  unit: z.string(),
  /** Of an input that chooses, the words of what was chosen. */
  shown: bilingual.nullable(),
  /** The item of the form that gave it, and which version of its answer; null when it was typed for this calculation. */
  item: z.string().nullable(),
  version: z.number().int().nullable(),
})

/** A calculated dose: `confirmed` only after a second person checked it, `reopened` once an input was corrected. */
export const dose = z.object({
  id: id<'dose'>(),
  code: z.string(),
  calculatorVersion: z.number().int(),
  inputs: z.array(usedInput),
  indication: bilingual,
  lines: z.array(
    z.object({ code: z.string(), label: bilingual, value: z.number(), unit: z.string(), text: bilingual }),
  ),
  warnings: z.array(bilingual),
  source: z.string(),
  rounding: bilingual,
  is: z.enum(['unchecked', 'confirmed', 'reopened']),
  calculatedBy: personBrief.nullable(),
  calculatedAt: instant,
  checkedBy: personBrief.nullable(),
  checkedAt: instant.nullable(),
})

/** A calculated dose. */
export type Dose = z.output<typeof dose>

/** A timed task. */
export const task = z.object({
  id: id<'task'>(),
  schedule: z.string(),
  n: z.number().int(),
  dueAt: instant,
  doneBy: personBrief.nullable(),
  doneAt: instant.nullable(),
  note: z.string(),
})

/** A timed task. */
export type Task = z.output<typeof task>

/** A decisive fact that was corrected, and who of each end has acknowledged it. */
export const correction = z.object({
  id: id<'correction'>(),
  factKind: z.enum(['milestone', 'item', 'observation']),
  code: z.string(),
  fromVersion: z.number().int(),
  toVersion: z.number().int(),
  reason: z.string(),
  by: personBrief.nullable(),
  at: instant,
  acknowledged: z.array(z.object({ side, by: personBrief.nullable(), at: instant })),
})

/** A decisive fact that was corrected. */
export type Correction = z.output<typeof correction>
