import type { ObjectFacts } from '#gateways/dicom/incoming.ts'

/**
 * What has become of an object: waiting to be sent; sent, which the hub has confirmed; apart, because another object
 * bears its UID; refused by the hub; damaged on our disk or not to be packed.
 */
export type ObjectState = 'waiting' | 'sent' | 'apart' | 'refused' | 'damaged'

/** An object as the index knows it. No name and no identifier of a patient stands in it. */
export type Kept = Omit<ObjectFacts, 'patientId'> & {
  id: string
  /** A keyed digest of the PatientID, to find those of a patient whom the hub names. */
  patientMark: string
  sha256: string
  bytes: number
  receivedAt: number
}

/** How far a study is. */
export type StudyCount = {
  studyUid: string
  modality: string
  received: number
  sent: number
  held: number
  isUrgent: boolean
  firstReceivedAt: number
  lastReceivedAt: number
}

/** A row of the index. */
export type Row = Record<string, unknown>

// the index writes these states and no others
/** The state of an object. */
export const stateOf = (row: Row): ObjectState => String(row['state']) as ObjectState

/** An object as the index knows it. */
export const keptOf = (row: Row): Kept => ({
  id: String(row['id']),
  instanceUid: String(row['instance_uid']),
  sopClassUid: String(row['sop_class_uid']),
  studyUid: String(row['study_uid']),
  seriesUid: String(row['series_uid']),
  transferSyntaxUid: String(row['transfer_syntax_uid']),
  modality: String(row['modality']),
  instanceNumber: Number(row['instance_number']),
  hasPixels: row['has_pixels'] === 1,
  patientMark: String(row['patient_mark']),
  callingAet: String(row['calling_aet']),
  calledAet: String(row['called_aet']),
  sha256: String(row['sha256']),
  bytes: Number(row['bytes']),
  receivedAt: Number(row['received_at']),
})

/** How far a study is. */
export const studyOf = (row: Row): StudyCount => ({
  studyUid: String(row['study_uid']),
  modality: String(row['modality']),
  received: Number(row['received']),
  sent: Number(row['sent']),
  held: Number(row['held']),
  isUrgent: row['is_urgent'] === 1,
  firstReceivedAt: Number(row['first_received_at']),
  lastReceivedAt: Number(row['last_received_at']),
})
