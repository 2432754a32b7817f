import { type Handler, handle, handleOutside } from '#platform/server/handler.ts'
import * as corrections from '../contract/corrections.ts'
import * as protections from '../contract/protection-endpoints.ts'
import * as contract from '../contract.ts'
import { breakGlass } from './break-glass.ts'
import { cancelIdentifier } from './cancel-identifier.ts'
import { closeEncounter } from './close-encounter.ts'
import { createPatient } from './create-patient.ts'
import { getDocument } from './documents.ts'
import { findLikelyDuplicates } from './find-likely-duplicates.ts'
import { getPatient } from './get-patient.ts'
import { listGlassUses, reviewGlassUse } from './glass-reviews.ts'
import { holdByIdentifier } from './hold-by-identifier.ts'
import { listLegalHolds, setLegalHold } from './legal-hold.ts'
import { listVersions } from './list-versions.ts'
import { protectRecord, unlockRecord } from './protect-record.ts'
import { recordObservations } from './record-observations.ts'
import { searchPatients } from './search-patients.ts'
import { updateEncounter } from './update-encounter.ts'
import { updatePatient } from './update-patient.ts'
import { writeNote } from './write-note.ts'

/** The endpoints of records. */
export const recordsHandlers: Handler[] = [
  handle(contract.createPatient, createPatient),
  handle(contract.searchPatients, searchPatients),
  handle(contract.findLikelyDuplicates, findLikelyDuplicates),
  handle(contract.getPatient, getPatient),
  handle(contract.updatePatient, updatePatient),
  handle(contract.recordObservations, recordObservations),
  handle(contract.writeNote, writeNote),
  handle(contract.updateEncounter, updateEncounter),
  handle(corrections.closeEncounter, closeEncounter),
  handle(corrections.cancelIdentifier, cancelIdentifier),
  handle(corrections.listVersions, listVersions),
  handle(protections.protectRecord, protectRecord),
  handle(protections.unlockRecord, unlockRecord),
  handle(protections.listGlassUses, listGlassUses),
  handle(protections.reviewGlassUse, reviewGlassUse),
  handle(protections.setLegalHold, setLegalHold),
  handle(protections.listLegalHolds, listLegalHolds),
  handleOutside(protections.breakGlass, breakGlass),
  handleOutside(protections.holdByIdentifier, holdByIdentifier),
  handleOutside(contract.getDocument, getDocument),
]

export { currentGrant, grantAccess, withdrawGrants } from './access-grants.ts'
export { beginCare } from './begin-care.ts'
export { fileDocument } from './documents.ts'
export { openGlassReviews } from './glass-reviews.ts'
export { insertDrillPatient, insertPatient, temporaryIdentifier } from './insert-patient.ts'
export { isIdentified } from './is-identified.ts'
export { isTreatedAt } from './is-treated-at.ts'
export { isHeld } from './legal-hold.ts'
export { maskedReadings, newestObservations } from './observation-row.ts'
export { openStayOf } from './open-stay-of.ts'
export { patientBriefs } from './patient-row.ts'
export { identifiersOf, patientsByIdentifier } from './patients-by-identifier.ts'
export { patientsLike } from './patients-like.ts'
export { isRecordedSince, recordedValues } from './recorded-values.ts'
export { recordsTopics } from './topics.ts'
export { treatingFacilities } from './treating.ts'
