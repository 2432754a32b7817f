import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { answer, assertInOrder, closeCase, milestonesOf, openPart, pathwayOf } from './case-steps.ts'
import { sendByStore, sendCompressed } from './head-ct.ts'
import { ecgFile, newStudyUid, slideFiles } from './kinds-objects.ts'
import { levelAaFaults } from './screen-faults.ts'
import { openStage, people, type Stage } from './stage.ts'
import { until } from './until.ts'

let stage: Stage
let surgeon: Page
let pathologist: Page
let folder: string
let consultId: string

const screen = async (page: Page, name: string) =>
  await page.screenshot({ path: join(process.env['SCREENS'] ?? folder, `${name}.png`), fullPage: true })
const clocks = (page: Page): Locator => page.getByRole('region', { name: 'Dải giờ' })
const pass = async (code: string) =>
  await until(`${code} is passed`, async () => (await milestonesOf(stage, consultId)).includes(code))
const pick = async (page: Page, row: string, text: string) =>
  await pathwayOf(page).getByRole('group', { name: row }).getByRole('button', { name: text }).click()
const step = (page: Page, name: string): Locator =>
  pathwayOf(page)
    .getByRole('region', { name: 'Báo kết quả bằng lời và đọc lại' })
    .getByRole('listitem')
    .filter({ hasText: name })

before(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'tuyen-frozen-'))
  surgeon = await stage.enter(people.asker)
  pathologist = await stage.enter(people.pathologist)
})
after(async () => {
  await stage?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function type(page: Page, label: string, value: string): Promise<void> {
  const row = pathwayOf(page)
    .locator('div', { hasText: label })
    .filter({ has: page.getByRole('button', { name: 'Nhập', exact: true }) })
    .last()
  await row.getByRole('button', { name: 'Nhập', exact: true }).click()
  await pathwayOf(page).getByRole('textbox', { name: label }).fill(value)
  await pathwayOf(page).getByRole('button', { name: 'Lưu' }).click()
  await pathwayOf(page).getByText(value, { exact: true }).waitFor()
}

test('the surgeon asks from the theatre, the pathologist on duty is rung and takes it', async () => {
  await surgeon.getByRole('link', { name: 'Đề nghị' }).click()
  await surgeon.getByRole('radio', { name: 'Sinh thiết tức thì (cắt lạnh)' }).click()
  await surgeon.getByRole('button', { name: /VỪ A DẾ/ }).click()
  await surgeon
    .getByRole('textbox', { name: 'Vấn đề cần hội chẩn' })
    .fill('Đang mổ u gan, người bệnh nằm mở bụng. Lành hay ác, diện cắt còn u không?')
  await surgeon.getByText(/Tạ Minh Châu/).waitFor()
  await surgeon.getByRole('button', { name: 'Gọi ngay kíp trực' }).click()
  await surgeon.waitForURL(/\/consults\/[0-9a-f-]{36}$/)
  consultId = surgeon.url().split('/').at(-1) ?? ''
  await answer(pathologist, consultId)
  await clocks(pathologist).getByText('chưa được đơn vị phê duyệt').waitFor()
})

test('the theatre says what the pathologist needs, and cannot answer for them', async () => {
  await openPart(surgeon, 'Dữ liệu ca')
  await type(surgeon, 'Bệnh phẩm lấy ở đâu (cơ quan, phần)', 'Gan, hạ phân thùy VI')
  await pick(surgeon, 'Bên', 'Phải')
  await pick(surgeon, 'Cần trả lời gì', 'Lành hay ác')
  await pick(surgeon, 'Diện cắt đã đánh dấu', 'Bằng mực')
  await pick(surgeon, 'Nguy cơ lây: viêm gan B', 'Có')
  await type(surgeon, 'Nếu ác, diện cắt còn u, hạch di căn: sẽ làm', 'Cắt thêm 1 cm')
  await pathologist.getByText('Bệnh phẩm có nguy cơ lây: bảo hộ khi cắt lạnh').waitFor()
  const benign = pathwayOf(surgeon)
    .getByRole('group', { name: 'Trả lời cắt lạnh' })
    .getByRole('button', { name: 'Lành tính' })
  assert.equal(await benign.getAttribute('aria-disabled'), 'true')
  const refused = await surgeon.evaluate(async (id) => {
    const entries = [{ kind: 'item', code: 'answer', value: 'benign', basedOn: 0 }]
    const headers = { 'content-type': 'application/json' }
    const reply = await fetch(`/api/runs/consult/${id}/entries`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ entries }),
    })
    return { status: reply.status, problem: ((await reply.json()) as { type: string }).type }
  }, consultId)
  assert.deepEqual([refused.status, /other-end-answers/.test(refused.problem)], [403, true])
  assert.deepEqual(await levelAaFaults(surgeon), [])
})

test('twenty minutes begin when the specimen is received, and both ends see them', async () => {
  await surgeon
    .getByRole('button', { name: /giờ: nhận bệnh phẩm/i })
    .first()
    .click()
  await surgeon.getByRole('button', { name: 'Bây giờ' }).first().click()
  await surgeon.getByRole('button', { name: 'Gửi', exact: true }).first().click()
  for (const page of [surgeon, pathologist])
    await clocks(page)
      .getByText(/còn trong 20 phút trả lời cắt lạnh, đến \d\d:\d\d/)
      .waitFor()
})

