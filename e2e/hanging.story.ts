import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import type { HeadCt } from './head-ct.ts'
import { openPatientImages, patientIdOf, sendHeadCt } from './image-steps.ts'
import { screenFaults } from './screen-faults.ts'
import { askEmergency, openStage, people, type Stage } from './stage.ts'
import { type FileVolume, fileVolume, greyOf } from './volume-truth.ts'

let stage: Stage
let folder: string
let ct: HeadCt
let truth: FileVolume

before(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'tuyen-hanging-'))
  ct = sendHeadCt(stage, join(folder, 'ct'))
  truth = fileVolume(ct.files)
  // once all of it is there
  const page = await stage.enter(people.asker)
  await openPatientImages(stage, page, { patientId: await patientIdOf(stage), slices: ct.files.length })
  await page.context().close()
})
after(async () => {
  await stage?.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('the images of a stroke', () => {
  test('hang in three windows, each with the greys of the files; one press shows the stack', async () => {
    const page = await stage.enter(people.asker)
    await askEmergency(page, 'Liệt nửa người phải, nói khó. Có chỉ định tiêu sợi huyết không?')
    await page.getByRole('link', { name: 'Mở toàn màn hình' }).click()
    await page.locator('[data-hanging="stroke-ct"]').waitFor()
    const hung = page.locator('[data-hung="windows"][data-current="yes"]')
    await hung.waitFor()
    assert.equal(await page.evaluate(() => location.search + location.hash), '', 'the address says nothing of the case')
    const image = (await hung.getAttribute('data-image')) ?? ''
    const index = Number(/lát (\d+)/.exec(await page.locator('[data-hung] + *').innerText())?.[1]) - 1
    const values = truth.sliceAt(index)
    for (const window of [
      [80, 40],
      [40, 40],
      [2500, 480],
    ] as const) {
      const greys = await canvasGreys(hung.locator(`[data-pane-window="${window.join('/')}"]`))
      assert.equal(greys.length, values.length, image)
      const worst = greys.reduce(
        (most, grey, at) => Math.max(most, Math.abs(grey - greyOf(values[at] ?? 0, window))),
        0,
      )
      assert.ok(worst <= 1, `${window.join('/')}: ${worst}`)
    }
    assert.deepEqual(await screenFaults(page), [])
    await worksInPanes(page, hung)
    await page.getByRole('button', { name: 'Từng lát' }).click()
    await page.locator(`[data-slices="${ct.files.length}"][data-slice="${index + 1}"][data-ready="yes"]`).waitFor()
    assert.equal(await page.locator('[data-hanging]').count(), 0)
    await page.setViewportSize({ width: 390, height: 844 })
    await page.reload()
    await page.locator(`[data-slices="${ct.files.length}"][data-ready="yes"]`).waitFor()
    assert.equal(await page.locator('[data-hung]').count(), 0, 'a telephone has room for one pane')
    assert.deepEqual(await screenFaults(page), [])
    await page.context().close()
    assert.deepEqual(stage.refused, [], 'the content security policy refuses nothing')
  })
})

/** One pane is worked in: drawn on, saved, its window changed and kept; the others show the marks and keep their windows. */
async function worksInPanes(page: Page, hung: Locator): Promise<void> {
  const bone = hung.getByRole('group', { name: 'Xương' })
  const box = await bone.boundingBox()
  assert.ok(box)
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.keyboard.press('e')
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 30, y + 30, { steps: 3 })
  await page.mouse.up()
  await hung.locator('[data-pane-window="2500/480"][data-chosen="yes"]').waitFor()
  assert.equal(await hung.locator('[data-mark="ellipse"]').count(), 3, 'it is seen in every window')
  const said = (await bone.locator('[data-mark="ellipse"] text').textContent()) ?? ''
  assert.match(said, /HU/, 'with the values under it')
  await page.getByRole('button', { name: /^Lưu/ }).click()
  await hung.locator('[data-saved-mark="ellipse"]').nth(2).waitFor()
  await page.keyboard.press('5')
  await hung.locator('[data-pane-window="200/75"][data-chosen="yes"]').waitFor()
  await page.keyboard.press('k')
  await page.getByRole('status').filter({ hasText: 'Đã giữ' }).waitFor()
  const [kept] = await stage.sql('select view from imaging.key_image order by made_at desc limit 1')
  assert.ok(kept)
  // as keep-key-image.ts writes it
  const { window } = kept['view'] as { window: unknown }
  assert.deepEqual(window, { center: 75, width: 200 }, 'what is kept is what is seen in the pane that is worked in')
  await hung.locator('[data-pane-window="80/40"][data-chosen="no"]').waitFor()
}

/** Every grey of the canvas in a pane. */
async function canvasGreys(pane: Locator): Promise<number[]> {
  const text = await pane.evaluate((root) => {
    const canvas = root.querySelector('canvas')
    const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
    let greys = ''
    for (let at = 0; at < data.length; at += 4) greys += String.fromCharCode(data[at] ?? 0)
    return btoa(greys)
  })
  return [...Buffer.from(text, 'base64')]
}
