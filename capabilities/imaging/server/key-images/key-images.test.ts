import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, beforeEach, describe, test } from 'node:test'
import sharp from 'sharp'
import { newId } from '#platform/server/new-id.ts'
import { outsideCall } from '#platform/test/outside-call.ts'
import { refusal } from '#platform/test/refusal.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { keepKeyImage as keepContract, keyImageLimits } from '../../contract/key-images.ts'
import { saveMarks as saveContract } from '../../contract/marks.ts'
import { arrangeMarks, type MarksUnderTest, sendStudy } from '../marks/marks-under-test.ts'
import { saveMarks } from '../marks/save-marks.ts'
import { captionKeyImage, removeKeyImage } from './change-key-image.ts'
import { keepKeyImage, type TakesPart } from './keep-key-image.ts'
import { keyImagesFor, keyPictures, listKeyImages, sendKeyPicture } from './key-image-row.ts'

let world: World
let here: MarksUnderTest
let study: Awaited<ReturnType<typeof sendStudy>>
let subject: { kind: 'consult'; id: string }

before(async () => {
  world = await createWorld()
  here = await arrangeMarks(world)
})
after(async () => {
  await here?.close()
  await world.close()
})
beforeEach(async () => {
  study = await sendStudy(world, here)
  subject = { kind: 'consult', id: newId() }
})

const view = { slice: 1, slices: 2, window: { center: 50, width: 100 }, zoom: 1, focus: [0.5, 0.5] }

async function keep(person: string, changed: object = {}) {
  const { call } = await outsideCall(world, person)
  const input = { studyId: study.studyId, instanceId: study.instances[0], frame: 1, view, subject, ...changed }
  const takesPart: TakesPart = async (_tx, asked, patientId) => asked.id === subject.id && patientId === here.patientId
  return await keepKeyImage({ ...here.desk, takesPart }, call, keepContract.input.parse(input))
}
async function pictureOf(person: string, keyImageId: string): Promise<Buffer> {
  const { call, sent } = await outsideCall(world, person)
  await sendKeyPicture(call, { keyImageId })
  return Buffer.from(sent())
}
async function greyAt(picture: Buffer, x: number, y: number): Promise<number> {
  const { data, info } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true })
  return data[Math.round(y * (info.height - 1)) * info.width + Math.round(x * (info.width - 1))] ?? -1
}
const list = async (person: string) =>
  await world.as(
    person,
    async (tx, actor) =>
      await listKeyImages(tx, actor, { patientId: here.patientId, subjectKind: 'consult', subjectId: subject.id }),
  )

