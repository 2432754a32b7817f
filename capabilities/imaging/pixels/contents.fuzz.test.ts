import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fuzz } from '../../../platform/test/chance.ts'
import { objectContent, waveform } from '../contract/contents.ts'
import { contentOf } from './contents.ts'
import { documentFile, slideFile, waveformFile } from './contents-under-test.ts'
import { type DicomObject, openDicom, Unreadable } from './index.ts'
import { readTileTable } from './tile-file.ts'

// a long run asks for more: npm run fuzz
const rounds = Number(process.env['FUZZ_ROUNDS'] ?? 600)
const tiles = [1, 2, 3, 4].map((value) => Buffer.alloc(20, value))
const places: [number, number][] = [
  [1, 1],
  [5, 1],
  [1, 5],
  [5, 5],
]
const files = {
  'a full slide': slideFile({ tiles }),
  'a sparse slide': slideFile({ tiles, places }),
  'a waveform': waveformFile(Array.from({ length: 64 }, (_, at) => at)),
  'a document': documentFile(Buffer.from('%PDF-1.4 /Count 2')),
}

/** The object, or null where the file is none: what the parser says of that is its own test's matter. */
function opened(file: Uint8Array): DicomObject | null {
  try {
    return openDicom(file)
  } catch {
    return null
  }
}

/** What was found is what screens may be given; each tile lies within the file. */
async function isHonest(file: Uint8Array): Promise<void> {
  const object = opened(file)
  if (!object) return
  try {
    const content = contentOf(object)
    if (!content) return
    const facts = objectContent.parse(content.facts)
    if (facts.kind === 'waveform') waveform.parse(JSON.parse(content.bytes.toString()))
    if (facts.kind !== 'tiles') return
    const table = await readTileTable(async (start, end) => content.bytes.subarray(start, end))
    for (let cell = 0; cell < 64; cell += 1) {
      const [start = 0, end = 0] = table?.placeOf(cell) ?? []
      assert.ok(start <= end && end <= content.bytes.length)
    }
  } catch (error) {
    assert.ok(error instanceof Unreadable, String(error))
  }
}

describe('a stranger’s slide, waveform or document, whatever its bytes', () => {
  for (const [place, [name, good]] of Object.entries(files).entries()) {
    it(`${name} with bytes changed is read or is refused by name`, async () => {
      await fuzz(60_000_000 + place * 1_000_000, Math.ceil(rounds / 4), async (chance) => {
        await isHonest(Buffer.concat([good.subarray(0, 132), chance.damaged(good.subarray(132))]))
      })
    })
  }
})
