import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import sharp from 'sharp'
import { newId } from '#platform/server/new-id.ts'
import { printedText } from './minutes-under-test.ts'
import { acceptAnew, closeScene, conclude, decide, openScene, pdf, read, scene, sign } from './signing-under-test.ts'

const picture = { width: 640, height: 480 }

before(openScene)
after(closeScene)
beforeEach(async () => {
  await acceptAnew()
  await conclude()
  await decide()
})

/** A view that was kept for the case, of an image of its patient, so many minutes after it was decided. */
async function keep(caption: string, minutes = -1): Promise<{ keyImageId: string; bytes: Buffer }> {
  const { world, here } = scene
  const [study, series, instance, keyImageId] = [newId(), newId(), newId(), newId()]
  const bytes = await sharp({ create: { ...picture, channels: 3, background: '#335577' } })
    .jpeg()
    .toBuffer()
  await world.sql(
    `insert into imaging.study (id, study_uid, archive_id, patient_id, facility_id, first_arrived_at, last_arrived_at, source, matched_by)
     values ($1::uuid, $2, $1::uuid::text, $3, $4, now(), now(), 'c-store', 'identifier')`,
    [study, `1.2.${BigInt(`0x${study.replaceAll('-', '')}`)}`, here.patientId, here.asking],
  )
  await world.sql(
    `insert into imaging.series (id, study_id, series_uid, modality, description) values ($1::uuid, $2, $1::uuid::text, 'CT', 'Não')`,
    [series, study],
  )
  await world.sql(
    `insert into imaging.instance (id, study_id, series_id, sop_uid, sop_class, archive_id, syntax, sha256, bytes, tags, added_at)
     values ($1::uuid, $2, $3, $1::uuid::text, '1.2', $1::uuid::text, '1.2', 'x', 1, '{}', now())`,
    [instance, study, series],
  )
  await world.sql(
    `insert into imaging.key_image (id, study_id, patient_id, instance_id, frame, subject_kind, subject_id, view, marks, caption, picture, sha256, made_by, made_at)
     values ($1, $2, $3, $4, 1, 'consult', $5, $6, '[]', $7, $8, $9, $10, $11)`,
    [
      ...[keyImageId, study, here.patientId, instance, scene.consultId],
      JSON.stringify({ slice: 14, slices: 28, window: { center: 40, width: 80 }, zoom: 1, focus: [0.5, 0.5] }),
      ...[caption, bytes, createHash('sha256').update(bytes).digest('hex'), here.first],
      new Date(world.clock.now().getTime() + minutes * 60_000),
    ],
  )
  return { keyImageId, bytes }
}

/** The sizes of the pictures in a file. */
function picturesIn(file: Uint8Array): string[] {
  const path = join(scene.folder, 'minutes.pdf')
  writeFileSync(path, file)
  const lines = execFileSync('pdfimages', ['-list', path]).toString().trim().split('\n').slice(2)
  return lines.map((line) => line.trim().split(/\s+/).slice(3, 5).join('×'))
}

describe('key images in the minutes', () => {
  test('stand in the draft and the signed file with caption, window, slice and series', async () => {
    await keep('Ổ giảm tỷ trọng vùng nhân bèo phải')
    for (const file of [await pdf(scene.here.first), (await sign(scene.here.asker), await pdf(scene.here.first))]) {
      const said = await printedText(file)
      for (const words of ['Ảnh 1. Ổ giảm tỷ trọng vùng nhân bèo phải', 'W 80 L 40 · lát 14/28 · CT Não'])
        assert.ok(said.includes(words), `${words} in ${said}`)
      assert.deepEqual(picturesIn(file), ['640×480'])
    }
  })

  test('that were signed stay as they were, also when one is taken away before the chair signs', async () => {
    const { keyImageId } = await keep('Tắc M1 phải')
    await sign(scene.here.asker)
    await scene.world.sql(
      "update imaging.key_image set removed_at = now(), removed_by = $2, removed_reason = 'Chọn nhầm lát' where id = $1",
      [keyImageId, scene.here.first],
    )
    await sign(scene.here.first)
    const file = await pdf(scene.here.asker)
    assert.deepEqual(picturesIn(file), ['640×480'])
    assert.ok((await printedText(file)).includes('Tắc M1 phải'))
    assert.equal((await read(scene.here.asker)).status, 'chair-signed')
  })

  test('are those by which it was decided: none that was kept afterwards', async () => {
    await keep('Trước quyết định')
    await keep('Sau quyết định', 5)
    scene.world.clock.advance(10 * 60_000)
    const said = await printedText(await pdf(scene.here.first))
    assert.ok(said.includes('Trước quyết định'))
    assert.ok(!said.includes('Sau quyết định'))
  })

  test('are not drawn into a draft for a chair whose sight of the record has ended', async () => {
    await keep('Ổ nhồi máu')
    assert.deepEqual(picturesIn(await pdf(scene.here.first)), ['640×480'])
    await scene.world.sql('update records.access_grant set withdrawn_at = now() where person_id = $1', [
      scene.here.first,
    ])
    const file = await pdf(scene.here.first)
    assert.deepEqual(picturesIn(file), [])
    assert.ok(!(await printedText(file)).includes('Ổ nhồi máu'))
    assert.deepEqual(picturesIn(await pdf(scene.here.asker)), ['640×480'])
  })

  test('are at most twelve, and none that was taken away', async () => {
    const { keyImageId } = await keep('Đã bỏ')
    for (let more = 0; more < 13; more += 1) await keep(`Số ${more}`)
    await scene.world.sql(
      "update imaging.key_image set removed_at = now(), removed_by = $2, removed_reason = 'Chọn nhầm lát' where id = $1",
      [keyImageId, scene.here.first],
    )
    const file = await pdf(scene.here.first)
    assert.equal(picturesIn(file).length, 12)
    assert.ok(!(await printedText(file)).includes('Đã bỏ'))
  })
})
