import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { canvasTruth } from './canvas-truth.ts'
import { type HeadCt, prepareHeadCt, sendByStore } from './head-ct.ts'
import { openPatientImages, patientIdOf, sendHeadCt } from './image-steps.ts'
import { excessWidth, screenFaults } from './screen-faults.ts'
import { openStage, patienceMs, people, quietFlags, type Stage, signIn } from './stage.ts'
import { type FileVolume, fileVolume, greyOf, type SeenPixel, seenPixels } from './volume-truth.ts'

const names = ['axial', 'coronal', 'sagittal'] as const

let stage: Stage
let folder: string
let ct: HeadCt
let truth: FileVolume
let patientId: string
let otherId: string

before(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'tuyen-reformats-'))
  patientId = await patientIdOf(stage)
  otherId = await patientIdOf(stage, 'MN26-007730')
  ct = sendHeadCt(stage, join(folder, 'ct'))
  truth = fileVolume(ct.files)
})
after(async () => {
  await stage?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Opens the images of the patient, all of them there, and waits for the stack. */
const openImages = async (page: Page): Promise<void> =>
  void (await openPatientImages(stage, page, { patientId, slices: ct.files.length }))

/** Opens the three planes of the head CT. */
async function openPlanes(page: Page): Promise<void> {
  await openImages(page)
  await page.getByRole('button', { name: 'Ba mặt phẳng' }).click()
  await page.locator('[data-volume="ready"]').waitFor()
}

const paneOf = (page: Page, name: string, fact = ''): Locator =>
  page.locator(`[data-plane="${name}"][data-current="yes"]${fact}`)

/** Greys of a pane that differ from the files, and how many of its pixels were compared. */
async function compared(pane: Locator): Promise<{ worst: number; compared: number; between: number }> {
  await pane.waitFor()
  const { pixels, window } = await seenPixels(pane, 4)
  const pairs = pixels.flatMap(({ at, grey }) => {
    const value = truth.valueAt(at)
    return value === null ? [] : [{ wanted: greyOf(value, window), grey }]
  })
  const between = pairs.filter(({ wanted }) => wanted > 0 && wanted < 255).length
  return {
    between,
    compared: pairs.length,
    worst: Math.max(...pairs.map(({ wanted, grey }) => Math.abs(wanted - grey))),
  }
}

const crossOf = async (page: Page): Promise<number[]> =>
  ((await page.locator('[data-volume]').getAttribute('data-cross')) ?? '').split(' ').map(Number)

async function assertPlanes(page: Page): Promise<void> {
  for (const name of names) {
    const found = await compared(paneOf(page, name))
    assert.ok(found.compared > 300 && found.between > 100 && found.worst <= 1, `${name}: ${JSON.stringify(found)}`)
  }
}

describe('three planes of a head CT', () => {
  test('show the values of the files where they lie in the patient, and say that they are computed and corrected', async () => {
    const page = await stage.enter(people.asker)
    await openPlanes(page)
    await assertPlanes(page)
    const said = await page.locator('[data-volume]').innerText()
    assert.match(said, new RegExp(`Tính từ ${ct.files.length} lát, không phải lát chụp`))
    if (ct.origin === 'real') assert.match(said, /Nghiêng 18,5°, hai khoảng cách lát \(4 – 7 mm\): đã hiệu chỉnh/)
    assert.equal(await page.getByRole('button', { name: 'Đo' }).count(), 0, 'no tool measures what is computed')
    assert.deepEqual(await screenFaults(page), [])
    await page.context().close()
  })

  test('are linked: a press on one moves the other two, to values that are those of the files', async () => {
    const page = await stage.enter(people.asker)
    await openPlanes(page)
    const first = await crossOf(page)
    const axial = await paneOf(page, 'axial').boundingBox()
    assert.ok(axial)
    await page.mouse.click(axial.x + axial.width / 2 + 40, axial.y + axial.height / 2 - 25)
    await page.waitForFunction(
      (then) => document.querySelector('[data-volume]')?.getAttribute('data-cross') !== then,
      first.join(' '),
    )
    const here = await crossOf(page)
    assert.ok((here[0] ?? 0) > (first[0] ?? 0) + 5, 'right on the screen is the left of the patient')
    assert.ok((here[1] ?? 0) < (first[1] ?? 0) - 3, 'up is the front')
    assert.equal(here[2], first[2])
    for (const [name, axis] of [
      ['sagittal', 0],
      ['coronal', 1],
    ] as const) {
      await page.waitForFunction(
        ([pane, wanted, at]) =>
          Number(
            document
              .querySelector(`[data-plane="${pane}"][data-current="yes"]`)
              ?.getAttribute('data-origin')
              ?.split(' ')[at],
          ) === wanted,
        [name, here[axis] ?? 0, axis] as const,
      )
    }
    await assertPlanes(page)
    await page.waitForFunction(() => document.querySelector('[data-volume]')?.getAttribute('data-value') !== '')
    const value = Number(await page.locator('[data-volume]').getAttribute('data-value'))
    const wanted = truth.valueAt([here[0] ?? 0, here[1] ?? 0, here[2] ?? 0])
    assert.ok(wanted !== null && Math.abs(value - wanted) < 0.01, `${value} HU beside ${wanted}`)
    await page.mouse.move(axial.x + 50, axial.y + axial.height / 2)
    await page.mouse.wheel(0, 80)
    await page.waitForFunction(
      (then) => document.querySelector('[data-volume]')?.getAttribute('data-cross') !== then,
      here.join(' '),
    )
    const walked = await crossOf(page)
    assert.ok((walked[2] ?? 0) < (here[2] ?? 0), 'the wheel walks towards the feet')
    await page.keyboard.press('2')
    await assertPlanes(page)
    assert.equal(await paneOf(page, 'coronal').getAttribute('data-window'), '40/40')
    await page.context().close()
  })

  test('as a slab: MIP is nowhere darker than its plane, MinIP nowhere brighter, and MIP is the brightest of the files', async () => {
    const page = await stage.enter(people.asker)
    await openPlanes(page)
    await page.keyboard.press('3')
    const greys = async (slab: string) => {
      const pane = paneOf(page, 'coronal', `[data-slab="${slab}"][data-window="2500/480"]`)
      await pane.waitFor()
      return await seenPixels(pane, 5)
    }
    const alone = await greys('mean 0')
    await page.getByRole('combobox', { name: 'Dày' }).selectOption('10')
    const mean = await greys('mean 10')
    await page.getByRole('button', { name: 'MIP', exact: true }).click()
    const most = await greys('max 10')
    await page.getByRole('button', { name: 'MinIP' }).click()
    const least = await greys('min 10')
    const greyAt = (seen: { pixels: SeenPixel[] }, index: number) => seen.pixels[index]?.grey ?? 0
    let differing = 0
    for (const [index, { grey, at }] of alone.pixels.entries()) {
      if (truth.valueAt(at) === null) continue
      assert.ok(greyAt(most, index) >= grey && greyAt(most, index) >= greyAt(mean, index))
      assert.ok(greyAt(least, index) <= grey && greyAt(least, index) <= greyAt(mean, index))
      if (greyAt(most, index) > grey) differing += 1
      // front to back through the ten millimetres, by the files alone
      const through = Array.from(
        { length: 41 },
        (_, step) => truth.valueAt([at[0], at[1] - 5 + step / 4, at[2]]) ?? -9999,
      )
      const brightest = greyOf(Math.max(...through), most.window)
      assert.ok(
        Math.abs(greyAt(most, index) - brightest) < 6,
        `${at.join()}: ${greyAt(most, index)} beside ${brightest}`,
      )
    }
    assert.ok(differing > (ct.origin === 'real' ? 50 : 5), `only ${differing} pixels are brighter`)
    await page.context().close()
  })

  test('fit a telephone: one plane and a switch', async () => {
    const page = await stage.enter(people.asker, { width: 390, height: 844, hasTouch: true })
    await openPlanes(page)
    assert.equal(await page.locator('[data-plane]').count(), 1)
    await page.getByRole('button', { name: 'Đứng dọc' }).click()
    const found = await compared(paneOf(page, 'sagittal'))
    assert.ok(found.compared > 300 && found.worst <= 1, JSON.stringify(found))
    const wide = await excessWidth(page)
    assert.ok(wide <= 0, `${wide} px wider than the screen`)
    assert.deepEqual(await screenFaults(page), [])
    await page.context().close()
  })

  test('need no graphics: a browser without WebGL shows the same planes', async () => {
    const page = await enterBy(['--disable-gpu', '--disable-software-rasterizer'])
    const hasGraphics = await page.evaluate(() => document.createElement('canvas').getContext('webgl2') !== null)
    assert.equal(hasGraphics, false)
    await openImages(page)
    const stack = await canvasTruth(page, ct.files)
    assert.ok(stack.compared >= 50 && stack.worst <= 3, JSON.stringify(stack))
    await page.getByRole('button', { name: 'Ba mặt phẳng' }).click()
    await page.locator('[data-volume="ready"]').waitFor()
    await assertPlanes(page)
  })

  test('are beside a stack that graphics draw with the values of the files', async () => {
    const page = await enterBy(['--enable-unsafe-swiftshader'])
    // the graphics of this machine are played by its processor, which the viewer would rather not use: here it is to believe in a card
    await page.addInitScript(() => {
      for (const kind of [WebGLRenderingContext, WebGL2RenderingContext]) {
        const own = kind.prototype.getParameter
        kind.prototype.getParameter = function getParameter(name: number): unknown {
          const found: unknown = own.call(this, name)
          return typeof found === 'string' && /swiftshader/i.test(found) ? 'A graphics card' : found
        }
      }
    })
    await openImages(page)
    assert.equal(await page.locator('[data-slices]').getAttribute('data-renderer'), 'gpu')
    for (const key of ['1', '3', 'PageDown', '+']) {
      await page.keyboard.press(key)
      const stack = await canvasTruth(page, ct.files)
      assert.ok(stack.compared >= 50 && stack.worst <= 3, `${key}: ${JSON.stringify(stack)}`)
    }
  })
})

const browsers: Browser[] = []
after(async () => {
  for (const browser of browsers) await browser.close()
})

/** Signs in with a browser of its own flags. */
async function enterBy(flags: string[]): Promise<Page> {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: [...quietFlags, ...flags] })
  browsers.push(browser)
  const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage()
  page.setDefaultTimeout(patienceMs)
  await page.goto(stage.url)
  await signIn(page, people.asker)
  return page
}

