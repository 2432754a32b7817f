import { z } from 'zod'
import { personBrief } from '#capabilities/identity/contract.ts'
import { milestone } from '#capabilities/pathways/contract.ts'
import { patientBrief } from '#capabilities/records/contract.ts'
import { endpoint } from '#platform/contract/endpoint.ts'
import { event } from '#platform/contract/event.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'
import { done } from '#platform/contract/page.ts'
import { side } from './consult.ts'
import { handover, handoverContent } from './handover.ts'

/** The roles that hold each permission of transfers and their letters. */
export const transferPermissions = {
  'transfer.read': ['doctor', 'nurse', 'technician', 'coordinator'],
  'transfer.ask': ['doctor', 'nurse'],
  'transfer.answer': ['doctor', 'nurse', 'coordinator'],
  'letter.write': ['doctor'],
} as const

export const transferStatus = z.enum(['requested', 'bed-confirmed', 'departed', 'arrived', 'refused', 'cancelled'])

/** Where a transfer stands. */
export type TransferStatus = z.output<typeof transferStatus>

/** In which states each verb is possible: the server writes it into WHERE, the page greys its buttons by it. */
export const transferStates = {
  confirmBed: ['requested'],
  refuse: ['requested', 'bed-confirmed'],
  cancel: ['requested', 'bed-confirmed', 'departed'],
  noteAmbulance: ['requested', 'bed-confirmed'],
  depart: ['bed-confirmed'],
  arrive: ['departed'],
  handOver: ['requested', 'bed-confirmed', 'departed', 'arrived'],
} as const satisfies Record<string, readonly TransferStatus[]>

/** What can be done with a transfer. */
export type TransferVerb = keyof typeof transferStates

/** True when the verb is possible in the transfer's state; who may do it is another question. */
export const transferCan = (verb: TransferVerb, transfer: { status: TransferStatus }): boolean =>
  (transferStates[verb] as readonly TransferStatus[]).includes(transfer.status)

/** A transfer changed: heard in the case, at both hospitals, on its own page. */
export const transferChanged = event({
  type: 'transfer-changed',
  payload: z.object({
    transferId: z.guid(),
    consultId: z.guid(),
    facilities: z.array(z.guid()),
    people: z.array(z.guid()),
  }),
  topics: ({ transferId, consultId, facilities, people }) => [
    `transfer/${transferId}`,
    `consult/${consultId}`,
    ...facilities.map((facility) => `facility/${facility}`),
    ...people.map((person) => `person/${person}`),
  ],
})

/** A transfer as lists show it. `patient` is null without sight of the record. */
export const transferSummary = z.object({
  id: id<'transfer'>(),
  consultId: id<'consult'>(),
  patient: patientBrief.nullable(),
  status: transferStatus,
  from: side,
  to: side,
  reason: z.string(),
  requestedBy: personBrief,
  requestedAt: instant,
  answeredBy: personBrief.nullable(),
  answeredAt: instant.nullable(),
  ward: z.string(),
  bed: z.string(),
  refusalReason: z.string().nullable(),
  cancelReason: z.string().nullable(),
  cancelledAt: instant.nullable(),
  departedAt: instant.nullable(),
  arrivedAt: instant.nullable(),
})

/** A transfer as lists show it. */
export type TransferSummary = z.output<typeof transferSummary>

/** A transfer with its handover at both ends, its clocks and its letter. */
export const transfer = transferSummary.extend({
  patientId: id<'patient'>(),
  transport: z.string(),
  escortName: z.string(),
  escortTitle: z.string(),
  ambulanceAt: instant.nullable(),
  receivedBy: personBrief.nullable(),
  out: handover.nullable(),
  in: handover.nullable(),
  /** Documents and studies of the record that can be named as sent. */
  sendable: z.array(z.string()),
  milestones: z.array(milestone),
  /** Minutes from the door to the door out that the pathway allows, with its source; null when it names none. */
  doorOut: z.object({ minutes: z.number(), source: z.string() }).nullable(),
  letter: z.object({ number: z.string(), issuedAt: instant, validUntil: z.iso.date() }).nullable(),
})

/** A transfer with its handover, clocks and letter. */
export type Transfer = z.output<typeof transfer>

const transferId = { transferId: id<'transfer'>() }
const reason = z.string().trim().min(1).max(1000)
/** When it happened; now when left out. */
const at = { at: instant.optional() }

