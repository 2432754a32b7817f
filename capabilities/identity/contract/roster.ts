import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { event } from '#platform/contract/event.ts'
import { id } from '#platform/contract/id.ts'
import { calendarDate, instant } from '#platform/contract/instant.ts'
import { done } from '#platform/contract/page.ts'
import { dutyPosition, personBrief } from '../contract.ts'

/** The hour at which duty days begin and end, on the clocks of Vietnam. */
export const dutyHour = '07:00'

const shiftOf = z.object({ facilityId: id<'facility'>(), dutyShiftId: id<'duty-shift'>() })

const rosterShift = z.object({
  id: id<'duty-shift'>(),
  specialty: z.string().nullable(),
  position: dutyPosition,
  person: personBrief,
  startsAt: instant,
  endsAt: instant,
})

/** A duty in the week of a facility. */
export type RosterShift = z.output<typeof rosterShift>

/** Who is on duty at a facility was planned anew. */
export const dutyChanged = event({
  type: 'duty-changed',
  payload: z.object({ facilityId: z.guid() }),
  topics: ({ facilityId }) => [`facility/${facilityId}`],
})

/** The duties of seven days from 07:00 of the first, and the specialties that the facility has people for. */
export const getRoster = endpoint({
  name: 'get-roster',
  method: 'GET',
  path: '/api/facilities/{facilityId}/roster',
  may: 'signed-in',
  touchesPatient: false,
  input: z.object({ facilityId: id<'facility'>(), from: calendarDate }),
  output: z.object({ specialties: z.array(z.string()), shifts: z.array(rosterShift) }),
})

/** Puts a person of the facility on duty. */
export const createDutyShift = endpoint({
  name: 'create-duty-shift',
  method: 'POST',
  path: '/api/facilities/{facilityId}/duty',
  may: 'duty.plan',
  touchesPatient: false,
  input: z.object({
    facilityId: id<'facility'>(),
    specialty: z.string().nullable(),
    position: dutyPosition,
    personId: id<'person'>(),
    startsAt: instant,
    endsAt: instant,
  }),
  output: z.object({ dutyShiftId: id<'duty-shift'>() }),
  problems: ['not-of-this-facility', 'shift-ends-before-it-starts', 'shift-is-over'],
})

/** Takes a duty that has not begun out of the roster. */
export const removeDutyShift = endpoint({
  name: 'remove-duty-shift',
  method: 'POST',
  path: '/api/facilities/{facilityId}/duty/{dutyShiftId}/remove',
  may: 'duty.plan',
  touchesPatient: false,
  input: shiftOf,
  output: done,
  problems: ['shift-has-begun'],
})

/** Ends a duty earlier than planned; what is over stays as it was. */
export const shortenDutyShift = endpoint({
  name: 'shorten-duty-shift',
  method: 'POST',
  path: '/api/facilities/{facilityId}/duty/{dutyShiftId}/shorten',
  may: 'duty.plan',
  touchesPatient: false,
  input: shiftOf.extend({ endsAt: instant }),
  output: done,
  problems: ['not-shorter'],
})
