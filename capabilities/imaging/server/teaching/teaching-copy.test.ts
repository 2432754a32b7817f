import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Id } from '#platform/contract/id.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { newId } from '#platform/server/new-id.ts'
import { refusal } from '#platform/test/refusal.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import type { Box, TeachingCopy } from '../../contract/teaching.ts'
import { openDicom, shownFrames } from '../../pixels/index.ts'
import { inspectFile } from '../inspect.ts'
import { matchStudy } from '../match-study.ts'
import { arrangeMatching, type MatchUnderTest } from '../match-under-test.ts'
import { unmatchStudy } from '../unmatch-study.ts'
import { TextFinder } from './burned-in.ts'
import { blackOutTeachingCopy, finishTeachingCopy } from './finish-teaching-copy.ts'
import { HubKey } from './hub-key.ts'
import { makeTeachingCopy } from './make-teaching-copy.ts'
import { prepareTeachingCopy, type TeachingMaker } from './prepare-teaching-copy.ts'
import { recheckTeachingCopies } from './recheck-teaching-copies.ts'
import { reviewTeachingImage } from './review-teaching-image.ts'
import { sendTeachingPicture } from './send-teaching.ts'
import { TeachingFiles } from './teaching-files.ts'
import { discardTeachingCopy, getTeachingCopy, listTeachingCopies } from './teaching-row.ts'
import { dumpOf, identifying, identifyingFile } from './teaching-under-test.ts'

type CopyId = Id<'teaching-copy'>

const key = new HubKey(randomBytes(32))

let world: World
let here: MatchUnderTest
let folder: string
let finder: TextFinder
let maker: TeachingMaker
let doctor: string
let colleague: string
let patientId: Id<'patient'>
let studyId: Id<'study'>
let seriesId: Id<'series'>
const originals = new Map<string, Buffer>()

/** An object of the study, as the intake writes it. */
async function keep(file: Buffer): Promise<void> {
  const archiveId = newId()
  const { sopClass, syntax, sha256, tags } = await inspectFile(file)
  originals.set(archiveId, file)
  await world.sql(
    `insert into imaging.instance (id, study_id, series_id, sop_uid, sop_class, archive_id, syntax, sha256, bytes, tags, added_at)
     values ($1, $2, $3, $4, $5, $4, $6, $7, $8, $9, now())`,
    [newId(), studyId, seriesId, archiveId, sopClass, syntax, sha256, file.length, JSON.stringify(tags)],
  )
}

const make = async (person = doctor, facilityId = here.facilityId): Promise<CopyId> => {
  const input = { studyId, facilityId, series: [seriesId], purpose: 'Giảng về sỏi túi mật' }
  return (
    await world.as(
      person,
      async (tx, actor) =>
        // the schema brands the id of the facility for the compiler alone
        await makeTeachingCopy(key)(tx, actor, input as Parameters<ReturnType<typeof makeTeachingCopy>>[2]),
    )
  ).copyId
}
const prepared = async (): Promise<CopyId> => {
  const copyId = await make()
  await prepareTeachingCopy(maker, finder, { copyId })
  return copyId
}
const get = async (person: string, copyId: CopyId): Promise<TeachingCopy> =>
  await world.as(person, async (tx, actor) => await getTeachingCopy(tx, actor, { copyId }))
const finish = async (person: string, copyId: CopyId) =>
  await world.as(person, async (tx, actor) => await finishTeachingCopy(key)(tx, actor, { copyId }))
