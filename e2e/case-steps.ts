import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
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

/** The panel of a case's pathway. */
export const pathwayOf = (page: Page): Locator => page.getByRole('region', { name: 'Lộ trình', exact: true })

/** Unfolds one part of a case's pathway. */
export async function openPart(page: Page, name: string): Promise<void> {
  const button = pathwayOf(page).getByRole('button', { name: new RegExp(`^${name}`) })
  if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click()
}

type Both = { asker: Page; expert: Page }

/** The expert concludes, the treating doctor accepts, the treating side signs and then the expert; the minutes are filed. */
export async function closeCase(stage: Stage, consultId: string, by: Both & { conclusion: string }): Promise<void> {
  const { asker, expert, conclusion } = by
  for (const page of [asker, expert]) await page.goto(`${stage.url}/consults/${consultId}`)
  await expert.getByRole('textbox', { name: 'Kết luận' }).fill(conclusion)
  await expert.getByRole('textbox', { name: 'Hướng điều trị tiếp' }).fill('Theo dõi tại hồi sức, gọi lại sau 30 phút.')
  await expert.getByRole('button', { name: 'Gửi kết luận' }).click()
  await asker.getByText(conclusion).first().waitFor()
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

/** Lets the first outcome that is owed fall due: both ends are asked for it, one press answers, and the expert sees it. */
export async function chaseOutcome(stage: Stage, consultId: string, { asker, expert }: Both): Promise<void> {
  await stage.sql(
    `update consults.follow_up set due_at = now() - interval '1 hour'
     where id = (select id from consults.follow_up where consult_id = $1 order by hours limit 1)`,
    [consultId],
  )
  for (const page of [asker, expert]) {
    await page.goto(stage.url)
    await page
      .getByText(/Kết quả/)
      .first()
      .waitFor()
  }
  await asker.goto(`${stage.url}/consults/${consultId}`)
  const followUp = asker
    .getByRole('region', { name: 'Theo dõi sau hội chẩn' })
    .or(asker.locator('section', { has: asker.getByRole('heading', { name: 'Theo dõi sau hội chẩn' }) }))
  await followUp.first().getByRole('button', { name: 'Đỡ', exact: true }).click()
  await expert.goto(`${stage.url}/consults/${consultId}`)
  await expert.getByText(/· Đỡ/).first().waitFor()
}
