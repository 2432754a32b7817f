import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openStage, password, patienceMs, people, type Stage, signIn } from './stage.ts'

let stage: Stage

before(async () => {
  stage = await openStage()
})
after(async () => await stage.close())

/** What the browser keeps for people, as it lies there. */
const sealed = async (page: Page): Promise<string> =>
  await page.evaluate(
    async () =>
      await new Promise<string>((resolve) => {
        const open = indexedDB.open('tuyen')
        open.onsuccess = () => {
          const all = open.result.transaction('sealed').objectStore('sealed').getAll()
          all.onsuccess = () =>
            resolve(
              (all.result as { data: ArrayBuffer }[]).map((row) => new TextDecoder('latin1').decode(row.data)).join(''),
            )
        }
      }),
  )

test('one press changes the person, and nothing of the one before is left readable', async () => {
  const page = await stage.enter(people.asker, { serviceWorkers: 'allow' })
  await page.getByRole('link', { name: 'Đề nghị' }).click()
  await page.getByRole('textbox', { name: 'Vấn đề cần hội chẩn' }).fill('Bí mật của ca này')
  while ((await sealed(page)) === '') await page.getByRole('textbox', { name: 'Vấn đề cần hội chẩn' }).waitFor()
  assert.doesNotMatch(await sealed(page), /Bí mật|B\u00ed/)

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

/** Types a PIN into the six boxes that bear this label. */
const typePin = async (page: Page, label: string, pin: string) => {
  await page.getByLabel(`${label}, số thứ 1`).click()
  await page.keyboard.type(pin)
}

/** Sets a PIN on the account page of whoever is signed in. */
async function choosePin(page: Page, pin: string): Promise<void> {
  await page.goto(`${stage.url}/admin`)
  await page.getByRole('button', { name: 'Đặt mã PIN' }).click()
  const dialog = page.getByRole('dialog')
  await typePin(page, 'Sáu số', pin)
  await typePin(page, 'Sáu số, lần nữa', pin)
  await dialog.getByLabel('Mật khẩu').fill(password)
  await dialog.getByRole('button', { name: 'Đặt mã PIN' }).click()
  await dialog.waitFor({ state: 'detached' })
}

test('doctor and nurse take turns by PIN, and neither sees what the other began', { timeout: 120_000 }, async () => {
  const context = await stage.browser.newContext({ viewport: { width: 1366, height: 768 } })
  const page = await context.newPage()
  page.setDefaultTimeout(patienceMs)
  await page.goto(stage.url)
  await page.getByRole('checkbox', { name: 'Máy dùng chung' }).check()
  await signIn(page, people.asker)
  await choosePin(page, '284617')
  await page.getByRole('button', { name: /Đổi người/ }).click()

  await page.getByRole('heading', { name: 'Ai dùng máy?' }).waitFor()
  await page.getByText('Máy dùng chung, Trung tâm Y tế khu vực Mường Nhé').waitFor()
  await page.getByRole('button', { name: 'Đăng nhập bằng mật khẩu' }).click()
  await signIn(page, people.nurse)
  await choosePin(page, '905138')
  await page.goto(`${stage.url}/ask`)
  await page.getByRole('textbox', { name: 'Vấn đề cần hội chẩn' }).fill('Điều dưỡng viết dở')
  while ((await sealed(page)) === '') await page.getByRole('textbox', { name: 'Vấn đề cần hội chẩn' }).waitFor()
  await page.getByRole('button', { name: /Đổi người/ }).click()

  const faces = page.getByRole('region', { name: 'Ai dùng máy?' }).getByRole('listitem')
  await faces.first().waitFor()
  assert.deepEqual((await faces.allInnerTexts()).map((text) => text.split('\n').at(-1)).sort(), [
    'BS. Quàng Thị Diệp',
    'ĐD. Bế Thị Mừng',
  ])
  await page.getByRole('button', { name: 'BS. Quàng Thị Diệp' }).click()
  await typePin(page, 'Mã PIN', '111112')
  await page.getByText('Sai mã PIN').waitFor()
  await typePin(page, 'Mã PIN', '284617')
  await page.getByRole('heading', { name: 'Ngay bây giờ' }).waitFor()
  await page.goto(`${stage.url}/ask`)
  await page.getByRole('heading', { name: 'Đề nghị hội chẩn cấp cứu' }).waitFor()
  assert.doesNotMatch(await page.locator('body').innerText(), /Điều dưỡng viết dở/)

  await page.getByRole('button', { name: /Đổi người/ }).click()
  await page.getByRole('button', { name: 'ĐD. Bế Thị Mừng' }).click()
  await typePin(page, 'Mã PIN', '905138')
  await page.getByRole('heading', { name: 'Ngay bây giờ' }).waitFor()
  await page.goto(`${stage.url}/ask`)
  await page.getByText('Điều dưỡng viết dở').waitFor()
})

test('a PIN that somebody else saw is of no use at another computer', async () => {
  const [asker] = await stage.sql(`select id from identity.login where email = $1`, [people.asker])
  const stranger = await stage.enter(people.stranger)
  const answer = await stranger.evaluate(
    async ([personId]) =>
      await fetch('/api/sign-in/pin', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ personId, pin: '284617' }),
      }).then(async (reply) => (await reply.json()) as { name: string }),
    [String(asker?.['id'])],
  )
  assert.equal(answer.name, 'pin-not-here')
})

test('a session that was revoked elsewhere shows nothing more', async () => {
  const page = await stage.enter(people.first)
  await stage.sql('delete from identity.login_session')
  await page.reload()
  await page.getByRole('button', { name: 'Đăng nhập' }).waitFor()
})
