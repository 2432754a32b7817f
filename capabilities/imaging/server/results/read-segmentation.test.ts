import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { listImages } from '../list-images.ts'
import { el, newUid, seq } from '../marks/dicom-object.ts'
import { type ObjectUnderTest, segmentationFile } from './objects-under-test.ts'
import { openResult } from './open-result.ts'
import { ct, ResultsUnderTest, square } from './results-under-test.ts'

let results: ResultsUnderTest

before(async () => {
  results = await ResultsUnderTest.open()
})
after(async () => await results?.close())
beforeEach(async () => await results.renew())

describe('a segmentation that came', () => {
  test('is no series of pictures', async () => {
    await results.come(results.segmentation())
    const images = await results.world.as(
      results.here.doctor,
      async (tx, actor) => await listImages(tx, actor, { studyId: results.study.studyId }),
    )
    const frames = images.series.map((series) => series.instances.flatMap((each) => each.frames).length)
    assert.deepEqual(frames.toSorted(), [0, 2])
  })

  test('lies by its place where it names no image, and nowhere else', async () => {
    const geometry = { orientation: [1, 0, 0, 0, 1, 0], spacing: [0.5, 0.25], frameOfReference: '1.2.3.77' }
    await results.world.sql(
      `update imaging.instance set tags = tags || '{"00200052":{"vr":"UI","Value":["1.2.3.77"]}}' where study_id = $1`,
      [results.study.studyId],
    )
    const at = (position: number[]) => ({ inside: square, position })
    const result = await results.shown(
      results.segmentation({ ...geometry, frames: [at([0, 0, 10]), at([0, 0, 7]), at([1, -1, 10])] }),
    )
    assert.deepEqual(
      result.masks.map((mask) => mask.sopUid),
      [results.image(2).sopUid],
    )
    assert.deepEqual([result.unplaced, result.problem], [2, 'not-here'])
  })

  const geometry = { orientation: [1, 0, 0, 0, 1, 0], spacing: [0.5, 0.25] }
  const refusals: [string, () => Partial<ObjectUnderTest>, string][] = [
    ['another size than the image that it names', () => ({ rows: 32 }), 'size-differs'],
    [
      'another place than the image that it names',
      () => ({ ...geometry, frames: [{ inside: square, source: results.image(), position: [0, 0, 10] }] }),
      'place-differs',
    ],
    [
      'turned against the image that it names',
      () => ({
        ...geometry,
        orientation: [-1, 0, 0, 0, 1, 0],
        frames: [{ inside: square, source: results.image(), position: [0, 0, 5] }],
      }),
      'place-differs',
    ],
    [
      'an image that is not in the study',
      () => ({ frames: [{ inside: square, source: { sopUid: newUid(), sopClass: ct } }] }),
      'not-here',
    ],
    ['parts of pixels instead of pixels', () => ({ segmentationType: 'FRACTIONAL' }), 'fractional'],
    ['no segments', () => ({ changes: { '00620002': seq() } }), 'unreadable'],
  ]
  for (const [what, changes, problem] of refusals)
    test(`is refused by name: ${what}`, async () => {
      const result = await results.shown(results.segmentation(changes()))
      assert.deepEqual([result.problem, result.masks], [problem, []])
      assert.equal(result.maker.model, 'NãoAI')
    })

  test('of more frames than it has is not taken in', async () => {
    await results.come(results.segmentation({ changes: { '00280008': el('IS', '99999') } }))
    assert.deepEqual(await results.list(), [])
    const images = await results.world.as(
      results.here.doctor,
      async (tx, actor) => await listImages(tx, actor, { studyId: results.study.studyId }),
    )
    assert.equal(images.unreadable, 1)
  })

  test('of more pixels than are read is refused before they are looked at', () => {
    const frames = Array.from({ length: 8193 }, () => ({ inside: () => false }))
    const opened = openResult(segmentationFile({ studyUid: '1.2', patientId: 'x', rows: 2, columns: 8, frames }))
    assert.equal(opened.problem, 'too-large')
  })
})
