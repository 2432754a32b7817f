import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { id } from '#platform/contract/id.ts'
import { calendarDate, instant } from '#platform/contract/instant.ts'
import { done } from '#platform/contract/page.ts'

const consultId = { consultId: id<'consult'>() }

/** An open screen says that it rings: on which device, and whether it sounds. */
export const noteRang = endpoint({
  name: 'note-rang',
  method: 'POST',
  path: '/api/consults/{consultId}/rang',
  may: 'consult.answer',
  input: z.object({ ...consultId, deviceId: z.guid(), label: z.string().max(80), isLoud: z.boolean() }),
  output: done,
})

/** A device or a gateway says that a message came, or was opened. The token of the delivery opens nothing else. */
export const noteReceipt = endpoint({
  name: 'note-receipt',
  method: 'POST',
  path: '/api/deliveries/{deliveryId}/receipts/{token}',
  may: 'anyone',
  isForMachines: true,
  touchesPatient: false,
  perMinute: 600,
  input: z.object({ deliveryId: z.guid(), token: z.guid(), state: z.enum(['delivered', 'seen', 'failed']) }),
  output: done,
})

/** The asking side calls a further specialty to a running case. */
export const callSpecialty = endpoint({
  name: 'call-specialty',
  method: 'POST',
  path: '/api/consults/{consultId}/calls',
  may: 'consult.request',
  input: z.object({ ...consultId, specialty: z.string().max(40) }),
  output: z.object({ rang: z.number().int() }),
  problems: ['consult-is-over', 'specialty-unknown', 'already-called'],
})

/** The coordinator sends an emergency that nobody has answered to another hospital, with a reason. */
export const rerouteConsult = endpoint({
  name: 'reroute-consult',
  method: 'POST',
  path: '/api/consults/{consultId}/reroute',
  may: 'consult.route',
  input: z.object({ ...consultId, facilityId: id<'facility'>(), reason: z.string().trim().min(1).max(400) }),
  output: z.object({ rang: z.number().int() }),
  problems: ['consult-not-requested', 'already-there', 'nobody-on-duty-there'],
})

/** People who were rung for a facility and did not answer, newest first: for those who lead it. Exercises are left out. */
export const listMisses = endpoint({
  name: 'list-misses',
  method: 'GET',
  path: '/api/facilities/{facilityId}/misses',
  may: 'miss.read',
  touchesPatient: false,
  input: z.object({ facilityId: id<'facility'>(), from: calendarDate, to: calendarDate }),
  output: z.array(
    z.object({
      consultId: id<'consult'>(),
      person: personBrief,
      position: z.string(),
      specialty: z.string(),
      rangAt: instant,
      /** How long it rang for this person, in seconds, until somebody answered or all was over; null while it rings. */
      seconds: z.number().int().nullable(),
      kind: z.enum(['no-answer', 'declined', 'accepted-then-silent']),
      answeredBy: personBrief.nullable(),
    }),
  ),
})
