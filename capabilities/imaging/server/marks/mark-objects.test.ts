import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { listImages } from '../list-images.ts'
import { closeScene, comeAnew, length, openScene, remove, save, scene, write } from './marks-scene-under-test.ts'
import { dcmtk, filesOf, index } from './marks-under-test.ts'

before(openScene)
after(closeScene)
beforeEach(comeAnew)

describe('what other viewers see of marks', () => {
  test('is a report with value, unit and Vietnamese words, and a state on the very images, beside them', async () => {
    await save(
      scene.here.doctor,
      length([0, 0], [40, 0]),
      {
        kind: 'ellipse',
        points: [
          [11, 11],
          [19, 19],
        ],
      },
      { ...length([5, 5], [5, 25]), instanceId: scene.study.instances[1] },
      { kind: 'text', points: [[30, 30]], text: 'Ổ nhồi máu, Ễ Ặ Ữ' },
    )
    await write()
    const [report, ...others] = await filesOf(scene.here, scene.study.archiveId, 'SR')
    assert.ok(report && others.length === 0)
    const said = dcmtk(scene.here, report, 'dsrdump', '+Pc')
    assert.match(said, /NUM:\(410668003,SCT,"Length"\)="10" \(mm,UCUM,"millimeter"\)/)
    assert.match(said, /NUM:\(112031,DCM,"Attenuation Coefficient"\)="100" \(\[hnsf'U\],UCUM/)
    assert.match(said, /\(mm2,UCUM,"square millimeter"\)/)
    assert.match(said, /Ổ nhồi máu, Ễ Ặ Ữ/)
    assert.match(said, /Person Observer Name/)
    await index(scene.world, scene.here)
    const [kept] = await scene.world.sql(
      "select tags::text as tags from imaging.instance where study_id = $1 and sop_class like '%.88.33'",
      [scene.study.studyId],
    )
    assert.ok(String(kept?.['tags']).includes('Ổ nhồi máu, Ễ Ặ Ữ'), 'what is told as metadata has the same letters')
    const [state] = await filesOf(scene.here, scene.study.archiveId, 'PR')
    assert.ok(state)
    const dumped = dcmtk(scene.here, state, 'dcmdump', '+L', '-Un')
    assert.match(dumped, /\(0070,0023\) CS \[ELLIPSE/)
    assert.match(dumped, /\(0008,0005\) CS \[ISO_IR 192/)
    assert.equal([...dumped.matchAll(/\(0070,005a\)/g)].length, 1)
    // dcmpschk of dcmtk 3.6 takes letters of UTF-8 for wrong, and finds nothing else
    const faults = dcmtk(scene.here, state, 'dcmpschk', '-v')
      .split('\n')
      .filter((line) => /^[EW]: /.test(line))
    const values = faults.flatMap((line) => /Attribute value {3}: (.*)/.exec(line)?.[1] ?? [])
    assert.ok(values.length > 0 && values.every((value) => /[^ -~]/.test(value)), faults.join('\n'))
    const kinds = new Set(faults.flatMap((line) => /E: Error: (.*)/.exec(line)?.[1] ?? []))
    assert.deepEqual([...kinds], ['Attribute value does not conform to data type definition.'])
  })

  test('is written once, anew when marks changed, and gone when none is left; images are as they were', async () => {
    const images = await scene.here.archive.orthanc.instancesOf(scene.study.archiveId)
    const [mark] = await save(scene.here.doctor, length([0, 0], [40, 0]))
    assert.ok(mark)
    await write()
    const first = await scene.here.archive.orthanc.instancesOf(scene.study.archiveId)
    await write()
    assert.deepEqual((await scene.here.archive.orthanc.instancesOf(scene.study.archiveId)).toSorted(), first.toSorted())
    await index(scene.world, scene.here)
    const shown = async () =>
      await scene.world.as(
        scene.here.expert,
        async (tx, actor) => await listImages(tx, actor, { studyId: scene.study.studyId }),
      )
    assert.deepEqual((await shown()).series.map((each) => each.modality).toSorted(), ['CT', 'PR', 'SR'])
    assert.equal((await shown()).unreadable, 0)
    await save(scene.here.doctor, { ...length([0, 0], [8, 0]), corrects: { markId: mark.markId, version: 1 } })
    await write()
    await index(scene.world, scene.here)
    const [report, ...others] = await filesOf(scene.here, scene.study.archiveId, 'SR')
    assert.ok(report && others.length === 0)
    assert.match(dcmtk(scene.here, report, 'dsrdump', '+Pc'), /"2" \(mm,UCUM/)
    assert.match(dcmtk(scene.here, report, 'dcmdump'), /PredecessorDocumentsSequence/)
    const rows = await scene.world.sql('select count(*)::int as n from imaging.instance where study_id = $1', [
      scene.study.studyId,
    ])
    assert.deepEqual(rows, [{ n: 4 }])
    await remove(scene.here.doctor, mark.markId, 2)
    await write()
    assert.deepEqual(
      (await scene.here.archive.orthanc.instancesOf(scene.study.archiveId)).toSorted(),
      images.toSorted(),
    )
    const [row] = await scene.world.sql('select instance_count, is_complete from imaging.study where id = $1', [
      scene.study.studyId,
    ])
    assert.deepEqual(row, { instance_count: 2, is_complete: true })
  })

  test('is one report of each person', async () => {
    await save(scene.here.doctor, length([0, 0], [40, 0]))
    await save(scene.here.expert, length([0, 0], [20, 0]))
    await write()
    assert.equal((await filesOf(scene.here, scene.study.archiveId, 'SR')).length, 2)
    assert.equal((await filesOf(scene.here, scene.study.archiveId, 'PR')).length, 1)
  })
})
