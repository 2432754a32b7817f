import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { canvasTruth } from './canvas-truth.ts'
import { datasetOf } from './dataset.ts'
import type { HeadCt } from './head-ct.ts'
import { openPatientImages, patientIdOf, sendHeadCt, wholeStack } from './image-steps.ts'
import { excessWidth, screenFaults } from './screen-faults.ts'
import { openStage, patienceMs, people, type Stage } from './stage.ts'

let stage: Stage
let folder: string
let ct: HeadCt
let doctor: Page

before(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'tuyen-shared-'))
  doctor = await stage.enter(people.asker)
  ct = sendHeadCt(stage, join(folder, 'ct'))
  await openPatientImages(stage, doctor, { patientId: await patientIdOf(stage), slices: ct.files.length })
})
after(async () => {
  await stage?.close()
  rmSync(folder, { recursive: true, force: true })
})

type Made = { link: string; code: string | null }

/** Makes a link as a doctor does, in the dialog. */
async function makeLink(choices: readonly string[]): Promise<Made> {
  await doctor.getByRole('button', { name: 'Chia sẻ ra ngoài' }).click()
  const dialog = doctor.getByRole('dialog')
  await dialog.getByLabel('Cho ai, ở đâu').fill('BS. Bình, phòng mạch Tủa Chùa')
  await dialog.getByLabel('Vì sao').fill('Hỏi ý kiến ngoài mạng')
  for (const choice of choices) await dialog.getByLabel(choice).check()
  await dialog.getByRole('button', { name: 'Tạo liên kết' }).click()
  const status = dialog.getByRole('status')
  const link = (await status.getByText('/shared#').textContent()) ?? ''
  const code = (await status.locator('b').count()) > 0 ? await status.locator('b').textContent() : null
  await dialog.getByRole('button', { name: 'Đóng' }).click()
  return { link, code }
}

/** A browser of somebody without an account. */
async function stranger(size = { width: 1366, height: 768 }): Promise<Page> {
  const context = await stage.browser.newContext({ viewport: size, hasTouch: size.width < 600, acceptDownloads: true })
  const page = await context.newPage()
  page.setDefaultTimeout(patienceMs)
  return page
}

const drawn = (page: Page) => wholeStack(page, ct.files.length)

describe('a link to images', () => {
  test('opens them for somebody without an account, with the values of the file and no name', async () => {
    const { link, code } = await makeLink([])
    assert.equal(code, null)
    const page = await stranger()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(link)
    await drawn(page).waitFor()
    const truth = await canvasTruth(page, ct.files)
    assert.ok(truth.compared >= 50 && truth.worst <= 3, JSON.stringify(truth))
    const text = (await page.locator('body').textContent()) ?? ''
    assert.ok(!/VU A DE|Vừ A Dế|MN26-004417/i.test(text), text)
    const token = link.split('#')[1] ?? ''
    assert.equal(new URL(page.url()).hash, '', 'the token leaves the address')
    for (const url of asked)
      assert.ok(!url.split('#')[0]?.includes(token), 'no address that is asked for bears the token')
    await page.reload()
    await drawn(page).waitFor()
    assert.equal(await page.getByRole('button', { name: 'Tải tệp gốc' }).count(), 0)
    const refused = await page.evaluate(async () => {
      const listed = (await (await fetch('/api/outside/shared-images')).json()) as {
        series: { instances: { id: string }[] }[]
      }
      const id = listed.series[0]?.instances[0]?.id
      return [
        (await fetch(`/api/outside/shared-images/files/${id}`)).status,
        (await fetch('/api/patients/search', { method: 'POST', body: '{}' })).status,
      ]
    })
    assert.equal(refused[0], 403)
    assert.ok([401, 404].includes(refused[1] ?? 0), String(refused[1]))
    await page.context().close()
  })

  test('asks for its code, is readable on a telephone and without a fault that axe finds', async () => {
    const { link, code } = await makeLink(['Hỏi thêm mã 6 số'])
    assert.ok(code)
    const page = await stranger({ width: 390, height: 844 })
    await page.goto(link)
    const field = page.getByLabel('Mã 6 số', { exact: true })
    await field.fill(code === '111111' ? '222222' : '111111')
    await page.getByRole('button', { name: 'Mở phim' }).click()
    await page.getByText('Mã không đúng').waitFor()
    assert.deepEqual(await screenFaults(page), [])
    await field.fill(code)
    await field.press('Enter')
    await drawn(page).waitFor()
    assert.deepEqual(await screenFaults(page), [])
    assert.ok((await excessWidth(page)) <= 0)
    await page.context().close()
  })

  test('gives the files as they were sent where the sender lets it, and closes at once when it is withdrawn', async () => {
    const { link } = await makeLink(['Kèm tên người bệnh', 'Cho tải tệp gốc'])
    const page = await stranger()
    await page.goto(link)
    await drawn(page).waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Tải tệp gốc' }).click(),
    ])
    const files = Object.values(unzipSync(readFileSync(await download.path()))).map((each) => Buffer.from(each))
    const sent = ct.files.map((file) => readFileSync(file))
    assert.equal(files.length, sent.length)
    for (const file of files) assert.ok(sent.some((each) => datasetOf(each).equals(datasetOf(file))))
    await doctor.getByRole('button', { name: 'Chia sẻ ra ngoài' }).click()
    const mine = doctor.getByRole('dialog').getByRole('listitem').first()
    await mine.getByText(/Đã mở 1 lần/).waitFor()
    await mine.getByRole('button', { name: 'Thu hồi' }).click()
    await mine.getByText(/Thu hồi bởi/).waitFor()
    await page.reload()
    await page.getByText('Liên kết không mở được').waitFor()
    await page.context().close()
  })
})
