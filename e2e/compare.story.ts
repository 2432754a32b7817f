import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type HeadCt, prepareHeadCt, sendByStore } from './head-ct.ts'
import { mrn, openPatientImages, patientIdOf, sendHeadCt } from './image-steps.ts'
import { screenFaults } from './screen-faults.ts'
import { openStage, people, type Stage } from './stage.ts'

const aDay = 86_400_000

let stage: Stage
let folder: string
let ct: HeadCt
let patientId: string

before(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'tuyen-compare-'))
  ct = sendHeadCt(stage, join(folder, 'ct'))
  patientId = await patientIdOf(stage)
  // once all of it is there
  const page = await stage.enter(people.asker)
  await openPatientImages(stage, page, { patientId, slices: ct.files.length })
  await page.context().close()
})
after(async () => {
  await stage?.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('a prior', () => {
  test('stands beside, named as the older one, and goes in step by its place in the body until the link is switched off', async () => {
    const prior = prepareHeadCt(join(folder, 'prior'), mrn, new Date(Date.now() - 400 * aDay))
    // another examination of the same frame of reference that begins five slices higher
    const sent = prior.files.slice(5)
    execFileSync(
      'dcmodify',
      ['-nb', '-gin', '-m', `0020,000d=${prior.studyUid}.9`, '-m', `0020,000e=${prior.studyUid}.9.1`, ...sent],
      { stdio: 'ignore' },
    )
    sendByStore(sent, stage.stack.ports.ORTHANC_DICOM_PORT)
    const page = await stage.enter(people.asker)
    await openPatientImages(stage, page, { patientId, slices: ct.files.length })
    await page.getByRole('button', { name: 'So với phim cũ' }).click()
    const other = page.getByRole('region', { name: 'Phim đứng cạnh' })
    await other.getByText('Phim cũ', { exact: true }).waitFor()
    await page.getByRole('region', { name: 'Phim đang xem' }).getByText('Phim mới', { exact: true }).waitFor()
    await other.locator('[data-link="place"]').waitFor()
    const inStep = async (mine: number) => {
      await page.locator(`[data-slices][data-slice="${mine}"][data-ready="yes"]`).waitFor()
      await page.locator(`[data-other-slice="${mine - 5}"][data-other-ready="yes"]`).waitFor()
    }
    const middle = Math.floor(ct.files.length / 2) + 1
    await inStep(middle)
    await page.locator('[data-slices]').first().focus()
    await page.keyboard.press('ArrowDown')
    await inStep(middle + 1)
    await page.keyboard.press('2')
    await page.locator('[data-other-window="40/40"]').waitFor()
    const box = await other.locator('canvas').boundingBox()
    assert.ok(box)
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.wheel(0, -80)
    await inStep(middle - 1)
    assert.deepEqual(await screenFaults(page), [])
    await other.getByRole('button', { name: 'Cuộn cùng' }).click()
    await other.locator('[data-link="off"]').waitFor()
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.wheel(0, 80)
    await page.locator(`[data-other-slice="${middle - 4}"]`).waitFor()
    assert.equal(await page.locator('[data-slices]').getAttribute('data-slice'), String(middle - 1))
    await page.context().close()
  })

  test('asks for nothing that the content security policy refuses', () => {
    assert.deepEqual(stage.refused, [])
  })
})
