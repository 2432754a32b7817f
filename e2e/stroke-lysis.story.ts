import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import {
  answer,
  assertInOrder,
  chaseOutcome,
  closeCase,
  enterRoom,
  milestonesOf,
  openPart,
  pathwayOf,
} from './case-steps.ts'
import { excessWidth, faultsBesidesTargets } from './screen-faults.ts'
import { askEmergency, openStage, people, type Stage } from './stage.ts'

const parts = [
  ...['Dữ liệu ca', 'Thang điểm', 'Danh mục', 'Sơ đồ phim', 'Chỉ định'],
  ...['Liều thuốc', 'Theo dõi', 'Xử trí gấp', 'Mốc giờ'],
]

let stage: Stage
let doctor: Page
let expert: Page
let consultId: string

before(async () => {
  stage = await openStage()
  doctor = await stage.enter(people.asker)
  consultId = await askEmergency(doctor, 'Liệt nửa người phải. Có chỉ định tiêu sợi huyết không?')
  expert = await stage.enter(people.first)
  await answer(expert, consultId)
  await pathwayOf(expert).waitFor()
})
after(async () => await stage.close())

test('NIHSS is scored by the keys alone; the expert sees each answer, and the total says that it is partial', async () => {
  await openPart(doctor, 'Thang điểm')
  await openPart(expert, 'Thang điểm')
  await pathwayOf(doctor).getByRole('group', { name: '1a. Mức độ ý thức' }).getByRole('button').first().focus()
  for (const key of ['1', '2']) await doctor.keyboard.press(key)
  await pathwayOf(expert).getByText('NIHSS ≥ 3, chưa đủ dữ liệu').waitFor()
  for (const key of ['0', '0', '1', '2', '0', '4', '0', '3', 'u', '1', '0', '0', '0']) await doctor.keyboard.press(key)
  await pathwayOf(expert).getByText('NIHSS 14, 1 mục không đánh giá được').first().waitFor()
  await pathwayOf(doctor).getByRole('button', { name: 'Ghi điểm' }).first().click()
  await pathwayOf(expert)
    .getByText(/Đã ghi: NIHSS 14/)
    .waitFor()
})

test('the lines are answered by keys, a relative yes asks for words, and only then a dose can be calculated', async () => {
  await openPart(doctor, 'Liều thuốc')
  const dose = pathwayOf(doctor).getByRole('region', { name: 'Alteplase trong nhồi máu não' })
  await dose.getByText('Trả lời hết danh mục chống chỉ định trước.').waitFor()
  await openPart(doctor, 'Danh mục')
  const list = pathwayOf(doctor).getByRole('region', { name: 'Chống chỉ định tiêu sợi huyết' })
  await list.getByRole('button').first().focus()
  for (let line = 0; line < 28; line++) await doctor.keyboard.press('2')
  const last = list.getByRole('group', { name: /Hành kinh kèm thiếu máu/ })
  await last.getByRole('button', { name: 'Có', exact: true }).click()
  await last.getByLabel('Ghi rõ').fill('ngày thứ hai, Hb 105 g/L')
  await doctor.keyboard.press('Enter')
  await list.getByText('1 mục chuyên gia cân nhắc').waitFor()
  await list.getByText('Không có chống chỉ định').waitFor()
})

test('a dose is calculated from the record, and is not confirmed before a colleague has checked it', async () => {
  await openPart(doctor, 'Dữ liệu ca')
  await pathwayOf(doctor).getByRole('button', { name: 'Nhập: cân nặng' }).click()
  await doctor.getByRole('textbox', { name: 'Cân nặng' }).fill('60')
  await doctor.keyboard.press('Enter')
  await pathwayOf(doctor).getByRole('button', { name: 'Cân', exact: true }).click()
  await openPart(doctor, 'Liều thuốc')
  const mine = pathwayOf(doctor).getByRole('region', { name: 'Alteplase trong nhồi máu não' })
  await mine.getByRole('button', { name: 'Nhồi máu não cấp' }).click()
  await mine.getByRole('button', { name: 'Tính liều' }).click()
  await mine.getByText(/tổng liều 54,0 mg/).waitFor()
  await mine.getByText('Người khác phải kiểm tra.').waitFor()
  await openPart(expert, 'Liều thuốc')
  const theirs = pathwayOf(expert).getByRole('region', { name: 'Alteplase trong nhồi máu não' })
  await theirs.getByText('Chưa có người thứ hai kiểm tra').waitFor()
  await theirs.getByRole('button', { name: /Tôi đã kiểm tra/ }).click()
  await mine.getByText(/đã kiểm tra lúc/).waitFor()
})

