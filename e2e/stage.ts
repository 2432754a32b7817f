import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { makeDataFolder, removeDataFolder } from '../ops/data-folder.ts'
import { prepareLan } from '../ops/lan.ts'
import { freePorts } from '../ops/ports.ts'
import { type Stack, startStack } from '../ops/supervise.ts'
import { watchConnections } from './media-truth.ts'
import { takePrepared } from './prepare-data.ts'

/** The demo people of the stories, by what they do in them. */
export const people = {
  asker: 'diep@muongnhe.demo',
  nurse: 'mung@muongnhe.demo',
  first: 'dang@bachmai.demo',
  second: 'hanh@bachmai.demo',
  team: 'tram@bachmai.demo',
  coordinator: 'chi@bachmai.demo',
  standIn: 'thinh@vietduc.demo',
  obstetrician: 'minh@psantw.demo',
  anaesthetist: 'viet@vietduc.demo',
  haematologist: 'thu@bachmai.demo',
  traumaSurgeon: 'hung@vietduc.demo',
  cardiacSurgeon: 'theanh@vietduc.demo',
  pathologist: 'chau@vietduc.demo',
  bloodBank: 'hoa@vietduc.demo',
  leader: 'leader@muongnhe.demo',
  stranger: 'nguyet@namdinh.demo',
  admin: 'admin@muongnhe.demo',
} as const

/** How long a story waits for a fact on a page: what is asked to be quick is measured where it matters. */
export const patienceMs = 60_000

/** The password of all demo people. */
export const password = 'tuyen-demo-2026'

type OpenOptions = { width?: number; height?: number; hasTouch?: boolean; serviceWorkers?: 'allow' | 'block' }

/** The whole product with real parts, and browsers in front of it. */
export type Stage = {
  stack: Stack
  url: string
  /** Who vouches for its certificate, when it has one. */
  authorityFile: string | undefined
  browser: Browser
  /** Signs a demo person in, in a browser of their own. */
  enter: (email: string, options?: OpenOptions) => Promise<Page>
  /** What the content security policy has refused on any page so far. */
  refused: readonly string[]
  /** SQL as superuser: for looking, and for letting a due time come. */
  sql: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>
  close: () => Promise<void>
}

/** Flags under which Chromium keeps to what it is asked. */
export const quietFlags = [
  ...['--headless=new', '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required'],
  ...['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
]

/** Starts the product in a folder of its own, with demo data and further settings, by TLS on an address when one is given. */
export async function openStage(further: Record<string, string> = {}, address?: string): Promise<Stage> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tuyen-story-'))
  makeDataFolder(dataDir)
  takePrepared(dataDir)
  const ports = await freePorts()
  const settings = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]))
  const lan = address ? await prepareLan(dataDir, address, ports.PORT) : undefined
  const env = { ...process.env, ...settings, ...further }
  const stack = await startStack({ dataDir, env, log: () => undefined, ...(lan ? { lan } : {}) })
  const url = lan?.url ?? `http://127.0.0.1:${stack.ports.PORT}`
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: quietFlags })
  const pool = new pg.Pool({ connectionString: withDatabase(stack.superuserUrl ?? '', 'tuyen'), max: 2 })
  pool.on('error', () => undefined)
  const refused: string[] = []
  return {
    stack,
    url,
    authorityFile: lan?.authorityFile,
    browser,
    refused,
    enter: async (email, options = {}) => {
      const page = await open(browser, options)
      page.on('console', (message) => {
        if (/content security policy/i.test(message.text())) refused.push(message.text())
      })
      await page.goto(url)
      await signIn(page, email)
      return page
    },
    sql: async (text, values) => (await pool.query(text, values)).rows as Record<string, unknown>[],
    close: async () => {
      await browser.close()
      await pool.end()
      // its folder is thrown away, and it takes two seconds to leave it in order
      await stack.halt('orthanc', 0)
      await stack.stop()
      await removeDataFolder(dataDir)
    },
  }
}

const withDatabase = (url: string, database: string): string => {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

async function open(browser: Browser, options: OpenOptions): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1366, height: options.height ?? 768 },
    serviceWorkers: options.serviceWorkers ?? 'block',
    hasTouch: options.hasTouch ?? false,
    permissions: ['camera', 'microphone'],
  })
  await watchConnections(context)
  const page = await context.newPage()
  page.setDefaultTimeout(patienceMs)
  return page
}

/** Fills the sign-in form of a page and waits for the Desk. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('Thư điện tử').fill(email)
  await page.getByLabel('Mật khẩu').fill(password)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await page.getByRole('heading', { name: 'Ngay bây giờ' }).waitFor()
}

/** The cookies of a page's session as a header, for calls that a browser would not make. */
export async function cookieOf(context: BrowserContext): Promise<string> {
  return (await context.cookies()).map((cookie) => `${cookie.name}=${cookie.value}`).join('; ')
}

/** Presses the red button for the first patient of the list; returns the consult's id. */
export async function askEmergency(page: Page, question: string): Promise<string> {
  await page.getByRole('link', { name: 'Đề nghị' }).click()
  await page.getByRole('button', { name: /VỪ A DẾ/ }).click()
  await page.getByRole('textbox', { name: 'Vấn đề cần hội chẩn' }).fill(question)
  await page.getByRole('button', { name: 'Gọi ngay kíp trực' }).click()
  await page.waitForURL(/\/consults\/[0-9a-f-]{36}$/)
  return page.url().split('/').at(-1) ?? ''
}