const review = async (copyId: CopyId, boxes?: Box[], more: { isLeftOut?: boolean; isForSeries?: boolean } = {}) => {
  const [image] = (await get(doctor, copyId)).list
  assert.ok(image)
  const input = {
    copyId,
    imageId: image.id,
    boxes: boxes ?? image.found,
    isLeftOut: false,
    isForSeries: false,
    ...more,
  }
  await world.as(doctor, async (tx, actor) => await reviewTeachingImage(key)(tx, actor, input))
  return image
}
const look = async (copyId: CopyId, imageId: Id<'teaching-image'>): Promise<number> => {
  let bytes = 0
  const reply = { type: () => reply, header: () => reply, send: (picture: Buffer) => void (bytes = picture.length) }
  const call = { house: world.house, actor: await world.actor(doctor), note: () => undefined, reply }
  // of a call it needs these alone
  await sendTeachingPicture({ key, files: maker.files }, call as unknown as OutsideCall, { copyId, imageId, frame: 1 })
  return bytes
}
const finalOf = async (copyId: CopyId, imageId: string): Promise<Buffer> => {
  const file = await maker.files.read(copyId, imageId, 'final')
  assert.ok(file)
  return file
}
const framesOf = async (file: Buffer): Promise<Buffer[]> => {
  const frames: Buffer[] = []
  for await (const { samples } of shownFrames(openDicom(file))) frames.push(samples)
  return frames
}

before(async () => {
  world = await createWorld()
  folder = mkdtempSync(join(tmpdir(), 'tuyen-teaching-'))
  finder = await TextFinder.open()
  maker = {
    house: world.house,
    orthanc: { file: async (id) => originals.get(id) ?? null },
    key,
    files: new TeachingFiles(folder),
  }
})
after(async () => {
  await finder.close()
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  here = await arrangeMatching(world)
  doctor = await world.person(here.facilityId, 'doctor')
  colleague = await world.person(here.facilityId, 'doctor')
  patientId = await here.register()
  await here.grant(patientId)
  studyId = await here.arrive()
  await world.as(here.technician, async (tx, actor) => await matchStudy(tx, actor, { studyId, patientId }))
  seriesId = newId<'series'>()
  await world.sql('insert into imaging.series (id, study_id, series_uid) values ($1, $2, $3)', [
    seriesId,
    studyId,
    `1.2.${BigInt(`0x${newId().replaceAll('-', '')}`)}`,
  ])
  originals.clear()
  await keep(await identifyingFile())
})

