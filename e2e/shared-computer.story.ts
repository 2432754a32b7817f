import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openStage, people, type Stage, signIn } from './stage.ts'

let stage: Stage

before(async () => {
  stage = await openStage()
})
after(async () => await stage.close())

test('one press changes the person, and nothing of the one before is left readable', async () => {
  const page = await stage.enter(people.asker, { serviceWorkers: 'allow' })
  await page.getByRole('link', { name: 'Đề nghị' }).click()
  await page.getByRole('textbox', { name: 'Vấn đề cần hội chẩn' }).fill('Bí mật của ca này')
  const sealed = async () =>
    await page.evaluate(
      async () =>
        await new Promise<string>((resolve) => {
          const open = indexedDB.open('tuyen')
          open.onsuccess = () => {
            const all = open.result.transaction('sealed').objectStore('sealed').getAll()
            all.onsuccess = () =>
              resolve(
                (all.result as { data: ArrayBuffer }[])
                  .map((row) => new TextDecoder('latin1').decode(row.data))
                  .join(''),
              )
          }
        }),
    )
  while ((await sealed()) === '') await page.getByRole('textbox', { name: 'Vấn đề cần hội chẩn' }).waitFor()
  assert.doesNotMatch(await sealed(), /Bí mật|B\u00ed/)

  await page.getByRole('button', { name: /Đổi người/ }).click()
  await page.getByRole('button', { name: 'Đăng nhập' }).waitFor()
  assert.doesNotMatch(await page.locator('body').innerText(), /VỪ A DẾ|Bí mật|Diệp/)
  const readable = await page.evaluate(async () => {
    const names = await caches.keys()
    const urls = await Promise.all(
      names.map(async (name) => (await (await caches.open(name)).keys()).map((request) => request.url)),
    )
    return JSON.stringify({
      storage: Object.entries(localStorage),
      session: Object.entries(sessionStorage),
      urls: urls.flat(),
    })
  })
  assert.doesNotMatch(readable, /\/api\/|VỪ|Diệp|Bí mật/)
  await page.goBack()
  assert.doesNotMatch(await page.locator('body').innerText(), /VỪ A DẾ|Bí mật/)

  await page.goto(stage.url)
  await signIn(page, people.stranger)
  await page.goto(`${stage.url}/ask`)
  await page.getByRole('heading', { name: 'Đề nghị hội chẩn cấp cứu' }).waitFor()
  assert.doesNotMatch(await page.locator('body').innerText(), /Bí mật|VỪ A DẾ/)

  await page.getByRole('button', { name: /Đổi người/ }).click()
  await signIn(page, people.asker)
  await page.goto(`${stage.url}/ask`)
  await page.getByText('Bí mật của ca này').waitFor()
})

test('a session that was revoked elsewhere shows nothing more', async () => {
  const page = await stage.enter(people.first)
  await stage.sql('delete from identity.login_session')
  await page.reload()
  await page.getByRole('button', { name: 'Đăng nhập' }).waitFor()
})
