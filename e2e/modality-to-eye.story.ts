// Runs alone: it measures time on a weak link.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser, chromium, type Page } from 'playwright-core'
import { decodeFrame, openDicom } from '../capabilities/imaging/pixels/index.ts'
import { canvasTruth } from './canvas-truth.ts'
import { type EdgeOnStage, openEdge } from './edge.ts'
import { prepareHeadCt } from './head-ct.ts'
import { patientIdOf, wholeStack } from './image-steps.ts'
import { type Link, openLink } from './link.ts'
import { openStage, people, quietFlags, type Stage, signIn } from './stage.ts'
import { until } from './until.ts'

const modalityMegabits = 2
const specialistMegabits = 20
const patient = 'MN26-004417'

let stage: Stage
let hospital: Link
let specialist: Link
let browser: Browser
let edge: EdgeOnStage
let doctor: Page
let folder: string

before(async () => {
  // three networks: the hospital with its scanner and gateway, the hub, and the specialist
  hospital = await openLink(modalityMegabits)
  specialist = await openLink(specialistMegabits)
  stage = await openStage({}, specialist.near)
  // the gateway, a process of its own, trusts the hub's authority as its hospital has told it
  process.env['NODE_EXTRA_CA_CERTS'] = stage.authorityFile ?? ''
  folder = mkdtempSync(join(tmpdir(), 'tuyen-eye-'))
  const args = [...quietFlags, '--ignore-certificate-errors']
  browser = await chromium.launch({ executablePath: specialist.wrap('/usr/bin/chromium'), args })
  const admin = await enter(people.admin)
  edge = await openEdge(stage, { inside: hospital.inside, code: await makeCode(admin) })
  await admin.context().close()
  doctor = await enter(people.asker)
  await doctor.goto(`${stage.url}/patients/${await patientIdOf(stage, patient)}/images`)
  await doctor.getByText('Chưa có phim').waitFor()
})
after(async () => {
  await browser?.close()
  await edge?.close()
  await stage?.close()
  hospital?.close()
  specialist?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function enter(email: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, ignoreHTTPSErrors: true })
  const page = await context.newPage()
  page.setDefaultTimeout(120_000)
  await page.goto(stage.url)
  await signIn(page, email)
  return page
}

async function makeCode(admin: Page): Promise<string> {
  const [row] = await stage.sql(
    "select r.facility_id from identity.role r join identity.login l on l.id = r.person_id where l.email = $1 and r.role = 'administrator'",
    [people.admin],
  )
  return await admin.evaluate(
    async (address) => {
      const headers = { 'content-type': 'application/json' }
      const reply = await fetch(address, { method: 'POST', headers, body: JSON.stringify({ label: 'Phòng chụp CT' }) })
      return ((await reply.json()) as { code: string }).code
    },
    `/api/facilities/${String(row?.['facility_id'])}/edge-codes`,
  )
}

const seconds = (since: number) => Math.round((performance.now() - since) / 100) / 10

/** Every frame that the hub serves of a study, held against the pixels of the files that the scanner sent. */
async function assertSamePixels(studyUid: string, files: readonly string[]): Promise<void> {
  const rows = await stage.sql(
    'select i.id, i.study_id, i.sop_uid from imaging.instance i join imaging.study s on s.id = i.study_id where s.study_uid = $1',
    [studyUid],
  )
  assert.equal(rows.length, files.length)
  for (const file of files) {
    const bytes = readFileSync(file)
    const object = openDicom(bytes)
    const row = rows.find((each) => each['sop_uid'] === object.sopUid)
    assert.ok(row && object.pixels, file)
    const address = `${stage.url}/api/studies/${String(row['study_id'])}/frames/${String(row['id'])}/1`
    const frame = await (await doctor.context().request.get(address)).body()
    const samples = await decodeFrame(frame, object.pixels.layout)
    const { dataOffset } = object.pixels.element
    assert.ok(samples.equals(bytes.subarray(dataOffset, dataOffset + samples.length)), `${file} differs`)
  }
}

describe('a head CT, from the scanner of a mountain hospital to the specialist’s eye', () => {
  test('is confirmed to the scanner, and seen over a 2 Mb/s link without anybody pressing anything', async (t) => {
    const ct = prepareHeadCt(join(folder, 'first'), patient, new Date())
    const { code, output } = await edge.send(ct.files)
    assert.equal(code, 0, output)
    const sent = performance.now()
    await doctor.locator('img[data-quick="yes"], [data-slices][data-ready="yes"]').first().waitFor()
    const first = seconds(sent)
    await wholeStack(doctor, ct.files.length).waitFor()
    t.diagnostic(
      `${ct.origin} head CT, ${ct.files.length} slices: first picture after ${first} s, all without loss after ${seconds(sent)} s`,
    )
    await doctor.locator('[data-slices]').click()
    await doctor.keyboard.press('2')
    await doctor.locator('[data-window="40/40"][data-ready="yes"]').waitFor()
    const truth = await canvasTruth(doctor, ct.files)
    assert.ok(truth.compared >= 100 && truth.worst <= 3, JSON.stringify(truth))
    await assertSamePixels(ct.studyUid, ct.files)
  })

  test('arrives whole and once though the gateway is killed mid-way and the link is cut twice', async (t) => {
    const ct = prepareHeadCt(join(folder, 'second'), patient, new Date())
    // another examination is other objects
    execFileSync('dcmodify', ['-nb', '-gin', ...ct.files])
    const sentBefore = edge.counts()['sent'] ?? 0
    const arrived = async (share: number) =>
      await until(`a share of ${share}`, () => (edge.counts()['sent'] ?? 0) - sentBefore >= ct.files.length * share)
    assert.equal((await edge.send(ct.files)).code, 0)
    const sent = performance.now()
    await arrived(0.25)
    hospital.cut()
    await edge.kill()
    await edge.start()
    hospital.mend()
    await arrived(0.5)
    hospital.cut()
    await sleep(3_000)
    hospital.mend()
    await doctor.locator('[aria-label="Các phim"] button').first().click()
    await wholeStack(doctor, ct.files.length).waitFor()
    t.diagnostic(`all without loss ${seconds(sent)} s after the last C-STORE, a killed gateway and two cuts between`)
    await assertSamePixels(ct.studyUid, ct.files)
  })
})