describe('a copy for teaching', () => {
  test('is asked for by a doctor of the hospital that treats the patient; who advises has the images for the case alone', async () => {
    await assert.rejects(make(here.expert), refusal('not-your-facility'))
    const [held] = (await world.actor(here.expert)).roles
    await assert.rejects(make(here.expert, held?.facilityId), refusal('not-your-facility'))
    await assert.rejects(make(here.stranger), refusal('not-found'))
    await assert.rejects(make(here.technician), refusal('not-your-facility'))
    assert.equal((await get(doctor, await make())).state, 'preparing')
  })

  test('is held after it was prepared, and nobody reads it but who made it', async () => {
    const copyId = await prepared()
    const copy = await get(doctor, copyId)
    assert.deepEqual([copy.state, copy.images, copy.toReview], ['held', 1, 1])
    assert.deepEqual(copy.list[0]?.held, ['ultrasound', 'text-found'])
    for (const person of [colleague, here.technician, here.expert, here.stranger])
      await assert.rejects(get(person, copyId), refusal('not-found'))
    const list = await world.as(colleague, async (tx, actor) => await listTeachingCopies(key)(tx, actor, { patientId }))
    assert.deepEqual(list, [])
  })

  test('is not finished before everything held was looked at, and stays closed', async () => {
    const copyId = await prepared()
    await assert.rejects(finish(doctor, copyId), refusal('images-not-reviewed'))
    await assert.rejects(finish(colleague, copyId), refusal('not-found'))
    await assert.rejects(get(colleague, copyId), refusal('not-found'))
  })

  test('is readable for the hospital once it was reviewed and blacked out, and no sooner', async () => {
    const copyId = await prepared()
    const image = await review(copyId)
    await finish(doctor, copyId)
    await assert.rejects(get(colleague, copyId), refusal('not-found'))
    assert.equal(await maker.files.read(copyId, image.id, 'final'), null)
    await blackOutTeachingCopy(maker, { copyId })
    const copy = await get(colleague, copyId)
    assert.deepEqual([copy.state, copy.reviewedBy?.id], ['usable', doctor])
    await assert.rejects(get(here.stranger, copyId), refusal('not-found'))
    assert.deepEqual(readdirSync(join(folder, copyId)), [`${image.id}.final.dcm`])
  })

  test('then has nothing of the patient in elements or pixels: by dcmdump, and read again', async () => {
    const copyId = await prepared()
    const image = await review(copyId)
    await finish(doctor, copyId)
    await blackOutTeachingCopy(maker, { copyId })
    const file = await finalOf(copyId, image.id)
    const dump = dumpOf(file)
    for (const value of Object.values(identifying)) {
      assert.ok(!dump.includes(value), value)
      assert.ok(!file.includes(value), value)
    }
    assert.match(dump, /\(0028,0301\) CS \[NO\]/)
    const [bytes = Buffer.alloc(0)] = await framesOf(file)
    assert.deepEqual(await finder.find({ bytes, columns: 512, rows: 512 }), [])
  })

  test('is blacked out where the person drew, such as a mark of foetal sex, and not where they took a box away', async () => {
    const copyId = await prepared()
    const image = await review(copyId, [{ x: 0, y: 0, width: 150, height: 60 }])
    await finish(doctor, copyId)
    await blackOutTeachingCopy(maker, { copyId })
    const [samples = Buffer.alloc(0)] = await framesOf(await finalOf(copyId, image.id))
    const [source = Buffer.alloc(0)] = await framesOf([...originals.values()][0] ?? Buffer.alloc(0))
    const lit = (of: Buffer, from: number, to: number) =>
      of.filter((value, at) => value > 0x80 && at % 512 >= from && at % 512 < to).length
    assert.ok(lit(source, 0, 150) > 100)
    assert.equal(lit(samples, 0, 150), 0)
    assert.equal(lit(samples, 150, 512), lit(source, 150, 512))
    assert.ok(lit(source, 150, 512) > 100)
  })

  test('leaves out what the person leaves out, and is nothing when that is everything', async () => {
    await keep(await identifyingFile({ instance: 2 }))
    const copyId = await prepared()
    const image = await review(copyId, [], { isLeftOut: true })
    await assert.rejects(finish(doctor, copyId), refusal('images-not-reviewed'))
    const [, second] = (await get(doctor, copyId)).list
    assert.ok(second)
    const input = { copyId, imageId: second.id, boxes: second.found, isLeftOut: false, isForSeries: false }
    await world.as(doctor, async (tx, actor) => await reviewTeachingImage(key)(tx, actor, input))
    await finish(doctor, copyId)
    await blackOutTeachingCopy(maker, { copyId })
    assert.deepEqual(readdirSync(join(folder, copyId)), [`${second.id}.final.dcm`])
    assert.equal(await maker.files.read(copyId, image.id, 'held'), null)
  })

  test('of which all is left out is not finished', async () => {
    const copyId = await prepared()
    await review(copyId, [], { isLeftOut: true })
    await assert.rejects(finish(doctor, copyId), refusal('nothing-to-keep'))
  })

  test('takes the boxes of one image for its series, besides what was found in each', async () => {
    await keep(await identifyingFile({ instance: 2, top: 400 }))
    const copyId = await prepared()
    const own = { x: 1, y: 200, width: 5, height: 5 }
    await review(copyId, [own], { isForSeries: true })
    const copy = await get(doctor, copyId)
    assert.equal(copy.toReview, 0)
    const [, second] = copy.list
    assert.deepEqual(second?.confirmed, [...(second?.found ?? []), own])
    assert.ok((second?.found.length ?? 0) > 0)
  })

  test('is finished once: of two presses one counts', async () => {
    const copyId = await prepared()
    await review(copyId)
    const results = await Promise.allSettled([finish(doctor, copyId), finish(doctor, copyId)])
    assert.deepEqual(results.map((each) => each.status).toSorted(), ['fulfilled', 'rejected'])
    await assert.rejects(review(copyId), refusal('copy-not-held'))
  })

  test('of a study that has left the record meanwhile is made of nothing', async () => {
    const copyId = await make()
    const undo = { studyId, patientId, reason: 'Sai người bệnh' }
    await world.as(here.technician, async (tx, actor) => await unmatchStudy(tx, actor, undo))
    await prepareTeachingCopy(maker, finder, { copyId })
    assert.equal((await get(doctor, copyId)).state, 'failed')
  })

  test('goes when its study turns out to be another patient’s', async () => {
    const copyId = await prepared()
    const other = { studyId: newId(), patientId }
    await recheckTeachingCopies(maker, other)
    assert.equal((await get(doctor, copyId)).state, 'held')
    await recheckTeachingCopies(maker, { studyId, patientId })
    await assert.rejects(get(doctor, copyId), refusal('not-found'))
    assert.throws(() => readdirSync(join(folder, copyId)), /ENOENT/)
  })

  test('names neither study nor patient in the database; the key alone links them', async () => {
    const copyId = await prepared()
    const rows = await world.sql(
      `select c.*, encode(c.source, 'escape') as text from imaging.teaching_copy c where id = $1`,
      [copyId],
    )
    const images = await world.sql('select * from imaging.teaching_image where copy_id = $1', [copyId])
    const said = JSON.stringify([rows, images])
    for (const secret of [studyId, patientId, seriesId, ...Object.values(identifying)])
      assert.ok(!said.includes(secret), secret)
    const source = key.open((rows[0]?.['source'] as Buffer) ?? Buffer.alloc(0))
    assert.equal(source.studyId, studyId)
    const mine = await world.as(doctor, async (tx, actor) => await listTeachingCopies(key)(tx, actor, { patientId }))
    assert.deepEqual(
      mine.map((each) => each.id),
      [copyId],
    )
  })

  test('is closed as a draft to who made it once they work at the hospital no longer', async () => {
    const copyId = await prepared()
    const image = await review(copyId)
    assert.ok((await look(copyId, image.id)) > 0)
    await world.sql('delete from identity.role where person_id = $1', [doctor])
    await assert.rejects(get(doctor, copyId), refusal('not-found'))
    await assert.rejects(look(copyId, image.id), refusal('not-found'))
    await assert.rejects(finish(doctor, copyId), refusal('not-found'))
    const list = await world.as(doctor, async (tx, actor) => await listTeachingCopies(key)(tx, actor, {}))
    assert.deepEqual(list, [])
    const changed = await world.as(
      doctor,
      async (tx) => await tx.updateTable('imaging.teaching_copy').set({ state: 'finishing' }).executeTakeFirst(),
    )
    assert.equal(Number(changed.numUpdatedRows), 0)
  })

  test('is neither shown, reviewed nor finished as a draft once the hospital treats the patient no longer', async () => {
    const copyId = await prepared()
    const image = await review(copyId)
    assert.ok((await look(copyId, image.id)) > 0)
    await world.sql('delete from records.care_link where patient_id = $1', [patientId])
    await assert.rejects(look(copyId, image.id), refusal('not-found'))
    await assert.rejects(review(copyId), refusal('not-found'))
    await assert.rejects(finish(doctor, copyId), refusal('not-found'))
  })

  test('that was thrown away is gone', async () => {
    const copyId = await prepared()
    await assert.rejects(
      world.as(colleague, async (tx, actor) => await discardTeachingCopy(tx, actor, { copyId })),
      refusal('not-found'),
    )
    await world.as(doctor, async (tx, actor) => await discardTeachingCopy(tx, actor, { copyId }))
    await assert.rejects(get(doctor, copyId), refusal('not-found'))
  })
})
