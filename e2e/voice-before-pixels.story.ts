// Runs alone: it measures sound on a weak link.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Browser, chromium, type Page } from 'playwright-core'
import { answer, enterRoom } from './case-steps.ts'
import { prepareHeadCt, sendByStore } from './head-ct.ts'
import { type Link, openLink } from './link.ts'
import { readMedia, seesPicture, watchConnections } from './media-truth.ts'
import { askEmergency, openStage, people, quietFlags, type Stage, signIn } from './stage.ts'

const narrowMegabits = 1

let stage: Stage
let link: Link
let far: Browser
let asker: Page
let expert: Page
let folder: string

before(async () => {
  link = await openLink(20)
  stage = await openStage({}, link.near)
  folder = mkdtempSync(join(tmpdir(), 'tuyen-voice-'))
  const args = [...quietFlags, '--ignore-certificate-errors']
  far = await chromium.launch({ executablePath: link.wrap('/usr/bin/chromium'), args })
  asker = await enter(stage.browser, people.asker)
  expert = await enter(far, people.first)
  const consultId = await askEmergency(asker, 'Liệt nửa người phải, nói khó. Có chỉ định tiêu sợi huyết không?')
  await answer(expert, consultId)
  await enterRoom(asker)
  await enterRoom(expert)
  await seesPicture(expert)
})
after(async () => {
  await far?.close()
  await stage?.close()
  link?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function enter(browser: Browser, email: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    ignoreHTTPSErrors: true,
    permissions: ['camera', 'microphone'],
  })
  await watchConnections(context)
  const page = await context.newPage()
  page.setDefaultTimeout(120_000)
  await page.goto(stage.url)
  await signIn(page, email)
  return page
}

type Heard = { samples: number; concealed: number }

/** How much sound was played so far, and how much of it was made up because it did not come. */
async function heard(page: Page): Promise<Heard> {
  return await page.evaluate(async () => {
    const { connectionsUnderTest } = globalThis as unknown as { connectionsUnderTest: RTCPeerConnection[] }
    const sum = { samples: 0, concealed: 0 }
    for (const connection of connectionsUnderTest.filter((each) => each.connectionState === 'connected')) {
      for (const entry of (await connection.getStats()).values()) {
        if (entry.type !== 'inbound-rtp' || entry.kind !== 'audio') continue
        sum.samples += entry.totalSamplesReceived ?? 0
        sum.concealed += (entry.concealedSamples ?? 0) - (entry.silentConcealedSamples ?? 0)
      }
    }
    return sum
  })
}

describe('a specialist behind one narrow link', () => {
  test('hears the colleague while a head CT comes, and the images come all the same', async (context) => {
    link.setRate(narrowMegabits)
    const ct = prepareHeadCt(join(folder, 'ct'), 'MN26-004417', new Date())
    sendByStore(ct.files, stage.stack.ports.ORTHANC_DICOM_PORT)
    await expert.locator('[data-slices]:not([data-slices="0"])').waitFor()
    await expert.getByText('tạm dừng hình người để phim về').waitFor()
    const then = await heard(expert)
    const begun = performance.now()
    await expert.locator(`[data-slices="${ct.files.length}"][data-loaded="${ct.files.length}"]`).waitFor()
    const seconds = (performance.now() - begun) / 1000
    const now = await heard(expert)
    // and then people are seen again
    await expert.getByText('tạm dừng hình người để phim về').waitFor({ state: 'detached' })
    await seesPicture(expert, (await readMedia(expert)).framesDecoded)
    const lost = (now.concealed - then.concealed) / (now.samples - then.samples)
    context.diagnostic(
      `${seconds.toFixed(0)} s of images at ${narrowMegabits} Mb/s, ${(lost * 100).toFixed(1)} % of the sound made up`,
    )
    assert.ok(seconds > 5, 'the link was not narrow')
    assert.ok(now.samples - then.samples > 48_000 * (seconds - 2), 'sound went on all the time')
    assert.ok(lost < 0.1, `${(lost * 100).toFixed(1)} % of the sound did not come`)
  })
})
