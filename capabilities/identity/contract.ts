import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { event } from '#platform/contract/event.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'
import { done } from '#platform/contract/page.ts'

export const roleName = z.enum([
  ...(['doctor', 'nurse', 'coordinator', 'administrator', 'technician', 'leader'] as const),
  'ministry-viewer',
])

/** What a person is at a facility. */
export type RoleName = z.output<typeof roleName>

export const dutyPosition = z.enum(['first', 'second', 'team', 'coordinator', 'leader'])

/** A person as clinical screens show them: the title is printed before the undivided name. */
export const personBrief = z.object({ id: id<'person'>(), fullName: z.string(), title: z.string() })

/** A person as clinical screens show them. */
export type PersonBrief = z.output<typeof personBrief>

export const heldRole = z.object({
  facilityId: id<'facility'>(),
  facilityName: z.string(),
  role: roleName,
  specialty: z.string().nullable(),
  department: z.string(),
})

/** What a person is at a facility, with its name. */
export type HeldRole = z.output<typeof heldRole>

const dutyShift = z.object({
  id: id<'duty-shift'>(),
  facilityId: id<'facility'>(),
  facilityName: z.string(),
  specialty: z.string().nullable(),
  position: dutyPosition,
  person: personBrief,
  phone: z.string().nullable(),
  startsAt: instant,
  endsAt: instant,
  canRing: z.boolean(),
})

/** A duty of a person at a facility; canRing is false when no screen of theirs was armed. */
export type DutyShift = z.output<typeof dutyShift>

/** The roles that hold each permission of this capability. */
export const identityPermissions = {
  'person.create': ['administrator'],
  'person.list': ['administrator', 'coordinator'],
  'person.manage': ['administrator'],
  'device.manage': ['administrator'],
  'duty.plan': ['administrator', 'coordinator'],
  'audit.read': ['doctor', 'nurse', 'coordinator'],
} as const

/** Somebody's session ended: its sockets close and its screens forget everything. */
export const sessionEnded = event({
  type: 'session-ended',
  payload: z.object({ sessionId: z.string() }),
  topics: ({ sessionId }) => [`session/${sessionId}`],
})

const totpCode = z.string().regex(/^\d{6}$/)

/** Begins a session with e-mail and password; five failures in a row lock the name for 15 minutes. */
export const signIn = endpoint({
  name: 'sign-in',
  method: 'POST',
  path: '/api/sign-in',
  may: 'anyone',
  touchesPatient: false,
  perMinute: 30,
  input: z.object({
    email: z.email().max(200),
    password: z.string().min(1).max(200),
    /** Whether people take turns at this computer; it counts when the sign-in is complete without a second step. */
    isShared: z.boolean().default(false),
  }),
  output: z.object({ state: z.enum(['signed-in', 'second-step']) }),
  problems: ['wrong-sign-in', 'sign-in-locked'],
})

/** Completes a sign-in with a code of the authenticator app. */
export const verifyTotp = endpoint({
  name: 'verify-totp',
  method: 'POST',
  path: '/api/sign-in/totp',
  may: 'anyone',
  touchesPatient: false,
  perMinute: 30,
  input: z.object({ code: totpCode, isShared: z.boolean().default(false) }),
  output: done,
  problems: ['wrong-code', 'code-locked'],
})

/** Completes a sign-in with a back-up code instead, for the day that the phone is lost; each works once. */
export const redeemBackupCode = endpoint({
  name: 'redeem-backup-code',
  method: 'POST',
  path: '/api/sign-in/backup-code',
  may: 'anyone',
  touchesPatient: false,
  perMinute: 30,
  input: z.object({ code: z.string().trim().min(1).max(40), isShared: z.boolean().default(false) }),
  output: done,
  problems: ['wrong-code', 'code-locked'],
})

/** Ends the session of this browser. */
export const signOut = endpoint({
  name: 'sign-out',
  method: 'POST',
  path: '/api/sign-out',
  may: 'signed-in',
  touchesPatient: false,
  input: z.object({}),
  output: done,
})

/** Starts TOTP for the caller: the address that the authenticator app scans. */
export const startTotp = endpoint({
  name: 'start-totp',
  method: 'POST',
  path: '/api/me/totp',
  may: 'signed-in',
  touchesPatient: false,
  perMinute: 10,
  input: z.object({ password: z.string().min(1).max(200) }),
  output: z.object({ uri: z.string(), backupCodes: z.array(z.string()) }),
  problems: ['wrong-password', 'password-locked', 'totp-is-set-up'],
})

/** Proves the authenticator app by its first code. */
export const confirmTotp = endpoint({
  name: 'confirm-totp',
  method: 'POST',
  path: '/api/me/totp/confirm',
  may: 'signed-in',
  touchesPatient: false,
  perMinute: 10,
  input: z.object({ code: totpCode }),
  output: done,
  problems: ['wrong-code', 'code-locked'],
})

/** Who I am: roles, duty, and the key that encrypts what this screen keeps for me while I am signed in. */
export const getMe = endpoint({
  name: 'get-me',
  method: 'GET',
  path: '/api/me',
  may: 'signed-in',
  touchesPatient: false,
  input: z.object({}),
  output: z.object({
    person: personBrief,
    email: z.string(),
    roles: z.array(heldRole),
    duties: z.array(dutyShift),
    sessionId: z.string(),
    hasTotp: z.boolean(),
    mustSetUpTotp: z.boolean(),
    /** True while the password is one that an administrator handed over. */
    mustChangePassword: z.boolean(),
    hasPin: z.boolean(),
    isDemo: z.boolean(),
    localKey: z.string(),
  }),
})

/** Who I am. */
export type Me = z.output<typeof getMe.output>

export const listMySessions = endpoint({
  name: 'list-my-sessions',
  method: 'GET',
  path: '/api/me/sessions',
  may: 'signed-in',
  touchesPatient: false,
  input: z.object({}),
  output: z.array(z.object({ id: z.string(), createdAt: instant, device: z.string(), isThis: z.boolean() })),
})

/** Ends another session of mine, e.g. on a computer that I left. */
export const revokeSession = endpoint({
  name: 'revoke-session',
  method: 'POST',
  path: '/api/me/sessions/{sessionId}/revoke',
  may: 'signed-in',
  touchesPatient: false,
  input: z.object({ sessionId: z.guid() }),
  output: done,
})

/** Who is on duty at a facility now, by specialty and position. */
export const getDutyNow = endpoint({
  name: 'get-duty-now',
  method: 'GET',
  path: '/api/facilities/{facilityId}/duty',
  may: 'signed-in',
  touchesPatient: false,
  input: z.object({ facilityId: id<'facility'>() }),
  output: z.array(dutyShift),
})

/** Says whether this screen can ring for me; switching duty on arms the sound after a test ring. Said again every few minutes while it can. */
export const armDevice = endpoint({
  name: 'arm-device',
  method: 'POST',
  path: '/api/me/ring-device',
  may: 'signed-in',
  touchesPatient: false,
  input: z.object({ deviceId: z.guid(), label: z.string().max(80), isArmed: z.boolean() }),
  output: done,
})

/** Who looked at a patient's data, newest first; for those who may see the patient. */
export const listAccesses = endpoint({
  name: 'list-accesses',
  method: 'GET',
  path: '/api/patients/{patientId}/accesses',
  may: 'audit.read',
  input: z.object({ patientId: id<'patient'>() }),
  output: z.array(
    z.object({
      at: instant,
      person: personBrief.nullable(),
      endpoint: z.string(),
      outcome: z.enum(['done', 'refused', 'failed']),
      basis: z.string().nullable(),
    }),
  ),
})
