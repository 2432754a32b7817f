import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { excessWidth, levelAaFaults } from './screen-faults.ts'
import { askEmergency, openStage, people, type Stage } from './stage.ts'

const sizes = [
  { width: 390, height: 844 },
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
]
const vietnamese = /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/i

/** Names of people and places stay as they are in every language. */
const isName = (text: string): boolean =>
  text === text.toLocaleUpperCase('vi') || /Vừ A Dế|VỪ A DẾ|Quàng Thị Diệp|Mường Nhé|[A-ZĐ]{3}/.test(text)

let stage: Stage
let consultId: string
let patientId: string

before(async () => {
  stage = await openStage()
  const asker = await stage.enter(people.asker)
  consultId = await askEmergency(asker, 'Liệt nửa người phải, nói khó. Có chỉ định tiêu sợi huyết không?')
  const [row] = await stage.sql('select patient_id from consults.consult where id = $1', [consultId])
  patientId = String(row?.['patient_id'])
  await asker.context().close()
})
after(async () => await stage.close())

const pages = () => [
  '/',
  '/ask',
  '/consults',
  `/consults/${consultId}`,
  `/consults/${consultId}/room`,
  '/patients',
  `/patients/${patientId}`,
  '/network',
  '/admin',
]

/** The tabs at the bottom of a phone cover what lies under them at this scroll position only: they are put into the flow. */
const uncover = async (page: Page): Promise<void> =>
  await page.evaluate(() => {
    for (const nav of document.querySelectorAll('nav')) nav.style.setProperty('position', 'static', 'important')
  })

/** Opens an address and says what is wrong with what stands there. */
async function lookAt(page: Page, address: string, isThere: (page: Page) => Promise<void>): Promise<string[]> {
  await page.goto(`${stage.url}${address}`)
  await isThere(page)
  await page.waitForLoadState('networkidle')
  await uncover(page)
  const faults = (await levelAaFaults(page)).map((fault) => `${address} ${fault}`)
  const wide = await excessWidth(page)
  return wide > 0 ? [...faults, `${address} is ${wide} px wider than the screen`] : faults
}

const hasContent = async (page: Page): Promise<void> =>
  await page.locator('main, [data-theme] h1, [data-theme] h2').first().waitFor()

async function faultsOfSearch(page: Page): Promise<string[]> {
  await page.goto(stage.url)
  await page.getByRole('heading', { level: 2 }).first().waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('option').first().waitFor()
  return (await levelAaFaults(page)).map((fault) => `the search: ${fault}`)
}

describe('no page has a fault that axe finds, and none is wider than the screen', () => {
  const themes = ['day', 'night'] as const
  let byTheme: Page[]
  before(async () => {
    byTheme = await Promise.all(themes.map(async () => await stage.enter(people.asker)))
    for (const [index, page] of byTheme.entries())
      await page.evaluate((wanted) => localStorage.setItem('theme', wanted ?? ''), themes[index])
  })
  after(async () => {
    for (const page of byTheme) await page.context().close()
  })

  /** Each page and the search, anew at this size, in the theme that its browser keeps. */
  async function faultsAt(page: Page, theme: string, size: (typeof sizes)[number]): Promise<string[]> {
    await page.setViewportSize(size)
    const faults: string[] = []
    for (const address of pages()) faults.push(...(await lookAt(page, address, hasContent)))
    faults.push(...(await faultsOfSearch(page)))
    assert.equal(await page.evaluate(() => document.documentElement.dataset['theme']), theme)
    return [...new Set(faults)]
  }

  for (const size of sizes) {
    test(`${size.width} px, by day and by night`, async () => {
      const faults = await Promise.all(byTheme.map((page, index) => faultsAt(page, themes[index] ?? '', size)))
      assert.deepEqual(Object.fromEntries(themes.map((theme, index) => [theme, faults[index]])), { day: [], night: [] })
    })
  }
})

