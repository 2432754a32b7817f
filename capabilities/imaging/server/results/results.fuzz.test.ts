import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { fuzz } from '../../../../platform/test/chance.ts'
import { Unreadable } from '../../pixels/index.ts'
import { PixelPool } from '../pixel-pool.ts'
import { reportFile, segmentationFile } from './objects-under-test.ts'

// a long run asks for more: npm run fuzz
const rounds = Number(process.env['FUZZ_ROUNDS'] ?? 150)
const source = { sopUid: '1.2.3.4', sopClass: '1.2.840.10008.5.1.4.1.1.2' }
const ofStudy = { studyUid: '1.2.3', patientId: 'MN26-004417' }
const frames = [1, 2].map((place) => ({ inside: (x: number, y: number) => x > y * place, source }))
const goods = {
  segmentation: segmentationFile({ ...ofStudy, rows: 32, columns: 32, frames }),
  report: reportFile({ ...ofStudy, image: source, points: [1, 1, 9, 1, 9, 9, 1, 1] }),
}
const pool = new PixelPool(2)
after(async () => await pool.close())

describe('a stranger’s result, whatever its bytes', () => {
  for (const [place, [name, good]] of Object.entries(goods).entries()) {
    it(`a ${name} with bytes changed is read within its bounds or is refused by name`, async () => {
      await fuzz(40_000 + place * 1_000_000, rounds, async (chance) => {
        const changed = Buffer.concat([good.subarray(0, 132), chance.damaged(good.subarray(132))])
        const found = await pool.result(changed).catch((error: unknown) => error)
        if (found instanceof Error) return assert.ok(found instanceof Unreadable, String(found))
        const { content, masks } = found as Awaited<ReturnType<PixelPool['result']>>
        if ('findings' in content) return assert.equal(masks.length, 0)
        const last = content.frames.at(-1)
        assert.equal(last?.end ?? 0, masks.length)
        for (const frame of content.frames) assert.ok(lengthOf(masks, frame) <= content.rows * content.columns)
      })
    })
  }
})

/** How many pixels the runs of a frame cover. */
function lengthOf(masks: Uint8Array, { start, end }: { start: number; end: number }): number {
  let [sum, run, shift] = [0, 0, 0]
  for (const byte of masks.subarray(start, end)) {
    run += (byte & 127) * 2 ** shift
    shift += 7
    if (byte & 128) continue
    sum += run
    run = 0
    shift = 0
  }
  return sum
}
