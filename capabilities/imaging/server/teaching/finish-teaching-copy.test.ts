import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { refusal } from '#platform/test/refusal.ts'
import { arrangeCopies, type CopiesUnderTest, framesOf, openWorkshop, type Workshop } from './copies-under-test.ts'
import { reviewTeachingImage } from './review-teaching-image.ts'
import { dumpOf, identifying, identifyingFile } from './teaching-under-test.ts'

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
  test('is not finished before everything held was looked at, and stays closed', async () => {
    const copyId = await copies.prepared()
    await assert.rejects(copies.finish(copies.doctor, copyId), refusal('images-not-reviewed'))
    await assert.rejects(copies.finish(copies.colleague, copyId), refusal('not-found'))
    await assert.rejects(copies.get(copies.colleague, copyId), refusal('not-found'))
  })

  test('is readable for the hospital once it was reviewed and blacked out, and no sooner', async () => {
    const copyId = await copies.prepared()
    const image = await copies.review(copyId)
    await copies.finish(copies.doctor, copyId)
    await assert.rejects(copies.get(copies.colleague, copyId), refusal('not-found'))
    assert.equal(await workshop.maker.files.read(copyId, image.id, 'final'), null)
    await copies.blackOut(copyId)
    const copy = await copies.get(copies.colleague, copyId)
    assert.deepEqual([copy.state, copy.reviewedBy?.id], ['usable', copies.doctor])
    await assert.rejects(copies.get(copies.here.stranger, copyId), refusal('not-found'))
    assert.deepEqual(readdirSync(join(workshop.folder, copyId)), [`${image.id}.final.dcm`])
  })

  test('then has nothing of the patient in elements or pixels: by dcmdump, and read again', async () => {
    const copyId = await copies.prepared()
    const image = await copies.review(copyId)
    await copies.finish(copies.doctor, copyId)
    await copies.blackOut(copyId)
    const file = await copies.finalOf(copyId, image.id)
    const dump = dumpOf(file)
    for (const value of Object.values(identifying)) {
      assert.ok(!dump.includes(value), value)
      assert.ok(!file.includes(value), value)
    }
    assert.match(dump, /\(0028,0301\) CS \[NO\]/)
    const [bytes = Buffer.alloc(0)] = await framesOf(file)
    assert.deepEqual(await workshop.finder.find({ bytes, columns: 512, rows: 512 }), [])
  })

  test('is blacked out where the person drew, such as a mark of foetal sex, and not where they took a box away', async () => {
    const copyId = await copies.prepared()
    const image = await copies.review(copyId, [{ x: 0, y: 0, width: 150, height: 60 }])
    await copies.finish(copies.doctor, copyId)
    await copies.blackOut(copyId)
    const [samples = Buffer.alloc(0)] = await framesOf(await copies.finalOf(copyId, image.id))
    const [source = Buffer.alloc(0)] = await framesOf([...workshop.originals.values()][0] ?? Buffer.alloc(0))
    const lit = (of: Buffer, from: number, to: number) =>
      of.filter((value, at) => value > 0x80 && at % 512 >= from && at % 512 < to).length
    assert.ok(lit(source, 0, 150) > 100)
    assert.equal(lit(samples, 0, 150), 0)
    assert.equal(lit(samples, 150, 512), lit(source, 150, 512))
    assert.ok(lit(source, 150, 512) > 100)
  })

  test('leaves out what the person leaves out, and is nothing when that is everything', async () => {
    await copies.keep(await identifyingFile({ instance: 2 }))
    const copyId = await copies.prepared()
    const image = await copies.review(copyId, [], { isLeftOut: true })
    await assert.rejects(copies.finish(copies.doctor, copyId), refusal('images-not-reviewed'))
    const [, second] = (await copies.get(copies.doctor, copyId)).list
    assert.ok(second)
    const input = { copyId, imageId: second.id, boxes: second.found, isLeftOut: false, isForSeries: false }
    await workshop.world.as(
      copies.doctor,
      async (tx, actor) => await reviewTeachingImage(workshop.key)(tx, actor, input),
    )
    await copies.finish(copies.doctor, copyId)
    await copies.blackOut(copyId)
    assert.deepEqual(readdirSync(join(workshop.folder, copyId)), [`${second.id}.final.dcm`])
    assert.equal(await workshop.maker.files.read(copyId, image.id, 'held'), null)
  })

  test('of which all is left out is not finished', async () => {
    const copyId = await copies.prepared()
    await copies.review(copyId, [], { isLeftOut: true })
    await assert.rejects(copies.finish(copies.doctor, copyId), refusal('nothing-to-keep'))
  })

  test('takes the boxes of one image for its series, besides what was found in each', async () => {
    await copies.keep(await identifyingFile({ instance: 2, top: 400 }))
    const copyId = await copies.prepared()
    const own = { x: 1, y: 200, width: 5, height: 5 }
    await copies.review(copyId, [own], { isForSeries: true })
    const copy = await copies.get(copies.doctor, copyId)
    assert.equal(copy.toReview, 0)
    const [, second] = copy.list
    assert.deepEqual(second?.confirmed, [...(second?.found ?? []), own])
    assert.ok((second?.found.length ?? 0) > 0)
  })

  test('is finished once: of two presses one counts', async () => {
    const copyId = await copies.prepared()
    await copies.review(copyId)
    const results = await Promise.allSettled([
      copies.finish(copies.doctor, copyId),
      copies.finish(copies.doctor, copyId),
    ])
    assert.deepEqual(results.map((each) => each.status).toSorted(), ['fulfilled', 'rejected'])
    await assert.rejects(copies.review(copyId), refusal('copy-not-held'))
  })
})