test('a corrected weight opens the dose again at both ends until each has acknowledged', async () => {
  await openPart(doctor, 'Dữ liệu ca')
  await pathwayOf(doctor).getByRole('button', { name: 'Nhập: cân nặng' }).click()
  await doctor.getByRole('textbox', { name: 'Cân nặng' }).fill('75')
  await doctor.keyboard.press('Enter')
  await pathwayOf(expert)
    .getByText(/Dữ kiện đã sửa: không dùng liều này/)
    .waitFor()
  await pathwayOf(expert)
    .getByText(/Cân nặng vừa được sửa/)
    .waitFor()
  await pathwayOf(expert).getByRole('button', { name: 'Đã biết' }).click()
  await pathwayOf(expert)
    .getByText(/Cân nặng vừa được sửa/)
    .waitFor({ state: 'detached' })
  await pathwayOf(doctor)
    .getByText(/Cân nặng vừa được sửa/)
    .waitFor({ state: 'detached' })
})

test('the needle plans the observations, and one press does the first', async () => {
  await openPart(doctor, 'Theo dõi')
  await pathwayOf(doctor).getByText('Lịch theo dõi tự lập khi ghi mốc: Tiêu sợi huyết.').waitFor()
  await openPart(doctor, 'Mốc giờ')
  await pathwayOf(doctor).getByRole('button', { name: 'Nhập giờ: tiêu sợi huyết' }).click()
  const twentyAgo = new Date(Date.now() + 7 * 3_600_000 - 20 * 60_000).toISOString().slice(11, 16)
  await pathwayOf(doctor).getByLabel('Tiêu sợi huyết').fill(twentyAgo)
  await doctor.keyboard.press('Enter')
  await openPart(doctor, 'Theo dõi')
  await pathwayOf(doctor).getByText('đã làm 0/36').waitFor()
  await pathwayOf(doctor).getByText('1 việc trễ').first().waitFor()
  await pathwayOf(doctor).getByRole('button', { name: 'Đã làm' }).first().click()
  await pathwayOf(doctor).getByText('đã làm 1/36').waitFor()
})

test('the midpoint of sleep has a clock of its own, and last known well stays unknown', async () => {
  await openPart(doctor, 'Mốc giờ')
  await pathwayOf(doctor)
    .getByRole('button', { name: /^Nhập giờ: giữa giấc ngủ/ })
    .click()
  const twoHoursAgo = new Date(Date.now() + 7 * 3_600_000 - 120 * 60_000).toISOString().slice(11, 16)
  await pathwayOf(doctor)
    .getByLabel(/^Giữa giấc ngủ/)
    .fill(twoHoursAgo)
  await doctor.keyboard.press('Enter')
  for (const page of [doctor, expert]) {
    await page.getByText(`cửa sổ mở rộng của đột quỵ khi thức dậy (cần tưới máu): từ ${twoHoursAgo}`).waitFor()
    await page.getByText('Chưa rõ lần cuối bình thường').waitFor()
  }
})

test('the steps fill the screen, and the space bar does one after the other', async () => {
  await openPart(doctor, 'Xử trí gấp')
  await pathwayOf(doctor)
    .getByRole('button', { name: /^Bắt đầu xử trí/ })
    .first()
    .click()
  await pathwayOf(doctor).getByRole('button', { name: 'Đọc to từng bước' }).click()
  const screen = doctor.getByRole('dialog', { name: 'Nghi chảy máu nội sọ sau tiêu sợi huyết' })
  await screen.getByText('Ngừng truyền thuốc tiêu sợi huyết ngay.').waitFor()
  await doctor.keyboard.press('Space')
  await screen.getByText(/Lấy máu: công thức máu/).waitFor()
  await doctor.keyboard.press('Enter')
  await screen.getByText('Chụp CT sọ không cản quang ngay.').waitFor()
  await doctor.keyboard.press('Escape')
  await screen.waitFor({ state: 'detached' })
  await pathwayOf(expert)
    .getByRole('button', { name: /^Xử trí gấp/ })
    .getByText('còn 4 bước')
    .waitFor()
})

