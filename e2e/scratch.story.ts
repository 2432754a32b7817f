import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openStage, people, type Stage } from './stage.ts'

let stage: Stage
let nurse: Page
before(async () => {
  stage = await openStage()
})
after(async () => await stage.close())
test('pictures', async () => {
  nurse = await stage.enter(people.nurse)
  await nurse.getByRole('link', { name: 'Người bệnh' }).click()
  await nurse.getByRole('button', { name: /VỪ A DẾ/ }).click()
  await nurse.waitForURL(/\/patients\//)
  await nurse.getByRole('button', { name: 'Nhập sinh hiệu' }).click()
  const form = nurse.getByRole('form', { name: 'Nhập sinh hiệu' })
  for (const [label, value] of [[/^Nhịp thở/, '22'],[/^SpO₂/, '94'],[/^Huyết áp tâm thu/, '100'],[/^Mạch/, '112'],[/^Nhiệt độ/, '38,5']] as const)
    await form.getByRole('textbox', { name: label }).fill(value)
  await form.getByRole('radio', { name: 'Khí trời' }).click()
  await form.getByRole('radio', { name: 'Tỉnh (A)' }).click()
  await nurse.getByRole('button', { name: 'Thêm xét nghiệm' }).click()
  await nurse.screenshot({ path: '/tmp/warn-shots/entry-1366.png', fullPage: true })
  await nurse.setViewportSize({ width: 390, height: 844 })
  await form.screenshot({ path: '/tmp/warn-shots/entry-390.png' })
  await nurse.setViewportSize({ width: 1366, height: 768 })
  await form.getByRole('button', { name: 'Lưu' }).click()
  await nurse.getByText('NEWS2 8').first().waitFor()
  await nurse.screenshot({ path: '/tmp/warn-shots/patient-1366.png', fullPage: true })
  // a second patient with a partial score, and a run with late tasks
  for (const width of [390, 1366]) {
    const page = await stage.enter(people.asker, { width, height: width === 390 ? 844 : 768 })
    await page.getByRole('article', { name: 'NEWS2 8' }).waitFor()
    await page.screenshot({ path: `/tmp/warn-shots/desk-${width}.png`, fullPage: true })
    if (width === 390) {
      await page.getByRole('button', { name: 'Đã biết' }).click()
      await page.screenshot({ path: `/tmp/warn-shots/desk-ack-${width}.png`, fullPage: true })
    }
    await page.getByRole('link', { name: 'Đề nghị hội chẩn' }).click()
    await page.getByRole('textbox', { name: 'Vấn đề cần hội chẩn' }).waitFor()
    await page.screenshot({ path: `/tmp/warn-shots/ask-${width}.png`, fullPage: true })
    if (width === 1366) {
      await page.getByRole('radio', { name: /Đột quỵ/ }).click()
      await page.getByRole('button', { name: 'Gọi ngay kíp trực' }).click()
      await page.waitForTimeout(1500); console.log(JSON.stringify(await stage.sql('select l.email, p.rung, p.position, p.rings_at, p.answer from consults.page p join identity.login l on l.id = p.person_id order by p.rings_at'))); await page.waitForURL(/\/consults\/[0-9a-f-]{36}$/)
      const id = page.url().split('/').at(-1)
      await stage.sql(`insert into pathways.task (id, subject_kind, subject_id, patient_id, schedule, n, due_at) select gen_random_uuid(), subject_kind, subject_id, patient_id, 'after-lysis', n, now() - (n * 9 || ' minutes')::interval from pathways.run, generate_series(1, 3) n where subject_id = $1`, [id])
      await page.getByRole('region', { name: 'Cảnh báo sớm' }).waitFor()
      await page.screenshot({ path: `/tmp/warn-shots/case-1366.png`, fullPage: true })
      await page.getByRole('button', { name: /Mốc giờ/ }).first().click()
      await page.getByRole('button', { name: /giờ: nhận ra|giờ: vào viện|Nhập giờ/ }).last().click()
      await page.getByPlaceholder('14:05').last().fill('06:05')
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: /Sửa giờ/ }).click()
      await page.screenshot({ path: `/tmp/warn-shots/correct-1366.png`, fullPage: true })
      await page.goto(stage.url)
      await page.getByRole('heading', { name: 'Việc quá giờ' }).waitFor()
      await page.screenshot({ path: `/tmp/warn-shots/desk-late-1366.png`, fullPage: true })
    }
  }
})
