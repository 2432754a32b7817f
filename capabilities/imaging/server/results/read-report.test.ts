import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { outsideCall } from '#platform/test/outside-call.ts'
import { newUid } from '../marks/dicom-object.ts'
import { saveMarks } from '../marks/save-marks.ts'
import { writeMarkObjects } from '../marks/write-mark-objects.ts'
import { reportFile } from './objects-under-test.ts'
import { ct, ResultsUnderTest } from './results-under-test.ts'

let results: ResultsUnderTest

before(async () => {
  results = await ResultsUnderTest.open()
})
after(async () => await results?.close())
beforeEach(async () => await results.renew())

describe('a report that came', () => {
  const report = (changes: Partial<Parameters<typeof reportFile>[0]> = {}) =>
    reportFile({
      ...{ studyUid: results.study.studyUid, patientId: results.here.mrn, image: results.image() },
      points: [10, 10, 20, 10, 20, 20, 10, 10],
      ...changes,
    })

  test('says values with their units as sent, texts in Vietnamese, and points on their image', async () => {
    const result = await results.shown(report())
    assert.equal(result.isByAlgorithm, true)
    assert.deepEqual([result.maker.algorithm, result.maker.version], ['NãoAI thể tích 3.0', '2.1.0'])
    const [volume, words] = result.findings
    assert.deepEqual(
      [volume?.group, volume?.name, volume?.value, volume?.unit],
      ['Imaging Measurements · Khối máu tụ 1', 'Volume', '12.50', 'mL'],
    )
    assert.deepEqual(volume?.at, [
      {
        kind: 'POLYLINE',
        points: [
          [10, 10],
          [20, 10],
          [20, 20],
          [10, 10],
        ],
        ...{ sopUid: results.image().sopUid, frame: 1 },
      },
    ])
    assert.equal(words?.value, 'Nghi máu tụ dưới màng cứng bên phải')
    assert.equal(result.findings.length, 2)
  })

  test('of a person is not said to be by an algorithm; Comprehensive 3D is read too', async () => {
    const result = await results.shown(report({ isByDevice: false, sopClass: '1.2.840.10008.5.1.4.1.1.88.34' }))
    assert.equal(result.isByAlgorithm, false)
    assert.equal(result.findings[0]?.value, '12.50')
  })

  test('draws nothing outside its image or on one that is not there, and says so', async () => {
    for (const [changes, problem] of [
      [{ points: [10, 10, 900, 10] }, 'outside-image'],
      [{ image: { sopUid: newUid(), sopClass: ct } }, 'not-here'],
    ] as const) {
      await results.renew()
      const result = await results.shown(report(changes))
      assert.deepEqual([result.findings[0]?.at, result.findings[0]?.problem], [[], problem])
    }
  })

  test('that we wrote ourselves is none of others', async () => {
    const { call } = await outsideCall(results.world, results.here.doctor)
    const mark = { instanceId: results.study.instances[0] as never, frame: 1, kind: 'length' as const, text: '' }
    await saveMarks(results.here.desk, call, {
      studyId: results.study.studyId,
      marks: [
        {
          ...mark,
          points: [
            [0, 0],
            [9, 9],
          ],
          aspects: null,
          corrects: null,
        },
      ],
    })
    await writeMarkObjects({ house: results.world.house, orthanc: results.here.archive.orthanc }, results.study)
    await results.come()
    await results.world.sql('update imaging.study set instance_count = instance_count + 2 where id = $1', [
      results.study.studyId,
    ])
    await results.come()
    assert.deepEqual(await results.list(), [])
  })
})