describe('what coordinators and leaders work with has no fault that axe finds, and none is wider than the screen', () => {
  const work = [
    [people.coordinator, ['/board', '/admin']],
    [people.leader, ['/', '/law']],
  ] as const
  const hasRoster = async (page: Page): Promise<void> => {
    await page.getByRole('heading').first().waitFor()
    if (page.url().endsWith('/admin')) await page.getByRole('tab', { name: 'Lịch trực' }).click()
  }

  for (const size of sizes) {
    test(`${size.width} px`, async () => {
      const faults = await Promise.all(
        work.map(async ([email, addresses]) => {
          const page = await stage.enter(email, size)
          const found: string[] = []
          for (const address of addresses) found.push(...(await lookAt(page, address, hasRoster)))
          await page.context().close()
          return found
        }),
      )
      assert.deepEqual(faults.flat(), [])
    })
  }
})

test('the language changes without a reload, and no Vietnamese is left in the frame of the pages', async () => {
  const page = await stage.enter(people.asker)
  await page.evaluate(() => Object.assign(globalThis, { wasNotReloaded: true }))
  await page.getByRole('button', { name: 'EN' }).click()
  await page.getByRole('heading', { name: 'Now' }).waitFor()
  // the buttons of the network are the provinces, whose names stay
  for (const name of ['Desk', 'Ask', 'Cases', 'Patients', 'Network']) {
    await page
      .getByRole('link', { name: new RegExp(`^${name}`) })
      .first()
      .click()
    await page.waitForLoadState('networkidle')
    const texts = await page
      .locator(name === 'Network' ? 'nav, header, h1, h2, label' : 'nav, header, h1, h2, label, button')
      .allInnerTexts()
    const said = texts.flatMap((text) => text.split('\n')).filter((text) => text !== 'Tuyến')
    const left = said.filter((text) => vietnamese.test(text) && !isName(text))
    assert.deepEqual(left, [], `${name} still says: ${left.join(' | ')}`)
  }
  assert.equal(await page.evaluate(() => (globalThis as { wasNotReloaded?: boolean }).wasNotReloaded), true)
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en')
})

test('the search by Ctrl K works by keyboard alone and without diacritics', async () => {
  const page = await stage.enter(people.asker)
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('bach mai')
  await page
    .getByRole('dialog')
    .getByRole('option', { name: /Bệnh viện Bạch Mai/ })
    .waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Bệnh viện Bạch Mai' }).waitFor()
})

test('the search keeps the focus, closes by Escape and gives the focus back', async () => {
  const page = await stage.enter(people.asker)
  const opener = page.getByRole('button', { name: /Ctrl K/ })
  await opener.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  const isInside = async () => await dialog.evaluate((box) => box.contains(document.activeElement))
  for (let presses = 0; presses < 6; presses += 1) {
    await page.keyboard.press('Tab')
    assert.equal(await isInside(), true)
  }
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  await page.waitForFunction(() => document.activeElement?.textContent?.includes('Ctrl K'))
})

test('no page writes a style element, and the policy that forbids them refuses nothing', async () => {
  const page = await stage.enter(people.asker)
  for (const address of pages()) {
    await page.goto(`${stage.url}${address}`)
    await page.waitForLoadState('networkidle')
    assert.equal(await page.locator('style').count(), 0, `${address} has a style element`)
  }
  await page.goto(stage.url)
  await page.getByRole('heading', { name: 'Ngay bây giờ' }).waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('option').first().waitFor()
  assert.equal(await page.locator('style').count(), 0, 'the search has a style element')
  assert.deepEqual(stage.refused, [])
  // the policy does refuse
  const refusal = page.waitForEvent('console', (message) => /content security policy/i.test(message.text()))
  await page.evaluate(() => {
    const style = document.createElement('style')
    style.textContent = 'body { opacity: 0 }'
    document.head.append(style)
  })
  await refusal
})
