import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { zipSync } from 'fflate'
import type { Page, Request } from 'playwright-core'
import { type HeadCt, prepareHeadCt } from './head-ct.ts'
import { cookieOf, openStage, people, type Stage } from './stage.ts'

const filler = 3 * 1024 * 1024

let stage: Stage
let folder: string
let patientId: string
let facilityId: string
let asker: Page
let uploadId: string

before(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'tuyen-upload-'))
  const [row] = await stage.sql(
    `select i.patient_id, c.facility_id from records.patient_identifier i
     join records.care_link c on c.patient_id = i.patient_id where i.value = $1`,
    ['MN26-004417'],
  )
  patientId = String(row?.['patient_id'])
  facilityId = String(row?.['facility_id'])
})
after(async () => {
  await stage.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A zip of a head CT, beside a text that is no image; large enough to travel in several pieces. */
function zipOf(ct: HeadCt): string {
  const images = Object.fromEntries(ct.files.map((file) => [`CT/${basename(file)}`, readFileSync(file)]))
  const noise = crypto.getRandomValues.bind(crypto)
  const readme = new Uint8Array(filler)
  for (let at = 0; at < filler; at += 65_536) noise(readme.subarray(at, at + 65_536))
  const file = join(folder, 'dia-cd.zip')
  writeFileSync(file, zipSync({ ...images, 'README.TXT': readme }, { level: 0 }))
  return file
}

const isPiece = (request: Request) => request.method() === 'PATCH' && request.url().includes('/api/uploads/')

async function choose(page: Page, ...files: string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('dialog').getByRole('button', { name: 'Chọn tệp' }).click()
  await (await chooser).setFiles(files)
}

describe('images from a disc, sent by the browser', () => {
  test('go on by themselves when the server dies between two pieces, and nothing is sent twice', async () => {
    const ct = prepareHeadCt(join(folder, 'ct'), 'MN26-004417', new Date(Date.now() - 60 * 60_000))
    asker = await stage.enter(people.asker)
    await asker.goto(`${stage.url}/patients/${patientId}/images`)
    await asker.getByRole('button', { name: 'Gửi phim từ máy này' }).click()
    const offsets: number[] = []
    asker.on('request', (request) => {
      if (isPiece(request)) offsets.push(Number(request.headers()['upload-offset']))
    })
    const first = asker.waitForResponse((response) => isPiece(response.request()))
    await choose(asker, zipOf(ct))
    const piece = await first
    uploadId = piece.url().split('/').at(-1) ?? ''
    stage.stack.kill('server')
    await asker.getByRole('dialog').getByText(`Đã nhận ${ct.files.length} ảnh.`).waitFor({ timeout: 60_000 })
    assert.ok(offsets.filter((offset) => offset === 0).length === 1, `began anew: ${offsets.join(' ')}`)
  })

  test('the text among them is left out and said so, and the images open', async () => {
    await asker
      .getByRole('dialog')
      .getByText(/1 tệp không phải ảnh/)
      .waitFor()
    await asker.keyboard.press('Escape')
    await asker.getByRole('dialog').waitFor({ state: 'hidden' })
    await asker.locator('[data-slices][data-ready="yes"]').waitFor()
    assert.match(asker.url(), /\/images$/)
  })

  test('what is no image at all is refused with a sentence', async () => {
    const file = join(folder, 'thu.txt')
    writeFileSync(file, 'không phải ảnh')
    await asker.getByRole('button', { name: 'Gửi phim từ máy này' }).click()
    await asker.getByRole('dialog').getByRole('button', { name: 'Gửi thêm' }).click()
    await choose(asker, file)
    await asker.getByRole('dialog').getByRole('alert').waitFor()
  })
})

describe('the way in for files', () => {
  const create = async (headers: Record<string, string>) =>
    await fetch(`${stage.url}/api/uploads`, {
      method: 'POST',
      headers: {
        'tus-resumable': '1.0.0',
        'upload-length': '4',
        'upload-metadata': Object.entries({ patientId, facilityId })
          .map(([name, value]) => `${name} ${btoa(value)}`)
          .join(','),
        ...headers,
      },
    })

  test('is closed to a browser that is not signed in, and to one of another page', async () => {
    const cookie = await cookieOf(asker.context())
    assert.equal((await create({ origin: stage.url })).status, 401)
    assert.equal((await create({ cookie, origin: 'https://elsewhere.example' })).status, 403)
    assert.equal((await create({ cookie })).status, 403)
  })

  test('is closed to a doctor of a third hospital, for the patient and for what a colleague sends', async () => {
    const stranger = await stage.enter(people.stranger)
    const cookie = await cookieOf(stranger.context())
    const refused = await create({ cookie, origin: stage.url })
    assert.ok([403, 404].includes(refused.status), String(refused.status))
    const mine = await create({ cookie: await cookieOf(asker.context()), origin: stage.url })
    assert.equal(mine.status, 201)
    const address = new URL(mine.headers.get('location') ?? '', stage.url).href
    const headers = { cookie, origin: stage.url, 'tus-resumable': '1.0.0' }
    for (const method of ['HEAD', 'DELETE'])
      assert.equal((await fetch(address, { method, headers })).status, 404, method)
    const piece = { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' }
    const patched = await fetch(address, { method: 'PATCH', headers: { ...headers, ...piece }, body: 'DICM' })
    assert.equal(patched.status, 404)
    const outcome = await fetch(`${stage.url}/api/uploads/${uploadId}/outcome`, { headers })
    assert.equal(outcome.status, 404)
  })

  test('what came in, and what was refused, is in the audit trail', async () => {
    const rows = await stage.sql(
      `select distinct outcome from platform.audit_entry where endpoint = 'upload-images' order by 1`,
    )
    const outcomes = rows.map((row) => row['outcome'])
    assert.ok(outcomes.includes('done') && outcomes.includes('refused'), outcomes.join(' '))
  })
})
