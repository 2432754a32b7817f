import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { password, type Stage } from './stage.ts'

/** Presses a red alert for the first patient of the list; returns the consult's id. */
export async function askRedAlert(
  page: Page,
  what: { pathway: string; alert: string; question: string },
): Promise<string> {
  await page.getByRole('link', { name: 'Đề nghị' }).click()
  await page.getByRole('radio', { name: what.pathway }).click()
  await page.getByRole('radio', { name: what.alert }).click()
  await page.getByRole('button', { name: /VỪ A DẾ/ }).click()
  await page.getByRole('textbox', { name: 'Vấn đề cần hội chẩn' }).fill(what.question)
  await page.getByRole('button', { name: 'Gọi ngay kíp trực' }).click()
  await page.waitForURL(/\/consults\/[0-9a-f-]{36}$/)
  return page.url().split('/').at(-1) ?? ''
}

/** One press on the card that rings; the case opens. */
export async function answer(page: Page, consultId: string): Promise<void> {
  await page.getByRole('article', { name: 'Đang gọi bác sĩ' }).waitFor()
  await page.getByRole('button', { name: 'Tiếp nhận, mở ca' }).click()
  await page.waitForURL(new RegExp(consultId))
}

/** Enters the room of the open case. */
export async function enterRoom(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Vào phòng' }).click()
  await page.getByRole('button', { name: /^Vào phòng/ }).click()
}

/** The expert concludes, the treating doctor accepts, the treating side signs and then the expert; the minutes are filed. */
export async function closeCase(stage: Stage, consultId: string, by: { asker: Page; expert: Page }): Promise<void> {
  const { asker, expert } = by
  for (const page of [asker, expert]) await page.goto(`${stage.url}/consults/${consultId}`)
  await expert.getByRole('textbox', { name: 'Kết luận' }).fill('Xử trí theo báo động đỏ, mổ tại chỗ.')
  await expert.getByRole('textbox', { name: 'Hướng điều trị tiếp' }).fill('Theo dõi tại hồi sức, gọi lại sau 30 phút.')
  await expert.getByRole('button', { name: 'Gửi kết luận' }).click()
  await asker.getByText('Xử trí theo báo động đỏ, mổ tại chỗ.').first().waitFor()
  await asker.getByRole('button', { name: 'Đồng ý thực hiện' }).click()
  await expert.getByText('Đồng ý thực hiện').first().waitFor()
  for (const page of [asker, expert]) {
    await page.getByRole('button', { name: 'Ký số' }).click()
    await page.getByLabel('Mật khẩu').fill(password)
    await page.getByRole('button', { name: 'Ký ngay' }).click()
    await page
      .getByText(/ký \d\d:\d\d/)
      .first()
      .waitFor()
  }
  await expert.getByText('Đã vào hồ sơ').waitFor()
}

/** The milestones of a case in the order of the clock, from the ledger. */
export async function milestonesOf(stage: Stage, consultId: string): Promise<string[]> {
  const rows = await stage.sql(
    'select code from pathways.milestone where subject_id = $1 and replaced_at is null order by occurred_at, recorded_at',
    [consultId],
  )
  return rows.map((row) => String(row['code']))
}

/** Fails unless these milestones passed in this order; others may stand between. */
export function assertInOrder(passed: readonly string[], wanted: readonly string[]): void {
  assert.deepEqual(
    passed.filter((code) => wanted.includes(code)),
    wanted,
  )
}
