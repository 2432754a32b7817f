import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Id } from '#platform/contract/id.ts'
import { newId } from '#platform/server/new-id.ts'
import { refusal } from '#platform/test/refusal.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { openArchive, strangeImage } from './archive-under-test.ts'
import { eraseStudy } from './erase-study.ts'
import { FrameFiles } from './frame-files.ts'
import { listRemovedStudies } from './list-removed-studies.ts'
import { listWaitingStudies } from './list-studies.ts'
import { matchStudy, matchWaiting } from './match-study.ts'
import { arrangeMatching, type MatchUnderTest } from './match-under-test.ts'
import { removeStudy } from './remove-study.ts'
import { unmatchStudy } from './unmatch-study.ts'

const reason = 'Ảnh thử máy, không phải của người bệnh'

let world: World
let here: MatchUnderTest
let studyId: Id<'study'>

const remove = async (person: string) =>
  await world.as(person, async (tx, actor) => await removeStudy(tx, actor, { studyId, reason }))
const waiting = async (person: string) =>
  await world.as(person, async (tx, actor) => await listWaitingStudies(tx, actor, { facilityId: here.facilityId }))
const removed = async (person: string) =>
  await world.as(person, async (tx, actor) => await listRemovedStudies(tx, actor, { facilityId: here.facilityId }))

before(async () => {
  world = await createWorld()
})
after(async () => await world.close())
beforeEach(async () => {
  here = await arrangeMatching(world)
  studyId = await here.arrive()
})

describe('a study that waits', () => {
  test('is removed with a reason: it is there for nobody, who and why stays', async () => {
    await remove(here.nurse)
    assert.deepEqual(await waiting(here.technician), [])
    const [notice] = await removed(here.technician)
    assert.deepEqual([notice?.reason, notice?.by?.id, notice?.instanceCount], [reason, here.nurse, 28])
    assert.equal(notice?.erasedAt, null)
    const [row] = await world.sql('select * from imaging.study where id = $1', [studyId])
    assert.ok(!JSON.stringify(row).includes('VU^A DE'), 'who it was sent as goes with it')
    await assert.rejects(remove(here.nurse), refusal('not-found'))
    await assert.rejects(removed(here.stranger), refusal('not-found'))
  })

  test('is removed by nobody of another hospital', async () => {
    for (const person of [here.stranger, here.expert]) await assert.rejects(remove(person), refusal('not-found'))
    assert.equal((await waiting(here.nurse)).length, 1)
  })

  test('is removed or matched, never both', async () => {
    const patientId = await here.register()
    const match = world.as(here.technician, async (tx, actor) => await matchStudy(tx, actor, { studyId, patientId }))
    const results = await Promise.allSettled([match, remove(here.nurse)])
    assert.equal(results.filter((each) => each.status === 'fulfilled').length, 1)
    const [row] = await world.sql('select patient_id, removed_at from imaging.study where id = $1', [studyId])
    assert.equal(row?.['patient_id'] === null, row?.['removed_at'] !== null)
  })

  test('stays when it is or was in a record, and when it bears an identifier of a record under a hold', async () => {
    const mrn = `MN-${newId()}`
    const patientId = await here.register({ mrn })
    await world.as(here.technician, async (tx, actor) => await matchStudy(tx, actor, { studyId, patientId }))
    await assert.rejects(remove(here.nurse), refusal('study-in-a-record'))
    await world.as(here.technician, async (tx, actor) => await unmatchStudy(tx, actor, { studyId, patientId, reason }))
    await assert.rejects(remove(here.nurse), refusal('study-was-in-a-record'))
    studyId = await here.arrive()
    await world.sql('update imaging.study set sent_patient_id = $2 where id = $1', [studyId, mrn])
    await world.sql(
      `insert into records.legal_hold (id, patient_id, facility_id, reason, placed_by, placed_at)
       values ($1, $2, $3, 'Cơ quan điều tra yêu cầu', $4, now())`,
      [newId(), patientId, here.facilityId, here.technician],
    )
    await assert.rejects(remove(here.nurse), refusal('record-is-held'))
  })

  test('stays too when those records are not seen by who removes', async () => {
    const mrn = `MN-${newId()}`
    const patientId = await here.register({ mrn })
    const elsewhere = await world.facility('Nam Định')
    await world.as(here.technician, async (tx, actor) => await matchStudy(tx, actor, { studyId, patientId }))
    await world.as(here.technician, async (tx, actor) => await unmatchStudy(tx, actor, { studyId, patientId, reason }))
    const second = await here.arrive()
    await world.sql('update imaging.study set sent_patient_id = $2 where id = $1', [second, mrn])
    await world.sql(
      `insert into records.legal_hold (id, patient_id, facility_id, reason, placed_by, placed_at)
       values ($1, $2, $3, 'Cơ quan điều tra yêu cầu', $4, now())`,
      [newId(), patientId, elsewhere, here.expert],
    )
    await world.sql('update records.care_link set facility_id = $2 where patient_id = $1', [patientId, elsewhere])
    await assert.rejects(remove(here.nurse), refusal('study-was-in-a-record'))
    studyId = second
    await assert.rejects(remove(here.nurse), refusal('record-is-held'))
  })

  test('is taken away by no row that names another hospital, or what is kept', async () => {
    const insert = async (person: string, facilityId: string) =>
      await world.as(person, async (tx, { personId, now }) => {
        await tx
          .insertInto('imaging.removal')
          .values({
            ...{ study_id: studyId, facility_id: facilityId, study_uid: 'x', modality: 'CT', instance_count: 1 },
            ...{ reason, removed_by: personId, removed_at: now },
          })
          .execute()
      })
    const [row] = await world.sql('select facility_id from identity.role where person_id = $1', [here.stranger])
    await assert.rejects(insert(here.stranger, String(row?.['facility_id'])), /waits at this hospital/)
    const patientId = await here.register()
    await world.as(here.technician, async (tx, actor) => await matchStudy(tx, actor, { studyId, patientId }))
    await assert.rejects(insert(here.nurse, here.facilityId), /is kept/)
  })

  test('that comes again after it was removed is a new one', async () => {
    const [row] = await world.sql('select study_uid from imaging.study where id = $1', [studyId])
    await remove(here.nurse)
    const again = await here.arrive({ studyUid: String(row?.['study_uid']) })
    assert.notEqual(again, studyId)
    assert.deepEqual(
      (await waiting(here.nurse)).map((each) => each.id),
      [again],
    )
    await world.asSystem(async (tx, actor) => await matchWaiting(tx, actor, newId()))
  })
})

