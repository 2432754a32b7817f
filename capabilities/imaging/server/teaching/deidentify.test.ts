import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { newId } from '#platform/server/new-id.ts'
import { slideFile } from '../../pixels/contents-under-test.ts'
import { mayShowLabel, openDicom, Unreadable } from '../../pixels/index.ts'
import { blackOut } from './black-out.ts'
import { joined, TextFinder } from './burned-in.ts'
import { bareOf, fileOf } from './deidentify.ts'
import { HubKey } from './hub-key.ts'
import { dumpOf, identifying, identifyingFile } from './teaching-under-test.ts'

const key = new HubKey(randomBytes(32))
const patientId = newId()

let finder: TextFinder
let source: Buffer

before(async () => {
  finder = await TextFinder.open()
  source = await identifyingFile()
})
after(async () => await finder.close())

const bare = async (file = source, by = key, of = patientId) => await bareOf(file, by, of)
const tagOf = (dump: string, tag: string) =>
  new RegExp(`^\\(${tag}\\) \\S+ [[=]?([^\\]#]*)`, 'm').exec(dump)?.[1]?.trim()

describe('a copy for teaching', () => {
  test('is never made of the label of a slide, nor of a picture that may show it', async () => {
    const tiles = [Buffer.from('tile')]
    for (const said of [{ flavor: 'LABEL' }, { flavor: 'OVERVIEW' }, { showsLabel: 'YES' }]) {
      const file = slideFile({ tiles, columns: 4, rows: 4, ...said })
      assert.ok(mayShowLabel(openDicom(file)))
      await assert.rejects(bare(file), Unreadable)
    }
  })

  test('has nothing of the patient in any element, by the dump of a program that is not ours', async () => {
    const original = dumpOf(source)
    const made = fileOf(await bare(), true)
    const dump = dumpOf(made)
    for (const [what, value] of Object.entries(identifying)) {
      if (what === 'burnedIn') continue
      assert.ok(original.includes(value), `${what} is in the source`)
      assert.ok(!dump.includes(value), `${what} is in the dump`)
      assert.ok(!made.includes(value), `${what} is in the bytes`)
    }
    for (const part of ['LUONG', 'QUYEN', 'MUONG NHE', '007730', '058Y', '3680043'])
      assert.ok(!made.includes(part), `${part} is in the bytes`)
  })

  test('has no element beside the list: no private one, no overlay, nothing in a sequence', async () => {
    const dump = dumpOf(fileOf(await bare(), true))
    const tags = [...dump.matchAll(/^\s*\(([0-9a-f]{4}),([0-9a-f]{4})\)/gm)].map((found) => `${found[1]}${found[2]}`)
    assert.ok(tags.length > 30)
    assert.deepEqual(
      tags.filter((tag) => Number.parseInt(tag.slice(0, 4), 16) % 2 === 1 || tag.startsWith('60')),
      [],
    )
    assert.deepEqual(
      tags.filter((tag) => ['00400275', '00081110', '00204000', '00081030', '00181030', '00080012'].includes(tag)),
      [],
    )
    assert.match(dump, /PixelSpacing/)
    assert.match(dump, /PhysicalDeltaX/)
  })

  test('says what it is: the case code, that identity was removed and how', async () => {
    const dump = dumpOf(fileOf(await bare(), true))
    assert.equal(tagOf(dump, '0010,0010'), key.caseCode(patientId))
    assert.equal(tagOf(dump, '0010,0020'), key.caseCode(patientId))
    assert.equal(tagOf(dump, '0012,0062'), 'YES')
    assert.equal(tagOf(dump, '0028,0301'), 'NO')
    assert.equal(tagOf(dumpOf(fileOf(await bare(), false)), '0028,0301'), 'YES')
    for (const code of ['113100', '113101', '113107']) assert.ok(dump.includes(code), code)
  })

  test('keeps the pixels as they were', async () => {
    const { frames, columns, rows } = await bare()
    assert.equal(frames.length, 1)
    const made = fileOf(await bare(), true)
    assert.ok(made.subarray(-columns * rows).equals(frames[0] ?? Buffer.alloc(0)))
    assert.ok(source.includes(frames[0] ?? Buffer.alloc(0)))
  })

  test('keeps of words only those that the standard defines', async () => {
    const dump = dumpOf(fileOf(await bare(await identifyingFile({ bodyPart: 'QUYEN' })), true))
    assert.equal(tagOf(dump, '0018,0015'), undefined)
    assert.equal(tagOf(dump, '0008,0008'), 'ORIGINAL\\PRIMARY')
  })

  test('moves all dates of a patient by the same days, and only the key tells by how many', async () => {
    const dump = dumpOf(fileOf(await bare(), true))
    const moved = new Date(Date.UTC(2026, 10, 22))
    moved.setUTCDate(moved.getUTCDate() - key.shiftDays(patientId))
    const expected = moved.toISOString().slice(0, 10).replaceAll('-', '')
    assert.equal(tagOf(dump, '0008,0020'), expected)
    assert.equal(tagOf(dump, '0008,0023'), expected)
    assert.ok(tagOf(dump, '0008,002a')?.startsWith(expected))
    assert.ok(key.shiftDays(patientId) >= 400)
    const shifts = new Set(Array.from({ length: 20 }, () => key.shiftDays(newId())))
    assert.ok(shifts.size > 15)
  })

  test('maps UIDs so that images of a series stay together, and another key gives others', async () => {
    const [one, two] = [
      dumpOf(fileOf(await bare(), true)),
      dumpOf(fileOf(await bare(await identifyingFile({ instance: 2 })), true)),
    ]
    for (const tag of ['0020,000d', '0020,000e', '0020,0052']) assert.equal(tagOf(one, tag), tagOf(two, tag), tag)
    assert.notEqual(tagOf(one, '0008,0018'), tagOf(two, '0008,0018'))
    assert.match(tagOf(one, '0020,000d') ?? '', /^2\.25\.\d{20,39}$/)
    const other = dumpOf(fileOf(await bare(source, new HubKey(randomBytes(32))), true))
    assert.notEqual(tagOf(other, '0020,000d'), tagOf(one, '0020,000d'))
    assert.notEqual(tagOf(other, '0010,0020'), tagOf(one, '0010,0020'))
  })

  test('reports what was removed by tags and counts, without a value', async () => {
    const { report } = await bare()
    assert.ok(report.removed.includes('00100030') && report.removed.includes('00400275'))
    assert.ok(report.private >= 2)
    const said = JSON.stringify(report)
    for (const value of Object.values(identifying)) assert.ok(!said.includes(value), value)
  })

  test('is not made of what has no pixels that can be read', async () => {
    await assert.rejects(bare(source.subarray(0, source.length / 2)), Unreadable)
    await assert.rejects(bare(Buffer.from('no image')), Unreadable)
  })
})

