import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openStage, people, type Stage } from './stage.ts'

let stage: Stage
let asker: Page
let expert: Page
let coordinator: Page
let consultId: string

before(async () => {
  stage = await openStage()
  asker = await stage.enter(people.asker)
  expert = await stage.enter(people.second)
  coordinator = await stage.enter(people.coordinator)
})
after(async () => await stage.close())

const fillQuestion = async (question: string) => {
  await asker.goto(`${stage.url}/ask`)
  await asker.getByRole('link', { name: /Không cấp cứu/ }).click()
  await asker.getByRole('button', { name: /VỪ A DẾ/ }).click()
  await asker.getByRole('radio', { name: 'Chuyển đi' }).click()
  await asker.getByLabel('Vấn đề cần hội chẩn').fill(question)
  await asker.getByRole('button', { name: 'Gửi đề nghị' }).click()
}

describe('a planned request', () => {
  test('is asked in writing, rings nobody, and says until when it is answered', async () => {
    await fillQuestion('Dự phòng tái phát thế nào?')
    await asker.waitForURL(/\/consults\/[0-9a-f-]{36}$/)
    consultId = asker.url().split('/').at(-1) ?? ''
    await asker.getByText(/Hạn trả lời/).waitFor()
    await expert.getByText('Dự phòng tái phát thế nào?').waitFor()
    assert.equal(await expert.getByRole('article', { name: 'Đang gọi bác sĩ' }).count(), 0)
    assert.deepEqual(await stage.sql('select id from consults.page'), [])
  })

  test('that runs already is named instead of asked twice', async () => {
    await fillQuestion('Hỏi lại')
    await asker.getByRole('link', { name: 'Mở ca đang chạy' }).click()
    await asker.waitForURL(new RegExp(consultId))
  })

  test('is on the board of the coordinator, who allocates it from the keyboard', async () => {
    await coordinator.getByRole('link', { name: 'Điều phối' }).click()
    // the words of a filter stand there before the rows do
    await coordinator.getByRole('button', { name: 'Phân công' }).first().waitFor()
    await coordinator.keyboard.press('j')
    await coordinator.keyboard.press('a')
    await coordinator.getByRole('combobox', { name: 'Giao cho ai' }).fill('Vũ Thu Hạnh')
    await coordinator.getByRole('option', { name: /Vũ Thu Hạnh/ }).waitFor()
    await coordinator.keyboard.press('ArrowDown')
    await coordinator.keyboard.press('Enter')
    await coordinator.getByRole('dialog').getByRole('button', { name: 'Phân công' }).click()
    await coordinator.getByText(/Chờ .*Vũ Thu Hạnh/).waitFor()
    await coordinator.getByRole('radio', { name: 'Trễ hạn' }).click()
    await coordinator.waitForURL(/show=late/)
  })

  test('is taken and answered in kinds, and the first answer is stamped', async () => {
    await expert.getByRole('link', { name: 'Mở ca' }).first().click()
    await expert.getByRole('button', { name: 'Nhận ca này' }).click()
    // the page still moves while the case opens: the kind is chosen from the keyboard
    await expert.getByRole('combobox', { name: 'Loại' }).fill('Cần thêm thông tin')
    await expert.getByRole('option', { name: 'Cần thêm thông tin' }).waitFor()
    await expert.keyboard.press('ArrowDown')
    await expert.keyboard.press('Enter')
    await expert.getByPlaceholder('Viết cho ca này').fill('Xin thêm điện tâm đồ')
    await expert.getByRole('button', { name: 'Gửi', exact: true }).click()
    await asker.getByText(/Vũ Thu Hạnh · Cần thêm thông tin/).waitFor()
    const [row] = await stage.sql(
      'select first_answered_at is not null as answered from consults.consult where id = $1',
      [consultId],
    )
    assert.equal(row?.['answered'], true)
  })

  test('an ECG is attached as a photo, and the specialist finds it in the record', async () => {
    const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
    const file = { name: 'dien-tam-do.png', mimeType: 'image/png', buffer: Buffer.from(pixel, 'base64') }
    await asker.getByLabel('Gửi kèm tệp').setInputFiles(file)
    await asker.getByText('Đã gửi, có trong hồ sơ.').waitFor()
    await expert.getByRole('link', { name: /dien-tam-do/ }).waitFor()
  })

  test('no page asked for anything that the content security policy refuses', () => {
    assert.deepEqual(stage.refused, [])
  })
})
