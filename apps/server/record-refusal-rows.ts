import { newId } from '#platform/server/new-id.ts'
import { type Ids, type Row, refused } from './refusal-rows.ts'

const now = () => new Date().toISOString()
const patient = () => ({ fullName: 'Vừ A Dế', sex: 'male' })

/** The rows of records of patients. */
export const recordRows = (ids: Ids, here: () => { patientId: string }): Record<string, Row> => ({
  'list-accesses': refused(() => ({ patientId: here().patientId })),
  'create-patient': refused(() => ({ facilityId: ids.facilityId, ...patient() })),
  'search-patients': { input: () => ({ text: 'vu a de' }), foreign: 'no-trace' },
  'find-likely-duplicates': {
    input: () => ({ facilityId: ids.facilityId, ...patient(), birthYear: 1965 }),
    foreign: 'no-trace',
  },
  'get-patient': refused(() => ({ patientId: here().patientId })),
  'update-patient': refused(() => ({ patientId: here().patientId, ...patient() })),
  'record-observations': refused(() => ({
    patientId: here().patientId,
    values: [{ code: 'weight', valueNumber: 60, effectiveAt: now() }],
  })),
  'write-note': refused(() => ({ patientId: here().patientId, kind: 'history', text: 'x' })),
  'update-encounter': refused(() => ({
    ...{ patientId: here().patientId, facilityId: ids.facilityId, admissionNumber: null, department: '' },
    ...{ room: '', bed: '', diagnosis: '', admittedAt: null },
  })),
  'close-encounter': refused(() => ({ patientId: here().patientId, encounterId: newId(), endedAt: now() })),
  'cancel-identifier': refused(() => ({ patientId: here().patientId, identifierId: newId() })),
  'list-versions': refused(() => ({ patientId: here().patientId })),
  'protect-record': refused(() => ({
    ...{ patientId: here().patientId, kind: 'document', recordId: ids.documentId, category: 'HIV' },
  })),
  'unlock-record': refused(() => ({
    ...{ patientId: here().patientId, kind: 'document', recordId: ids.documentId, reason: 'Cần cho điều trị' },
  })),
  'break-glass': refused(() => ({
    ...{ facilityId: ids.facilityId, system: 'personal-id', value: '011065000001', reason: 'Hôn mê, cấp cứu' },
  })),
  'list-glass-uses': { input: () => ({}), foreign: 'no-trace' },
  'review-glass-use': refused(() => ({ breakGlassId: newId(), verdict: 'justified' })),
  'hold-by-identifier': refused(() => ({ system: 'personal-id', value: ids.personalId, reason: 'Khiếu nại đang mở' })),
  'list-legal-holds': { input: () => ({}), foreign: 'no-trace' },
  'set-legal-hold': refused(() => ({ patientId: here().patientId, isHeld: true, reason: 'Khiếu nại đang mở' })),
  'get-document': refused(() => ({ patientId: here().patientId, documentId: ids.documentId })),
})
