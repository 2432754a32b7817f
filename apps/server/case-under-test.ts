import { acceptConsult } from '#capabilities/consults/server/accept-consult.ts'
import { arrangeEmergency, type Emergency } from '#capabilities/consults/server/emergency-under-test.ts'
import { requestTransfer } from '#capabilities/consults/server/request-transfer.ts'
import { packTiles } from '#capabilities/imaging/pixels/index.ts'
import { FrameFiles } from '#capabilities/imaging/server/index.ts'
import { makeShare } from '#capabilities/imaging/server/shares/make-share.ts'
import { visitShare } from '#capabilities/imaging/server/shares/visit-share.ts'
import { typeMilestone } from '#capabilities/pathways/server/milestones.ts'
import { setLegalHold } from '#capabilities/records/server/legal-hold.ts'
import { recordObservations } from '#capabilities/records/server/record-observations.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { newId } from '#platform/server/new-id.ts'
import type { World } from '#platform/test/world.ts'
import { startReactions } from './capabilities.ts'
import { arrangeWaitingAndCopied } from './image-refusal-rows.ts'
import type { Ids } from './refusal-rows.ts'

/** The case of the matrix: its people, and who leads its hospital. */
export type CaseUnderTest = { here: Emergency; leader: string }

let cases = 0
const onePixel = { columns: 1, rows: 1, bitsAllocated: 8, components: 3, isSigned: false } as const

type Arranging = { world: World; ids: Ids; here: Emergency }

/** What waits at the hospital of the case: a task after the needle, a legal hold; that no contract covers it waits for a judgement. */
async function arrangeWhatWaits({ world, ids, here }: Arranging): Promise<string> {
  await world.as(here.asker, async (tx, who) => {
    const run = { kind: 'consult', id: ids.consultId, patientId: here.patientId }
    await typeMilestone(tx, who, run, { code: 'needle', occurredAt: who.now })
  })
  const leader = await world.person(here.asking, 'leader')
  await world.as(leader, async (tx, who) => {
    await setLegalHold(tx, who, {
      patientId: here.patientId as Id<'patient'>,
      isHeld: true,
      reason: 'Khiếu nại đang mở',
    })
  })
  await world.sql(
    `insert into records.patient_identifier (id, patient_id, system, value, facility_id, created_at)
     values ($1, $2, 'personal-id', $4, $3, now())`,
    [newId(), here.patientId, here.asking, ids.personalId],
  )
  return leader
}

/** A frame and a picture of the study, as they lie on disk in a folder, a result of others, and a share of it. */
async function arrangeImages({ world, ids, here }: Arranging, imageFolder: string): Promise<void> {
  ids.seriesId = newId()
  ids.instanceId = newId()
  const seriesUid = `${ids.studyUid}.3`
  await world.sql('insert into imaging.series (id, study_id, series_uid) values ($1, $2, $3)', [
    ids.seriesId,
    ids.studyId,
    seriesUid,
  ])
  await world.sql(
    `insert into imaging.instance (id, study_id, series_id, sop_uid, sop_class, archive_id, syntax, sha256, bytes, tags, layout, frames, added_at)
     values ($1, $2, $3, $4, '1.2', $4, '1.2', 'x', 1, '{}', $5, '[[0, 4]]', now())`,
    [ids.instanceId, ids.studyId, ids.seriesId, `${seriesUid}.4`, JSON.stringify({ ...onePixel, components: 1 })],
  )
  ids.markId = newId()
  await world.sql(
    `insert into imaging.mark (id, mark_id, version, study_id, patient_id, instance_id, frame, kind, points, text, measure, made_by, made_at)
     values ($1, $1, 1, $2, $3, $4, 1, 'text', '[[1, 1]]', 'x', '{"unit":"px","length":null,"angle":null,"area":null,"values":null,"valueUnit":""}', $5, now())`,
    [ids.markId, ids.studyId, here.patientId, ids.instanceId, here.asker],
  )
  ids.keyImageId = newId()
  await world.sql(
    `insert into imaging.key_image (id, study_id, patient_id, instance_id, frame, view, marks, picture, sha256, made_by, made_at)
     values ($1, $2, $3, $4, 1, '{"slice":1,"slices":1,"window":null,"zoom":1,"focus":[0.5,0.5]}', '[]', 'x', 'x', $5, now())`,
    [ids.keyImageId, ids.studyId, here.patientId, ids.instanceId, here.asker],
  )
  const files = new FrameFiles(imageFolder)
  await files.writeFrames(ids.studyId, ids.instanceId, Buffer.from('frame'))
  await arrangeContents(world, ids, files)
  await files.writePicture(ids.studyId, ids.seriesId, 'key', Buffer.from('picture'))
  await arrangeResult({ world, ids, here })
  await arrangeShare({ world, ids, here })
}

/** A segmentation of somebody else's that the expert has turned on. */
async function arrangeResult({ world, ids, here }: Arranging): Promise<void> {
  ids.resultId = newId()
  const content = {
    ...{ title: 'x', isByAlgorithm: true, maker: { manufacturer: 'x', model: '', version: '', algorithm: '' } },
    ...{ rows: 1, columns: 1, segments: [], frames: [], seriesUids: [] },
  }
  await world.sql(
    `insert into imaging.result (id, study_id, instance_id, kind, content, masks, read_at)
     values ($1, $2, $3, 'segmentation', $4, 'x', now())`,
    [ids.resultId, ids.studyId, ids.slideId, JSON.stringify(content)],
  )
  await world.sql(
    `insert into imaging.result_switch (id, result_id, patient_id, person_id, is_on, switched_at)
     values ($1, $2, $3, $4, true, now())`,
    [newId(), ids.resultId, here.patientId, here.first],
  )
}

