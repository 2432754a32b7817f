import { newId } from '#platform/server/new-id.ts'
import type { World } from '#platform/test/world.ts'
import { type Ids, type Row, refused } from './refusal-rows.ts'

/** Whom the case of the matrix is about, and who asked where. */
type Arranged = { patientId: string; asking: string; asker: string }

/** The rows around images: studies, what is shared and marked of them, what is matched, taken out of records and copied for teaching. */
export const imageRows = (ids: Ids, arranged: () => Pick<Arranged, 'patientId'>): Record<string, Row> => ({
  'list-studies': refused(() => ({ patientId: arranged().patientId })),
  'list-waiting-studies': refused(() => ({ facilityId: ids.facilityId })),
  'match-study': refused(() => ({ studyId: ids.studyId, patientId: arranged().patientId })),
  'open-study': refused(() => ({ studyId: ids.studyId })),
  'list-images': refused(() => ({ studyId: ids.studyId })),
  'get-image-frame': refused(() => ({ studyId: ids.studyId, instanceId: ids.instanceId, frame: 1 })),
  'get-series-picture': refused(() => ({ studyId: ids.studyId, seriesId: ids.seriesId, kind: 'key' })),
  'get-upload': refused(() => ({ uploadId: newId() })),
  'make-share': refused(() => ({
    ...{ studyId: ids.studyId, seriesIds: null, madeFor: 'x', basis: 'written-request', reason: 'x', hours: 1 },
    ...{ isIdentified: false, mayDownload: false },
  })),
  'list-shares': refused(() => ({ studyId: ids.studyId })),
  'revoke-share': refused(() => ({ shareId: ids.shareId })),
  'get-matching-help': refused(() => ({ studyId: ids.waitingStudyId })),
  'compare-patient': refused(() => ({ studyId: ids.waitingStudyId, patientId: arranged().patientId })),
  'preview-waiting-study': refused(() => ({ studyId: ids.waitingStudyId })),
  'unmatch-study': refused(() => ({ studyId: ids.studyId, patientId: arranged().patientId, reason: 'Sai người bệnh' })),
  'remove-study': refused(() => ({ studyId: ids.waitingStudyId, reason: 'Ảnh thử máy' })),
  'list-removed-studies': refused(() => ({ facilityId: ids.facilityId })),
  'list-withdrawn-studies': refused(() => ({ patientId: arranged().patientId })),
  'make-teaching-copy': refused(() => ({
    ...{ studyId: ids.studyId, facilityId: ids.facilityId, series: [ids.seriesId], purpose: 'Giảng về nhồi máu não' },
  })),
  'list-teaching-copies': refused(() => ({ patientId: arranged().patientId })),
  'list-results': refused(() => ({ studyId: ids.studyId })),
  'switch-results': refused(() => ({ studyId: ids.studyId, resultIds: [ids.resultId], isOn: true })),
  'get-result-masks': refused(() => ({ studyId: ids.studyId, resultId: ids.resultId })),
  'get-slide-tile': refused(() => ({ studyId: ids.studyId, instanceId: ids.slideId, tile: 0 })),
  'get-object-content': refused(() => ({ studyId: ids.studyId, instanceId: ids.letterId })),
  'list-marks': refused(() => ({ studyId: ids.studyId })),
  'save-marks': refused(() => ({
    studyId: ids.studyId,
    marks: [{ instanceId: ids.instanceId, frame: 1, kind: 'text', points: [[1, 1]], text: 'x' }],
  })),
  'remove-mark': refused(() => ({ markId: ids.markId, version: 1, reason: 'Đo nhầm vị trí' })),
  'keep-key-image': refused(() => ({
    ...{ studyId: ids.studyId, instanceId: ids.instanceId, frame: 1, subject: { kind: 'consult', id: ids.consultId } },
    view: { slice: 1, slices: 1, window: null, zoom: 1, focus: [0.5, 0.5] },
  })),
  'list-key-images': refused(() => ({ patientId: arranged().patientId })),
  'get-key-picture': refused(() => ({ keyImageId: ids.keyImageId })),
  'caption-key-image': refused(() => ({ keyImageId: ids.keyImageId, caption: 'x' })),
  'remove-key-image': refused(() => ({ keyImageId: ids.keyImageId, reason: 'Chọn nhầm lát' })),
  'get-teaching-copy': refused(() => ({ copyId: ids.copyId })),
  'get-teaching-picture': refused(() => ({ copyId: ids.copyId, imageId: ids.copyImageId, frame: 1 })),
  'get-teaching-file': refused(() => ({ copyId: ids.copyId, imageId: ids.copyImageId })),
  'review-teaching-image': refused(() => ({ copyId: ids.copyId, imageId: ids.copyImageId, boxes: [] })),
  'finish-teaching-copy': refused(() => ({ copyId: ids.copyId })),
  'discard-teaching-copy': refused(() => ({ copyId: ids.copyId })),
})

/** A study that waits at the hospital of the case, and a copy for teaching that was reviewed there. */
export async function arrangeWaitingAndCopied(world: World, ids: Ids, here: Arranged): Promise<void> {
  ids.copyId = newId()
  ids.copyImageId = newId()
  await world.sql(
    `insert into imaging.teaching_copy (id, case_code, facility_id, purpose, source, state, made_by, made_at, reviewed_by, reviewed_at)
     values ($1, $4, $2, 'x', 'x', 'usable', $3, now(), $3, now())`,
    [ids.copyId, here.asking, here.asker, `CA-${ids.copyId.slice(-8)}`],
  )
  await world.sql(
    `insert into imaging.teaching_image (id, copy_id, position, series, modality, columns, rows, frames, held, found)
     values ($1, $2, 1, 1, 'CT', 4, 4, 1, '{}', '[]')`,
    [ids.copyImageId, ids.copyId],
  )
  ids.waitingStudyId = newId()
  await world.sql(
    `insert into imaging.study (id, study_uid, archive_id, facility_id, first_arrived_at, last_arrived_at, source)
     values ($1, $2, $2, $3, now(), now(), 'c-store')`,
    [ids.waitingStudyId, `${ids.studyUid}.2`, here.asking],
  )
}
