import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Id } from '#platform/contract/id.ts'
import { outsideCall } from '#platform/test/outside-call.ts'
import { refusal } from '#platform/test/refusal.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { listImages } from '../list-images.ts'
import { el, newUid, seq } from '../marks/dicom-object.ts'
import { arrangeMarks, index, type MarksUnderTest, sendStudy, side } from '../marks/marks-under-test.ts'
import { saveMarks } from '../marks/save-marks.ts'
import { writeMarkObjects } from '../marks/write-mark-objects.ts'
import { unmatchStudy } from '../unmatch-study.ts'
import { listResults } from './list-results.ts'
import { type ObjectUnderTest, reportFile, segmentationFile } from './objects-under-test.ts'
import { openResult } from './open-result.ts'
import { readResults } from './read-results.ts'
import { sendMasks } from './send-masks.ts'
import { switchResults } from './switch-results.ts'

const ct = '1.2.840.10008.5.1.4.1.1.2'
const square = (x: number, y: number) => x >= 10 && x < 20 && y >= 12 && y < 15

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

const image = (number = 1) => ({ sopUid: `${study.studyUid.slice(0, 50)}.9.${number}`, sopClass: ct })
const reading = () => ({ house: world.house, orthanc: here.archive.orthanc, pool: here.desk.pool })

const segmentation = (changes: Partial<ObjectUnderTest> = {}): Buffer =>
  segmentationFile({
    ...{ studyUid: study.studyUid, patientId: here.mrn, rows: side, columns: side },
    frames: [{ inside: square, source: image() }],
    ...changes,
  })

async function come(...files: Buffer[]): Promise<void> {
  for (const file of files) await here.archive.orthanc.store(file)
  await world.sql('update imaging.study set instance_count = instance_count + $2 where id = $1', [
    study.studyId,
    files.length,
  ])
  await index(world, here)
  for (let rounds = 0; rounds < 20 && (await readResults(reading())) > 0; rounds += 1);
}

const list = async (person: string) =>
  await world.as(person, async (tx, actor) => await listResults(tx, actor, { studyId: study.studyId }))
const turn = async (person: string, isOn: boolean, ...resultIds: Id<'result'>[]) =>
  await world.as(
    person,
    async (tx, actor) => await switchResults(tx, actor, { studyId: study.studyId, resultIds, isOn }),
  )
async function masksFor(person: string, resultId: Id<'result'>): Promise<Uint8Array> {
  const { call, sent } = await outsideCall(world, person)
  await sendMasks(call, { studyId: study.studyId, resultId })
  return sent()
}

/** The only result, turned on by the doctor. */
async function shown(file: Buffer) {
  await come(file)
  const [found] = await list(here.doctor)
  assert.ok(found)
  await turn(here.doctor, true, found.id)
  const [result] = await list(here.doctor)
  assert.ok(result)
  return result
}

/** The pixels inside, by place in the image. */
function pixelsOf(masks: Uint8Array, start: number, end: number): Set<number> {
  const inside = new Set<number>()
  let [at, isInside, run, shift] = [0, false, 0, 0]
  for (const byte of masks.subarray(start, end)) {
    run += (byte & 127) * 2 ** shift
    shift += 7
    if (byte & 128) continue
    if (isInside) for (let pixel = at; pixel < at + run; pixel += 1) inside.add(pixel)
    at += run
    isInside = !isInside
    run = 0
    shift = 0
  }
  return inside
}