/** Asks another hospital to take the patient; whoever is on duty there may see the record from now on, for 24 hours. */
export const requestTransfer = endpoint({
  name: 'request-transfer',
  method: 'POST',
  path: '/api/consults/{consultId}/transfers',
  may: 'transfer.ask',
  input: z.object({ consultId: id<'consult'>(), toFacilityId: id<'facility'>(), reason }),
  output: z.object({ transferId: id<'transfer'>() }),
  problems: ['not-the-treating-side', 'transfer-not-advised', 'transfer-already-open', 'same-facility'],
})

/** The transfers of a case, or those of my hospitals that are under way, newest first. */
export const listTransfers = endpoint({
  name: 'list-transfers',
  method: 'GET',
  path: '/api/transfers',
  may: 'transfer.read',
  input: z.object({ consultId: id<'consult'>().optional() }),
  output: z.array(transferSummary),
})

export const getTransfer = endpoint({
  name: 'get-transfer',
  method: 'GET',
  path: '/api/transfers/{transferId}',
  may: 'transfer.read',
  input: z.object(transferId),
  output: transfer,
})

/** The receiving hospital has a bed: which ward and which bed. */
export const confirmBed = endpoint({
  name: 'confirm-bed',
  method: 'POST',
  path: '/api/transfers/{transferId}/bed',
  may: 'transfer.answer',
  input: z.object({ ...transferId, ward: z.string().trim().min(1).max(120), bed: z.string().trim().max(40) }),
  output: done,
  problems: ['not-the-receiving-side', 'transfer-not-open'],
})

/** The receiving hospital cannot take the patient; the reason goes back at once. */
export const refuseTransfer = endpoint({
  name: 'refuse-transfer',
  method: 'POST',
  path: '/api/transfers/{transferId}/refuse',
  may: 'transfer.answer',
  input: z.object({ ...transferId, reason }),
  output: done,
  problems: ['not-the-receiving-side', 'transfer-not-open'],
})

export const cancelTransfer = endpoint({
  name: 'cancel-transfer',
  method: 'POST',
  path: '/api/transfers/{transferId}/cancel',
  may: 'transfer.ask',
  input: z.object({ ...transferId, reason }),
  output: done,
  problems: ['not-the-treating-side', 'transfer-not-open'],
})

export const noteAmbulance = endpoint({
  name: 'note-ambulance',
  method: 'POST',
  path: '/api/transfers/{transferId}/ambulance',
  may: 'transfer.ask',
  input: z.object({ ...transferId, ...at }),
  output: done,
  problems: ['not-the-treating-side', 'transfer-not-open', 'time-in-the-future'],
})

/** The patient leaves: by what, with whom. One press; the handover may be completed on the road. */
export const departTransfer = endpoint({
  name: 'depart-transfer',
  method: 'POST',
  path: '/api/transfers/{transferId}/depart',
  may: 'transfer.ask',
  input: z.object({
    ...transferId,
    ...at,
    transport: z.string().trim().min(1).max(255),
    escortName: z.string().trim().max(255),
    escortTitle: z.string().trim().max(255),
  }),
  output: done,
  problems: ['not-the-treating-side', 'transfer-not-open', 'time-in-the-future', 'times-out-of-order'],
})

/** The patient is at the receiving door; from now on this hospital treats them. */
export const arriveTransfer = endpoint({
  name: 'arrive-transfer',
  method: 'POST',
  path: '/api/transfers/{transferId}/arrive',
  may: 'transfer.answer',
  input: z.object({ ...transferId, ...at }),
  output: done,
  problems: ['not-the-receiving-side', 'transfer-not-open', 'time-in-the-future', 'times-out-of-order'],
})

/** Writes the handover of one's own end; `basedOn` is the version that it replaces, 0 for the first. */
export const writeHandover = endpoint({
  name: 'write-handover',
  method: 'POST',
  path: '/api/transfers/{transferId}/handover',
  may: 'transfer.answer',
  input: z.object({ ...transferId, basedOn: z.number().int().min(0), content: handoverContent }),
  output: handover,
  problems: ['transfer-not-open', 'answer-changed-meanwhile', 'patient-not-arrived'],
})

/** Signs the newest handover of one's own end; asks for the password again. */
export const signHandover = endpoint({
  name: 'sign-handover',
  method: 'POST',
  path: '/api/transfers/{transferId}/handover/sign',
  may: 'transfer.answer',
  perMinute: 20,
  input: z.object({
    ...transferId,
    version: z.number().int().positive(),
    password: z.string().min(1).max(200),
  }),
  output: done,
  problems: [
    'wrong-password',
    'password-locked',
    'transfer-not-open',
    'answer-changed-meanwhile',
    'handover-incomplete',
    'already-signed',
  ],
})
