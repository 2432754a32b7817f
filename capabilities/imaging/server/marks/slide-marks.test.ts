import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import sharp from 'sharp'
import { newId } from '#platform/server/new-id.ts'
import { outsideCall } from '#platform/test/outside-call.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { keepKeyImage as keepContract } from '../../contract/key-images.ts'
import { saveMarks as saveContract } from '../../contract/marks.ts'
import { keepKeyImage } from '../key-images/keep-key-image.ts'
import { sendKeyPicture } from '../key-images/key-image-row.ts'
import { listMarks } from './mark-row.ts'
import { markText } from './mark-text.ts'
import { arrangeMarks, dcmtk, filesOf, type MarksUnderTest } from './marks-under-test.ts'
import { removeMark } from './remove-mark.ts'
import { saveMarks } from './save-marks.ts'
import { sendSlide, slide } from './slides-under-test.ts'
import { writeMarkObjects } from './write-mark-objects.ts'

let world: World
let here: MarksUnderTest
let sent: Awaited<ReturnType<typeof sendSlide>>

before(async () => {
  world = await createWorld()
  here = await arrangeMarks(world)
})
after(async () => {
  await here?.close()
  await world.close()
})
beforeEach(async () => {
  sent = await sendSlide(world, here)
})

type Drawn = { kind: string; points: [number, number][]; text?: string; instanceId?: string; frame?: number }

async function save(person: string, ...marks: Drawn[]) {
  const { call } = await outsideCall(world, person)
  const full = marks.map((mark) => ({ instanceId: sent.base, frame: 1, ...mark }))
  return await saveMarks(here.desk, call, saveContract.input.parse({ studyId: sent.studyId, marks: full }))
}
const length: Drawn = {
  kind: 'length',
  points: [
    [10, 20],
    [40, 60],
  ],
}
const write = async () =>
  await writeMarkObjects({ house: world.house, orthanc: here.archive.orthanc }, { studyId: sent.studyId })

