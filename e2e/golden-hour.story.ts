// Runs alone: it measures how soon it rings, and video.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { WebSocket } from 'ws'
import { canvasTruth } from './canvas-truth.ts'
import { closeCase } from './case-steps.ts'
import { type HeadCt, prepareHeadCt, sendByStore } from './head-ct.ts'
import { studyIdOf } from './image-steps.ts'
import { seesPicture } from './media-truth.ts'
import { askEmergency, cookieOf, openStage, people, type Stage } from './stage.ts'

const ringsWithinMs = 2_000
const question = 'Liệt nửa người phải, nói khó. Có chỉ định tiêu sợi huyết không?'
const conclusion = 'Nhồi máu não bán cầu trái, giờ thứ hai. Chưa thấy xuất huyết trên phim.'

let stage: Stage
let asker: Page
let expert: Page
let consultId: string
let patientId: string
let ct: HeadCt
let folder: string

const get = async (page: Page, path: string): Promise<number> =>
  await page.evaluate(async (address) => (await fetch(address, { headers: { accept: '*/*' } })).status, path)

const hears = async (page: Page, topic: string): Promise<string> => {
  const socket = new WebSocket(`${stage.url.replace('http', 'ws')}/api/live`, {
    headers: { cookie: await cookieOf(page.context()), origin: stage.url },
  })
  return await new Promise((resolve) => {
    socket.on('unexpected-response', (_request, response) => resolve(String(response.statusCode)))
    socket.on('error', () => undefined)
    socket.on('open', () => socket.send(JSON.stringify({ say: 'hear', topics: [topic] })))
    socket.on('message', (data: Buffer) => {
      const reply = JSON.parse(data.toString('utf8')) as { say: string; topics?: string[] }
      socket.terminate()
      resolve(reply.say)
    })
  })
}

const typeTime = async (label: RegExp, time: string) => {
  await asker.getByRole('button', { name: label }).click()
  await asker
    .getByLabel(label.source.includes('lần cuối') ? /Lần cuối bình thường/ : /Vào viện/)
    .last()
    .fill(time)
  await asker.keyboard.press('Enter')
}

const vietnamClock = (agoMinutes: number): string =>
  new Date(Date.now() + 7 * 3_600_000 - agoMinutes * 60_000).toISOString().slice(11, 16)

