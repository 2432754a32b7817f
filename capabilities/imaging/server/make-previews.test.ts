import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import sharp from 'sharp'
import { newId } from '#platform/server/new-id.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { encodeFrame, type FrameLayout, frameBytes } from '../pixels/index.ts'
import { FrameFiles } from './frame-files.ts'
import { makePreviews } from './make-previews.ts'
import { arrangeMatching, type MatchUnderTest } from './match-under-test.ts'

let world: World
let here: MatchUnderTest
let folder: string
let files: FrameFiles

before(async () => {
  world = await createWorld()
  folder = mkdtempSync(join(tmpdir(), 'tuyen-previews-'))
  files = new FrameFiles(folder)
})
after(async () => {
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  here = await arrangeMatching(world)
})

/** A series of one frame, as the intake leaves it; with `spoilt` its bytes are none of an image. */
async function series(columns: number, rows: number, spoilt?: Buffer): Promise<{ id: string; studyId: string }> {
  const [studyId, id, instanceId] = [await here.arrive(), newId(), newId()]
  const layout: FrameLayout = { columns, rows, bitsAllocated: 8, components: 1, isSigned: false }
  const bytes = spoilt ?? Buffer.from((await encodeFrame(Buffer.alloc(frameBytes(layout), 80), layout)).bytes)
  await files.writeFrames(studyId, instanceId, bytes)
  await world.sql(
    `insert into imaging.series (id, study_id, series_uid, frames) values ($1::uuid, $2, 'series ' || $1::text, 1)`,
    [id, studyId],
  )
  await world.sql(
    `insert into imaging.instance (id, study_id, series_id, sop_uid, sop_class, archive_id, syntax, sha256, bytes, tags, layout, frames, added_at)
     values ($1::uuid, $2, $3, $1::text, '', $1::text, '', '', 1, '{}', $4, $5, now())`,
    [instanceId, studyId, id, JSON.stringify(layout), JSON.stringify([[0, bytes.length]])],
  )
  return { id, studyId }
}

const keyOf = async ({ id, studyId }: { id: string; studyId: string }): Promise<number[] | null> => {
  const picture = await files.readPicture(studyId, id, 'key')
  if (!picture) return null
  const { width, height } = await sharp(picture).metadata()
  return [width, height]
}

describe('the pictures of series', () => {
  test('fit what a picture can be, however wide a frame is, and are never larger than it', async () => {
    const [wide, high, small] = [await series(20_000, 40), await series(40, 20_000), await series(64, 32)]
    assert.equal(await makePreviews(world.house, files), 3)
    assert.deepEqual(await keyOf(wide), [4096, 8])
    assert.deepEqual(await keyOf(high), [8, 4096])
    assert.deepEqual(await keyOf(small), [64, 32])
  })

  test('are made of the others when one series cannot be drawn, and that one is not tried again', async () => {
    const good = await series(64, 32)
    const bad = await series(64, 32, Buffer.from('no image at all'))
    const strange = await series(64, 32)
    await world.sql(`update imaging.instance set layout = '{"columns":"?"}' where series_id = $1`, [strange.id])
    assert.equal(await makePreviews(world.house, files), 3)
    assert.deepEqual(await keyOf(good), [64, 32])
    assert.deepEqual([await keyOf(bad), await keyOf(strange)], [null, null])
    assert.equal(await makePreviews(world.house, files), 0)
  })
})