/** The study is shared with somebody outside, who looks at it by a viewer and in a browser. */
async function arrangeShare({ world, ids, here }: Arranging): Promise<void> {
  const made = await world.as(here.asker, async (tx, who) =>
    makeShare(tx, who, {
      ...{ studyId: ids.studyId as Id<'study'>, seriesIds: null, madeFor: 'x', basis: 'written-request', reason: 'x' },
      ...{ hours: 24, isIdentified: true, mayDownload: true, withCode: false, mayAdd: true },
    }),
  )
  const { token } = made
  const begun = await world.asSystem(async (tx, { now }) =>
    visitShare(tx, { token, code: undefined, source: '10.0.0.9', now }),
  )
  if (!('visit' in begun)) throw new Error('the visit did not begin')
  Object.assign(ids, { shareId: made.shareId, token, visit: begun.visit })
}

/** Arranges the case with all that belongs to it, and writes down its ids. */
export async function arrangeCase(world: World, ids: Ids, imageFolder: string): Promise<CaseUnderTest> {
  cases += 1
  ids.studyUid = `1.2.826.0.1.3680043.10.1.${cases}`
  ids.personalId = `01106500441${cases}`
  const here = await arrangeEmergency(world)
  const at: Arranging = { world, ids, here }
  ids.facilityId = here.asking
  ids.consultId = await here.ask()
  await world.as(here.first, async (tx, who) => await acceptConsult(tx, who, { consultId: ids.consultId }))
  const asked = { consultId: ids.consultId, toFacilityId: here.supporting as Id<'facility'>, reason: 'x' }
  ids.transferId = (await world.as(here.asker, async (tx, who) => await requestTransfer(tx, who, asked))).transferId
  const [session] = await world.sql('select id from sessions.session where subject_id = $1', [ids.consultId])
  ids.sessionId = String(session?.['id'])
  ids.studyId = newId()
  ids.documentId = newId()
  await world.sql(
    `insert into imaging.study (id, study_uid, archive_id, patient_id, facility_id, first_arrived_at, last_arrived_at, source, matched_by)
     values ($1, $2, $2, $3, $4, now(), now(), 'c-store', 'identifier')`,
    [ids.studyId, ids.studyUid, here.patientId, here.asking],
  )
  await arrangeWaitingAndCopied(world, ids, here)
  await world.sql(
    `insert into records.document (id, patient_id, kind, title, media_type, bytes, sha256, source_kind, source_id, version, filed_by, filed_at)
     values ($1, $2, 'minutes', 'x', 'application/pdf', 'x', 'x', 'test', $1, 1, $3, now())`,
    [ids.documentId, here.patientId, here.asker],
  )
  await arrangeImages(at, imageFolder)
  const leader = await arrangeWhatWaits(at)
  await crossNews2(at)
  const [warning] = await world.sql('select id from pathways.warning where patient_id = $1', [here.patientId])
  ids.warningId = String(warning?.['id'])
  ids.deliveryId = newId()
  await world.sql(
    `insert into consults.delivery (id, consult_id, page_id, person_id, channel, receipt_token, due_at)
     select $1, consult_id, id, person_id, 'sms', gen_random_uuid(), now() from consults.page where consult_id = $2 limit 1`,
    [ids.deliveryId, ids.consultId],
  )
  await world.sql(
    `insert into consults.message (id, consult_id, author_id, text, sent_at, received_at) values ($1, $2, $3, 'x', now(), now())`,
    [newId(), ids.consultId, here.asker],
  )
  return { here, leader }
}

/** Readings of the patient that cross a level, so that the matrix has a warning to refuse. */
async function crossNews2({ world, here }: Arranging): Promise<void> {
  startReactions()
  const effectiveAt = toInstant(world.clock.now())
  const reading = (code: 'systolic' | 'heart-rate', valueNumber: number) => ({
    ...{ code, valueNumber, valueText: null, isEstimated: false, effectiveAt },
  })
  const values = [reading('systolic', 82), reading('heart-rate', 134)]
  await world.as(here.asker, async (tx, who) => {
    await recordObservations(tx, who, { patientId: here.patientId as Id<'patient'>, values })
  })
}

/** A level of a slide and a document of the study, as they lie on disk. */
async function arrangeContents(world: World, ids: Ids, files: FrameFiles): Promise<void> {
  ids.slideId = newId()
  ids.letterId = newId()
  const keep = async (id: string, content: object) =>
    await world.sql(
      `insert into imaging.instance (id, study_id, series_id, sop_uid, sop_class, archive_id, syntax, sha256, bytes, tags, content, added_at)
       values ($1, $2, $3, $5, '1.2', $5, '1.2', 'x', 1, '{}', $4, now())`,
      [id, ids.studyId, ids.seriesId, JSON.stringify(content), `of ${id}`],
    )
  const size = { columns: 1, rows: 1, tileColumns: 1, tileRows: 1, spacing: null, power: null, planes: 1 }
  await keep(ids.slideId, { kind: 'tiles', level: 'x', role: 'volume', showsLabel: false, ...size })
  await keep(ids.letterId, { kind: 'document', title: '', bytes: 5, pages: null })
  const form = {
    decoder: 'jpeg',
    layout: onePixel,
    photometric: 'YBR_FULL_422',
    isPlanar: false,
    isBigEndian: false,
  } as const
  const tiles = packTiles(form, [{ cell: 0, bytes: Buffer.from('tile') }])
  await files.writeObject(ids.studyId, ids.slideId, { frames: Buffer.alloc(0), content: { bytes: tiles } })
  const letter = { bytes: Buffer.from('%PDF-') }
  await files.writeObject(ids.studyId, ids.letterId, { frames: Buffer.alloc(0), content: letter })
}
