import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { arrangeWard, type Ward } from '#capabilities/records/server/ward-under-test.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { packInstance } from '../pixels/index.ts'
import { type ArchiveUnderTest, openArchive, strangeImage } from './archive-under-test.ts'
import { FrameFiles } from './frame-files.ts'
import { type FrameMaker, indexArchive } from './index-archive.ts'
import { Intake } from './intake.ts'
import { PixelPool } from './pixel-pool.ts'
import { UploadTaker } from './take-upload.ts'
import { watchArchive } from './watch-archive.ts'

let archive: ArchiveUnderTest
let world: World
let ward: Ward
let maker: FrameMaker
let intake: Intake
let hostile: string

type Said = Parameters<typeof strangeImage>[0]
const takeIn = async (said: Said, facilityId: string = ward.here) =>
  await intake.takeIn(await packInstance(strangeImage(said)), { facilityId, aet: 'X' })
/** What the watcher of the archive and the maker of frames do, as if the images had come a while ago. */
const settle = async () => {
  await watchArchive(world.house, archive.orthanc)
  await world.sql("update imaging.study set last_arrived_at = '2000-01-01'")
  await indexArchive(maker)
}
const objectsOf = async (studyUid: string) =>
  (
    await world.sql(
      `select i.sop_uid from imaging.instance i join imaging.study s on s.id = i.study_id
       where s.study_uid = $1 and i.problem is null order by 1`,
      [studyUid],
    )
  ).map((row) => row['sop_uid'])

before(async () => {
  archive = await openArchive()
  world = await createWorld()
  ward = await arrangeWard(world)
  hostile = await world.facility('Another')
  const pool = new PixelPool(1)
  maker = { house: world.house, orthanc: archive.orthanc, pool, files: new FrameFiles(join(archive.folder, 'frames')) }
  intake = new Intake(maker)
})
after(async () => {
  await maker.pool.close()
  await world.close()
  await archive.close()
})

describe('an object that a gateway sends', () => {
  test('is stored once, is known when it comes again, and is refused with other content under its name', async () => {
    const said = { study: '1.2.1', series: '1.2.1.1', sop: '1.2.1.1.1', patient: 'P1' }
    assert.equal((await takeIn(said)).outcome, 'stored')
    assert.equal((await takeIn(said)).outcome, 'known')
    assert.deepEqual(await takeIn({ ...said, grey: 9 }), { outcome: 'refused', problem: 'same-uid-other-content' })
  })

  test('with a UID of two values, or a study that it names twice, is refused and leaves nothing in the archive', async () => {
    const two = { study: '1.2.20\\1.2.21', series: '1.2.20.1', sop: '1.2.20.1.1', patient: 'P2' }
    await assert.rejects(packInstance(strangeImage(two)), { problem: 'uid-invalid' })
    await takeIn({ study: '1.2.50', series: '1.2.50.1', sop: '1.2.50.1.1', patient: 'P5' })
    const twice = { study: '1.2.50', again: '1.2.59', series: '1.2.59.1', sop: '1.2.59.1.1', patient: 'P5' }
    assert.deepEqual(await takeIn(twice, hostile), { outcome: 'refused', problem: 'uid-invalid' })
    await settle()
    assert.deepEqual(await objectsOf('1.2.50'), ['1.2.50.1.1'])
    assert.deepEqual(await archive.orthanc.studiesOf('1.2.59.1.1'), [])
  })

  test('claims no series and no object of another study by their UIDs', async () => {
    assert.equal(
      (await takeIn({ study: '1.2.30', series: '1.2.31.1', sop: '1.2.31.1.1', patient: 'Z' }, hostile)).outcome,
      'stored',
    )
    assert.equal(
      (await takeIn({ study: '1.2.31', series: '1.2.31.1', sop: '1.2.31.1.1', patient: 'P3' })).outcome,
      'stored',
    )
    assert.deepEqual(await objectsOf('1.2.31'), ['1.2.31.1.1'])
  })

  test('joins no study of another hospital', async () => {
    await takeIn({ study: '1.2.60', series: '1.2.60.1', sop: '1.2.60.1.1', patient: 'P6' })
    const foreign = { study: '1.2.60', series: '1.2.60.2', sop: '1.2.60.2.1', patient: 'P6' }
    assert.deepEqual(await takeIn(foreign, hostile), { outcome: 'refused', problem: 'study-of-another-hospital' })
  })
})

describe('an object that a person uploads', () => {
  test('and that names its study twice is not put into the other study', async () => {
    await takeIn({ study: '1.2.70', series: '1.2.70.1', sop: '1.2.70.1.1', patient: 'P7' })
    const path = join(archive.folder, 'twice.dcm')
    writeFileSync(
      path,
      strangeImage({ study: '1.2.70', again: '1.2.79', series: '1.2.79.1', sop: '1.2.79.1.1', patient: 'P7' }),
    )
    const to = { patientId: await ward.register(), facilityId: ward.here, personId: ward.doctor }
    const outcome = await new UploadTaker(world.house, archive.orthanc).take(path, to, () => undefined)
    assert.equal(outcome?.images, 0)
    await settle()
    assert.deepEqual(await objectsOf('1.2.70'), ['1.2.70.1.1'])
  })
})
