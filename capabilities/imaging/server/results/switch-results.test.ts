import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { refusal } from '#platform/test/refusal.ts'
import { side } from '../marks/marks-under-test.ts'
import { unmatchStudy } from '../unmatch-study.ts'
import { pixelsOf, ResultsUnderTest, square } from './results-under-test.ts'

let results: ResultsUnderTest

before(async () => {
  results = await ResultsUnderTest.open()
})
after(async () => await results?.close())
beforeEach(async () => await results.renew())

describe('a result that came', () => {
  test('tells who made it, and says and gives nothing until somebody turns it on, for that person alone', async () => {
    await results.come(results.segmentation())
    const [off] = await results.list()
    assert.ok(off)
    assert.deepEqual(off.maker, {
      ...{ manufacturer: 'Công ty Thử Nghiệm', model: 'NãoAI', version: '2.1.0', algorithm: 'NãoAI xuất huyết' },
    })
    assert.equal(off.isByAlgorithm, true)
    assert.deepEqual([off.isOn, off.segments, off.masks], [false, [], []])
    await assert.rejects(results.masksFor(results.here.doctor, off.id), refusal('not-found'))
    await results.turn(results.here.doctor, true, off.id)
    const [on] = await results.list()
    assert.deepEqual(
      on?.segments.map((each) => [each.label, each.category, each.type, each.algorithmType]),
      [['Xuất huyết nội sọ', 'Morphologically Abnormal Structure', 'Hemorrhage', 'AUTOMATIC']],
    )
    const [mask] = on?.masks ?? []
    assert.ok(mask)
    assert.equal(mask.sopUid, results.image().sopUid)
    const inside = pixelsOf(await results.masksFor(results.here.doctor, off.id), mask.start, mask.end)
    assert.equal(inside.size, 30)
    assert.ok([...inside].every((at) => square(at % side, Math.floor(at / side))))
    const [others] = await results.list(results.here.expert)
    assert.deepEqual([others?.isOn, others?.masks], [false, []])
    await assert.rejects(results.masksFor(results.here.expert, off.id), refusal('not-found'))
    await results.turn(results.here.doctor, false, off.id)
    await assert.rejects(results.masksFor(results.here.doctor, off.id), refusal('not-found'))
    const rows = await results.world.sql(
      'select person_id, is_on from imaging.result_switch where result_id = $1 order by id',
      [off.id],
    )
    assert.deepEqual(
      rows.map((row) => [row['person_id'], row['is_on']]),
      [
        [results.here.doctor, true],
        [results.here.doctor, false],
      ],
    )
  })

  test('is not there for who may not see the study, and closes when the study leaves the record', async () => {
    await results.come(results.segmentation())
    const [found] = await results.list()
    assert.ok(found)
    await results.turn(results.here.doctor, true, found.id)
    const { stranger } = results.here
    await assert.rejects(results.list(stranger), refusal('not-found'))
    await assert.rejects(results.turn(stranger, true, found.id), refusal('not-found'))
    await assert.rejects(results.masksFor(stranger, found.id), refusal('not-found'))
    await results.world.as(
      results.here.technician,
      async (tx, actor) =>
        await unmatchStudy(tx, actor, {
          studyId: results.study.studyId,
          patientId: results.here.patientId,
          reason: 'Sai người bệnh',
        }),
    )
    await assert.rejects(results.masksFor(results.here.doctor, found.id), refusal('not-found'))
  })
})
