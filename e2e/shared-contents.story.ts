import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { sendByStore, sendCompressed } from './head-ct.ts'
import { replyOf } from './image-steps.ts'
import { ecg, ecgFile, emptyPdf, newStudyUid, pdfFile, slideFiles } from './kinds-objects.ts'
import { type Share, shareStudy } from './outside.ts'
import { faultsBesidesTargets } from './screen-faults.ts'
import { openStage, patienceMs, people, type Stage } from './stage.ts'
import { until } from './until.ts'

const uids = { slide: newStudyUid(1), ecg: newStudyUid(2), pdf: newStudyUid(3) }
const root = '/api/outside/shared-images'

let stage: Stage
let doctor: Page
let folder: string

type Object = { id: string; study: string; role: string | null }
const objectsOf = async (studyUid: string): Promise<Object[]> =>
  (await stage.sql(
    `select instance.id, study.id as study, content->>'role' as role
     from imaging.instance join imaging.study on study.id = study_id where study_uid = $1 and patient_id is not null`,
    [studyUid],
  )) as Object[]

/** A share of a study, as a doctor makes it. */
const share = async (studyUid: string, isIdentified: boolean): Promise<Share> =>
  await shareStudy(doctor, (await objectsOf(studyUid))[0]?.study ?? '', { isIdentified, hours: 1 })

/** A browser of somebody without an account, at what a link opens. */
async function visit(token: string, size = { width: 1366, height: 768 }): Promise<Page> {
  const context = await stage.browser.newContext({ viewport: size, hasTouch: size.width < 600 })
  const page = await context.newPage()
  page.setDefaultTimeout(patienceMs)
  await page.goto(`${stage.url}/shared#${token}`)
  return page
}
const screen = async (page: Page, name: string) =>
  await page.screenshot({ path: join(process.env['SCREENS'] ?? folder, `${name}.png`) })

before(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'tuyen-shared-contents-'))
  const port = stage.stack.ports.ORTHANC_DICOM_PORT
  sendByStore([ecgFile(folder, uids.ecg), pdfFile(folder, uids.pdf, emptyPdf)], port)
  const { levels, others } = await slideFiles(folder, uids.slide)
  sendCompressed([...levels, ...others], port)
  doctor = await stage.enter(people.asker)
  const all = levels.length + others.length
  await until('the slide is read', async () => (await objectsOf(uids.slide)).length === all)
  for (const uid of [uids.ecg, uids.pdf])
    await until('the object is read', async () => (await objectsOf(uid)).length === 1)
})
after(async () => {
  await stage?.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a slide opens for somebody without an account, with its scale, and never with its label', async () => {
  const { token } = await share(uids.slide, true)
  const page = await visit(token)
  await page.locator('[data-slide="ready"]').waitFor()
  await page.locator('[data-bar]').waitFor()
  await screen(page, 'shared-slide')
  const red = await page
    .locator('[data-slide] .openseadragon-canvas canvas')
    .first()
    .evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement
      const data = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? []
      let count = 0
      for (let at = 0; at < data.length; at += 4)
        if (Math.abs((data[at] ?? 0) - 192) < 8 && Math.abs((data[at + 1] ?? 0) - 64) < 8) count += 1
      return count / (width * height)
    })
  assert.ok(red > 0.01 && red < 0.2, String(red))
  assert.equal(await page.getByRole('button', { name: 'Hiện nhãn lam' }).count(), 0)
  assert.equal(await page.getByRole('button', { name: 'Đo', exact: true }).count(), 0)
  const objects = await objectsOf(uids.slide)
  const status = async (role: string) => {
    const found = objects.find((each) => each.role === role)
    return (await replyOf(page, `${root}/slides/${found?.id}/tiles/0`)).status
  }
  assert.deepEqual([await status('volume'), await status('label')], [200, 404])
  assert.deepEqual(await faultsBesidesTargets(page), [])
  await page.context().close()
})

test('an ECG opens without a name, each lead as long as the recording', async () => {
  const { token } = await share(uids.ecg, false)
  const page = await visit(token)
  await page.locator('[data-waveform="ready"]').waitFor()
  assert.equal(await page.locator('[data-lead]').count(), ecg.leads.length)
  await screen(page, 'shared-ecg')
  const [object] = await objectsOf(uids.ecg)
  const { bytes } = await replyOf(page, `${root}/contents/${object?.id}`)
  const said = Buffer.from(bytes).toString('utf8')
  assert.equal((JSON.parse(said) as { groups: { label: string }[] }).groups[0]?.label, '')
  assert.doesNotMatch((await page.locator('body').textContent()) ?? '', /VU A DE|Vừ A Dế|MN26-004417/i)
  assert.deepEqual(await faultsBesidesTargets(page), [])
  await page.context().close()
})

test('a document opens only where the link gives the name; elsewhere it is said to be left out', async () => {
  const [object] = await objectsOf(uids.pdf)
  const address = `${root}/contents/${object?.id}`
  const nameless = await visit((await share(uids.pdf, false)).token)
  await nameless.getByText('Có 1 tài liệu không mở ở đây').waitFor()
  await screen(nameless, 'shared-withheld')
  assert.equal((await replyOf(nameless, address)).status, 404)
  await nameless.context().close()
  const named = await visit((await share(uids.pdf, true)).token)
  const link = named.getByRole('link', { name: 'Mở tài liệu' })
  assert.equal(await link.getAttribute('href'), address)
  const { status, headers, bytes } = await replyOf(named, address)
  assert.deepEqual([status, headers['content-type'], headers['cache-control']], [200, 'application/pdf', 'no-store'])
  assert.match(headers['content-security-policy'] ?? '', /default-src 'none'/)
  assert.equal(headers['content-disposition'], 'inline')
  assert.ok(Buffer.from(bytes).equals(emptyPdf))
  await named.context().close()
})

test('one link opens nothing of another, nothing without its proof, and nothing once it is withdrawn', async () => {
  const { token, shareId } = await share(uids.ecg, true)
  const page = await visit(token)
  await page.locator('[data-waveform="ready"]').waitFor()
  const [own] = await objectsOf(uids.ecg)
  const [other] = await objectsOf(uids.pdf)
  const tile = (await objectsOf(uids.slide)).find((each) => each.role === 'volume')
  assert.equal((await replyOf(page, `${root}/contents/${other?.id}`)).status, 404)
  assert.equal((await replyOf(page, `${root}/slides/${tile?.id}/tiles/0`)).status, 404)
  assert.equal((await fetch(`${stage.url}${root}/contents/${own?.id}`)).status, 404)
  assert.equal((await fetch(`${stage.url}${root}/contents`)).status, 404)
  const revoked = await doctor.evaluate(
    async (id) => (await fetch(`/api/shares/${id}/revoke`, { method: 'POST' })).status,
    shareId,
  )
  assert.equal(revoked, 200)
  await until(
    'it opens nothing any more',
    async () => (await replyOf(page, `${root}/contents/${own?.id}`)).status === 404,
  )
  assert.deepEqual(stage.refused, [])
  await page.context().close()
})

test('on a telephone a slide fits', async () => {
  const { token } = await share(uids.slide, false)
  const page = await visit(token, { width: 390, height: 844 })
  await page.locator('[data-slide="ready"]').waitFor()
  await screen(page, 'shared-slide-phone')
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
  await page.context().close()
})