test('a region is marked on the drawing and by its button alike', async () => {
  await openPart(doctor, 'Sơ đồ phim')
  const aspects = pathwayOf(doctor).getByRole('region', { name: 'ASPECTS (não giữa)', exact: true })
  await aspects.locator('svg g').first().click()
  await aspects.getByText('9/10').waitFor()
  await aspects.getByRole('button', { name: 'M5', exact: true }).press('Space')
  await aspects.getByText('8/10').waitFor()
})

for (const size of [
  { width: 390, height: 844 },
  { width: 1366, height: 768 },
]) {
  test(`${size.width} px: no part has a fault that axe finds, and none is wider than the screen`, async () => {
    const page = await stage.enter(people.nurse, { ...size, hasTouch: size.width < 800 })
    await page.goto(`${stage.url}/consults/${consultId}`)
    const faults: string[] = []
    for (const name of parts) {
      await openPart(page, name)
      const found = await faultsBesidesTargets(page, 'section[aria-label="Lộ trình"]')
      faults.push(...found.map((fault) => `${name}: ${fault}`))
      const wide = await excessWidth(page)
      if (wide > 0) faults.push(`${name} is ${wide} px wider than the screen`)
    }
    assert.deepEqual(faults, [])
    await page.context().close()
  })
}

test('a nurse with a telephone does the next observation by one touch, and the doctor sees it', async () => {
  const nurse = await stage.enter(people.nurse, { width: 390, height: 844, hasTouch: true })
  await nurse.goto(`${stage.url}/consults/${consultId}`)
  const part = pathwayOf(nurse).getByRole('button', { name: /^Theo dõi/ })
  await part.tap()
  await pathwayOf(nurse).getByRole('button', { name: 'Đã làm' }).first().tap()
  await openPart(doctor, 'Theo dõi')
  await pathwayOf(doctor).getByText('đã làm 2/36').waitFor()
  await nurse.context().close()
})

test('they have met, concluded, decided and signed; the ledger has it from the events, only sleep and needle were typed', async () => {
  for (const page of [doctor, expert]) await enterRoom(page)
  await doctor.getByText('Trịnh Hải Đăng').first().waitFor()
  await closeCase(stage, consultId, {
    ...{ asker: doctor, expert },
    conclusion: 'Nhồi máu não bán cầu trái, đã tiêu sợi huyết; theo dõi tại chỗ.',
  })
  assertInOrder(await milestonesOf(stage, consultId), ['requested', 'accepted', 'joined', 'concluded', 'decided'])
  const typed = await stage.sql(
    'select code from pathways.milestone where subject_id = $1 and typed_by is not null and replaced_at is null order by code',
    [consultId],
  )
  assert.deepEqual(typed, [{ code: 'needle' }, { code: 'sleep-midpoint' }])
})

test('a day later the outcome is owed: it is chased, and one press answers it for the specialist to see', async () => {
  await chaseOutcome(stage, consultId, { asker: doctor, expert })
})

test('the printed timeline says which times were typed; a stranger gets nothing of all this', async () => {
  await doctor.goto(`${stage.url}/consults/${consultId}/timeline`)
  const row = doctor.getByRole('row', { name: /Tiêu sợi huyết/ })
  await row.getByText(/✎ .*nhập/).waitFor()
  await doctor
    .getByRole('row', { name: /Gọi kíp trực/ })
    .getByText('tự ghi')
    .first()
    .waitFor()
  const stranger = await stage.enter(people.stranger)
  const status = await stranger.evaluate(async (path) => (await fetch(path)).status, `/api/runs/consult/${consultId}`)
  assert.equal(status, 404)
})

test('no page asked for anything that the content security policy refuses', () => {
  assert.deepEqual(stage.refused, [])
})
