import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'
import { done } from '#platform/contract/page.ts'
import { milestone, withdrawnStation } from './milestone.ts'
import { correction, dose, entry, entryKind, entryValue, observed, recorded, scored, task } from './run.ts'
import { side } from './side.ts'

/** Everything that is known of a pathway that runs for a subject. */
export const run = z.object({
  subjectKind: z.string(),
  subjectId: z.string(),
  patientId: id<'patient'>(),
  code: z.string(),
  version: z.number().int(),
  startedAt: instant,
  endedAt: instant.nullable(),
  /** The end at which the reader stands. */
  side,
  /** The end for which the reader answers what only one end answers: the hospital that asked, or who advises it; null for neither. */
  answersAs: side.nullable(),
  milestones: z.array(milestone),
  withdrawn: z.array(withdrawnStation),
  entries: z.array(entry),
  observed: z.array(observed),
  recorded: z.array(recorded),
  scores: z.array(scored),
  doses: z.array(dose),
  tasks: z.array(task),
  corrections: z.array(correction),
})

/** Everything that is known of a pathway that runs for a subject. */
export type Run = z.output<typeof run>

const subject = z.object({ subjectKind: z.string().regex(/^[a-z-]{1,40}$/), subjectId: z.guid() })
const path = '/api/runs/{subjectKind}/{subjectId}'

/** What is known of the pathway of a subject, for whoever may see its patient. */
export const getRun = endpoint({
  name: 'get-run',
  method: 'GET',
  path: `/api/runs/{subjectKind}/{subjectId}`,
  may: 'pathway.read',
  input: subject,
  output: run,
})

/**
 * Writes answers. Each names the version that it replaces, 0 for the first: when somebody else answered meanwhile,
 * nothing is written. A null takes an answer back.
 */
export const writeEntries = endpoint({
  name: 'write-entries',
  method: 'POST',
  path: `${path}/entries`,
  may: 'pathway.write',
  input: subject.extend({
    entries: z
      .array(
        z.object({
          kind: entryKind,
          code: z.string().max(120),
          value: entryValue.nullable(),
          basedOn: z.number().int().min(0),
          reason: z.string().trim().max(400).default(''),
        }),
      )
      .min(1)
      .max(60),
  }),
  output: z.array(entry),
  problems: [
    'run-has-ended',
    'answer-changed-meanwhile',
    'not-in-pathway',
    'answer-out-of-range',
    'free-text-missing',
    'reason-missing',
    'other-end-answers',
    'step-out-of-turn',
    'answer-before-step',
  ],
})

/** Computes a score from what was answered and observed, and records it; a partial one says that it is partial. */
export const recordScore = endpoint({
  name: 'record-score',
  method: 'POST',
  path: `${path}/scores`,
  may: 'pathway.write',
  input: subject.extend({ code: z.string().max(60) }),
  output: scored,
  problems: ['run-has-ended', 'not-in-pathway', 'nothing-answered'],
})

/** Calculates a dose from the form and from what is typed besides. It stays unchecked until a second person checked it. */
export const calculateDose = endpoint({
  name: 'calculate-dose',
  method: 'POST',
  path: `${path}/doses`,
  may: 'pathway.write',
  input: subject.extend({
    code: z.string().max(60),
    typed: z.record(z.string().max(60), z.union([z.string().max(60), z.number(), z.boolean()])).default({}),
  }),
  output: dose,
  problems: ['run-has-ended', 'not-in-pathway', 'checklist-not-clear', 'inputs-missing', 'dose-refused'],
})

/** A second person checked the inputs and the result; never who calculated it. */
export const checkDose = endpoint({
  name: 'check-dose',
  method: 'POST',
  path: `${path}/doses/{doseId}/check`,
  may: 'pathway.write',
  input: subject.extend({ doseId: id<'dose'>() }),
  output: done,
  problems: ['run-has-ended', 'second-person-must-differ', 'dose-not-open'],
})

/** A timed task was done now; the first press counts. */
export const doTask = endpoint({
  name: 'do-task',
  method: 'POST',
  path: `${path}/tasks/{taskId}/done`,
  may: 'pathway.write',
  input: subject.extend({ taskId: id<'task'>(), note: z.string().trim().max(400).default('') }),
  output: done,
  problems: ['run-has-ended', 'task-not-open'],
})

/** Somebody of an end has seen that a decisive fact was corrected; the first of each end counts. */
export const acknowledgeCorrection = endpoint({
  name: 'acknowledge-correction',
  method: 'POST',
  path: `${path}/corrections/{correctionId}/acknowledge`,
  may: 'pathway.write',
  input: subject.extend({ correctionId: id<'correction'>() }),
  output: done,
})
