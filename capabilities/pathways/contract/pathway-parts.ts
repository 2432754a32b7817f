import { z } from 'zod'
import { observationCode } from '#capabilities/records/contract.ts'
import { bilingual } from './bilingual.ts'
import { expression } from './expression.ts'
import { side } from './side.ts'

const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]*$/)
const source = z.string().min(1)
const choice = z.object({ code, label: bilingual })

/** What is asked for: how it is typed, and for a number the range outside which a typing error is likelier than a value. */
const kinds = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('number'),
    unit: z.string(),
    min: z.number(),
    max: z.number(),
    decimals: z.number().int().min(0).max(3),
  }),
  z.object({ kind: z.literal('choice'), choices: z.array(choice).min(2) }),
  z.object({ kind: z.literal('yes-no-unknown') }),
  z.object({ kind: z.literal('instant') }),
  z.object({ kind: z.literal('text') }),
])

/**
 * An input of the case form. With an `observation` its value is the newest of that code in the record and is entered
 * there; without, it is typed into the case. A correction of a decisive one reopens what was built on it.
 */
export const itemDefinition = z.object({
  code,
  label: bilingual,
  is: kinds,
  observation: observationCode.nullable().default(null),
  isDecisive: z.boolean().default(false),
  /** The only end of the case that answers it, such as a diagnosis; null is either. */
  by: side.nullable().default(null),
  source: source.nullable().default(null),
})

/** An input of the case form. */
export type ItemDefinition = z.output<typeof itemDefinition>

/** A score of the registry in this pathway. `from` fills inputs of the score from items of the form: input → item. */
export const scoreUse = z.object({
  code,
  asked: z.enum(['first', 'before-decision', 'after-treatment', 'any-time']),
  from: z.record(z.string(), z.string()).default({}),
})

/**
 * A list of questions with yes, no or unknown; unknown counts as not answered. `yesIs` says whether a yes speaks against
 * the treatment or for it. A yes to a relative line needs a free text.
 */
export const checklistDefinition = z.object({
  code,
  label: bilingual,
  yesIs: z.enum(['against', 'for']),
  /** Items and stations whose correction opens the whole list again. */
  reopensOn: z.array(z.string()).default([]),
  lines: z
    .array(
      z.object({
        code,
        label: bilingual,
        weight: z.enum(['absolute', 'relative']),
        /** Items whose correction opens this line again. */
        reopensOn: z.array(z.string()).default([]),
        source,
      }),
    )
    .min(1),
})

/** A list of questions with yes, no or unknown. */
export type ChecklistDefinition = z.output<typeof checklistDefinition>

/** A calculator of the registry in this pathway. `from` fills its inputs: input → item. `checklist` must be clear first. */
export const calculatorUse = z.object({
  code,
  needsSecondPerson: z.boolean().default(true),
  from: z.record(z.string(), z.string()).default({}),
  /** Inputs that this pathway fixes, such as the indication. */
  given: z.record(z.string(), z.string()).default({}),
  checklists: z.array(z.string()).default([]),
  /** Items and stations besides its inputs whose correction opens the calculated dose again. */
  reopensOn: z.array(z.string()).default([]),
})

/** A picture whose regions are marked; the result is `max` less the points of what is marked. The drawing is the web's. */
export const diagramDefinition = z.object({
  code,
  label: bilingual,
  max: z.number(),
  source,
  views: z.array(z.object({ code, label: bilingual })).min(1),
  regions: z.array(z.object({ code, label: bilingual, points: z.number().positive(), view: z.string() })).min(1),
})

/** A picture whose regions are marked. */
export type DiagramDefinition = z.output<typeof diagramDefinition>

/** Ways to fulfil an indication: a row is met when all its conditions are, and not known while one is not. */
export const criteriaDefinition = z.object({
  code,
  label: bilingual,
  rows: z
    .array(
      z.object({
        code,
        label: bilingual,
        grade: z.string().nullable().default(null),
        source,
        conditions: z.array(z.object({ label: bilingual, is: expression })).min(1),
      }),
    )
    .min(1),
})

/** Ways to fulfil an indication. */
export type CriteriaDefinition = z.output<typeof criteriaDefinition>

/** Timed tasks after a station: spans follow each other, the first task is one interval after the station. */
export const scheduleDefinition = z.object({
  code,
  label: bilingual,
  after: z.string(),
  spans: z
    .array(z.object({ everyMinutes: z.number().int().positive(), forMinutes: z.number().int().positive() }))
    .min(1),
  /** The observations that each task wants. */
  wants: z.array(observationCode).default([]),
  /** What each task wants besides, in words. */
  also: bilingual.nullable().default(null),
  source,
})

/** Timed tasks after a station. */
export type ScheduleDefinition = z.output<typeof scheduleDefinition>

/** Steps to be done within minutes, counted from a station or, with `after` null, from the press that starts them. */
export const bundleDefinition = z.object({
  code,
  label: bilingual,
  after: z.string().nullable().default(null),
  withinMinutes: z.number().positive(),
  /** When the page proposes to start it. */
  when: expression.nullable().default(null),
  /** A step counts only after all before it, such as read back after told. */
  isInOrder: z.boolean().default(false),
  /** Items that must be answered before the first step. */
  needs: z.array(z.string()).default([]),
  /** Items whose correction opens every step again, and takes back the stations that they gave. */
  reopensOn: z.array(z.string()).default([]),
  source,
  steps: z
    .array(
      z.object({
        code,
        label: bilingual,
        /** The sentence that is read aloud. */
        say: bilingual,
        dose: bilingual.nullable().default(null),
        /** The only end of the case that does it; null is either. */
        by: side.nullable().default(null),
        /** Minutes after the start by which the step is due; none means by the end of the bundle. */
        withinMinutes: z.number().positive().nullable().default(null),
        source,
      }),
    )
    .min(1),
})

/** Steps to be done within minutes. */
export type BundleDefinition = z.output<typeof bundleDefinition>

/** A rule over what is known; `act` is an emergency now, `warn` asks for attention. */
export const alertDefinition = z.object({
  code,
  label: bilingual,
  level: z.enum(['act', 'warn']),
  when: expression,
  source,
})

/** Entries with an amount and a time that are summed, such as measured blood loss. */
export const tallyDefinition = z.object({
  code,
  label: bilingual,
  unit: z.string(),
  /** The least and the most of one entry. */
  min: z.number(),
  max: z.number(),
  kinds: z.array(choice).default([]),
  source,
})

/** Entries with an amount and a time that are summed. */
export type TallyDefinition = z.output<typeof tallyDefinition>
