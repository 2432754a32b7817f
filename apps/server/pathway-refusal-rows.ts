import { newId } from '#platform/server/new-id.ts'
import { type Ids, type Row, refused } from './refusal-rows.ts'

/** The rows of pathways and what they warn of. */
export function pathwayRows(ids: Ids, here: () => { patientId: string }): Record<string, Row> {
  const subject = () => ({ subjectKind: 'consult', subjectId: ids.consultId })
  return {
    'approve-pathway': refused(() => ({ facilityId: ids.facilityId, code: 'stroke', version: 1 })),
    'get-run': refused(subject),
    'write-entries': refused(() => ({
      ...subject(),
      entries: [{ kind: 'item', code: 'consent', value: 'yes', basedOn: 0 }],
    })),
    'record-score': refused(() => ({ ...subject(), code: 'nihss' })),
    'calculate-dose': refused(() => ({ ...subject(), code: 'alteplase-stroke', typed: {} })),
    'check-dose': refused(() => ({ ...subject(), doseId: newId() })),
    'do-task': refused(() => ({ ...subject(), taskId: newId() })),
    'acknowledge-correction': refused(() => ({ ...subject(), correctionId: newId() })),
    'list-warnings': { input: () => ({}), foreign: 'no-trace' },
    'get-early-warning': refused(() => ({ patientId: here().patientId })),
    'acknowledge-warning': refused(() => ({ patientId: here().patientId, warningId: ids.warningId })),
    'list-due-tasks': { input: () => ({}), foreign: 'no-trace' },
    'list-early-warning-scores': { input: () => ({}), foreign: 'open' },
    'approve-score': refused(() => ({ facilityId: ids.facilityId, code: 'news2', version: 1 })),
  }
}
