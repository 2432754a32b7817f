import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { outsideCall } from '#platform/test/outside-call.ts'
import { refusal } from '#platform/test/refusal.ts'
import { saveMarks as saveContract } from '../../contract/marks.ts'
import { unmatchStudy } from '../unmatch-study.ts'
import { listMarks } from './mark-row.ts'
import {
  closeScene,
  comeAnew,
  type Drawn,
  length,
  openScene,
  remove,
  save,
  scene,
  write,
} from './marks-scene-under-test.ts'
import { dcmtk, filesOf, sendStudy } from './marks-under-test.ts'
import { saveMarks } from './save-marks.ts'

before(openScene)
after(closeScene)
beforeEach(comeAnew)

const list = async (person: string) =>
  await scene.world.as(person, async (tx, actor) => await listMarks(tx, actor, { studyId: scene.study.studyId }))

describe('marks that are saved', () => {
  test('measure what is in the file, whoever sent them, and are seen by who sees the patient', async () => {
    scene.world.hints.length = 0
    await save(
      scene.here.doctor,
      length([0, 0], [40, 0]),
      {
        kind: 'angle',
        points: [
          [10, 0],
          [0, 0],
          [0, 10],
        ],
      },
      {
        kind: 'ellipse',
        points: [
          [11, 11],
          [19, 19],
        ],
      },
      { kind: 'probe', points: [[15.5, 15.5]] },
      { kind: 'text', points: [[30, 30]], text: 'Giảm tỷ trọng vùng nhân bèo' },
    )
    assert.deepEqual(scene.world.hints, [{ topic: `patient/${scene.here.patientId}`, type: 'marks-changed' }])
    const seen = await list(scene.here.expert)
    const by = (kind: string) => seen.find((each) => each.kind === kind)
    assert.deepEqual([by('length')?.measure.length, by('length')?.measure.unit], [10, 'mm'])
    assert.equal(by('angle')?.measure.angle, 90)
    assert.equal(by('ellipse')?.measure.values?.mean, 100)
    assert.equal(by('ellipse')?.measure.values?.deviation, 0)
    assert.ok(Math.abs((by('ellipse')?.measure.area ?? 0) - Math.PI * 4 * 0.5 * 4 * 0.25) < 1e-9)
    assert.deepEqual([by('probe')?.measure.values?.mean, by('probe')?.measure.valueUnit], [100, 'HU'])
    assert.equal(by('text')?.text, 'Giảm tỷ trọng vùng nhân bèo')
    assert.equal(by('text')?.by.id, scene.here.doctor)
    assert.equal(by('text')?.facilityName, 'Mường Nhé')
  })

  test('on a detector that nobody calibrated are in pixels, never in millimetres', async () => {
    scene.study = await sendStudy(scene.world, scene.here, { modality: 'CR' })
    const [mark] = await save(scene.here.doctor, length([0, 0], [30, 40]))
    assert.deepEqual([mark?.measure.length, mark?.measure.unit], [50, 'px'])
    await write()
    const [report] = await filesOf(scene.here, scene.study.archiveId, 'SR')
    assert.ok(report)
    const said = dcmtk(scene.here, report, 'dsrdump', '+Pc')
    assert.match(said, /"50" \(\{pixels\},UCUM/)
    assert.doesNotMatch(said, /millimeter/)
  })

  test('are corrected by their author as a new version, and nothing is written over', async () => {
    const [mark] = await save(scene.here.doctor, length([0, 0], [40, 0]))
    assert.ok(mark)
    const corrects = { markId: mark.markId, version: 1 }
    await assert.rejects(save(scene.here.expert, { ...length([0, 0], [8, 0]), corrects }), refusal('mark-of-another'))
    const [corrected] = await save(scene.here.doctor, { ...length([0, 0], [8, 0]), corrects })
    assert.deepEqual([corrected?.version, corrected?.measure.length], [2, 2])
    await assert.rejects(save(scene.here.doctor, { ...length([0, 0], [9, 0]), corrects }), refusal('mark-changed'))
    assert.equal((await list(scene.here.doctor)).length, 1)
    const rows = await scene.world.sql('select version from imaging.mark where mark_id = $1 order by version', [
      mark.markId,
    ])
    assert.deepEqual(rows, [{ version: 1 }, { version: 2 }])
    await assert.rejects(
      scene.world.asSystem(async (tx) => await tx.updateTable('imaging.mark').set({ text: 'x' }).execute()),
      /permission denied/,
    )
  })

  test('are taken away with a reason by their author or who treats the patient; the rows stay', async () => {
    const [mine, theirs] = [
      await save(scene.here.doctor, length([0, 0], [4, 0])),
      await save(scene.here.expert, length([0, 0], [8, 0])),
    ]
    const [a, b] = [mine[0]?.markId, theirs[0]?.markId]
    assert.ok(a && b)
    await assert.rejects(remove(scene.here.expert, a), refusal('mark-of-another'))
    await assert.rejects(remove(scene.here.stranger, a), refusal('not-found'))
    await remove(scene.here.doctor, a)
    await remove(scene.here.doctor, b)
    await assert.rejects(remove(scene.here.doctor, a), refusal('mark-changed'))
    const seen = await list(scene.here.expert)
    assert.deepEqual(
      seen.map((each) => [each.removedReason, each.by.id]),
      [
        ['Đo nhầm sang bên lành', scene.here.doctor],
        ['Đo nhầm sang bên lành', scene.here.doctor],
      ],
    )
    assert.equal(
      (await scene.world.sql('select 1 from imaging.mark where study_id = $1', [scene.study.studyId])).length,
      4,
    )
  })

  test('are refused outside the image, on another study, by who may not see it, and in too great number', async () => {
    await assert.rejects(save(scene.here.doctor, length([0, 0], [65, 3])), refusal('mark-outside-image'))
    await assert.rejects(save(scene.here.doctor, { ...length([0, 0], [5, 3]), frame: 2 }), refusal('not-found'))
    const other = await sendStudy(scene.world, scene.here)
    await assert.rejects(
      save(scene.here.doctor, { ...length([0, 0], [5, 3]), instanceId: other.instances[0] }),
      refusal('not-found'),
    )
    await assert.rejects(save(scene.here.stranger, length([0, 0], [5, 3])), refusal('not-found'))
    await assert.rejects(list(scene.here.stranger), refusal('not-found'))
    const none: Drawn = { kind: 'text', points: [[1, 1]] }
    await assert.rejects(save(scene.here.doctor, { ...none, text: ' ' }))
    await assert.rejects(save(scene.here.doctor, { ...none, text: 'x'.repeat(81) }))
    await assert.rejects(save(scene.here.doctor, length([0, 0])))
    await assert.rejects(save(scene.here.doctor, ...Array.from({ length: 41 }, () => length([0, 0], [1, 1]))))
    assert.deepEqual(await list(scene.here.doctor), [])
  })

  test('of ASPECTS are regions of a side and a level on CT, unread ones unsaid', async () => {
    const reading = { side: 'left' as const, level: 'ganglionic' as const, regions: { C: false, L: true } }
    const [mark] = await save(scene.here.doctor, { kind: 'aspects', points: [], aspects: reading })
    assert.deepEqual(mark?.aspects, reading)
    await assert.rejects(
      save(scene.here.doctor, { kind: 'aspects', points: [], aspects: { ...reading, regions: { M4: true } } }),
    )
    await write()
    const [report] = await filesOf(scene.here, scene.study.archiveId, 'SR')
    assert.ok(report)
    const said = dcmtk(scene.here, report, 'dsrdump', '+Pc')
    assert.match(said, /ASPECTS region L affected"\)=\(373066001,SCT,"Yes"\)/)
    assert.match(said, /ASPECTS region C affected"\)=\(373067005,SCT,"No"\)/)
    assert.doesNotMatch(said, /region IC|region M1/)
    scene.study = await sendStudy(scene.world, scene.here, { modality: 'MR' })
    await assert.rejects(
      save(scene.here.doctor, { kind: 'aspects', points: [], aspects: reading }),
      refusal('aspects-needs-ct'),
    )
  })

  test('do not go with a study into another record', async () => {
    await save(scene.here.doctor, length([0, 0], [40, 0]))
    await write()
    const { patientId } = scene.here
    const reason = 'Máy chụp gõ nhầm mã người bệnh'
    await scene.world.as(scene.here.technician, async (tx, actor) => {
      await unmatchStudy(tx, actor, { studyId: scene.study.studyId, patientId, reason })
    })
    await write()
    assert.equal((await scene.here.archive.orthanc.instancesOf(scene.study.archiveId)).length, 2)
    await assert.rejects(list(scene.here.doctor), refusal('not-found'))
  })

  test('are not written when the study came into another record while the file was read', async () => {
    const other = await scene.here.register({})
    const { call } = await outsideCall(scene.world, scene.here.doctor)
    const rematching = {
      ...scene.here.desk,
      pool: {
        samples: async (...given: Parameters<typeof scene.here.desk.pool.samples>) => {
          await scene.world.sql(
            `update imaging.match set undone_at = now(), undone_by = $1, undone_reason = 'Sai người bệnh' where study_id = $2`,
            [scene.here.technician, scene.study.studyId],
          )
          await scene.world.sql('update imaging.study set patient_id = null, matched_by = null where id = $1', [
            scene.study.studyId,
          ])
          await scene.world.sql(`update imaging.study set patient_id = $1, matched_by = 'person' where id = $2`, [
            other,
            scene.study.studyId,
          ])
          return await scene.here.desk.pool.samples(...given)
        },
      },
    } as unknown as typeof scene.here.desk
    const points = [
      [11, 11],
      [19, 19],
    ]
    const marks = [{ instanceId: scene.study.instances[0], frame: 1, kind: 'ellipse', points }]
    const input = saveContract.input.parse({ studyId: scene.study.studyId, marks })
    await assert.rejects(saveMarks(rematching, call, input), refusal('not-found'))
    assert.deepEqual(
      await scene.world.sql('select id from imaging.mark where study_id = $1', [scene.study.studyId]),
      [],
    )
  })
})
