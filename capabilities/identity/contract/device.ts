import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { event } from '#platform/contract/event.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'
import { done } from '#platform/contract/page.ts'
import { personBrief } from '../contract.ts'

/** Six digits that a hand with gloves types; those that everybody tries first are refused. */
export const pin = z.string().regex(/^\d{6}$/)

/** True for a PIN that a colleague tries first: one digit, a run of digits, the same two or three again. */
export const isSimplePin = (value: string): boolean =>
  /^(\d{1,3})\1+$/.test(value) || ['0123456789', '9876543210'].some((run) => run.includes(value))

/** How somebody may come back at a shared computer: by PIN, or only by password since none is set or it is locked. */
export const returnBy = z.enum(['pin', 'no-pin', 'pin-locked'])

/** A session began: by password (with a code where one is set up), or by PIN at a shared computer. */
export const sessionBegun = event({
  type: 'session-begun',
  payload: z.object({ personId: z.guid(), by: z.enum(['password', 'pin']), deviceId: z.guid().nullable() }),
  topics: ({ personId }) => [`person/${personId}`],
})

/** Whether this browser is a shared computer, and who signed in here by password in the last 12 hours. */
export const getSharedDevice = endpoint({
  name: 'get-shared-device',
  method: 'GET',
  path: '/api/shared-device',
  may: 'anyone',
  touchesPatient: false,
  perMinute: 120,
  input: z.object({}),
  output: z.object({
    facilityName: z.string().nullable(),
    people: z.array(z.object({ person: personBrief, returnBy })),
  }),
})

/** Begins a session at a shared computer by PIN, for somebody who signed in there by password; never elsewhere. */
export const signInByPin = endpoint({
  name: 'sign-in-by-pin',
  method: 'POST',
  path: '/api/sign-in/pin',
  may: 'anyone',
  touchesPatient: false,
  perMinute: 60,
  input: z.object({ personId: id<'person'>(), pin }),
  output: done,
  problems: ['wrong-pin', 'pin-locked', 'pin-not-here'],
})

/** Sets the PIN of the caller, who proves the password. */
export const setPin = endpoint({
  name: 'set-pin',
  method: 'POST',
  path: '/api/me/pin',
  may: 'signed-in',
  touchesPatient: false,
  perMinute: 20,
  input: z.object({ password: z.string().min(1).max(200), pin }),
  output: done,
  problems: ['wrong-password', 'password-locked', 'pin-too-simple'],
})

/** Makes this browser one person's again: nobody comes back here by PIN. */
export const stopSharing = endpoint({
  name: 'stop-sharing',
  method: 'POST',
  path: '/api/shared-device/end',
  may: 'signed-in',
  touchesPatient: false,
  input: z.object({}),
  output: done,
})

/** The shared computers of a facility, with who may come back there by PIN now. */
export const listSharedDevices = endpoint({
  name: 'list-shared-devices',
  method: 'GET',
  path: '/api/facilities/{facilityId}/shared-devices',
  may: 'device.manage',
  touchesPatient: false,
  input: z.object({ facilityId: id<'facility'>() }),
  output: z.array(
    z.object({
      id: id<'shared-device'>(),
      label: z.string(),
      markedBy: personBrief.nullable(),
      markedAt: instant,
      people: z.array(personBrief),
    }),
  ),
})

/** Ends a shared computer of the facility, e.g. one that was carried away: nobody comes back there by PIN. */
export const revokeSharedDevice = endpoint({
  name: 'revoke-shared-device',
  method: 'POST',
  path: '/api/facilities/{facilityId}/shared-devices/{deviceId}/revoke',
  may: 'device.manage',
  touchesPatient: false,
  input: z.object({ facilityId: id<'facility'>(), deviceId: id<'shared-device'>() }),
  output: done,
})
