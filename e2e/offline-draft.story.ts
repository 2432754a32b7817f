import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { askEmergency, openStage, people, type Stage } from './stage.ts'

let stage: Stage

before(async () => {
  stage = await openStage()
})
after(async () => await stage.close())

test('an emergency pressed without a link says CHƯA GỬI, never rings by itself, and takes one press later', async () => {
  const asker = await stage.enter(people.asker)
  const first = await stage.enter(people.first)
  await asker.getByRole('link', { name: 'Đề nghị' }).click()
  await asker.getByRole('button', { name: /VỪ A DẾ/ }).click()
  await asker.getByRole('textbox', { name: 'Vấn đề cần hội chẩn' }).fill('Liệt nửa người phải')
  await asker.getByText(/Chuông reo tại/).waitFor()
  await asker.context().setOffline(true)
  await asker.getByRole('button', { name: 'Gọi ngay kíp trực' }).click()
  await asker.getByRole('heading', { name: 'CHƯA GỬI' }).waitFor()
  const phone = await asker.getByRole('alert').filter({ hasText: 'CHƯA GỬI' }).innerText()
  assert.match(phone, /0200 555/)

  await asker.context().setOffline(false)
  await asker.getByText('Mất kết nối từ').waitFor({ state: 'detached' })
  await first.reload()
  await first.getByText('Không có cuộc gọi cấp cứu nào').waitFor()
  assert.equal((await stage.sql('select 1 from consults.consult')).length, 0)
  await asker.getByRole('heading', { name: 'CHƯA GỬI' }).waitFor()

  await asker.getByRole('button', { name: 'Gửi lại ngay' }).click()
  await first.getByRole('article', { name: 'Đang gọi bác sĩ' }).waitFor()
  assert.equal((await stage.sql('select 1 from consults.consult')).length, 1)
})

test('a message written without a link waits, survives a reload of the page, and arrives once', async () => {
  const asker = await stage.enter(people.asker)
  await stage.sql("update consults.consult set status = 'cancelled'")
  const consultId = await askEmergency(asker, 'Đọc giúp phim CT')
  await asker.getByPlaceholder('Viết cho ca này').waitFor()
  await asker.context().setOffline(true)
  await asker.getByPlaceholder('Viết cho ca này').fill('Người nhà đang về lấy đơn thuốc.')
  await asker.getByPlaceholder('Viết cho ca này').press('Enter')
  await asker.getByText('Sẽ gửi khi có mạng').waitFor()
  assert.equal((await stage.sql('select 1 from consults.message')).length, 0)

  await asker.context().setOffline(false)
  await asker.reload()
  await asker.getByText('Sẽ gửi khi có mạng').waitFor({ state: 'detached' })
  await asker.getByText('Người nhà đang về lấy đơn thuốc.').waitFor()
  assert.equal((await stage.sql('select 1 from consults.message where consult_id = $1', [consultId])).length, 1)
})

test('a half-written text is there again after the tab was closed', async () => {
  const asker = await stage.enter(people.asker)
  await asker.getByRole('link', { name: 'Đề nghị' }).click()
  await asker.getByRole('textbox', { name: 'Vấn đề cần hội chẩn' }).fill('Chưa viết xong')
  const kept = async () =>
    await asker.evaluate(
      async () =>
        await new Promise((resolve) => {
          const open = indexedDB.open('tuyen')
          open.onsuccess = () => {
            const all = open.result.transaction('sealed').objectStore('sealed').getAllKeys()
            all.onsuccess = () => resolve(JSON.stringify(all.result).includes('draft/ask/question'))
          }
        }),
    )
  while (!(await kept())) await asker.getByRole('textbox', { name: 'Vấn đề cần hội chẩn' }).waitFor()
  const again = await asker.context().newPage()
  await asker.close()
  await again.goto(`${stage.url}/ask`)
  await again.getByText('Chưa viết xong').waitFor()
})
