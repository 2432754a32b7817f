import { z } from 'zod'
import { observationCode } from '#capabilities/records/contract.ts'
import { bilingual } from './bilingual.ts'
import {
  alertDefinition,
  bundleDefinition,
  calculatorUse,
  checklistDefinition,
  criteriaDefinition,
  diagramDefinition,
  itemDefinition,
  scheduleDefinition,
  scoreUse,
  tallyDefinition,
} from './pathway-parts.ts'

/** A station on the clock strip. `within` is the target in minutes after another station, with its source. */
export const milestoneDefinition = z.object({
  code: z.string(),
  label: bilingual,
  isTyped: z.boolean(),
  /** A typed one on which treatment rests, such as last known well: its correction is dangerous. */
  isDecisive: z.boolean().default(false),
  /** Shown among the others only once it was passed, such as a complication. */
  isOptional: z.boolean().default(false),
  /**
   * Passed by itself when such a value is recorded, at the time of the value, when such a score is complete, or when such
   * a step (`bundle.step`) is done.
   */
  givenBy: z
    .union([
      z.strictObject({ observation: observationCode }),
      z.strictObject({ score: z.string() }),
      z.strictObject({ step: z.string() }),
    ])
    .nullable()
    .default(null),
  /** Of a station of images: only those of such a modality pass it, and none that were taken for another case; null is any. */
  modalities: z.array(z.string()).min(1).nullable().default(null),
  within: z.object({ minutes: z.number().positive(), after: z.string(), source: z.string() }).nullable(),
})

/** What the expert needs before joining; `score`, `item` and `checklist` are answered in the case itself. */
export const neededItem = z.object({
  code: z.string(),
  label: bilingual,
  from: z.enum(['observation', 'milestone', 'study', 'score', 'item', 'checklist']),
})

/** A time within which a treatment is possible, counted from a station. The first one of a pathway is shown large. */
export const windowDefinition = z.object({
  code: z.string(),
  label: bilingual,
  after: z.string(),
  minutes: z.number().positive(),
  /** Minutes before its end at which it becomes urgent. */
  alarmBeforeMinutes: z.number().positive().nullable().default(null),
  /** Shown small beside the first one once its station was passed: a second clock that never stands in for the first. */
  isBeside: z.boolean().default(false),
  /** The station at which it has done its work: it counts no longer, and says how long it took. */
  stopsAt: z.string().nullable().default(null),
  source: z.string(),
})

/** A pathway as data: versioned, each constant with its source. An edit is a new version. */
export const pathwayDocument = z.object({
  code: z.string(),
  version: z.number().int().positive(),
  name: bilingual,
  specialty: z.string(),
  source: z.string(),
  milestones: z.array(milestoneDefinition),
  needed: z.array(neededItem),
  windows: z.array(windowDefinition),
  items: z.array(itemDefinition).default([]),
  scores: z.array(scoreUse).default([]),
  checklists: z.array(checklistDefinition).default([]),
  calculators: z.array(calculatorUse).default([]),
  diagrams: z.array(diagramDefinition).default([]),
  criteria: z.array(criteriaDefinition).default([]),
  schedules: z.array(scheduleDefinition).default([]),
  bundles: z.array(bundleDefinition).default([]),
  alerts: z.array(alertDefinition).default([]),
  tallies: z.array(tallyDefinition).default([]),
  /** Hours after the decision at which the outcome is asked for. */
  followUps: z.array(z.object({ hours: z.number().positive(), source: z.string() })).default([]),
  /** Items whose answers are the advice, in fixed words, and the treatment that goes with any of them. */
  advice: z
    .object({ items: z.array(z.string()).min(1), next: bilingual })
    .nullable()
    .default(null),
  /** What the asking side may want: advice, transfer, guided procedure. */
  intents: z.array(z.object({ code: z.string(), label: bilingual })).default([]),
})

/** A pathway as data. */
export type PathwayDocument = z.output<typeof pathwayDocument>

/** What a case shows of its pathway: the stations, the windows and what the expert needs. */
export const pathwayBrief = pathwayDocument.pick({
  code: true,
  version: true,
  name: true,
  specialty: true,
  source: true,
  milestones: true,
  needed: true,
  windows: true,
})

/** What a case shows of its pathway. */
export type PathwayBrief = z.output<typeof pathwayBrief>

/** Makes a pathway from what its author writes; what is left out is empty. Throws when it is not well formed. */
export const definePathway = (written: z.input<typeof pathwayDocument>): PathwayDocument =>
  pathwayDocument.parse(written)
