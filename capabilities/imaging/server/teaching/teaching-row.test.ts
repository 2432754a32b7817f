import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { newId } from '#platform/server/new-id.ts'
import { refusal } from '#platform/test/refusal.ts'
import { arrangeCopies, type CopiesUnderTest, openWorkshop, type Workshop } from './copies-under-test.ts'
import { recheckTeachingCopies } from './recheck-teaching-copies.ts'
import { discardTeachingCopy, listTeachingCopies } from './teaching-row.ts'

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
  test('goes when its study turns out to be another patient’s', async () => {
    const copyId = await copies.prepared()
    const other = { studyId: newId(), patientId: copies.patientId }
    await recheckTeachingCopies(workshop.maker, other)
    assert.equal((await copies.get(copies.doctor, copyId)).state, 'held')
    await recheckTeachingCopies(workshop.maker, { studyId: copies.studyId, patientId: copies.patientId })
    await assert.rejects(copies.get(copies.doctor, copyId), refusal('not-found'))
    assert.throws(() => readdirSync(join(workshop.folder, copyId)), /ENOENT/)
  })

  test('is closed as a draft to who made it once they work at the hospital no longer', async () => {
    const copyId = await copies.prepared()
    const image = await copies.review(copyId)
    assert.ok((await copies.look(copyId, image.id)) > 0)
    await workshop.world.sql('delete from identity.role where person_id = $1', [copies.doctor])
    await assert.rejects(copies.get(copies.doctor, copyId), refusal('not-found'))
    await assert.rejects(copies.look(copyId, image.id), refusal('not-found'))
    await assert.rejects(copies.finish(copies.doctor, copyId), refusal('not-found'))
    const list = await workshop.world.as(
      copies.doctor,
      async (tx, actor) => await listTeachingCopies(workshop.key)(tx, actor, {}),
    )
    assert.deepEqual(list, [])
    const changed = await workshop.world.as(
      copies.doctor,
      async (tx) => await tx.updateTable('imaging.teaching_copy').set({ state: 'finishing' }).executeTakeFirst(),
    )
    assert.equal(Number(changed.numUpdatedRows), 0)
  })

  test('is neither shown, reviewed nor finished as a draft once the hospital treats the patient no longer', async () => {
    const copyId = await copies.prepared()
    const image = await copies.review(copyId)
    assert.ok((await copies.look(copyId, image.id)) > 0)
    await workshop.world.sql('delete from records.care_link where patient_id = $1', [copies.patientId])
    await assert.rejects(copies.look(copyId, image.id), refusal('not-found'))
    await assert.rejects(copies.review(copyId), refusal('not-found'))
    await assert.rejects(copies.finish(copies.doctor, copyId), refusal('not-found'))
  })

  test('that was thrown away is gone', async () => {
    const copyId = await copies.prepared()
    await assert.rejects(
      workshop.world.as(copies.colleague, async (tx, actor) => await discardTeachingCopy(tx, actor, { copyId })),
      refusal('not-found'),
    )
    await workshop.world.as(copies.doctor, async (tx, actor) => await discardTeachingCopy(tx, actor, { copyId }))
    await assert.rejects(copies.get(copies.doctor, copyId), refusal('not-found'))
  })
})
