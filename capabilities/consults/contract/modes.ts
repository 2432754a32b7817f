import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { patientBrief } from '#capabilities/records/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'
import { done } from '#platform/contract/page.ts'

/** The four lawful modes of remote care: Law 15/2023 Art. 64 and 80, Decree 96/2023 Art. 87 and 88. */
export const mode = z.enum(['direct-to-patient', 'via-receiving-facility', 'inter-facility-support', 'teleconsult-mdt'])

/** One of the four lawful modes. */
export type Mode = z.output<typeof mode>

/** Why a consultation is held: Law 15/2023 Art. 64(1). */
export const consultReason = z.enum(['beyond-capacity', 'no-progress', 'bad-course', 'other'])

/** Why a consultation is held. */
export type ConsultReason = z.output<typeof consultReason>

export const gate = z.enum([
  ...(['contract', 'informed', 'chair', 'secretary'] as const),
  ...(['service-published', 'listed-condition', 'patient-identified', 'registered-hours', 'receiving-staff'] as const),
])

/** A condition of a mode. */
export type Gate = z.output<typeof gate>

/** What must be so in each mode before it opens, and what besides before it is concluded. The reason is always given. */
const modeGates: Record<Mode, { open: readonly Gate[]; conclude: readonly Gate[] }> = {
  'direct-to-patient': {
    open: ['service-published', 'listed-condition', 'patient-identified', 'registered-hours'],
    conclude: [],
  },
  'via-receiving-facility': { open: ['receiving-staff'], conclude: [] },
  'inter-facility-support': { open: ['contract'], conclude: ['informed'] },
  'teleconsult-mdt': { open: ['chair', 'secretary'], conclude: [] },
}

/** The conditions of a mode that must be met at a moment: when it opens, or until it is concluded. */
export const gatesOf = (of: Mode, when: 'open' | 'conclude'): readonly Gate[] =>
  when === 'open' ? modeGates[of].open : [...modeGates[of].open, ...modeGates[of].conclude]

const consultId = { consultId: id<'consult'>() }
const review = z.object({
  verdict: z.enum(['justified', 'not-justified']),
  note: z.string(),
  by: personBrief,
  at: instant,
})

/** A consult that went on although a condition was missing. */
export const modeOverride = z.object({
  id: id<'mode-override'>(),
  consultId: id<'consult'>(),
  patient: patientBrief.nullable(),
  mode,
  /** `emergency` ones the system noted by itself: a red button is never held up. */
  kind: z.enum(['emergency', 'by-person']),
  missing: z.array(gate),
  reason: z.string(),
  by: personBrief,
  at: instant,
  review: review.nullable(),
  canReview: z.boolean(),
})

/** A consult that went on although a condition was missing. */
export type ModeOverride = z.output<typeof modeOverride>

/** On which mode a consult rests, which conditions are met, and where it went on without. */
export const getMode = endpoint({
  name: 'get-mode',
  method: 'GET',
  path: '/api/consults/{consultId}/mode',
  may: 'consult.read',
  input: z.object(consultId),
  output: z.object({
    mode,
    reason: consultReason,
    gates: z.array(z.object({ gate, isMet: z.boolean(), detail: z.string() })),
    overrides: z.array(modeOverride),
  }),
})

/**
 * Says on which mode a consult rests. It is refused with the conditions that are not met, unless a reason says why it
 * must go on without them: that is kept and reviewed by the leader of the asking hospital.
 */
export const setMode = endpoint({
  name: 'set-mode',
  method: 'POST',
  path: '/api/consults/{consultId}/mode',
  may: 'consult.request',
  input: z.object({
    ...consultId,
    mode,
    reason: consultReason,
    overrideReason: z.string().trim().max(1000).default(''),
  }),
  output: done,
  problems: ['not-the-treating-side', 'consult-is-over', 'mode-conditions-missing'],
})

/** The consults of hospitals that I lead which went on without a condition: those not reviewed first. */
export const listOverrides = endpoint({
  name: 'list-overrides',
  method: 'GET',
  path: '/api/mode-overrides',
  may: 'law.review',
  input: z.object({}),
  output: z.array(modeOverride),
})

export const reviewOverride = endpoint({
  name: 'review-override',
  method: 'POST',
  path: '/api/mode-overrides/{overrideId}/review',
  may: 'law.review',
  input: z.object({
    overrideId: id<'mode-override'>(),
    verdict: review.shape.verdict,
    note: z.string().trim().max(2000).default(''),
  }),
  output: done,
  problems: ['already-reviewed', 'not-your-own-review', 'reason-missing'],
})

/** How many emergency accesses and overrides wait for a verdict of mine, and since when the oldest does. */
export const countOpenReviews = endpoint({
  name: 'count-open-reviews',
  method: 'GET',
  path: '/api/open-reviews',
  may: 'law.review',
  touchesPatient: false,
  input: z.object({}),
  output: z.object({ count: z.number().int(), oldestAt: instant.nullable() }),
})
