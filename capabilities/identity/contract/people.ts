import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { event } from '#platform/contract/event.ts'
import { id } from '#platform/contract/id.ts'
import { done } from '#platform/contract/page.ts'
import { heldRole, personBrief, roleName } from '../contract.ts'

/** A password that somebody chooses: long rather than clever. */
export const newPassword = z.string().min(14).max(200)

/** What a person may be at a facility: a role, for a specialty where it has one. */
export const wantedRole = z.object({
  role: roleName,
  specialty: z.string().max(40).nullable(),
  department: z.string().trim().max(120).default(''),
})

/** What a person may be at a facility. */
export type WantedRole = z.output<typeof wantedRole>

/** What a person may do or hear has changed; their sockets are checked again. */
export const rolesChanged = event({
  type: 'access-changed',
  payload: z.object({ personId: z.guid() }),
  topics: ({ personId }) => [`person/${personId}`],
})

/** Makes an account; the administrator of the facility hands the first password over in person. */
export const createPerson = endpoint({
  name: 'create-person',
  method: 'POST',
  path: '/api/facilities/{facilityId}/people',
  may: 'person.create',
  touchesPatient: false,
  input: wantedRole.extend({
    facilityId: id<'facility'>(),
    fullName: z.string().trim().min(1).max(120),
    title: z.string().trim().max(30),
    email: z.email().max(200),
    phone: z.string().max(20).optional(),
    password: newPassword,
  }),
  output: z.object({ personId: id<'person'>() }),
  problems: ['email-taken'],
})

/** The people of a facility with what they are there; also those who are nothing there any more. */
export const listPeople = endpoint({
  name: 'list-people',
  method: 'GET',
  path: '/api/facilities/{facilityId}/people',
  may: 'person.list',
  touchesPatient: false,
  input: z.object({ facilityId: id<'facility'>() }),
  output: z.array(
    personBrief.extend({
      email: z.string(),
      /** What the person is at this facility; roles elsewhere are not its business. */
      roles: z.array(heldRole),
      hasTotp: z.boolean(),
      isDisabled: z.boolean(),
    }),
  ),
})

/** Sets what a person of the facility is there; roles at other facilities stay as they are. */
export const updateRoles = endpoint({
  name: 'update-roles',
  method: 'POST',
  path: '/api/facilities/{facilityId}/people/{personId}/roles',
  may: 'person.manage',
  touchesPatient: false,
  input: z.object({
    facilityId: id<'facility'>(),
    personId: id<'person'>(),
    roles: z.array(wantedRole).min(1).max(8),
  }),
  output: done,
  problems: ['last-administrator'],
})

/** Ends all roles of a person at the facility, and what depends on them. */
export const disablePerson = endpoint({
  name: 'disable-person',
  method: 'POST',
  path: '/api/facilities/{facilityId}/people/{personId}/disable',
  may: 'person.manage',
  touchesPatient: false,
  input: z.object({ facilityId: id<'facility'>(), personId: id<'person'>() }),
  output: done,
  problems: ['last-administrator'],
})

/** Gives a disabled person back the roles that the disabling ended. */
export const enablePerson = endpoint({
  name: 'enable-person',
  method: 'POST',
  path: '/api/facilities/{facilityId}/people/{personId}/enable',
  may: 'person.manage',
  touchesPatient: false,
  input: z.object({ facilityId: id<'facility'>(), personId: id<'person'>() }),
  output: done,
  problems: ['not-disabled'],
})

/** Makes a password for a person of this facility alone, shown once; at the next sign-in it must be changed. */
export const resetPassword = endpoint({
  name: 'reset-password',
  method: 'POST',
  path: '/api/facilities/{facilityId}/people/{personId}/password',
  may: 'person.manage',
  touchesPatient: false,
  perMinute: 20,
  isShownOnce: true,
  input: z.object({ facilityId: id<'facility'>(), personId: id<'person'>() }),
  output: z.object({ password: z.string() }),
  problems: ['works-elsewhere'],
})

/** Changes the password of the caller; their other sessions end, and their way back by PIN everywhere. */
export const changePassword = endpoint({
  name: 'change-password',
  method: 'POST',
  path: '/api/me/password',
  may: 'signed-in',
  touchesPatient: false,
  perMinute: 20,
  input: z.object({ oldPassword: z.string().min(1).max(200), password: newPassword }),
  output: done,
  problems: ['wrong-password', 'password-locked', 'same-password'],
})
