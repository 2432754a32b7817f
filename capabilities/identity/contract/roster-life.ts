import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { id } from '#platform/contract/id.ts'
import { calendarDate, instant } from '#platform/contract/instant.ts'
import { done } from '#platform/contract/page.ts'
import { dutyPosition, dutyShift, personBrief } from '../contract.ts'

const facilityId = { facilityId: id<'facility'>() }

/** How many days ahead a gap in the roster is warned of. */
export const gapDays = 14

/** Hours in which nobody of a specialty would be rung first. */
export const rosterGap = z.object({ specialty: z.string(), from: instant, to: instant })

/** Hours in which nobody of a specialty would be rung first. */
export type RosterGap = z.output<typeof rosterGap>

/** The gaps of the next two weeks in the specialties in which other facilities rely on this one. */
export const listRosterGaps = endpoint({
  name: 'list-roster-gaps',
  method: 'GET',
  path: '/api/facilities/{facilityId}/roster/gaps',
  may: 'signed-in',
  touchesPatient: false,
  input: z.object(facilityId),
  output: z.object({
    gaps: z.array(rosterGap),
    holidays: z.array(z.object({ date: calendarDate, nameVi: z.string(), nameEn: z.string() })),
  }),
})

/** Copies the duties of one week to another; a place that is taken there already stays as it is. */
export const copyWeek = endpoint({
  name: 'copy-week',
  method: 'POST',
  path: '/api/facilities/{facilityId}/roster/copy-week',
  may: 'duty.plan',
  touchesPatient: false,
  input: z.object({ ...facilityId, from: calendarDate, to: calendarDate }),
  output: z.object({ copied: z.number().int(), skipped: z.number().int() }),
  problems: ['not-a-whole-number-of-weeks', 'shift-is-over'],
})

const importProblem = z.enum([
  ...(['date-unread', 'time-unread', 'specialty-unknown', 'position-unknown', 'person-unknown'] as const),
  ...(['shift-ends-before-it-starts', 'shift-is-over', 'line-incomplete', 'twice-in-the-file'] as const),
])

/** What is wrong with a line of an imported roster. */
export type ImportProblem = z.output<typeof importProblem>

/**
 * Reads a roster from a CSV or XLSX file (in base64): date, from, to, specialty, position, e-mail. Every faulty line is
 * named; nothing is saved while one is faulty, nor on a trial.
 */
export const importRoster = endpoint({
  name: 'import-roster',
  method: 'POST',
  path: '/api/facilities/{facilityId}/roster/import',
  may: 'duty.plan',
  touchesPatient: false,
  perMinute: 20,
  input: z.object({
    ...facilityId,
    name: z.string().max(200),
    base64: z.base64().max(1_400_000),
    isTrial: z.boolean(),
  }),
  output: z.object({
    lines: z.number().int(),
    saved: z.number().int(),
    faults: z.array(z.object({ line: z.number().int(), problem: importProblem, value: z.string() })),
  }),
  problems: ['file-unreadable', 'file-has-no-lines', 'too-many-lines'],
})

const absence = z.object({
  id: id<'absence'>(),
  person: personBrief,
  startsAt: instant,
  endsAt: instant,
  reason: z.string(),
})

export const listAbsences = endpoint({
  name: 'list-absences',
  method: 'GET',
  path: '/api/facilities/{facilityId}/absences',
  may: 'signed-in',
  touchesPatient: false,
  input: z.object(facilityId),
  output: z.array(absence),
})

/** Notes that somebody is away; their duties in that time count no longer. One notes one's own, whoever plans duties anybody's. */
export const recordAbsence = endpoint({
  name: 'record-absence',
  method: 'POST',
  path: '/api/facilities/{facilityId}/absences',
  may: 'signed-in',
  touchesPatient: false,
  input: z.object({
    ...facilityId,
    personId: id<'person'>(),
    startsAt: instant,
    endsAt: instant,
    reason: z.string().trim().max(200),
  }),
  output: done,
  problems: ['not-of-this-facility', 'shift-ends-before-it-starts', 'shift-is-over'],
})

export const withdrawAbsence = endpoint({
  name: 'withdraw-absence',
  method: 'POST',
  path: '/api/facilities/{facilityId}/absences/{absenceId}/withdraw',
  may: 'signed-in',
  touchesPatient: false,
  input: z.object({ ...facilityId, absenceId: id<'absence'>() }),
  output: done,
})

const swap = z.object({
  id: id<'swap'>(),
  from: personBrief,
  to: personBrief,
  position: dutyPosition,
  specialty: z.string().nullable(),
  startsAt: instant,
  endsAt: instant,
  inReturn: z.object({ startsAt: instant, endsAt: instant }).nullable(),
  askedAt: instant,
  /** True when it waits for the caller's answer. */
  isForMe: z.boolean(),
})

/** The swaps at a facility that wait for an answer. */
export const listSwaps = endpoint({
  name: 'list-swaps',
  method: 'GET',
  path: '/api/facilities/{facilityId}/swaps',
  may: 'signed-in',
  touchesPatient: false,
  input: z.object(facilityId),
  output: z.array(swap),
})

/** Asks a colleague to take a duty of mine, for one of theirs or for none. */
export const askSwap = endpoint({
  name: 'ask-swap',
  method: 'POST',
  path: '/api/facilities/{facilityId}/swaps',
  may: 'signed-in',
  touchesPatient: false,
  input: z.object({
    ...facilityId,
    shiftId: id<'duty-shift'>(),
    toPersonId: id<'person'>(),
    inReturnShiftId: id<'duty-shift'>().nullable(),
  }),
  output: z.object({ swapId: id<'swap'>() }),
  problems: ['not-your-shift', 'shift-has-begun', 'not-of-this-facility', 'already-asked', 'cannot-take-this-duty'],
})

/** The colleague answers; when they accept, both duties change hands at once. */
export const answerSwap = endpoint({
  name: 'answer-swap',
  method: 'POST',
  path: '/api/facilities/{facilityId}/swaps/{swapId}/answer',
  may: 'signed-in',
  touchesPatient: false,
  input: z.object({ ...facilityId, swapId: id<'swap'>(), answer: z.enum(['accepted', 'declined', 'withdrawn']) }),
  output: done,
  problems: ['swap-is-over', 'shift-has-begun'],
})

/** Who is on duty now across the network, for a specialty. */
export const searchDuty = endpoint({
  name: 'search-duty',
  method: 'GET',
  path: '/api/duty',
  may: 'signed-in',
  touchesPatient: false,
  input: z.object({ specialty: z.string().max(40) }),
  output: z.array(dutyShift),
})