describe('who looks before anybody else', () => {
  const heldOf = async (modality: string, bodyPart: string, sopClass?: string) =>
    (await bare(await identifyingFile({ modality, bodyPart, ...(sopClass ? { sopClass } : {}) }))).held
  const ct = '1.2.840.10008.5.1.4.1.1.2'

  test('is asked for ultrasound, captures, slides, photographs, plain films and stacks that may hold a face', async () => {
    assert.deepEqual(await heldOf('US', 'ABDOMEN'), ['ultrasound'])
    assert.deepEqual(await heldOf('CT', 'HEAD', ct), ['face'])
    assert.deepEqual(await heldOf('CT', '', ct), ['face'])
    assert.deepEqual(await heldOf('MR', 'WHOLEBODY', '1.2.840.10008.5.1.4.1.1.4'), ['face'])
    assert.deepEqual(await heldOf('CT', 'CHEST', '1.2.840.10008.5.1.4.1.1.7'), ['capture'])
    assert.deepEqual(await heldOf('SM', '', '1.2.840.10008.5.1.4.1.1.77.1.6'), ['slide'])
    assert.deepEqual(await heldOf('CR', 'CHEST', '1.2.840.10008.5.1.4.1.1.1'), ['plain'])
    assert.deepEqual(await heldOf('XC', '', '1.2.840.10008.5.1.4.1.1.77.1.4'), ['photograph', 'plain'])
    assert.deepEqual(await heldOf('CT', 'CHEST', ct), [])
  })
})

describe('text that was burned in', () => {
  const read = async (samples: Buffer) => await finder.find({ bytes: samples, columns: 512, rows: 512 })

  test('is found, with a box around all of it; after the box is black it is found no more', async () => {
    const made = await bare()
    const [samples = Buffer.alloc(0)] = made.frames
    const boxes = await read(samples)
    assert.ok(boxes.length > 0)
    const [left, right] = [
      Math.min(...boxes.map((each) => each.x)),
      Math.max(...boxes.map((each) => each.x + each.width)),
    ]
    assert.ok(left <= 14 && right >= 300, `${left} to ${right}`)
    blackOut(samples, made, boxes)
    assert.deepEqual(await read(samples), [])
    const lit = samples.filter((value) => value > 0x40).length
    assert.equal(lit, 0)
  })

  test('is not found where there is none', async () => {
    assert.deepEqual(await read(Buffer.alloc(512 * 512, 0x20)), [])
  })

  test('boxes that touch are one', () => {
    const box = (x: number, y: number) => ({ x, y, width: 10, height: 10 })
    assert.deepEqual(joined([box(0, 0), box(8, 4), box(50, 50)]), [{ x: 0, y: 0, width: 18, height: 14 }, box(50, 50)])
  })

  test('goes from signed samples of 16 bits too, filled with the darkest', () => {
    const samples = Buffer.alloc(4 * 4 * 2)
    for (let index = 0; index < 16; index += 1) samples.writeInt16LE(index === 5 ? -1000 : 100 + index, index * 2)
    blackOut(samples, { columns: 4, rows: 4, components: 1, bitsAllocated: 16, isSigned: true }, [
      { x: 2, y: 2, width: 9, height: 9 },
    ])
    assert.deepEqual(
      [10, 11, 14, 15, 9].map((index) => samples.readInt16LE(index * 2)),
      [-1000, -1000, -1000, -1000, 109],
    )
  })
})

describe('the key of the hub', () => {
  test('alone opens from what a copy was made', () => {
    const from = { studyId: newId(), patientId, series: [newId()] }
    const sealed = key.seal(from)
    assert.deepEqual(key.open(sealed), from)
    assert.ok(!sealed.includes(patientId))
    assert.throws(() => new HubKey(randomBytes(32)).open(sealed))
  })
})
