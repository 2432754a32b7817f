import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { answer } from './case-steps.ts'
import { sendCompressed } from './head-ct.ts'
import { newStudyUid, slideFiles, tissue } from './kinds-objects.ts'
import { faultsBesidesTargets } from './screen-faults.ts'
import { openStage, people, type Stage } from './stage.ts'
import { until } from './until.ts'

let stage: Stage
let asker: Page
let pathologist: Page
let folder: string
let consultId: string
const studyUid = newStudyUid(1)

const screen = async (page: Page, name: string) =>
  await page.screenshot({ path: join(process.env['SCREENS'] ?? folder, `${name}.png`) })

/** Where a point of the finest level lies on the page. */
async function onPage(page: Page, x: number, y: number): Promise<[number, number]> {
  const slide = page.locator('[data-slide]')
  const [left = 0, top = 0] = ((await slide.getAttribute('data-bounds')) ?? '').split(' ').map(Number)
  const zoom = Number(await slide.getAttribute('data-zoom'))
  const box = await slide.locator('.openseadragon-canvas').first().boundingBox()
  assert.ok(box)
  return [box.x + (x - left) * zoom, box.y + (y - top) * zoom]
}
async function drag(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  await page.mouse.move(...(await onPage(page, ...from)))
  await page.mouse.down()
  await page.mouse.move(...(await onPage(page, ...to)), { steps: 4 })
  await page.mouse.up()
}
const openSlide = async (page: Page) => {
  await page.goto(`${stage.url}/consults/${consultId}/images`)
  await page.locator('[data-slide="ready"]').waitFor()
}

before(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'tuyen-slide-marks-'))
  asker = await stage.enter(people.asker)
  pathologist = await stage.enter(people.pathologist)
  const { levels } = await slideFiles(folder, studyUid)
  sendCompressed(levels, stage.stack.ports.ORTHANC_DICOM_PORT)
  await asker.getByRole('link', { name: 'Đề nghị' }).click()
  await asker.getByRole('radio', { name: 'Sinh thiết tức thì (cắt lạnh)' }).click()
  await asker.getByRole('button', { name: /VỪ A DẾ/ }).click()
  await asker.getByRole('textbox', { name: 'Vấn đề cần hội chẩn' }).fill('Lành hay ác?')
  await asker.getByRole('button', { name: 'Gọi ngay kíp trực' }).click()
  await asker.waitForURL(/\/consults\/[0-9a-f-]{36}$/)
  consultId = asker.url().split('/').at(-1) ?? ''
  await answer(pathologist, consultId)
  await until('the slide is read', async () => {
    const rows = await stage.sql(
      `select 1 from imaging.instance join imaging.study on study.id = study_id
       where study_uid = $1 and patient_id is not null and content is not null`,
      [studyUid],
    )
    return rows.length === levels.length
  })
  for (const page of [asker, pathologist]) await openSlide(page)
})
after(async () => {
  await stage?.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a length, an outline, an arrow and words are drawn by keys and mouse, and read in micrometres', async () => {
  await pathologist.keyboard.press('m')
  await drag(pathologist, [512, 512], [1536, 512])
  const drawn = (await pathologist.locator('[data-mark="length"] text').textContent()) ?? ''
  const micrometres = Number(drawn.replace(/[^0-9,]/g, '').replace(',', '.'))
  assert.ok(drawn.endsWith('µm') && Math.abs(micrometres - 512) < 12, drawn)
  await pathologist.keyboard.press('e')
  await drag(pathologist, [3000, 2000], [3900, 2700])
  await pathologist.keyboard.press('r')
  await drag(pathologist, [1024, 1024], [2000, 1600])
  await pathologist.keyboard.press('t')
  await pathologist.mouse.click(...(await onPage(pathologist, 2400, 700)))
  await pathologist.getByRole('textbox', { name: 'Chữ trên ảnh' }).fill('Ổ xâm lấn')
  await pathologist.keyboard.press('Enter')
  await screen(pathologist, 'slide-drawn')
  await pathologist.getByRole('button', { name: 'Lưu số đo (4)' }).click()
  await pathologist.locator('[data-saved-mark="length"]').waitFor()
  assert.deepEqual(await faultsBesidesTargets(pathologist), [])
})

test('the theatre sees them at once where they lie, with who and when, and the server measured them', async () => {
  const seen = asker.locator('[data-saved-mark="length"] text')
  await seen.waitFor()
  assert.match((await seen.textContent()) ?? '', /µm.*Tạ Minh Châu/)
  const line = asker.locator('[data-saved-mark="length"] line').first()
  const box = await line.boundingBox()
  const [left, top] = await onPage(asker, 512, 512)
  assert.ok(box && Math.abs(box.x - left) < 4 && Math.abs(box.y - top) < 4, JSON.stringify([box, left, top]))
  await screen(asker, 'slide-seen')
  const [row] = await stage.sql("select points, measure from imaging.mark where kind = 'length'")
  assert.ok(row)
  const [[x1 = 0, y1 = 0] = [], [x2 = 0, y2 = 0] = []] = row['points'] as number[][]
  const measure = row['measure'] as { unit: string; length: number }
  assert.ok(Math.abs(x1 - 512) < 12 && Math.abs(x2 - 1536) < 12, `${x1} ${x2}`)
  assert.ok(measure.unit === 'um' && Math.abs(measure.length - Math.hypot(x2 - x1, y2 - y1) / 2) < 0.01)
})

