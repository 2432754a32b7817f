import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { acceptConsult } from '#capabilities/consults/server/accept-consult.ts'
import { arrangeEmergency, type Emergency } from '#capabilities/consults/server/emergency-under-test.ts'
import { requestTransfer } from '#capabilities/consults/server/request-transfer.ts'
import { packTiles } from '#capabilities/imaging/pixels/index.ts'
import { FrameFiles } from '#capabilities/imaging/server/index.ts'
import { typeMilestone } from '#capabilities/pathways/server/milestones.ts'
import { setLegalHold } from '#capabilities/records/server/legal-hold.ts'
import { recordObservations } from '#capabilities/records/server/record-observations.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { newId } from '#platform/server/new-id.ts'
import type { World } from '#platform/test/world.ts'
import { startReactions } from './capabilities.ts'
import { arrangeWaitingAndCopied } from './image-refusal-rows.ts'
import { type Ids, studyUid } from './refusal-rows.ts'

/** The case of the matrix: its people, who leads its hospital, and where its frames lie. */
export type CaseUnderTest = { here: Emergency; leader: string; imageFolder: string }

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
     values ($1, $2, 'personal-id', '011065004417', $3, now())`,
    [newId(), here.patientId, here.asking],
  )
  return leader
}

/** A frame and a picture of the study, as they lie on disk, and a share of it; gives their folder. */
async function arrangeImages({ world, ids, here }: Arranging): Promise<string> {
  ids.seriesId = newId()
  ids.instanceId = newId()
  await world.sql(`insert into imaging.series (id, study_id, series_uid) values ($1, $2, '1.2.3')`, [
    ids.seriesId,
    ids.studyId,
  ])
  await world.sql(
    `insert into imaging.instance (id, study_id, series_id, sop_uid, sop_class, archive_id, syntax, sha256, bytes, tags, frames, added_at)
     values ($1, $2, $3, '1.2.3.4', '1.2', 'b', '1.2', 'x', 1, '{}', '[[0, 4]]', now())`,
    [ids.instanceId, ids.studyId, ids.seriesId],
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
  const imageFolder = await mkdtemp(join(tmpdir(), 'images-'))
  const files = new FrameFiles(imageFolder)
  await files.writeFrames(ids.studyId, ids.instanceId, Buffer.from('frame'))
  await arrangeContents(world, ids, files)
  await files.writePicture(ids.studyId, ids.seriesId, 'key', Buffer.from('picture'))
  ids.shareId = newId()
  await world.sql(
    `insert into imaging.share (id, study_id, patient_id, made_for, basis, reason, token_hash, is_identified, may_download, created_by, created_at, expires_at)
     values ($1, $2, $3, 'x', 'written-request', 'x', 'x', false, false, $4, now(), '2100-01-01')`,
    [ids.shareId, ids.studyId, here.patientId, here.asker],
  )
  return imageFolder
}

/** Arranges the case with all that belongs to it, and writes down its ids. */
export async function arrangeCase(world: World, ids: Ids): Promise<CaseUnderTest> {
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
     values ($1, $2, 'a', $3, $4, now(), now(), 'c-store', 'identifier')`,
    [ids.studyId, studyUid, here.patientId, here.asking],
  )
  await arrangeWaitingAndCopied(world, ids, here)
  await world.sql(
    `insert into records.document (id, patient_id, kind, title, media_type, bytes, sha256, source_kind, source_id, version, filed_by, filed_at)
     values ($1, $2, 'minutes', 'x', 'application/pdf', 'x', 'x', 'test', $1, 1, $3, now())`,
    [ids.documentId, here.patientId, here.asker],
  )
  const imageFolder = await arrangeImages(at)
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
  return { here, leader, imageFolder }
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
  const layout = { columns: 1, rows: 1, bitsAllocated: 8, components: 3, isSigned: false } as const
  const form = { decoder: 'jpeg', layout, photometric: 'YBR_FULL_422', isPlanar: false, isBigEndian: false } as const
  const tiles = packTiles(form, [{ cell: 0, bytes: Buffer.from('tile') }])
  await files.writeObject(ids.studyId, ids.slideId, { frames: Buffer.alloc(0), content: { bytes: tiles } })
  const letter = { bytes: Buffer.from('%PDF-') }
  await files.writeObject(ids.studyId, ids.letterId, { frames: Buffer.alloc(0), content: letter })
}
