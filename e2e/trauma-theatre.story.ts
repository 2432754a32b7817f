import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { answer, askRedAlert, assertInOrder, closeCase, enterRoom, milestonesOf } from './red-alert.ts'
import { openStage, people, type Stage } from './stage.ts'

let stage: Stage
let theatre: Page
let surgeon: Page
let cardiac: Page
let anaesthetist: Page
let bloodBank: Page
let consultId: string

const pathway = (page: Page): Locator => page.getByRole('region', { name: 'Lộ trình', exact: true })
const open = async (page: Page, name: string) => {
  const button = pathway(page).getByRole('button', { name: new RegExp(`^${name}`) })
  if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click()
}

before(async () => {
  stage = await openStage()
  theatre = await stage.enter(people.asker, { width: 390, height: 844 })
  surgeon = await stage.enter(people.traumaSurgeon)
  cardiac = await stage.enter(people.cardiacSurgeon)
  anaesthetist = await stage.enter(people.anaesthetist)
  bloodBank = await stage.enter(people.bloodBank)
})
after(async () => await stage.close())

test('a ruptured heart: one press on a telephone rings surgeon, cardiac surgeon, anaesthetist and blood bank', async () => {
  consultId = await askRedAlert(theatre, {
    pathway: 'Chấn thương mất máu, chèn ép tim cấp',
    alert: 'Báo động đỏ chấn thương',
    question: 'Chèn ép tim sau tai nạn, huyết áp 60/40, đang ở phòng mổ',
  })
  for (const page of [cardiac, anaesthetist, bloodBank, surgeon]) await answer(page, consultId)
  for (const name of ['Nguyễn Thế Anh', 'Hoàng Quốc Việt', 'Trần Khánh Hòa'])
    await theatre.getByText(new RegExp(`${name}, \\d\\d:\\d\\d`)).waitFor()
})

test('all five are in one room', async () => {
  for (const page of [theatre, surgeon, cardiac, anaesthetist, bloodBank]) await enterRoom(page)
  for (const page of [theatre, surgeon, cardiac, anaesthetist, bloodBank])
    await page.goto(`${stage.url}/consults/${consultId}`)
  for (const name of ['Nguyễn Thế Anh', 'Hoàng Quốc Việt', 'Trần Khánh Hòa'])
    await theatre.getByText(new RegExp(`${name}, đã vào phòng`)).waitFor()
})

test('the drainage is read aloud step by step: the hands are busy, one key or one touch goes on', async () => {
  await open(theatre, 'Xử trí gấp')
  const drainage = pathway(theatre).getByRole('region', { name: /Mở dẫn lưu màng ngoài tim/ })
  await drainage.getByRole('button', { name: /^Bắt đầu xử trí/ }).click()
  await drainage.getByRole('button', { name: 'Đọc to từng bước' }).click()
  const screen = theatre.getByRole('dialog')
  await screen.waitFor()
  const first = await screen.innerText()
  await screen.getByRole('button', { name: /^Đã làm/ }).click()
  await theatre.waitForFunction(
    (earlier) => document.querySelector<HTMLElement>('[role=dialog]')?.innerText !== earlier,
    first,
  )
  await theatre.keyboard.press('Space')
  await theatre.keyboard.press('Escape')
  await screen.waitFor({ state: 'detached' })
  const deadline = Date.now() + 10_000
  const done = async () =>
    (
      await stage.sql("select 1 from pathways.entry where subject_id = $1 and kind = 'step' and replaced_at is null", [
        consultId,
      ])
    ).length
  while ((await done()) < 2) {
    assert.ok(Date.now() < deadline, 'the two steps were not kept')
    await theatre.evaluate(async () => await new Promise((resolve) => requestAnimationFrame(resolve)))
  }
})

test('concluded, decided and signed; every hand-over is on the ledger from its event', async () => {
  await closeCase(stage, consultId, { asker: theatre, expert: surgeon })
  assertInOrder(await milestonesOf(stage, consultId), ['requested', 'accepted', 'joined', 'concluded', 'decided'])
  const typed = await stage.sql(
    "select 1 from pathways.milestone where subject_id = $1 and typed_by is not null and code in ('requested', 'accepted', 'joined', 'concluded', 'decided')",
    [consultId],
  )
  assert.deepEqual(typed, [])
})

test('a day later the outcome is owed: it is chased, and one press answers it for the surgeon to see', async () => {
  await stage.sql(
    `update consults.follow_up set due_at = now() - interval '1 hour'
     where id = (select id from consults.follow_up where consult_id = $1 order by hours limit 1)`,
    [consultId],
  )
  for (const page of [theatre, surgeon]) await page.goto(stage.url)
  await theatre
    .getByText(/Kết quả/)
    .first()
    .waitFor()
  await surgeon
    .getByText(/Kết quả/)
    .first()
    .waitFor()
  await theatre.goto(`${stage.url}/consults/${consultId}`)
  const followUp = theatre
    .getByRole('region', { name: 'Theo dõi sau hội chẩn' })
    .or(theatre.locator('section', { has: theatre.getByRole('heading', { name: 'Theo dõi sau hội chẩn' }) }))
  await followUp.first().getByRole('button', { name: 'Đỡ', exact: true }).click()
  await surgeon.goto(`${stage.url}/consults/${consultId}`)
  await surgeon.getByText(/· Đỡ/).first().waitFor()
})

test('no page asked for anything that the content security policy refuses', () => {
  assert.deepEqual(stage.refused, [])
})