describe('a series with a gap', () => {
  test('is refused with the place of the gap, and its slices stay there to be seen', async () => {
    const gapped = prepareHeadCt(join(folder, 'gapped'), 'MN26-007730', new Date())
    const sent = gapped.files.filter((_, index) => index !== 6 && index !== 7)
    execFileSync('dcmodify', ['-nb', '-gin', ...sent], { stdio: 'ignore' })
    sendByStore(sent, stage.stack.ports.ORTHANC_DICOM_PORT)
    const page = await stage.enter(people.asker)
    await openPatientImages(stage, page, { patientId: otherId, slices: sent.length })
    await page.getByRole('button', { name: 'Ba mặt phẳng' }).click()
    await page.locator('[data-refusal="gap"]').waitFor()
    const sentence = await page.locator('[data-refusal="gap"]').innerText()
    assert.match(
      sentence,
      ct.origin === 'real' ? /sau lát 6 hở 12 mm, quanh đó cách 4 mm/ : /sau lát 6 hở 15 mm, quanh đó cách 5 mm/,
    )
    assert.equal(await page.locator('[data-plane]').count(), 0)
    assert.deepEqual(await screenFaults(page), [])
    await page.getByRole('button', { name: 'Xem từng lát' }).click()
    await page.locator(`[data-slices="${sent.length}"][data-ready="yes"]`).waitFor()
    await page.context().close()
  })
})

test('no page asked for anything that the content security policy refuses', () => {
  assert.deepEqual(stage.refused, [])
})
