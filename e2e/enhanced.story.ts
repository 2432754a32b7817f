import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { canvasTruth } from './canvas-truth.ts'
import { enhancedFile, mammogramFile } from './enhanced-objects.ts'
import { type HeadCt, prepareHeadCt, sendByStore } from './head-ct.ts'
import { mrn, patientIdOf, wholeStack } from './image-steps.ts'
import { newStudyUid } from './kinds-objects.ts'
import { openStage, people, type Stage } from './stage.ts'

let stage: Stage
let folder: string
let source: HeadCt
let film: string
let patientId: string
/** Which of the source's files each frame of the enhanced objects is: from the top, every second first. */
let order: number[]

before(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'tuyen-enhanced-'))
  patientId = await patientIdOf(stage)
  source = prepareHeadCt(join(folder, 'ct'), mrn, new Date())
  const all = source.files.map((_, index) => index).toReversed()
  order = [...all.filter((_, place) => place % 2 === 0), ...all.filter((_, place) => place % 2 === 1)]
  const of = { files: source.files, order }
  film = mammogramFile(join(folder, 'mg.dcm'), newStudyUid(3), mrn)
  sendByStore(
    [
      enhancedFile(join(folder, 'ct.dcm'), { ...of, modality: 'CT', studyUid: newStudyUid(1) }),
      enhancedFile(join(folder, 'mr.dcm'), { ...of, modality: 'MR', studyUid: newStudyUid(2) }),
      film,
    ],
    stage.stack.ports.ORTHANC_DICOM_PORT,
  )
})
after(async () => {
  await stage?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function open(study: RegExp, slices: number): Promise<{ page: Page; viewer: Locator }> {
  const page = await stage.enter(people.asker)
  await page.goto(`${stage.url}/patients/${patientId}/images`)
  await page.getByRole('list', { name: 'Các phim' }).getByRole('button', { name: study }).first().click()
  const viewer = wholeStack(page, slices)
  await viewer.waitFor()
  await viewer.focus()
  return { page, viewer }
}

/** The file of which a frame of an enhanced object was made. */
const sourceOf = (imageId: string): string =>
  source.files[order[Number(/frames\/(\d+)$/.exec(imageId)?.[1]) - 1] ?? -1] ?? ''

describe('one object of many frames', () => {
  for (const modality of ['CT', 'MR'] as const) {
    test(`of enhanced ${modality} opens as a stack in the order of the body, each frame with the values of its own source`, async () => {
      const { page, viewer } = await open(new RegExp(`${modality} nhieu khung`), source.files.length)
      const seen: number[] = []
      await page.keyboard.press('Home')
      for (let slice = 1; slice <= 4; slice += 1) {
        await viewer.and(page.locator(`[data-slice="${slice}"]`)).waitFor()
        seen.push(source.files.indexOf(sourceOf((await viewer.getAttribute('data-image')) ?? '')))
        const truth = await canvasTruth(page, source.files, sourceOf)
        assert.ok(truth.compared >= 50 && truth.worst <= 3, `${slice}: ${JSON.stringify(truth)}`)
        await page.keyboard.press('ArrowDown')
      }
      const steps = seen.slice(1).map((each, index) => each - (seen[index] ?? 0))
      assert.equal(new Set(steps).size, 1, `the slices lie one after the other: ${seen.join(' ')}`)
      assert.equal(Math.abs(steps[0] ?? 0), 1)
      // what is no CT has no Hounsfield units, and no windows in them
      const windows = await page.getByRole('button', { name: /Đột quỵ/ }).count()
      assert.equal(windows > 0, modality === 'CT')
      await page.context().close()
    })
  }

  test('of enhanced CT is shown in three planes, from the place that each frame says', async () => {
    const { page } = await open(/CT nhieu khung/, source.files.length)
    await page.getByRole('button', { name: 'Ba mặt phẳng' }).click()
    await page.locator('[data-volume="ready"] [data-plane="coronal"][data-current="yes"]').waitFor()
    await page.context().close()
  })
})

describe('a mammogram at full resolution', () => {
  test('opens whole, with the values of the file, white where the film says that white is little', async () => {
    const { page } = await open(/Chup vu/, 1)
    const truth = await canvasTruth(page, [film])
    assert.ok(truth.compared >= 200 && truth.worst <= 4, JSON.stringify(truth))
    await page.context().close()
  })

  test('is measured in pixels: of the body nobody knows the scale', async () => {
    const { page, viewer } = await open(/Chup vu/, 1)
    const box = await viewer.boundingBox()
    assert.ok(box)
    await page.keyboard.press('m')
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2, { steps: 4 })
    await page.mouse.up()
    const said = (await page.locator('[data-mark="length"] text').last().textContent()) ?? ''
    assert.match(said, /điểm ảnh/)
    assert.ok(!/\d mm/.test(said), said)
    await page.context().close()
  })
})