describe('a key image', () => {
  test('is the picture of the view in its window, in the shape that it has in the body, for all who see the patient', async () => {
    world.hints.length = 0
    const kept = await keep(here.doctor)
    assert.deepEqual(
      world.hints.map((hint) => hint.topic),
      [`patient/${here.patientId}`, `consult/${subject.id}`],
    )
    const picture = await pictureOf(here.expert, kept.id)
    assert.equal(createHash('sha256').update(picture).digest('hex'), kept.sha256)
    const { width, height } = await sharp(picture).metadata()
    // 64 × 64 pixels of 0.5 mm by 0.25 mm stand twice as high as wide
    assert.ok(Math.abs(height / width - 2) < 0.01, `${width} × ${height}`)
    // 100 units are white in this window, 0 is black
    assert.ok((await greyAt(picture, 15 / 64, 15 / 64)) > 245)
    assert.ok((await greyAt(picture, 40 / 64, 40 / 64)) < 10)
    assert.equal((await list(here.expert))[0]?.id, kept.id)
  })

  test('enlarged shows the part that was looked at', async () => {
    const kept = await keep(here.doctor, { view: { ...view, zoom: 8, focus: [15 / 64, 15 / 64] } })
    const picture = await pictureOf(here.doctor, kept.id)
    for (const [x, y] of [
      [0.05, 0.05],
      [0.5, 0.5],
      [0.95, 0.95],
    ] as const)
      assert.ok((await greyAt(picture, x, y)) > 245)
  })

  test('bears the marks that were saved on it, and keeps them whatever becomes of them', async () => {
    const { call } = await outsideCall(world, here.doctor)
    const mark = {
      instanceId: study.instances[0],
      frame: 1,
      kind: 'length',
      points: [
        [30, 50],
        [60, 50],
      ],
    }
    await saveMarks(here.desk, call, saveContract.input.parse({ studyId: study.studyId, marks: [mark] }))
    const kept = await keep(here.expert)
    assert.deepEqual(
      kept.marks.map((each) => [each.kind, each.version, each.measure.length]),
      [['length', 1, 7.5]],
    )
    const picture = await pictureOf(here.doctor, kept.id)
    assert.ok((await greyAt(picture, 45 / 64, 50 / 64)) > 120, 'the line is drawn')
    assert.ok((await greyAt(picture, 45 / 64, 45 / 64)) < 20, 'and nothing beside it')
    const corrects = { markId: kept.marks[0]?.markId, version: 1 }
    const again = {
      ...mark,
      points: [
        [30, 50],
        [40, 50],
      ],
      corrects,
    }
    await saveMarks(here.desk, call, saveContract.input.parse({ studyId: study.studyId, marks: [again] }))
    assert.equal((await list(here.doctor))[0]?.marks[0]?.measure.length, 7.5)
  })

  test('has one caption, by who kept it', async () => {
    const { id: keyImageId } = await keep(here.doctor)
    const caption = async (person: string, text: string) =>
      await world.as(person, async (tx, actor) => await captionKeyImage(tx, actor, { keyImageId, caption: text }))
    await assert.rejects(caption(here.expert, 'Không phải của tôi'), refusal('mark-of-another'))
    await caption(here.doctor, 'Ổ nhồi máu')
    await assert.rejects(caption(here.doctor, 'Khác'), refusal('caption-written'))
    assert.equal((await list(here.expert))[0]?.caption, 'Ổ nhồi máu')
  })

  test('taken away with a reason is in no list, and its row and picture stay', async () => {
    const { id: keyImageId } = await keep(here.doctor)
    const remove = async (person: string) =>
      await world.as(
        person,
        async (tx, actor) => await removeKeyImage(tx, actor, { keyImageId, reason: 'Chọn nhầm lát' }),
      )
    await assert.rejects(remove(here.expert), refusal('mark-of-another'))
    await remove(here.doctor)
    await assert.rejects(remove(here.doctor), refusal('not-found'))
    assert.deepEqual(await list(here.doctor), [])
    const found = await world.asSystem(async (tx, actor) => ({
      standing: await keyImagesFor(tx, actor, { patientId: here.patientId, subject, most: 9, until: null }),
      pictures: await keyPictures(tx, [keyImageId]),
    }))
    assert.deepEqual([found.standing.length, found.pictures.size], [0, 1])
    await assert.rejects(
      world.asSystem(async (tx) => await tx.updateTable('imaging.key_image').set({ sha256: 'x' }).execute()),
      /permission denied/,
    )
  })

  test('is kept for no case in which one does not take part, and nobody there hears of it', async () => {
    world.hints.length = 0
    const foreign = { kind: 'consult', id: newId() }
    await assert.rejects(keep(here.doctor, { subject: foreign }), refusal('not-found'))
    assert.deepEqual(world.hints, [])
    assert.deepEqual(await world.sql('select id from imaging.key_image where subject_id = $1', [foreign.id]), [])
  })

  test('is kept under nobody else’s name, and of no image of another patient, by the tables too', async () => {
    const insert = async (madeBy: string, patientId: string) =>
      await world.as(here.doctor, async (tx) => {
        await tx
          .insertInto('imaging.key_image')
          .values({
            ...{ id: newId(), study_id: study.studyId, patient_id: patientId, instance_id: study.instances[0] ?? '' },
            ...{ frame: 1, view: '{}', marks: '[]', picture: Buffer.from('x'), sha256: 'x', made_by: madeBy },
            made_at: new Date(),
          })
          .execute()
      })
    await assert.rejects(insert(here.expert, here.patientId), /row-level security/)
    const other = await here.register({})
    await assert.rejects(insert(here.doctor, other), /an image of a study of its patient/)
    await insert(here.doctor, here.patientId)
  })

  test('is refused of another study, of what may not be seen, and beyond the number that a case keeps', async () => {
    const other = await sendStudy(world, here)
    await assert.rejects(keep(here.doctor, { instanceId: other.instances[0] }), refusal('not-found'))
    await assert.rejects(keep(here.stranger), refusal('not-found'))
    await assert.rejects(list(here.stranger), refusal('not-found'))
    const { id } = await keep(here.doctor)
    await assert.rejects(pictureOf(here.stranger, id), refusal('not-found'))
    for (let more = 1; more < keyImageLimits.ofSubject; more += 1) await keep(here.doctor)
    await assert.rejects(keep(here.doctor), refusal('too-many-key-images'))
  })
})
