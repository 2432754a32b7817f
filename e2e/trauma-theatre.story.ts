// Runs alone: five send and receive video.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import {
  answer,
  askRedAlert,
  assertInOrder,
  chaseOutcome,
  closeCase,
  enterRoom,
  milestonesOf,
  openPart,
  pathwayOf,
} from './case-steps.ts'
import { openStage, people, type Stage } from './stage.ts'

let stage: Stage
let theatre: Page
let surgeon: Page
let cardiac: Page
let anaesthetist: Page
let bloodBank: Page
let consultId: string

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
  await openPart(theatre, 'Xử trí gấp')
  const drainage = pathwayOf(theatre).getByRole('region', { name: /Mở dẫn lưu màng ngoài tim/ })
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
  await closeCase(stage, consultId, {
    ...{ asker: theatre, expert: surgeon },
    conclusion: 'Chèn ép tim cấp, đã dẫn lưu; mổ tại chỗ theo báo động đỏ.',
  })
  assertInOrder(await milestonesOf(stage, consultId), ['requested', 'accepted', 'joined', 'concluded', 'decided'])
  const typed = await stage.sql(
    "select 1 from pathways.milestone where subject_id = $1 and typed_by is not null and code in ('requested', 'accepted', 'joined', 'concluded', 'decided')",
    [consultId],
  )
  assert.deepEqual(typed, [])
})

test('a day later the outcome is owed: it is chased, and one press answers it for the surgeon to see', async () => {
  await chaseOutcome(stage, consultId, { asker: theatre, expert: surgeon })
})

test('no page asked for anything that the content security policy refuses', () => {
  assert.deepEqual(stage.refused, [])
})
