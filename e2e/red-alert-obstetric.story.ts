// Runs alone: four send and receive video.
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
let asker: Page
let obstetrician: Page
let anaesthetist: Page
let haematologist: Page
let consultId: string

before(async () => {
  stage = await openStage()
  asker = await stage.enter(people.asker)
  obstetrician = await stage.enter(people.obstetrician)
  anaesthetist = await stage.enter(people.anaesthetist)
  haematologist = await stage.enter(people.haematologist, { width: 390, height: 844 })
})
after(async () => await stage.close())

test('one press rings obstetrician, anaesthetist and haematologist of three hospitals at once', async () => {
  consultId = await askRedAlert(asker, {
    pathway: 'Băng huyết sau sinh',
    alert: 'Báo động đỏ sản khoa',
    question: 'Băng huyết sau đẻ thường, huyết áp 70/40, mất khoảng 1.500 mL',
  })
  for (const page of [obstetrician, anaesthetist, haematologist])
    await page.getByRole('article', { name: 'Đang gọi bác sĩ' }).waitFor()
})

test('each is paged until answered on its own, and the asker sees who has come', async () => {
  await answer(anaesthetist, consultId)
  await asker.getByText(/Hoàng Quốc Việt, \d\d:\d\d/).waitFor()
  await obstetrician.getByRole('article', { name: 'Đang gọi bác sĩ' }).waitFor()
  await answer(haematologist, consultId)
  await answer(obstetrician, consultId)
  await asker.getByText(/Phan Hoài Thu, \d\d:\d\d/).waitFor()
  const [row] = await stage.sql(
    'select count(*)::int as n from consults.page where consult_id = $1 and answer is null and rings_at <= now()',
    [consultId],
  )
  assert.equal(row?.['n'], 0)
})

test('all four are in one room', async () => {
  for (const page of [asker, obstetrician, anaesthetist, haematologist]) await enterRoom(page)
  await asker
    .getByText(/Hoàng Quốc Việt/)
    .first()
    .waitFor()
  for (const page of [asker, obstetrician, anaesthetist, haematologist])
    await page.goto(`${stage.url}/consults/${consultId}`)
  await asker.getByText(/Hoàng Quốc Việt, đã vào phòng/).waitFor()
  await asker.getByText(/Phan Hoài Thu, đã vào phòng/).waitFor()
})

test('the bundle runs by the keys, step after step, and the others see what is left', async () => {
  await openPart(asker, 'Xử trí gấp')
  await pathwayOf(asker)
    .getByRole('button', { name: /^Bắt đầu xử trí/ })
    .first()
    .click()
  await pathwayOf(asker).getByRole('button', { name: 'Đọc to từng bước' }).first().click()
  const screen = asker.getByRole('dialog')
  await screen.waitFor()
  await asker.keyboard.press('Space')
  await asker.keyboard.press('Escape')
  await screen.waitFor({ state: 'detached' })
  await openPart(obstetrician, 'Xử trí gấp')
  await pathwayOf(obstetrician)
    .getByText(/còn \d+ bước/)
    .first()
    .waitFor()
})

test('the expert concludes, the local doctor decides, both sign, and the minutes name who was called', async () => {
  await closeCase(stage, consultId, {
    ...{ asker, expert: obstetrician },
    conclusion: 'Đờ tử cung, mổ tại chỗ theo báo động đỏ.',
  })
  assertInOrder(await milestonesOf(stage, consultId), ['requested', 'accepted', 'joined', 'concluded', 'decided'])
})

test('a day later the outcome is owed: it is chased, and one press answers it for the obstetrician to see', async () => {
  await chaseOutcome(stage, consultId, { asker, expert: obstetrician })
})

test('no page asked for anything that the content security policy refuses', () => {
  assert.deepEqual(stage.refused, [])
})
