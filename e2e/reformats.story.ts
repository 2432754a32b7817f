import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { canvasTruth } from './canvas-truth.ts'
import { type HeadCt, prepareHeadCt, sendByStore } from './head-ct.ts'
import { askEmergency, openStage, people, quietFlags, type Stage, signIn } from './stage.ts'
import { type FileVolume, fileVolume, greyOf, type SeenPixel, seenPixels } from './volume-truth.ts'

const aDay = 86_400_000
const names = ['axial', 'coronal', 'sagittal'] as const

let stage: Stage
let folder: string
let ct: HeadCt
let truth: FileVolume
let patientId: string
let otherId: string

const patientOf = async (mrn: string): Promise<string> =>
  String(
    (await stage.sql('select patient_id from records.patient_identifier where value = $1', [mrn]))[0]?.['patient_id'],
  )
const faultsOf = async (page: Page): Promise<string[]> =>
  (await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()).violations.flatMap(
    (violation) => violation.nodes.map((node) => `${violation.id}: ${node.html.slice(0, 160)}`),
  )

before(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'tuyen-reformats-'))
  patientId = await patientOf('MN26-004417')
  otherId = await patientOf('MN26-007730')
  ct = prepareHeadCt(join(folder, 'ct'), 'MN26-004417', new Date())
  truth = fileVolume(ct.files)
  sendByStore(ct.files, stage.stack.ports.ORTHANC_DICOM_PORT)
})
after(async () => {
  await stage?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Opens the images of a patient, all of them there, and waits for the stack. */
async function openImages(page: Page, of = patientId, slices = ct.files.length): Promise<void> {
  await page.goto(`${stage.url}/patients/${of}/images`)
  await page.locator(`[data-slices="${slices}"][data-loaded="${slices}"][data-ready="yes"]`).waitFor()
}

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
    assert.deepEqual(await faultsOf(page), [])
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
      const pane = paneOf(page, 'coronal', `[data-slab="${slab}"][data-window="2000/500"]`)
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
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    assert.ok(wide <= 0, `${wide} px wider than the screen`)
    assert.deepEqual(await faultsOf(page), [])
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
  page.setDefaultTimeout(20_000)
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
    await openImages(page, otherId, sent.length)
    await page.getByRole('button', { name: 'Ba mặt phẳng' }).click()
    await page.locator('[data-refusal="gap"]').waitFor()
    const sentence = await page.locator('[data-refusal="gap"]').innerText()
    assert.match(
      sentence,
      ct.origin === 'real' ? /sau lát 6 hở 12 mm, quanh đó cách 4 mm/ : /sau lát 6 hở 15 mm, quanh đó cách 5 mm/,
    )
    assert.equal(await page.locator('[data-plane]').count(), 0)
    assert.deepEqual(await faultsOf(page), [])
    await page.getByRole('button', { name: 'Xem từng lát' }).click()
    await page.locator(`[data-slices="${sent.length}"][data-ready="yes"]`).waitFor()
    await page.context().close()
  })
})

describe('a prior', () => {
  test('stands beside, named as the older one, and goes in step by its place in the body until the link is switched off', async () => {
    const prior = prepareHeadCt(join(folder, 'prior'), 'MN26-004417', new Date(Date.now() - 400 * aDay))
    // another examination of the same frame of reference that begins five slices higher
    const sent = prior.files.slice(5)
    execFileSync(
      'dcmodify',
      ['-nb', '-gin', '-m', `0020,000d=${prior.studyUid}.9`, '-m', `0020,000e=${prior.studyUid}.9.1`, ...sent],
      { stdio: 'ignore' },
    )
    sendByStore(sent, stage.stack.ports.ORTHANC_DICOM_PORT)
    const page = await stage.enter(people.asker)
    await openImages(page)
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
    assert.deepEqual(await faultsOf(page), [])
    await other.getByRole('button', { name: 'Cuộn cùng' }).click()
    await other.locator('[data-link="off"]').waitFor()
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.wheel(0, 80)
    await page.locator(`[data-other-slice="${middle - 4}"]`).waitFor()
    assert.equal(await page.locator('[data-slices]').getAttribute('data-slice'), String(middle - 1))
    await page.context().close()
  })
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
      [2000, 500],
    ] as const) {
      const greys = await canvasGreys(hung.locator(`[data-pane-window="${window.join('/')}"]`))
      assert.equal(greys.length, values.length, image)
      const worst = greys.reduce(
        (most, grey, at) => Math.max(most, Math.abs(grey - greyOf(values[at] ?? 0, window))),
        0,
      )
      assert.ok(worst <= 1, `${window.join('/')}: ${worst}`)
    }
    assert.deepEqual(await faultsOf(page), [])
    await worksInPanes(page, hung)
    await page.getByRole('button', { name: 'Từng lát' }).click()
    await page.locator(`[data-slices="${ct.files.length}"][data-slice="${index + 1}"][data-ready="yes"]`).waitFor()
    assert.equal(await page.locator('[data-hanging]').count(), 0)
    await page.setViewportSize({ width: 390, height: 844 })
    await page.reload()
    await page.locator(`[data-slices="${ct.files.length}"][data-ready="yes"]`).waitFor()
    assert.equal(await page.locator('[data-hung]').count(), 0, 'a telephone has room for one pane')
    assert.deepEqual(await faultsOf(page), [])
    await page.context().close()
    assert.deepEqual(stage.refused, [], 'the content security policy refuses nothing')
  })
})

/** One pane is worked in: drawn on, saved, its window changed and kept; the others show the marks and keep their windows. */
async function worksInPanes(page: Page, hung: Locator): Promise<void> {
  const bone = hung.getByRole('img', { name: 'Xương' })
  const box = await bone.boundingBox()
  assert.ok(box)
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.keyboard.press('e')
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 30, y + 30, { steps: 3 })
  await page.mouse.up()
  await hung.locator('[data-pane-window="2000/500"][data-chosen="yes"]').waitFor()
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
  // as keep-key-image.ts writes it
  const { window } = kept?.['view'] as { window: unknown }
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