describe('a segmentation that came', () => {
  test('tells who made it, and says and gives nothing until somebody turns it on, for that person alone', async () => {
    await come(segmentation())
    const [off] = await list(here.doctor)
    assert.ok(off)
    assert.deepEqual(off.maker, {
      ...{ manufacturer: 'Công ty Thử Nghiệm', model: 'NãoAI', version: '2.1.0', algorithm: 'NãoAI xuất huyết' },
    })
    assert.equal(off.isByAlgorithm, true)
    assert.deepEqual([off.isOn, off.segments, off.masks], [false, [], []])
    await assert.rejects(masksFor(here.doctor, off.id), refusal('not-found'))
    await turn(here.doctor, true, off.id)
    const [on] = await list(here.doctor)
    assert.deepEqual(
      on?.segments.map((each) => [each.label, each.category, each.type, each.algorithmType]),
      [['Xuất huyết nội sọ', 'Morphologically Abnormal Structure', 'Hemorrhage', 'AUTOMATIC']],
    )
    const [mask] = on?.masks ?? []
    assert.ok(mask)
    assert.equal(mask.sopUid, image().sopUid)
    const inside = pixelsOf(await masksFor(here.doctor, off.id), mask.start, mask.end)
    assert.equal(inside.size, 30)
    assert.ok([...inside].every((at) => square(at % side, Math.floor(at / side))))
    const [others] = await list(here.expert)
    assert.deepEqual([others?.isOn, others?.masks], [false, []])
    await assert.rejects(masksFor(here.expert, off.id), refusal('not-found'))
    await turn(here.doctor, false, off.id)
    await assert.rejects(masksFor(here.doctor, off.id), refusal('not-found'))
    const rows = await world.sql(
      'select person_id, is_on from imaging.result_switch where result_id = $1 order by id',
      [off.id],
    )
    assert.deepEqual(
      rows.map((row) => [row['person_id'], row['is_on']]),
      [
        [here.doctor, true],
        [here.doctor, false],
      ],
    )
  })

  test('is not there for who may not see the study, and closes when the study leaves the record', async () => {
    await come(segmentation())
    const [found] = await list(here.doctor)
    assert.ok(found)
    await turn(here.doctor, true, found.id)
    const { stranger } = here
    await assert.rejects(list(stranger), refusal('not-found'))
    await assert.rejects(turn(stranger, true, found.id), refusal('not-found'))
    await assert.rejects(masksFor(stranger, found.id), refusal('not-found'))
    await world.as(
      here.technician,
      async (tx, actor) =>
        await unmatchStudy(tx, actor, {
          studyId: study.studyId,
          patientId: here.patientId,
          reason: 'Sai người bệnh',
        }),
    )
    await assert.rejects(masksFor(here.doctor, found.id), refusal('not-found'))
  })

  test('is no series of pictures', async () => {
    await come(segmentation())
    const images = await world.as(
      here.doctor,
      async (tx, actor) => await listImages(tx, actor, { studyId: study.studyId }),
    )
    const frames = images.series.map((series) => series.instances.flatMap((each) => each.frames).length)
    assert.deepEqual(frames.toSorted(), [0, 2])
  })

  test('lies by its place where it names no image, and nowhere else', async () => {
    const geometry = { orientation: [1, 0, 0, 0, 1, 0], spacing: [0.5, 0.25], frameOfReference: '1.2.3.77' }
    await world.sql(
      `update imaging.instance set tags = tags || '{"00200052":{"vr":"UI","Value":["1.2.3.77"]}}' where study_id = $1`,
      [study.studyId],
    )
    const at = (position: number[]) => ({ inside: square, position })
    const result = await shown(segmentation({ ...geometry, frames: [at([0, 0, 10]), at([0, 0, 7]), at([1, -1, 10])] }))
    assert.deepEqual(
      result.masks.map((mask) => mask.sopUid),
      [image(2).sopUid],
    )
    assert.deepEqual([result.unplaced, result.problem], [2, 'not-here'])
  })

  const geometry = { orientation: [1, 0, 0, 0, 1, 0], spacing: [0.5, 0.25] }
  const refusals: [string, () => Partial<ObjectUnderTest>, string][] = [
    ['another size than the image that it names', () => ({ rows: 32 }), 'size-differs'],
    [
      'another place than the image that it names',
      () => ({ ...geometry, frames: [{ inside: square, source: image(), position: [0, 0, 10] }] }),
      'place-differs',
    ],
    [
      'turned against the image that it names',
      () => ({
        ...geometry,
        orientation: [-1, 0, 0, 0, 1, 0],
        frames: [{ inside: square, source: image(), position: [0, 0, 5] }],
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
      const result = await shown(segmentation(changes()))
      assert.deepEqual([result.problem, result.masks], [problem, []])
      assert.equal(result.maker.model, 'NãoAI')
    })

  test('of more frames than it has is not taken in', async () => {
    await come(segmentation({ changes: { '00280008': el('IS', '99999') } }))
    assert.deepEqual(await list(here.doctor), [])
    const images = await world.as(
      here.doctor,
      async (tx, actor) => await listImages(tx, actor, { studyId: study.studyId }),
    )
    assert.equal(images.unreadable, 1)
  })

  test('of more pixels than are read is refused before they are looked at', () => {
    const frames = Array.from({ length: 8193 }, () => ({ inside: () => false }))
    const opened = openResult(segmentationFile({ studyUid: '1.2', patientId: 'x', rows: 2, columns: 8, frames }))
    assert.equal(opened.problem, 'too-large')
  })
})

describe('a report that came', () => {
  const report = (changes: Partial<Parameters<typeof reportFile>[0]> = {}) =>
    reportFile({
      ...{ studyUid: study.studyUid, patientId: here.mrn, image: image() },
      points: [10, 10, 20, 10, 20, 20, 10, 10],
      ...changes,
    })

  test('says values with their units as sent, texts in Vietnamese, and points on their image', async () => {
    const result = await shown(report())
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
        ...{ sopUid: image().sopUid, frame: 1 },
      },
    ])
    assert.equal(words?.value, 'Nghi máu tụ dưới màng cứng bên phải')
    assert.equal(result.findings.length, 2)
  })

  test('of a person is not said to be by an algorithm; Comprehensive 3D is read too', async () => {
    const result = await shown(report({ isByDevice: false, sopClass: '1.2.840.10008.5.1.4.1.1.88.34' }))
    assert.equal(result.isByAlgorithm, false)
    assert.equal(result.findings[0]?.value, '12.50')
  })

  test('draws nothing outside its image or on one that is not there, and says so', async () => {
    for (const [changes, problem] of [
      [{ points: [10, 10, 900, 10] }, 'outside-image'],
      [{ image: { sopUid: newUid(), sopClass: ct } }, 'not-here'],
    ] as const) {
      study = await sendStudy(world, here)
      const result = await shown(report(changes))
      assert.deepEqual([result.findings[0]?.at, result.findings[0]?.problem], [[], problem])
    }
  })

  test('that we wrote ourselves is none of others', async () => {
    const { call } = await outsideCall(world, here.doctor)
    const mark = { instanceId: study.instances[0] as never, frame: 1, kind: 'length' as const, text: '' }
    await saveMarks(here.desk, call, {
      studyId: study.studyId,
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
    await writeMarkObjects({ house: world.house, orthanc: here.archive.orthanc }, study)
    await come()
    await world.sql('update imaging.study set instance_count = instance_count + 2 where id = $1', [study.studyId])
    await come()
    assert.deepEqual(await list(here.doctor), [])
  })
})