before(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'tuyen-golden-'))
  asker = await stage.enter(people.asker)
  expert = await stage.enter(people.first)
})
after(async () => {
  await stage.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('one emergency, from the call to the outcome', () => {
  test('the red button rings the specialist on duty within two seconds', async () => {
    consultId = await askEmergency(asker, question)
    await expert.getByRole('article', { name: 'Đang gọi bác sĩ' }).waitFor()
    const [seen] = await stage.sql(
      `select extract(epoch from now() - e.occurred_at) * 1000 as ms from platform.event e
       where e.type = 'consult-requested' and e.payload->>'consultId' = $1`,
      [consultId],
    )
    assert.ok(Number(seen?.['ms']) < ringsWithinMs, `rang after ${String(seen?.['ms'])} ms`)
    await expert.getByText('VỪ A DẾ').first().waitFor()
    const [row] = await stage.sql('select patient_id from consults.consult where id = $1', [consultId])
    patientId = String(row?.['patient_id'])
  })

  test('one press accepts; the asker sees it', async () => {
    await expert.getByRole('button', { name: 'Tiếp nhận, mở ca' }).click()
    await expert.waitForURL(new RegExp(consultId))
    await asker.getByText('BSCKII. Trịnh Hải Đăng').first().waitFor()
  })

  test('last known well and the door are typed while the expert comes, and the window counts', async () => {
    await typeTime(/Nhập giờ: lần cuối bình thường/, vietnamClock(90))
    await expert
      .getByText(/còn trong cửa sổ tiêu sợi huyết/)
      .first()
      .waitFor()
    await typeTime(/Nhập giờ: vào viện/, vietnamClock(25))
    await asker.getByRole('button', { name: 'Nhập: cân nặng' }).click()
    await asker.getByRole('textbox', { name: 'Cân nặng' }).fill('58,5')
    await asker.keyboard.press('Enter')
    await expert.getByText('58,5 kg').first().waitFor()
  })

  test('both are in the room and see each other', async () => {
    for (const page of [asker, expert]) {
      await page.getByRole('link', { name: 'Vào phòng' }).click()
      await page.getByRole('button', { name: /^Vào phòng/ }).click()
    }
    for (const page of [asker, expert]) {
      const truth = await seesPicture(page)
      assert.deepEqual(truth.remoteAddresses, [`host ${process.env['TEST_IP']}`])
    }
  })

  test('the head CT arrives by C-STORE while they talk, and both see the same slice at stroke window', async () => {
    ct = prepareHeadCt(join(folder, 'ct'), 'MN26-004417', new Date(Date.now() - 10 * 60_000))
    sendByStore(ct.files, stage.stack.ports.ORTHANC_DICOM_PORT)
    for (const page of [asker, expert]) {
      await page.locator(`[data-slices="${ct.files.length}"]`).waitFor()
      await page.keyboard.press('Escape')
      await page.locator('[data-slices]').click()
      await page.keyboard.press('2')
      await page.locator('[data-window="40/40"][data-ready="yes"]').waitFor()
      const truth = await canvasTruth(page, ct.files)
      assert.ok(truth.compared >= 100, `only ${truth.compared} points compared`)
      assert.ok(truth.worst <= 3, `grey values differ by ${truth.worst}`)
    }
  })

  test('the specialist concludes, the local doctor decides, both sign', async () => {
    await closeCase(stage, consultId, { asker, expert, conclusion })
  })

  test('the PDF has its diacritics and two valid signatures', async () => {
    const bytes = await expert.evaluate(
      async (address) => [...new Uint8Array(await (await fetch(address)).arrayBuffer())],
      `/api/consults/${consultId}/minutes/1/pdf`,
    )
    const file = join(folder, 'minutes.pdf')
    writeFileSync(file, Buffer.from(bytes))
    const text = execFileSync('pdftotext', ['-layout', file, '-']).toString().normalize('NFC')
    for (const expected of [
      'TRÍCH BIÊN BẢN HỘI CHẨN',
      'VỪ A DẾ',
      'Trịnh Hải Đăng',
      'Quàng Thị Diệp',
      'Nhồi máu não bán cầu trái',
    ]) {
      assert.ok(text.includes(expected), `${expected} is not in the PDF`)
    }
    const signatures = execFileSync('pdfsig', [file]).toString()
    assert.equal(signatures.match(/Signature is Valid\./g)?.length, 2, signatures)
    const documents = await stage.sql("select 1 from records.document where kind = 'minutes' and patient_id = $1", [
      patientId,
    ])
    assert.equal(documents.length, 1)
  })

  test('the clock strip shows every milestone that has passed', async () => {
    const passed = await expert
      .locator('[aria-label="Dải giờ"] li[data-is="passed"], [aria-label="Dải giờ"] li[data-is="late"]')
      .evaluateAll((items) =>
        items.filter((item) => item.querySelector('b')).map((item) => item.getAttribute('data-code')),
      )
    assert.deepEqual(passed, [
      ...['last-known-well', 'door', 'image-taken', 'images-arrived', 'requested'],
      ...['accepted', 'joined', 'concluded', 'decided'],
    ])
  })

  test('the outcome is recorded by the treating side and reaches the specialist', async () => {
    await asker.getByRole('radio', { name: 'Đỡ' }).click()
    await asker.getByRole('button', { name: 'Ghi kết quả' }).click()
    await expert.getByText('Đỡ', { exact: true }).waitFor()
  })
})

describe('those who have nothing to do with it', () => {
  let studyId: string
  before(async () => {
    studyId = await studyIdOf(stage, ct.studyUid)
  })
  const paths = () => [
    `/api/consults/${consultId}`,
    `/api/consults/${consultId}/messages`,
    `/api/consults/${consultId}/minutes/1/pdf`,
    `/api/patients/${patientId}`,
    `/api/patients/${patientId}/studies`,
    `/api/studies/${studyId}/images`,
    `/api/studies/${studyId}/shares`,
  ]

  test('a doctor of a third hospital gets nothing by HTTP or WebSocket', async () => {
    const stranger = await stage.enter(people.stranger)
    for (const path of paths()) assert.equal(await get(stranger, path), 404, path)
    for (const topic of [`consult/${consultId}`, `patient/${patientId}`])
      assert.equal(await hears(stranger, topic), 'refused')
  })

  test('when the grant has ended, record and images close; thread and minutes stay', async () => {
    assert.equal(await get(expert, `/api/studies/${studyId}/images`), 200)
    await stage.sql(
      "update records.access_grant set ends_at = now() - interval '1 second', starts_at = now() - interval '1 hour' where consult_id = $1",
      [consultId],
    )
    for (const path of paths().slice(3)) assert.equal(await get(expert, path), 404, path)
    for (const path of paths().slice(0, 3)) assert.equal(await get(expert, path), 200, path)
    assert.equal(await hears(expert, `patient/${patientId}`), 'refused')
    assert.equal(await hears(expert, `consult/${consultId}`), 'heard')
  })

  test('a browser that signed out gets nothing', async () => {
    const cookie = await cookieOf(expert.context())
    await expert.getByRole('button', { name: /Đổi người/ }).click()
    await expert.getByRole('button', { name: 'Đăng nhập' }).waitFor()
    for (const path of paths()) {
      const answer = await fetch(`${stage.url}${path}`, { headers: { cookie } })
      assert.equal(answer.status, 401, path)
    }
    assert.equal(await hears(expert, `consult/${consultId}`), '401')
  })

  test('every look at the patient is in the audit trail, with its basis', async () => {
    const rows = await stage.sql(
      `select distinct l.email, a.basis from platform.audit_entry a join identity.login l on l.id = a.person_id
       where a.patient_id = $1 and a.endpoint = 'get-patient' and a.outcome = 'done' order by 1`,
      [patientId],
    )
    assert.deepEqual(rows, [
      { email: people.first, basis: 'emergency-19-1-a' },
      { email: people.asker, basis: null },
    ])
  })
  test('no page asked for anything that the content security policy refuses', () => {
    assert.deepEqual(stage.refused, [])
  })
})
