import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { refusal } from '#platform/test/refusal.ts'
import { unmatchStudy } from '../unmatch-study.ts'
import { arrangeCopies, type CopiesUnderTest, openWorkshop, type Workshop } from './copies-under-test.ts'
import { prepareTeachingCopy } from './prepare-teaching-copy.ts'
import { listTeachingCopies } from './teaching-row.ts'
import { identifying } from './teaching-under-test.ts'

let workshop: Workshop
let copies: CopiesUnderTest

before(async () => {
  workshop = await openWorkshop()
})
after(async () => await workshop.close())
beforeEach(async () => {
  copies = await arrangeCopies(workshop)
})

describe('a copy for teaching', () => {
  test('is asked for by a doctor of the hospital that treats the patient; who advises has the images for the case alone', async () => {
    await assert.rejects(copies.make(copies.here.expert), refusal('not-your-facility'))
    const [held] = (await workshop.world.actor(copies.here.expert)).roles
    await assert.rejects(copies.make(copies.here.expert, held?.facilityId), refusal('not-your-facility'))
    await assert.rejects(copies.make(copies.here.stranger), refusal('not-found'))
    await assert.rejects(copies.make(copies.here.technician), refusal('not-your-facility'))
    assert.equal((await copies.get(copies.doctor, await copies.make())).state, 'preparing')
  })

  test('is held after it was prepared, and nobody reads it but who made it', async () => {
    const copyId = await copies.prepared()
    const copy = await copies.get(copies.doctor, copyId)
    assert.deepEqual([copy.state, copy.images, copy.toReview], ['held', 1, 1])
    assert.deepEqual(copy.list[0]?.held, ['ultrasound', 'text-found'])
    for (const person of [copies.colleague, copies.here.technician, copies.here.expert, copies.here.stranger])
      await assert.rejects(copies.get(person, copyId), refusal('not-found'))
    const list = await workshop.world.as(
      copies.colleague,
      async (tx, actor) => await listTeachingCopies(workshop.key)(tx, actor, { patientId: copies.patientId }),
    )
    assert.deepEqual(list, [])
  })

  test('of a study that has left the record meanwhile is made of nothing', async () => {
    const copyId = await copies.make()
    const undo = { studyId: copies.studyId, patientId: copies.patientId, reason: 'Sai người bệnh' }
    await workshop.world.as(copies.here.technician, async (tx, actor) => await unmatchStudy(tx, actor, undo))
    await prepareTeachingCopy(workshop.maker, workshop.finder, { copyId })
    assert.equal((await copies.get(copies.doctor, copyId)).state, 'failed')
  })

  test('names neither study nor patient in the database; the key alone links them', async () => {
    const copyId = await copies.prepared()
    const rows = await workshop.world.sql(
      `select c.*, encode(c.source, 'escape') as text from imaging.teaching_copy c where id = $1`,
      [copyId],
    )
    const images = await workshop.world.sql('select * from imaging.teaching_image where copy_id = $1', [copyId])
    const said = JSON.stringify([rows, images])
    for (const secret of [copies.studyId, copies.patientId, copies.seriesId, ...Object.values(identifying)])
      assert.ok(!said.includes(secret), secret)
    const source = workshop.key.open((rows[0]?.['source'] as Buffer) ?? Buffer.alloc(0))
    assert.equal(source.studyId, copies.studyId)
    const mine = await workshop.world.as(
      copies.doctor,
      async (tx, actor) => await listTeachingCopies(workshop.key)(tx, actor, { patientId: copies.patientId }),
    )
    assert.deepEqual(
      mine.map((each) => each.id),
      [copyId],
    )
  })
})