describe('marks on a slide', () => {
  test('lie in pixels of its finest level and are measured in micrometres by the file', async () => {
    const ellipse: Drawn = {
      kind: 'ellipse',
      points: [
        [0, 0],
        [40, 20],
      ],
    }
    const arrow: Drawn = {
      kind: 'arrow',
      points: [
        [64, 10],
        [80, 30],
      ],
      text: '',
    }
    const text: Drawn = { kind: 'text', points: [[128, 96]], text: 'Ổ xâm lấn' }
    await save(here.doctor, length, ellipse, arrow, text)
    const marks = await world.as(
      here.expert,
      async (tx, actor) => await listMarks(tx, actor, { studyId: sent.studyId }),
    )
    const by = (kind: string) => marks.find((mark) => mark.kind === kind)
    assert.deepEqual(by('length')?.points, length.points)
    assert.deepEqual([by('length')?.measure.unit, by('length')?.measure.length], ['um', 25])
    assert.ok(Math.abs((by('ellipse')?.measure.area ?? 0) - Math.PI * 10 * 5) < 1e-9)
    assert.deepEqual([by('ellipse')?.measure.values, by('arrow')?.measure.length], [null, null])
    const said = marks.map(markText)
    assert.deepEqual(said, ['25 µm', '157 µm²', '', 'Ổ xâm lấn'])
    assert.equal(by('text')?.by.id, here.doctor)
  })

  test('are refused outside it, on another level, on another tile, on the label, and where they measure nothing', async () => {
    const refused = async (mark: Drawn, how: object) => await assert.rejects(save(here.doctor, mark), how)
    const [from] = length.points
    assert.ok(from)
    await refused({ ...length, points: [from, [slide.columns + 1, 5]] }, { problem: 'mark-outside-image' })
    for (const instanceId of [sent.small, sent.label]) await refused({ ...length, instanceId }, { status: 404 })
    await refused({ ...length, frame: 2 }, { status: 404 })
    const angle: Drawn = { kind: 'angle', points: [from, [5, 5], [9, 9]] }
    await refused(angle, { problem: 'not-on-slides' })
    await refused({ kind: 'probe', points: [[5, 5]] }, { problem: 'not-on-slides' })
  })

  test('a length is refused where nobody knows the scale, or it differs by direction; an arrow and an outline are not', async () => {
    for (const spacing of [null, ['0.0005', '0.0007']] as const) {
      sent = await sendSlide(world, here, { spacing: spacing && [...spacing] })
      await assert.rejects(save(here.doctor, length), { problem: 'slide-without-scale' })
      const [mark] = await save(here.doctor, { ...length, kind: 'ellipse' })
      assert.deepEqual([mark?.measure.unit, mark?.measure.area, mark && markText(mark)], ['px', null, ''])
      assert.equal((await save(here.doctor, { ...length, kind: 'arrow' })).length, 1)
    }
  })

  test('a stranger neither sees nor leaves any', async () => {
    await save(here.doctor, length)
    await assert.rejects(save(here.stranger, length), { status: 404 })
    const seen = world.as(here.stranger, async (tx, actor) => await listMarks(tx, actor, { studyId: sent.studyId }))
    await assert.rejects(seen, { status: 404 })
  })

  test('stand in a report that places them upon the whole slide, read by dcmtk; no presentation state, which is grey', async () => {
    const [mark] = await save(here.doctor, length)
    await write()
    assert.deepEqual(await filesOf(here, sent.archiveId, 'PR'), [])
    const [report] = await filesOf(here, sent.archiveId, 'SR')
    assert.ok(report && mark)
    const read = dcmtk(here, report, 'dsrdump')
    assert.match(read, /NUM:\(.*"Length"\)="25" \(um,UCUM,"micrometer"\)/)
    assert.match(read, /SCOORD:=\(POLYLINE,10\/20,/)
    assert.doesNotMatch(read, /^E:/m)
    const dump = dcmtk(here, report, 'dcmdump')
    assert.match(dump, /\(0070,0022\) FL 10\\20\\40\\60/)
    assert.match(dump, /\(0048,0301\) CS \[VOLUME\]/)
    assert.doesNotMatch(dump, /\(0008,1160\)/)
    const { markId, version } = mark
    await world.as(
      here.doctor,
      async (tx, actor) => await removeMark(tx, actor, { markId, version, reason: 'Đo nhầm chỗ' }),
    )
    await write()
    assert.deepEqual(await filesOf(here, sent.archiveId, 'SR'), [])
  })
})

describe('a key image of a slide', () => {
  const seen = (part: object | undefined) => ({
    ...{ slice: 1, slices: 1, window: null, zoom: 1, focus: [0.5, 0.5] },
    ...(part ? { part } : {}),
  })
  const keep = async (person: string, part: object | undefined, instanceId = sent.base) => {
    const { call } = await outsideCall(world, person)
    const input = {
      studyId: sent.studyId,
      instanceId,
      frame: 1,
      view: seen(part),
      subject: { kind: 'consult', id: newId() },
    }
    return await keepKeyImage({ ...here.desk, takesPart: async () => true }, call, keepContract.input.parse(input))
  }
  async function colorsOf(keyImageId: string, ...spots: [number, number][]) {
    const { call, sent: reply } = await outsideCall(world, here.expert)
    await sendKeyPicture(call, { keyImageId })
    const { data, info } = await sharp(Buffer.from(reply())).raw().toBuffer({ resolveWithObject: true })
    const shown = spots.map(([x, y]) => {
      const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * 3
      return (data[at] ?? 0) > 150 && (data[at + 1] ?? 255) < 100 ? 'red' : 'glass'
    })
    return { shown, width: info.width, height: info.height }
  }

  test('is drawn by the server from the tiles of what was seen, across their edges, in the shape of the view', async () => {
    const { id, view } = await keep(here.doctor, { left: 40, top: 20, width: 60, height: 60 })
    assert.deepEqual(view.part, { left: 40, top: 20, width: 60, height: 60 })
    // red from 64 across and to 48 down: 0.4 of the width, 0.47 of the height
    const { shown, width, height } = await colorsOf(id, [0.3, 0.2], [0.5, 0.2], [0.9, 0.4], [0.5, 0.55], [0.1, 0.9])
    assert.deepEqual(shown, ['glass', 'red', 'red', 'glass', 'glass'])
    assert.equal(width, height)
  })

  test('of a view beyond the slide shows the slide alone, and of one beside it there is none', async () => {
    const { id } = await keep(here.doctor, { left: -500, top: -500, width: 2000, height: 2000 })
    const { shown, width, height } = await colorsOf(id, [0.45, 0.25], [0.55, 0.25], [0.75, 0.4], [0.75, 0.6])
    assert.deepEqual(shown, ['glass', 'red', 'red', 'glass'])
    assert.ok(Math.abs(width / height - slide.columns / slide.rows) < 0.01)
    const beside = keep(here.doctor, { left: 5000, top: 0, width: 50, height: 50 })
    await assert.rejects(beside, { problem: 'no-picture' })
  })

  test('has the saved marks of the slide in it, and never the label', async () => {
    await save(here.doctor, length)
    const kept = await keep(here.doctor, { left: 0, top: 0, width: 128, height: 96 })
    assert.deepEqual(kept.marks.map(markText), ['25 µm'])
    const whole = { left: 0, top: 0, width: 64, height: 48 }
    await assert.rejects(keep(here.doctor, whole, sent.label), { status: 404 })
    await assert.rejects(keep(here.doctor, undefined), { problem: 'no-picture' })
    await assert.rejects(keep(here.stranger, whole), { status: 404 })
  })
})