test('an ECG of the patient is not the slide; the slide passes the station by itself, and opening it the next', async () => {
  const port = stage.stack.ports.ORTHANC_DICOM_PORT
  const ecgUid = newStudyUid(6)
  sendByStore([ecgFile(folder, ecgUid)], port)
  const [studies, read] = ['from imaging.study where study_uid = $1 and patient_id is not null', [ecgUid]] as const
  await until('the ECG is in the record', async () => (await stage.sql(`select 1 ${studies}`, [...read])).length === 1)
  assert.ok(!(await milestonesOf(stage, consultId)).includes('images-arrived'))
  const { levels } = await slideFiles(folder, newStudyUid(7))
  sendCompressed(levels, port)
  await pass('images-arrived')
  await clocks(pathologist).locator('[data-code="images-arrived"] b').waitFor()
  await pathologist.goto(`${stage.url}/consults/${consultId}/images`)
  await pathologist.locator('[data-slide="ready"]').waitFor()
  await screen(pathologist, 'frozen-slide')
  await pass('images-opened')
  await pathologist.goto(`${stage.url}/consults/${consultId}`)
})

test('past twenty minutes it is overdue, on the strip and as a warning, at both ends', async () => {
  await stage.sql(
    `update pathways.milestone set occurred_at = occurred_at - interval '23 minutes'
     where subject_id = $1 and code = 'specimen-received' and replaced_at is null`,
    [consultId],
  )
  for (const page of [surgeon, pathologist]) {
    await page.reload()
    await page.getByText('Quá 20 phút từ khi nhận bệnh phẩm, chưa báo kết quả').waitFor()
    await clocks(page).locator('[data-code="result-told"][data-is="late"]').waitFor()
  }
  await screen(pathologist, 'frozen-overdue')
})

test('nothing is told before it is written; told, read back and confirmed, each by whom it is to do', async () => {
  await openPart(pathologist, 'Xử trí gấp')
  const telling = pathwayOf(pathologist).getByRole('region', { name: 'Báo kết quả bằng lời và đọc lại' })
  await telling.waitFor()
  assert.equal(await step(pathologist, 'Đúng người').getByRole('button').getAttribute('aria-disabled'), 'true')
  await openPart(pathologist, 'Dữ liệu ca')
  await pick(pathologist, 'Trả lời cắt lạnh', 'Ác tính')
  await type(pathologist, 'Loại u, diện cắt nào, lý do hoãn', 'Ung thư biểu mô tế bào gan')
  await openPart(pathologist, 'Xử trí gấp')
  await telling.getByRole('button', { name: /^Bắt đầu xử trí/ }).click()
  await telling.getByRole('button', { name: 'Đọc to từng bước' }).click()
  const aloud = pathologist.getByRole('dialog')
  await aloud.getByText(/Gọi thẳng vào phòng mổ/).waitFor()
  await pathologist.keyboard.press('Space')
  await aloud.getByText(/đúng từng chữ/).waitFor()
  await screen(pathologist, 'frozen-aloud')
  await pathologist.keyboard.press('Space')
  await aloud.getByText(/đọc lại nguyên văn/).waitFor()
  assert.equal(await aloud.getByRole('button', { name: /^Đã làm/ }).getAttribute('aria-disabled'), 'true')
  await pathologist.keyboard.press('Escape')
  await pass('result-told')
  await openPart(surgeon, 'Xử trí gấp')
  await step(surgeon, 'Phòng mổ đọc lại').getByRole('button', { name: 'Đã làm' }).click()
  await pass('read-back')
  await step(pathologist, 'Lời đọc lại đúng').getByRole('button', { name: 'Đã làm' }).click()
  await pass('read-back-confirmed')
})

test('the clock has stopped, and says that it was too late', async () => {
  for (const page of [surgeon, pathologist])
    await clocks(page)
      .getByText(/20 phút trả lời cắt lạnh: quá hạn, 2\d phút, lúc \d\d:\d\d/)
      .waitFor()
  await surgeon.getByText('Quá 20 phút từ khi nhận bệnh phẩm, chưa báo kết quả').waitFor({ state: 'detached' })
  await screen(surgeon, 'frozen-stopped')
  assert.deepEqual(await levelAaFaults(pathologist), [])
})

test('the conclusion begins with the very words that were told, and the minutes say all of it', async () => {
  await pathologist.goto(`${stage.url}/consults/${consultId}`)
  const text = pathologist.getByRole('textbox', { name: 'Kết luận' })
  await until(
    'the conclusion is filled in',
    async () => (await text.inputValue()) === 'Ác tính. Ung thư biểu mô tế bào gan.',
  )
  await closeCase(stage, consultId, {
    ...{ asker: surgeon, expert: pathologist },
    conclusion: 'Ác tính. Ung thư biểu mô tế bào gan.',
  })
  assertInOrder(await milestonesOf(stage, consultId), [
    ...['requested', 'accepted', 'images-arrived', 'images-opened'],
    ...['result-told', 'read-back', 'read-back-confirmed', 'concluded', 'decided'],
  ])
  const pdf = await pathologist.evaluate(async (id) => {
    const reply = await fetch(`/api/consults/${id}/minutes/1/pdf`)
    return [...new Uint8Array(await reply.arrayBuffer())]
  }, consultId)
  const file = join(folder, 'minutes.pdf')
  writeFileSync(file, Buffer.from(pdf))
  const said = execFileSync('pdftotext', ['-layout', file, '-']).toString().normalize('NFC').replace(/\s+/g, ' ')
  for (const wanted of [
    'Báo kết quả bằng lời (2',
    'quá hạn',
    'Xác nhận đọc lại',
    'Trả lời cắt lạnh',
    'Gan, hạ phân thùy VI',
  ])
    assert.ok(said.includes(wanted), `${wanted}: ${said.slice(0, 4000)}`)
})

test('no page asked for anything that the content security policy refuses', () => {
  assert.deepEqual(stage.refused, [])
})