describe('erasing a removed study', () => {
  test('takes its own objects from archive, disk and tables, and is done once', async () => {
    const archive = await openArchive()
    const folder = join(archive.folder, 'frames')
    const files = new FrameFiles(folder)
    const { orthanc } = archive
    const other = await here.arrive()
    const store = async (study: string, sop: string) =>
      (await orthanc.store(strangeImage({ study, series: `${study}.1`, sop, patient: 'P' }))).ID
    const [own, foreign, theirs] = [
      await store('1.2', '1.2.1.1'),
      await store('1.2', '1.2.1.2'),
      await store('1.3', '1.3.1.1'),
    ]
    for (const [of, archiveId, problem] of [
      [studyId, own, null],
      [studyId, foreign, 'study-of-another-hospital'],
      [other, theirs, null],
    ] as const) {
      await world.sql(
        `insert into imaging.instance (id, study_id, sop_uid, sop_class, archive_id, syntax, sha256, bytes, tags, problem, added_at)
         values ($1, $2, $3, '', $3, '', '', 0, '{}', $4, now())`,
        [newId(), of, archiveId, problem],
      )
      await files.writeFrames(of, newId(), Buffer.from('frame'))
    }
    const maker = { house: world.house, orthanc, files }
    await eraseStudy(maker, { studyId })
    assert.ok(await orthanc.file(own), 'nothing is erased that was not removed')
    assert.equal((await readdir(folder)).length, 2)
    await remove(here.nurse)
    await eraseStudy(maker, { studyId })
    await eraseStudy(maker, { studyId })
    assert.equal(await orthanc.file(own), null)
    for (const kept of [foreign, theirs]) assert.ok(await orthanc.file(kept))
    assert.deepEqual(await readdir(folder), [other])
    const left = await world.sql('select archive_id from imaging.instance where study_id in ($1, $2)', [studyId, other])
    assert.deepEqual(left, [{ archive_id: theirs }])
    assert.notEqual((await removed(here.nurse))[0]?.erasedAt, null)
    await archive.close()
  })
})
