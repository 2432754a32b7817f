import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { outsideCall } from '#platform/test/outside-call.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { saveMarks as saveContract } from '../../contract/marks.ts'
import { listImages } from '../list-images.ts'
import { arrangeMarks, dcmtk, filesOf, index, type MarksUnderTest, sendStudy } from './marks-under-test.ts'
import { removeMark } from './remove-mark.ts'
import { saveMarks } from './save-marks.ts'
import { writeMarkObjects } from './write-mark-objects.ts'

let world: World
let here: MarksUnderTest
let study: Awaited<ReturnType<typeof sendStudy>>

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
})

type Drawn = Partial<Parameters<typeof saveMarks>[2]['marks'][number]> & { kind: string }

async function save(person: string, ...marks: Drawn[]) {
  const { call } = await outsideCall(world, person)
  const input = saveContract.input.parse({
    studyId: study.studyId,
    marks: marks.map((mark) => ({ instanceId: study.instances[0], frame: 1, ...mark })),
  })
  return await saveMarks(here.desk, call, input)
}
const length = (...points: [number, number][]): Drawn => ({ kind: 'length', points })
const write = async () => await writeMarkObjects({ house: world.house, orthanc: here.archive.orthanc }, study)
const remove = async (person: string, markId: string, version = 1) =>
  await world.as(
    person,
    async (tx, actor) =>
      await removeMark(tx, actor, { markId: markId as never, version, reason: 'Đo nhầm sang bên lành' }),
  )

describe('what other viewers see of marks', () => {
  test('is a report with value, unit and Vietnamese words, and a state on the very images, beside them', async () => {
    await save(
      here.doctor,
      length([0, 0], [40, 0]),
      {
        kind: 'ellipse',
        points: [
          [11, 11],
          [19, 19],
        ],
      },
      { ...length([5, 5], [5, 25]), instanceId: study.instances[1] },
      { kind: 'text', points: [[30, 30]], text: 'Ổ nhồi máu, Ễ Ặ Ữ' },
    )
    await write()
    const [report, ...others] = await filesOf(here, study.archiveId, 'SR')
    assert.ok(report && others.length === 0)
    const said = dcmtk(here, report, 'dsrdump', '+Pc')
    assert.match(said, /NUM:\(410668003,SCT,"Length"\)="10" \(mm,UCUM,"millimeter"\)/)
    assert.match(said, /NUM:\(112031,DCM,"Attenuation Coefficient"\)="100" \(\[hnsf'U\],UCUM/)
    assert.match(said, /\(mm2,UCUM,"square millimeter"\)/)
    assert.match(said, /Ổ nhồi máu, Ễ Ặ Ữ/)
    assert.match(said, /Person Observer Name/)
    await index(world, here)
    const [kept] = await world.sql(
      "select tags::text as tags from imaging.instance where study_id = $1 and sop_class like '%.88.33'",
      [study.studyId],
    )
    assert.ok(String(kept?.['tags']).includes('Ổ nhồi máu, Ễ Ặ Ữ'), 'what is told as metadata has the same letters')
    const [state] = await filesOf(here, study.archiveId, 'PR')
    assert.ok(state)
    const dumped = dcmtk(here, state, 'dcmdump', '+L', '-Un')
    assert.match(dumped, /\(0070,0023\) CS \[ELLIPSE/)
    assert.match(dumped, /\(0008,0005\) CS \[ISO_IR 192/)
    assert.equal([...dumped.matchAll(/\(0070,005a\)/g)].length, 1)
    // dcmpschk of dcmtk 3.6 takes letters of UTF-8 for wrong, and finds nothing else
    const faults = dcmtk(here, state, 'dcmpschk', '-v')
      .split('\n')
      .filter((line) => /^[EW]: /.test(line))
    const values = faults.flatMap((line) => /Attribute value {3}: (.*)/.exec(line)?.[1] ?? [])
    assert.ok(values.length > 0 && values.every((value) => /[^ -~]/.test(value)), faults.join('\n'))
    const kinds = new Set(faults.flatMap((line) => /E: Error: (.*)/.exec(line)?.[1] ?? []))
    assert.deepEqual([...kinds], ['Attribute value does not conform to data type definition.'])
  })

  test('is written once, anew when marks changed, and gone when none is left; images are as they were', async () => {
    const images = await here.archive.orthanc.instancesOf(study.archiveId)
    const [mark] = await save(here.doctor, length([0, 0], [40, 0]))
    assert.ok(mark)
    await write()
    const first = await here.archive.orthanc.instancesOf(study.archiveId)
    await write()
    assert.deepEqual((await here.archive.orthanc.instancesOf(study.archiveId)).toSorted(), first.toSorted())
    await index(world, here)
    const shown = async () =>
      await world.as(here.expert, async (tx, actor) => await listImages(tx, actor, { studyId: study.studyId }))
    assert.deepEqual((await shown()).series.map((each) => each.modality).toSorted(), ['CT', 'PR', 'SR'])
    assert.equal((await shown()).unreadable, 0)
    await save(here.doctor, { ...length([0, 0], [8, 0]), corrects: { markId: mark.markId, version: 1 } })
    await write()
    await index(world, here)
    const [report, ...others] = await filesOf(here, study.archiveId, 'SR')
    assert.ok(report && others.length === 0)
    assert.match(dcmtk(here, report, 'dsrdump', '+Pc'), /"2" \(mm,UCUM/)
    assert.match(dcmtk(here, report, 'dcmdump'), /PredecessorDocumentsSequence/)
    const rows = await world.sql('select count(*)::int as n from imaging.instance where study_id = $1', [study.studyId])
    assert.deepEqual(rows, [{ n: 4 }])
    await remove(here.doctor, mark.markId, 2)
    await write()
    assert.deepEqual((await here.archive.orthanc.instancesOf(study.archiveId)).toSorted(), images.toSorted())
    const [row] = await world.sql('select instance_count, is_complete from imaging.study where id = $1', [
      study.studyId,
    ])
    assert.deepEqual(row, { instance_count: 2, is_complete: true })
  })

  test('is one report of each person', async () => {
    await save(here.doctor, length([0, 0], [40, 0]))
    await save(here.expert, length([0, 0], [20, 0]))
    await write()
    assert.equal((await filesOf(here, study.archiveId, 'SR')).length, 2)
    assert.equal((await filesOf(here, study.archiveId, 'PR')).length, 1)
  })
})
