import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { patientIdOf } from './image-steps.ts'
import { askEmergency, openStage, people, type Stage } from './stage.ts'

const secret = 'Nhiễm HIV, đang dùng ARV từ 2019'
const marker = '[Thông tin được bảo vệ]'

let stage: Stage
let folder: string
let patientId: string
let consultId: string
let asker: Page
let stranger: Page
let leader: Page

const get = async (page: Page, address: string) =>
  await page.evaluate(async (url) => await (await fetch(url)).text(), address)
const post = async (page: Page, address: string, body: object) =>
  await page.evaluate(
    async ([url, sent]) => {
      const headers = { 'content-type': 'application/json' }
      const reply = await fetch(url, { method: 'POST', headers, body: sent })
      return { status: reply.status, said: await reply.text() }
    },
    [address, JSON.stringify(body)] as const,
  )
const pdfText = async (page: Page, address: string) => {
  const bytes = await page.evaluate(async (url) => [...new Uint8Array(await (await fetch(url)).arrayBuffer())], address)
  const file = join(folder, 'minutes.pdf')
  writeFileSync(file, Buffer.from(bytes))
  return execFileSync('pdftotext', ['-layout', file, '-']).toString().normalize('NFC')
}

before(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'tuyen-law-'))
  patientId = await patientIdOf(stage)
})
after(async () => {
  await stage.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('what the law asks', () => {
  test('a red button goes through without a contract, and the case says what was missing', async () => {
    asker = await stage.enter(people.asker)
    const expert = await stage.enter(people.first)
    consultId = await askEmergency(asker, 'Có chỉ định tiêu sợi huyết không?')
    await expert.getByRole('button', { name: 'Tiếp nhận, mở ca' }).first().click()
    await expert.waitForURL(new RegExp(consultId))
    await asker.goto(`${stage.url}/consults/${consultId}`)
    await asker.getByText('Hợp đồng giữa hai cơ sở còn hiệu lực').first().waitFor()
    await asker.getByText('Chờ lãnh đạo xem xét').first().waitFor()
    await expert.close()
  })

  test('each mode refuses without its conditions', async () => {
    const refused = async (mode: string) =>
      await post(asker, `/api/consults/${consultId}/mode`, { mode, reason: 'beyond-capacity' })
    for (const mode of ['inter-facility-support', 'via-receiving-facility', 'direct-to-patient']) {
      const { status, said } = await refused(mode)
      assert.deepEqual([status, said.includes('mode-conditions-missing')], [409, true], `${mode}: ${said}`)
    }
    await asker.getByRole('button', { name: 'Đổi hình thức' }).click()
    await asker.getByRole('button', { name: 'Ghi lại' }).click()
    await asker.getByText('Chưa đủ điều kiện pháp lý của hình thức này.').waitFor()
    await asker.getByRole('button', { name: 'Thôi' }).click()
  })

  test('a protected note is masked in the API, the page, the PDF, the versions and the list of who looked', async () => {
    await asker.goto(`${stage.url}/patients/${patientId}`)
    await asker.getByRole('button', { name: 'Ghi: tiền sử' }).click()
    await asker.getByRole('textbox', { name: 'Tiền sử' }).fill(secret)
    await asker.getByRole('button', { name: 'Lưu', exact: true }).click()
    await asker.getByText(secret).waitFor()
    await asker.getByRole('button', { name: 'Bảo vệ: tiền sử' }).click()
    await asker.getByRole('dialog').getByLabel('Loại thông tin').first().fill('HIV')
    await asker.keyboard.press('Enter')
    await asker.getByRole('button', { name: 'Bảo vệ', exact: true }).click()
    await asker.getByText(marker).first().waitFor()
    assert.equal(await asker.getByText('ARV').count(), 0)
    const sent = [
      await get(asker, `/api/patients/${patientId}`),
      await get(asker, `/api/patients/${patientId}/versions`),
      await get(asker, `/api/patients/${patientId}/accesses`),
      await get(asker, `/api/consults/${consultId}/minutes`),
      await pdfText(asker, `/api/consults/${consultId}/minutes/1/pdf`),
    ]
    for (const text of sent) assert.ok(!text.includes('ARV') && !text.includes('HIV'), text)
    assert.ok(sent[0]?.includes(marker) && sent[4]?.includes('Thông tin được bảo vệ'))
  })

  test('it is unlocked for one person, with a reason', async () => {
    await asker.getByRole('button', { name: 'Mở khóa: tiền sử' }).click()
    await asker.getByRole('textbox', { name: 'Lý do' }).fill('Cần biết để tránh tương tác thuốc')
    await asker.getByRole('button', { name: 'Mở 60 phút' }).click()
    await asker.getByText(secret).waitFor()
    const nurse = await stage.enter(people.nurse)
    assert.ok(!(await get(nurse, `/api/patients/${patientId}`)).includes('ARV'))
    await nurse.close()
  })

  test('emergency access opens a foreign record, what is protected stays masked, and it is told to the hospital', async () => {
    stranger = await stage.enter(people.stranger)
    assert.ok((await get(stranger, `/api/patients/${patientId}`)).includes('not-found'))
    await stranger.goto(`${stage.url}/patients`)
    await stranger.getByRole('button', { name: 'Xem khẩn cấp' }).click()
    await stranger.getByRole('textbox', { name: 'Số trên giấy tờ, đủ chữ số' }).fill('011065004417')
    await stranger.getByRole('textbox', { name: 'Lý do' }).fill('Hôn mê, không người nhà, cần tiền sử')
    await stranger.getByRole('button', { name: 'Mở hồ sơ 4 giờ' }).click()
    await stranger.getByText(marker).first().waitFor()
    assert.ok(!(await get(stranger, `/api/patients/${patientId}`)).includes('ARV'))
    assert.ok((await get(asker, `/api/patients/${patientId}/accesses`)).includes('break-glass'))
  })

  test('the leader reviews the emergency access and the missing contract', async () => {
    leader = await stage.enter(people.leader)
    await leader.getByRole('link', { name: 'Pháp lý' }).click()
    const panel = leader.getByRole('tabpanel')
    await panel.getByText('Hôn mê, không người nhà, cần tiền sử').waitFor()
    for (const waiting of [2, 1]) {
      assert.equal(await panel.getByRole('button', { name: 'Ghi nhận xét' }).count(), waiting)
      await panel.getByRole('radio', { name: 'Hợp lý', exact: true }).first().click()
      await panel.getByRole('button', { name: 'Ghi nhận xét' }).first().click()
      await panel
        .getByText(/Hợp lý.*Mào Văn Sự/)
        .nth(2 - waiting)
        .waitFor()
    }
    const rows = await stage.sql('select verdict from records.break_glass')
    assert.deepEqual(rows, [{ verdict: 'justified' }])
  })

  test('no page was refused anything by the content security policy', () => {
    assert.deepEqual(stage.refused, [])
  })
})