test('marks follow the slide when it is moved, and the list goes to one', async () => {
  await asker.getByRole('button', { name: 'Phóng to' }).click()
  await asker.locator('[data-slide="ready"]').waitFor()
  await asker.getByRole('button', { name: /^Số đo đã lưu/ }).click()
  await asker.getByRole('listitem').filter({ hasText: 'Vùng' }).getByRole('button', { name: 'Tới lát này' }).click()
  await until('the outline lies in the middle', async () => {
    const [left = 0, top = 0, width = 0, height = 0] = (
      (await asker.locator('[data-slide]').getAttribute('data-bounds')) ?? ''
    )
      .split(' ')
      .map(Number)
    return Math.abs(left + width / 2 - 3450) < 80 && Math.abs(top + height / 2 - 2350) < 80 && width < tissue.width
  })
})

test('K keeps what is seen, drawn by the server, for the case', async () => {
  await pathologist.getByRole('button', { name: 'Dời', exact: true }).click()
  await pathologist.keyboard.press('k')
  await pathologist.getByText('Đã giữ vùng đang xem làm ảnh chính').waitFor()
  await pathologist.getByRole('textbox', { name: 'Chú thích' }).fill('Ổ u ở bờ phải')
  await pathologist.getByRole('button', { name: 'Ghi chú thích' }).click()
  await asker.goto(`${stage.url}/consults/${consultId}`)
  await asker.getByText('Ổ u ở bờ phải').waitFor()
  await asker.getByText('vùng trên lam').waitFor()
  const [row] = await stage.sql('select picture, view from imaging.key_image')
  assert.ok(row)
  const { part } = row['view'] as { part: { left: number; top: number; width: number; height: number } }
  const { data, info } = await sharp(row['picture'] as Buffer)
    .raw()
    .toBuffer({ resolveWithObject: true })
  const [left, top] = [Math.max(0, part.left), Math.max(0, part.top)]
  const width = Math.min(tissue.width, part.left + part.width) - left
  const at = (x: number, y: number) => {
    const spot = (value: number, from: number) => Math.floor(((value - from) / width) * info.width)
    const offset = (spot(y, top) * info.width + spot(x, left)) * 3
    return [...data.subarray(offset, offset + 3)]
  }
  const isNear = (seen: number[], color: readonly number[]) =>
    seen.every((value, index) => Math.abs(value - (color[index] ?? 0)) < 12)
  assert.ok(isNear(at(700, 1300), tissue.parts[0].color), String(at(700, 1300)))
  assert.ok(isNear(at(3040, 2670), tissue.parts[1].color), String(at(3040, 2670)))
  assert.ok(isNear(at(2400, 2900), tissue.glass), String(at(2400, 2900)))
})

test('a mark is taken away with a reason, and leaves every screen', async () => {
  await openSlide(asker)
  await asker.locator('[data-saved-mark="arrow"]').waitFor()
  await pathologist.getByRole('button', { name: /^Số đo đã lưu/ }).click()
  const line = pathologist.getByRole('listitem').filter({ hasText: 'Mũi tên' })
  await line.getByRole('button', { name: 'Xóa…' }).click()
  await pathologist.getByRole('textbox', { name: 'Lý do xóa' }).fill('Chỉ nhầm ổ')
  await pathologist.getByRole('button', { name: 'Xóa số đo' }).click()
  await asker.locator('[data-saved-mark="arrow"]').waitFor({ state: 'detached' })
  await asker.locator('[data-saved-mark="length"]').waitFor()
  assert.deepEqual(stage.refused, [])
})

test('a finger draws on a telephone too', async () => {
  const phone = await stage.enter(people.pathologist, { width: 390, height: 844, hasTouch: true })
  await openSlide(phone)
  await phone.getByRole('button', { name: 'Đo', exact: true }).tap()
  const [from, to] = [await onPage(phone, 1000, 800), await onPage(phone, 3000, 800)]
  await phone.locator('[data-drawing="length"]').evaluate(
    (surface, [[x1, y1], [x2, y2]]) => {
      const send = (type: string, x: number, y: number) =>
        surface.dispatchEvent(
          new PointerEvent(type, { pointerId: 1, pointerType: 'touch', clientX: x, clientY: y, bubbles: true }),
        )
      // a synthetic pointer cannot be captured
      surface.setPointerCapture = () => undefined
      send('pointerdown', x1, y1)
      send('pointermove', x2, y2)
      send('pointerup', x2, y2)
    },
    [from, to] as [[number, number], [number, number]],
  )
  assert.match((await phone.locator('[data-mark="length"] text').textContent()) ?? '', /^(99\d µm|1(,0\d)? mm)$/)
  await screen(phone, 'slide-phone')
  assert.ok(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
  assert.deepEqual(await faultsBesidesTargets(phone), [])
  await phone.context().close()
})
