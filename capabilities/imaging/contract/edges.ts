import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { event } from '#platform/contract/event.ts'
import { id } from '#platform/contract/id.ts'
import { instant } from '#platform/contract/instant.ts'
import { done } from '#platform/contract/page.ts'
import { dicomUid } from '../contract.ts'

/** The roles that hold each permission around gateways. */
export const edgePermissions = {
  'edge.read': ['administrator', 'technician', 'coordinator'],
  'edge.manage': ['administrator'],
} as const

/** How long a code for a new gateway holds. */
export const edgeCodeHours = 24

/** Minutes without a beat after which a gateway counts as silent. */
export const edgeSilentMinutes = 3

/** Minutes by which a gateway's clock may differ before somebody should set it. */
export const edgeClockMinutes = 2

const count = z.number().int().min(0).max(100_000_000)
const bytes = z.number().int().min(0)
const aet = z.string().min(1).max(16)

/** How far a study is, as its gateway tells it. */
export const edgeStudy = z.object({
  studyUid: dicomUid,
  modality: z.string().max(16),
  received: count,
  sent: count,
  /** What the gateway keeps and does not send by itself: refused, damaged, or with the UID of another object. */
  held: count,
  isUrgent: z.boolean(),
  firstReceivedAt: instant,
  lastReceivedAt: instant,
})

/** How far a study is. */
export type EdgeStudy = z.output<typeof edgeStudy>

/** A gateway of a facility as its administrators see it. */
export const edge = z.object({
  id: id<'edge'>(),
  label: z.string(),
  enrolledAt: instant,
  version: z.string(),
  lastSeenAt: instant.nullable(),
  isSilent: z.boolean(),
  /** How far its clock is ahead of the hub's. */
  clockAheadMs: z.number().int().nullable(),
  spoolBytes: bytes,
  freeBytes: bytes.nullable(),
  waitingCount: count,
  heldCount: count,
  oldestWaitingAt: instant.nullable(),
  aets: z.array(z.string()),
  /** The newest studies that are on their way or came lately. */
  studies: z.array(edgeStudy),
})

/** A gateway of a facility. */
export type Edge = z.output<typeof edge>

/** Something of a facility's gateways has changed. */
export const edgeChanged = event({
  type: 'edge-changed',
  payload: z.object({ edgeId: z.guid(), facilityId: z.guid() }),
  topics: ({ facilityId }) => [`facility/${facilityId}`],
})

/** The gateways of a facility that are not revoked, with what is on its way. */
export const listEdges = endpoint({
  name: 'list-edges',
  method: 'GET',
  path: '/api/facilities/{facilityId}/edges',
  may: 'edge.read',
  touchesPatient: false,
  input: z.object({ facilityId: id<'facility'>() }),
  output: z.array(edge),
})

/** Makes a code that lets one gateway in, once; it is shown in this answer and never again. */
export const makeEdgeCode = endpoint({
  name: 'make-edge-code',
  method: 'POST',
  path: '/api/facilities/{facilityId}/edge-codes',
  may: 'edge.manage',
  touchesPatient: false,
  perMinute: 20,
  isShownOnce: true,
  input: z.object({ facilityId: id<'facility'>(), label: z.string().trim().min(1).max(80) }),
  output: z.object({ code: z.string(), expiresAt: instant }),
})

/** Ends a gateway: none of its calls is answered from now on. */
export const revokeEdge = endpoint({
  name: 'revoke-edge',
  method: 'POST',
  path: '/api/facilities/{facilityId}/edges/{edgeId}/revoke',
  may: 'edge.manage',
  touchesPatient: false,
  input: z.object({ facilityId: id<'facility'>(), edgeId: id<'edge'>() }),
  output: done,
})

/** A new gateway shows its code and the public key that it made; the call is signed with that key. */
export const enrolEdge = endpoint({
  name: 'enrol-edge',
  method: 'POST',
  path: '/api/edge/enrolment',
  may: 'anyone',
  isForMachines: true,
  touchesPatient: false,
  perMinute: 10,
  input: z.object({
    code: z.string().min(1).max(40),
    /** Ed25519, 32 bytes in base64url. */
    publicKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
    version: z.string().max(40),
  }),
  output: z.object({ edgeId: id<'edge'>(), facilityId: id<'facility'>(), facilityName: z.string(), hubAt: instant }),
  problems: ['edge-code-unknown', 'edge-signature-wrong', 'edge-clock-wrong'],
})

/** What a gateway tells of itself, every few seconds. */
export const edgeBeat = z.object({
  version: z.string().max(40),
  /** Its own clock. */
  deviceAt: instant,
  spoolBytes: bytes,
  freeBytes: bytes,
  waitingCount: count,
  heldCount: count,
  oldestWaitingAt: instant.nullable(),
  aets: z.array(aet).max(20),
  studies: z.array(edgeStudy).max(200),
  /** Where it has looked for earlier images: how many studies it found, null when it could not look. */
  priors: z
    .array(z.object({ id: id<'prior-request'>(), foundCount: z.number().int().min(0).max(10_000).nullable() }))
    .max(50)
    .default([]),
})

/** What a gateway tells of itself. */
export type EdgeBeat = z.output<typeof edgeBeat>

/** A patient whom a modality may be about to see: named by the facility itself, so that nobody has to type it. */
export const worklistEntry = z.object({
  patientId: z.string(),
  fullName: z.string(),
  birthDate: z.iso.date().nullable(),
  sex: z.enum(['male', 'female', 'unknown']),
})

/** A patient whom a modality may be about to see. */
export type WorklistEntry = z.output<typeof worklistEntry>

/** What the hub tells a gateway in return. */
export const edgeOrders = z.object({
  hubAt: instant,
  /** Identifiers, as the facility gave them, of patients for whom an emergency is open: their images go first. */
  urgentPatientIds: z.array(z.string()),
  /** The same patients, for the modality worklist there. */
  worklist: z.array(worklistEntry),
  /** Patients whose earlier images are wanted from the archive there, each by the identifiers of the facility. */
  priors: z.array(z.object({ id: id<'prior-request'>(), patientIds: z.array(z.string()) })),
})

/** What the hub tells a gateway in return. */
export type EdgeOrders = z.output<typeof edgeOrders>

/** A gateway says how it is and hears what is wanted; signed. It leaves no row in the audit trail: one comes every few seconds. */
export const beatEdge = endpoint({
  name: 'beat-edge',
  method: 'POST',
  path: '/api/edge/beat',
  may: 'anyone',
  isForMachines: true,
  touchesPatient: false,
  readsOnly: true,
  perMinute: 600,
  input: edgeBeat,
  output: edgeOrders,
  problems: ['edge-unknown', 'edge-signature-wrong', 'edge-clock-wrong'],
})

/** Where gateways send objects by tus; each upload bears the id of the object, so that it goes on after a restart. */
export const parcelPath = '/api/edge/parcels'

/** The header in which the hub says what became of a parcel: `taken` or `refused`. */
export const parcelStateHeader = 'tuyen-parcel'

/** The header in which the hub says why it refused a parcel. */
export const parcelProblemHeader = 'tuyen-problem'

/** The header in which the hub tells its time, in milliseconds since 1970, also when it refuses a signature as too old. */
export const hubTimeHeader = 'tuyen-at'

/** What a gateway says of a parcel when it begins to send it. */
export const parcelFacts = z.object({
  id: z.guid(),
  /** Of the parcel. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  studyUid: dicomUid,
  instanceUid: dicomUid,
  callingAet: aet,
})

/** What a gateway says of a parcel. */
export type ParcelFacts = z.output<typeof parcelFacts>
