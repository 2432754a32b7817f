import assert from 'node:assert/strict'
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { zipSync } from 'fflate'
import { fuzz, hugeLengths } from '../../../platform/test/chance.ts'
import { isDicom, UnpackRefused, unpack, unpackLimits } from './unpack.ts'
import { packedBytesOf, zipDirectory } from './zip-directory.ts'

const dicom = (bytes: number, fill: number): Uint8Array => {
  const file = new Uint8Array(bytes).fill(fill)
  file.set(Buffer.from('DICM'), 128)
  return file
}
const images = [dicom(180, 1), dicom(300, 2)]
const [first = new Uint8Array(), second = new Uint8Array()] = images
const good = zipSync({ 'DICOM/': new Uint8Array(), 'DICOM/1': first, '../../2': [second, { level: 0 }] })
const limits = { ...unpackLimits, entries: 50, totalBytes: 100_000, entryBytes: 50_000 }
const mebibyte = 1024 * 1024

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unpack-fuzz-'))
})
after(async () => await rm(folder, { recursive: true }))

/** Whether the bytes were taken for an archive or a file at all; what comes out of them is nothing but what went in. */
async function isHonest(bytes: Uint8Array, within = limits): Promise<boolean> {
  const path = join(folder, 'upload')
  await writeFile(path, bytes)
  let [files, total] = [0, 0]
  try {
    for await (const file of unpack(path, within)) {
      files += 1
      total += file?.length ?? 0
      assert.ok(files <= within.entries && total <= within.totalBytes, 'more came out than the limits allow')
      assert.ok(file === null || isDicom(file), 'what came out is no image')
      // the checksum holds, so that damage either shows or spared the images
      const isUpload = file !== null && file.length === bytes.length
      assert.ok(file === null || isUpload || images.some((image) => Buffer.from(image).equals(file)))
    }
    return true
  } catch (error) {
    if (error instanceof UnpackRefused) return false
    throw error
  }
}

/** What the directory says, asked of a file whose reads are watched: none reaches out of it or is larger than it. */
async function listed(bytes: Uint8Array): Promise<void> {
  const path = join(folder, 'directory')
  await writeFile(path, bytes)
  const file = await open(path, 'r')
  try {
    const watched = new Proxy(file, {
      get: (target, name) =>
        name === 'read'
          ? async (buffer: Buffer, offset: number, length: number, position: number) => {
              assert.ok(position >= 0 && position + length <= bytes.length && buffer.length <= bytes.length)
              return await target.read(buffer, offset, length, position)
            }
          : Reflect.get(target, name, target),
    })
    const entries = await zipDirectory(watched, bytes.length, limits.entries)
    if (!entries || entries.length > limits.entries) return
    for (const entry of entries) {
      const packed = await packedBytesOf(watched, bytes.length, entry)
      assert.ok(packed === null || packed.length === entry.packedBytes)
    }
  } finally {
    await file.close()
  }
}

const withNumber = (at: number, value: number): Buffer => {
  const copy = Buffer.from(good)
  copy.writeUInt32LE(value, at)
  return copy
}

describe('a stranger’s archive, whatever its bytes', () => {
  it('is unpacked or refused, when it is noise', async () => {
    await fuzz(1, 150, async (chance) => {
      const noise = chance.bytes(chance.below(400))
      if (noise.length >= 4 && chance.below(2)) noise.set(Buffer.from('PK\x03\x04', 'latin1'))
      if (noise.length >= 30 && chance.below(2))
        noise.set(Buffer.from('PK\x05\x06', 'latin1'), noise.length - 22 - chance.below(4))
      await isHonest(noise)
      await listed(noise)
    })
  })
  it('is unpacked or refused, when bytes of it were changed', async () => {
    assert.equal(await isHonest(good), true)
    await fuzz(1000, 350, async (chance) => {
      const bytes = chance.damaged(good)
      await isHonest(bytes)
      await listed(bytes)
    })
  })
  it('is refused wherever it is cut', async () => {
    for (let length = 4; length < good.length; length += 1)
      assert.equal(await isHonest(good.subarray(0, length)), false)
  })
  it('does not believe a number that its bytes do not bear out', async () => {
    const directory = Buffer.from(good).indexOf('PK\x01\x02', 0, 'latin1')
    const most = process.resourceUsage().maxRSS
    for (let at = directory; at + 4 <= good.length; at += 1) {
      const bytes = withNumber(at, hugeLengths[at % hugeLengths.length] ?? 0)
      await isHonest(bytes, { ...unpackLimits, entryBytes: limits.entryBytes })
      await listed(bytes)
    }
    assert.ok((process.resourceUsage().maxRSS - most) * 1024 < 256 * mebibyte, 'unpacking took too much memory')
  })
  it('gives bytes and never a name, so that no name leads anywhere', async () => {
    const path = join(folder, 'names')
    const names = ['../../etc/passwd', '/etc/passwd', 'C:\\x', '..\\x', 'a/../../b', '\u0000']
    await writeFile(path, zipSync(Object.fromEntries(names.map((name) => [name, first]))))
    const found: unknown[] = []
    for await (const file of unpack(path, limits)) found.push(file)
    assert.deepEqual(
      found,
      names.map(() => Buffer.from(first)),
    )
  })
})
