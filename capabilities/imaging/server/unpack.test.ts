import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Zippable, zipSync } from 'fflate'
import { type UnpackLimits, UnpackRefused, unpack, unpackLimits } from './unpack.ts'

const dicom = (bytes = 1000, fill = 7): Uint8Array => {
  const file = new Uint8Array(bytes).fill(fill)
  file.set(Buffer.from('DICM'), 128)
  return file
}
const text = (words: string) => new Uint8Array(Buffer.from(words))

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unpack-'))
})
after(async () => await rm(folder, { recursive: true }))

async function filesOf(bytes: Uint8Array, limits: Partial<UnpackLimits> = {}) {
  const path = join(folder, 'upload')
  await writeFile(path, bytes)
  const files: (Uint8Array | null)[] = []
  for await (const file of unpack(path, { ...unpackLimits, ...limits })) files.push(file)
  return files
}

const zip = (entries: Zippable, level: 0 | 6 = 6) => zipSync(entries, { level })
const refused = (problem: UnpackRefused['problem']) => (error: unknown) =>
  error instanceof UnpackRefused && error.problem === problem

describe('the files of an upload', () => {
  it('are one DICOM file that came as it is', async () => {
    const file = dicom()
    assert.deepEqual(await filesOf(file), [Buffer.from(file)])
  })
  it('are the entries of a zip, byte by byte, packed or not', async () => {
    const files = [dicom(2000, 1), dicom(70_000, 2), dicom(140, 3)]
    for (const level of [0, 6] as const) {
      const packed = zip(Object.fromEntries(files.map((file, index) => [`DICOM/IM${index}`, file])), level)
      assert.deepEqual(
        await filesOf(packed),
        files.map((file) => Buffer.from(file)),
      )
    }
  })
  it('leave out folders, and say so of what is no image', async () => {
    const packed = zip({
      'folder/': new Uint8Array(0),
      'README.txt': text('hello'),
      'viewer.exe': text('MZ'.repeat(500)),
      a: dicom(),
    })
    assert.deepEqual(
      (await filesOf(packed)).map((file) => file?.length ?? null),
      [null, null, 1000],
    )
  })
  it('do not come out of an archive inside the archive', async () => {
    const inner = zip({ a: dicom() })
    assert.deepEqual(await filesOf(zip({ 'inner.zip': inner })), [null])
  })
  it('may have names that point elsewhere, since names are not used', async () => {
    assert.equal((await filesOf(zip({ '../../etc/passwd': dicom() }))).length, 1)
  })
  it('are not images when empty', async () => {
    assert.deepEqual(await filesOf(text('x')), [null])
  })
})

describe('a bomb', () => {
  const zeros = new Uint8Array(4_000_000)
  it('is refused by how much comes out for what went in', async () => {
    await assert.rejects(filesOf(zip({ a: zeros }), { ratioFromBytes: 1_000_000 }), refused('archive-too-large'))
  })
  it('is refused by the size of one entry, of all entries and by their number', async () => {
    const packed = zip({ a: dicom(5000), b: dicom(5000), c: dicom(5000) })
    await assert.rejects(filesOf(packed, { entryBytes: 4999 }), refused('archive-too-large'))
    await assert.rejects(filesOf(packed, { totalBytes: 14_999 }), refused('archive-too-large'))
    await assert.rejects(filesOf(packed, { entries: 2 }), refused('archive-too-large'))
    assert.equal((await filesOf(packed, { entryBytes: 5000, totalBytes: 15_000, entries: 3 })).length, 3)
  })
  it('is refused when the entries are no images too', async () => {
    await assert.rejects(filesOf(zip({ 'a.txt': zeros }), { totalBytes: 1_000_000 }), refused('archive-too-large'))
  })
  it('that is no zip is refused by its size', async () => {
    await assert.rejects(filesOf(dicom(5000), { entryBytes: 4999 }), refused('archive-too-large'))
  })
})

describe('a damaged archive', () => {
  const noise = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))
  it('is refused when it is cut short', async () => {
    const packed = zip({ a: dicom(50_000, 1), b: noise(20_000) })
    await assert.rejects(filesOf(packed.subarray(0, 10_000)), refused('archive-damaged'))
    await assert.rejects(filesOf(packed.subarray(0, packed.length - 30)), refused('archive-damaged'))
  })
  it('is refused when one bit of an image was changed', async () => {
    const file = noise(50_000)
    file.set(Buffer.from('DICM'), 128)
    for (const level of [0, 6] as const) {
      const packed = zip({ a: file }, level)
      packed[20_000] = (packed[20_000] ?? 0) ^ 1
      await assert.rejects(filesOf(packed), refused('archive-damaged'))
    }
  })
  it('is refused when more comes out than it claims', async () => {
    const packed = Buffer.from(zip({ a: new Uint8Array(1_000_000) }))
    const directory = packed.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'))
    packed.writeUInt32LE(1000, directory + 24)
    await assert.rejects(filesOf(packed), refused('archive-damaged'))
  })
  it('is refused when it is locked with a password', async () => {
    const packed = Buffer.from(zip({ a: dicom() }))
    const directory = packed.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'))
    packed.writeUInt16LE(packed.readUInt16LE(directory + 8) | 1, directory + 8)
    await assert.rejects(filesOf(packed), refused('archive-damaged'))
  })
})
