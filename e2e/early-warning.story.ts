import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { excessWidth, faultsBesidesTargets } from './screen-faults.ts'
import { openStage, people, type Stage } from './stage.ts'

const readings: readonly (readonly [label: RegExp, value: string])[] = [
  [/^Nhịp thở/, '22'],
  [/^SpO₂/, '94'],
  [/^Huyết áp tâm thu/, '100'],
  [/^Huyết áp tâm trương/, '60'],
  [/^Mạch/, '112'],
  [/^Nhiệt độ/, '38,5'],
]

let stage: Stage
let nurse: Page
let doctor: Page
let expert: Page

before(async () => {
  stage = await openStage()
  doctor = await stage.enter(people.asker)
  nurse = await stage.enter(people.nurse)
  expert = await stage.enter(people.first)
})
after(async () => await stage.close())

describe('readings that cross a level of the early-warning score', () => {
  test('are entered by a nurse, the chosen ones by a press', async () => {
    await nurse.getByRole('link', { name: 'Người bệnh' }).click()
    await nurse.getByRole('button', { name: /VỪ A DẾ/ }).click()
    await nurse.waitForURL(/\/patients\//)
    await nurse.getByText('Chưa có sinh hiệu để tính').waitFor()
    await nurse.getByRole('button', { name: 'Nhập sinh hiệu' }).click()
    const form = nurse.getByRole('form', { name: 'Nhập sinh hiệu' })
    for (const [label, value] of readings) await form.getByRole('textbox', { name: label }).fill(value)
    await form.getByRole('radio', { name: 'Khí trời' }).click()
    await form.getByRole('radio', { name: 'Tỉnh (A)' }).click()
    await form.getByRole('button', { name: 'Lưu' }).click()
    await nurse.getByText('NEWS2 8').first().waitFor()
  })

  test('are on the Desk of the doctor without a reload, with what they rest on', async () => {
    const warning = doctor.getByRole('article', { name: 'NEWS2 8' })
    await warning.getByText('NEWS2 ≥ 7: gọi kíp cấp cứu', { exact: false }).waitFor()
    await warning.getByText('VỪ A DẾ').waitFor()
    await warning.getByText('112 /min').waitFor()
    await warning.getByText('chưa được đơn vị phê duyệt').waitFor()
  })

  for (const width of [390, 1366]) {
    test(`${width} px: neither Desk nor entry has a fault that axe finds, nor is wider than the screen`, async () => {
      const page = await stage.enter(people.asker, { width, height: 844 })
      const faults: string[] = []
      const look = async (what: string) => {
        faults.push(...(await faultsBesidesTargets(page, 'main')).map((fault) => `${what}: ${fault}`))
        const wide = await excessWidth(page)
        if (wide > 0) faults.push(`${what} is ${wide} px wider than the screen`)
      }
      await page.getByRole('button', { name: 'Đã biết' }).click()
      await look('Desk')
      await page.getByRole('button', { name: 'Thôi' }).click()
      await page.getByRole('link', { name: /VỪ A DẾ/ }).click()
      await page.getByRole('button', { name: 'Nhập sinh hiệu' }).click()
      for (const more of ['Thêm dấu hiệu khác', 'Thêm xét nghiệm'])
        await page.getByRole('button', { name: more }).click()
      await look('entry')
      assert.deepEqual(faults, [])
      await page.context().close()
    })
  }

  test('open the question filled in on one press, which one press more sends', async () => {
    await doctor.getByRole('link', { name: 'Đề nghị hội chẩn' }).click()
    const question = doctor.getByRole('textbox', { name: 'Vấn đề cần hội chẩn' })
    await question.waitFor()
    assert.match(await question.inputValue(), /^NEWS2 8, Nguy cơ cao lúc .*Nhịp tim 112 \/min/)
    await doctor.getByRole('radio', { name: /Nhiễm khuẩn/, checked: true }).waitFor()
    await doctor.getByText('VỪ A DẾ').waitFor()
    // a proposal: the doctor thinks of something else
    await doctor.getByRole('radio', { name: 'Đột quỵ não' }).click()
    await doctor.getByRole('button', { name: 'Gọi ngay kíp trực' }).click()
    await doctor.waitForURL(/\/consults\/[0-9a-f-]{36}$/)
  })

  test('are on the case of the specialist with the warning', async () => {
    const consultId = doctor.url().split('/').at(-1) ?? ''
    await expert.getByRole('button', { name: 'Tiếp nhận, mở ca' }).click()
    await expert.waitForURL(new RegExp(consultId))
    const panel = expert.getByRole('region', { name: 'Cảnh báo sớm' })
    await panel.getByText('NEWS2 8').first().waitFor()
    await panel.getByText('chưa ai xác nhận').waitFor()
    assert.equal(await panel.getByRole('button', { name: 'Đã biết' }).count(), 0)
    await expert.getByText('112 /min').first().waitFor()
  })

  test('stay on the Desk with the way to the case, until somebody of the team says that they know', async () => {
    await doctor.goto(stage.url)
    const warning = doctor.getByRole('article', { name: 'NEWS2 8' })
    await warning.getByRole('link', { name: 'Mở ca đang chạy' }).waitFor()
    await warning.getByRole('button', { name: 'Đã biết' }).press('Enter')
    await doctor.keyboard.type('đã gọi chuyên gia')
    await doctor.keyboard.press('Enter')
    await warning.waitFor({ state: 'detached' })
    await expert.getByText(/đã biết lúc .*đã gọi chuyên gia/).waitFor()
    assert.deepEqual(stage.refused, [])
  })
})
