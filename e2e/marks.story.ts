import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { openDicom } from '../capabilities/imaging/pixels/index.ts'
import { closeCase } from './case-steps.ts'
import type { HeadCt } from './head-ct.ts'
import { caseWithHeadCt, drag, onPage, openCaseImages, sendHeadCt } from './image-steps.ts'
import { askDicomWeb, shareStudy } from './outside.ts'
import { excessWidth, faultsBesidesTargets } from './screen-faults.ts'
import { openStage, people, type Stage } from './stage.ts'
import { until } from './until.ts'

const words = 'Giảm tỷ trọng nhân bèo phải'
const caption = 'Xóa ranh giới nhân bèo phải'

let stage: Stage
let folder: string
let ct: HeadCt
let asker: Page
let expert: Page
let consultId: string
let studyId: string
let size: { columns: number; rows: number }

before(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'tuyen-marks-'))
  ct = sendHeadCt(stage, join(folder, 'ct'))
  size = openDicom(readFileSync(ct.files[0] ?? '')).pixels?.layout ?? { columns: 0, rows: 0 }
  ;({ asker, expert, consultId, studyId } = await caseWithHeadCt(stage, ct))
})
after(async () => {
  await stage?.close()
  rmSync(folder, { recursive: true, force: true })
})

const viewerOf = (page: Page): Locator => page.locator(`[data-slices="${ct.files.length}"][data-ready="yes"]`)

/** A point of the image by parts of its width and height. */
const at = (right: number, down: number): [number, number] => [right * size.columns, down * size.rows]

/** The token of a share of the study, with the patient's name or without. */
const shareToken = async (isIdentified: boolean): Promise<string> =>
  (await shareStudy(asker, studyId, { isIdentified, mayDownload: isIdentified })).token

type Found = Record<string, { Value?: unknown[] } | undefined>
const saidIn = (found: Found, tag: string): string => String(found[tag]?.Value?.[0])

/** What a viewer of another house asks by DICOMweb about the study. */
const askOutside = async (token: string, path: string, accept = 'application/dicom+json'): Promise<Response> =>
  await askDicomWeb(stage, `/studies/${ct.studyUid}${path}`, token, accept)
const askList = async (token: string, path: string): Promise<Found[]> =>
  (await (await askOutside(token, path)).json()) as Found[]

/** The SR or PR objects of the study, as a viewer of another house gets them by DICOMweb. */
async function filesFor(modality: 'SR' | 'PR'): Promise<string[]> {
  const token = await shareToken(true)
  const files: string[] = []
  for (const series of await askList(token, '/series')) {
    if (saidIn(series, '00080060') !== modality) continue
    const path = `/series/${saidIn(series, '0020000E')}/instances`
    for (const instance of await askList(token, path)) {
      const one = `${path}/${saidIn(instance, '00080018')}`
      const whole = await askOutside(token, one, 'multipart/related; type="application/dicom"')
      const bytes = Buffer.from(await whole.arrayBuffer())
      const file = join(folder, `${modality}-${files.length}.dcm`)
      writeFileSync(file, bytes.subarray(bytes.indexOf('\r\n\r\n') + 4, bytes.lastIndexOf('\r\n--')))
      files.push(file)
    }
  }
  return files
}

const dump = (tool: string, ...options: string[]): string => execFileSync(tool, options).toString()

describe('marks on images', () => {
  test('drawn and saved by one are seen at once by a colleague at the other hospital, with who and when', async () => {
    await asker.keyboard.press('m')
    await drag(viewerOf(asker), at(0.3, 0.5), at(0.6, 0.5))
    const drawn = await asker.locator('[data-mark="length"] text').textContent()
    await asker.keyboard.press('t')
    await asker.mouse.click(...(await onPage(viewerOf(asker), at(0.5, 0.65))))
    await asker.getByRole('textbox', { name: 'Chữ trên ảnh' }).fill(words)
    await asker.keyboard.press('Enter')
    assert.equal(await expert.locator('[data-saved-mark]').count(), 0)
    await asker.getByRole('button', { name: 'Lưu số đo (2)' }).click()
    const seen = expert.locator('[data-saved-mark="length"] text')
    await seen.waitFor()
    const said = (await seen.textContent()) ?? ''
    assert.ok(drawn && said.startsWith(drawn), `${drawn} / ${said}`)
    assert.match(said, /Quàng Thị Diệp/)
    await expert.getByText(words).waitFor()
    assert.equal(await asker.locator('[data-mark]').count(), 0)
  })

  test('are left by doctors and technicians: a nurse of the same hospital sees them and may not', async () => {
    const nurse = await stage.enter(people.nurse)
    await openCaseImages(stage, nurse, { consultId, slices: ct.files.length })
    await nurse.getByText(words).waitFor()
    assert.equal(await nurse.getByRole('button', { name: 'Ảnh chính' }).count(), 0)
    const status = await nurse.evaluate(async (id) => {
      const mark = { instanceId: crypto.randomUUID(), frame: 1, kind: 'text', points: [[1, 1]], text: 'x' }
      const headers = { 'content-type': 'application/json' }
      const body = JSON.stringify({ marks: [mark] })
      return (await fetch(`/api/studies/${id}/marks`, { method: 'POST', headers, body })).status
    }, studyId)
    assert.equal(status, 403)
    await nurse.context().close()
  })

  test('are hidden by one press and come back by the next', async () => {
    await expert.locator('[data-slices]').focus()
    await expert.keyboard.press('h')
    await expert.locator('[data-saved]').waitFor({ state: 'detached' })
    await expert.keyboard.press('h')
    await expert.locator('[data-saved]').waitFor()
  })

  test('are read by dcmtk as a report and a presentation state, with value, unit and Vietnamese words', async () => {
    const [report] = await until('the report', async () => {
      const files = await filesFor('SR')
      return files.length > 0 && files
    })
    assert.ok(report)
    const said = dump('dsrdump', '+Pl', '+Pc', report)
    assert.match(said, /NUM:\(410668003,SCT,"Length"\)="[\d.]+" \(mm,UCUM,"millimeter"\)/)
    assert.ok(said.includes(words), said)
    const [state] = await until('the state', async () => {
      const files = await filesFor('PR')
      return files.length > 0 && files
    })
    assert.ok(state)
    assert.match(dump('dcmdump', '+L', state), /\(0070,0023\) CS \[POLYLINE/)
  })

  test('are told to outsiders as metadata too, and only where the name may be known', async () => {
    const named = JSON.stringify(await askList(await shareToken(true), '/metadata'))
    for (const said of [words, 'Imaging Measurement Report']) assert.ok(named.includes(said), named.slice(-4_000))
    const nameless = await shareToken(false)
    assert.ok(!JSON.stringify(await askList(nameless, '/metadata')).includes(words))
    const modalities = (await askList(nameless, '/series')).map((series) => saidIn(series, '00080060'))
    assert.deepEqual(modalities, ['CT'])
  })

  test('are removed with a reason: gone for the colleague and for other viewers, and kept as a row', async () => {
    await asker.getByRole('button', { name: /^Số đo đã lưu/ }).click()
    const line = asker.getByRole('listitem').filter({ hasText: 'Độ dài' })
    await line.getByRole('button', { name: 'Xóa…' }).click()
    await line.getByLabel('Lý do xóa').fill('Đo nhầm sang bên lành')
    await line.getByRole('button', { name: 'Xóa số đo' }).click()
    await line.getByText('Đã xóa: Đo nhầm sang bên lành').waitFor()
    await expert.locator('[data-saved-mark="length"]').waitFor({ state: 'detached' })
    await until('the new report', async () => {
      const [report, ...others] = await filesFor('SR')
      return report && others.length === 0 && !dump('dsrdump', '+Pl', '+Pc', report).includes('"Length"')
    })
    await asker.keyboard.press('Escape')
    const rows = await stage.sql("select removed_reason from imaging.mark where kind = 'length' order by version")
    assert.deepEqual(rows, [{ removed_reason: null }, { removed_reason: 'Đo nhầm sang bên lành' }])
  })

  test('of ASPECTS are answered region by region, and counted only when all ten are', async () => {
    await expert.getByRole('button', { name: 'Vùng ASPECTS' }).click()
    const dialog = expert.getByRole('dialog')
    await dialog.getByRole('radio', { name: 'Phải' }).click()
    for (const region of ['C', 'L', 'IC', 'I', 'M1', 'M2', 'M3'])
      await dialog
        .getByRole('radiogroup', { name: region, exact: true })
        .getByRole('radio', { name: region === 'L' ? 'Có' : 'Không' })
        .click()
    await dialog.getByRole('button', { name: 'Lưu các vùng' }).click()
    await asker.locator('[data-saved-mark="aspects"]').waitFor()
    await expert.getByRole('button', { name: /^Số đo đã lưu/ }).click()
    await expert.getByText('Phải: mới xem 7 trên 10 vùng', { exact: false }).waitFor()
    await expert.keyboard.press('Escape')
  })
})

describe('key images', () => {
  test('are kept by one key with what is drawn, and stand in the case of both hospitals', async () => {
    await asker.locator('[data-slices]').focus()
    await asker.keyboard.press('2')
    await asker.keyboard.press('PageUp')
    await asker.locator('[data-window="40/40"][data-ready="yes"]').waitFor()
    await asker.keyboard.press('r')
    await drag(viewerOf(asker), at(0.55, 0.5), at(0.7, 0.35))
    await asker.keyboard.press('k')
    await asker.getByText('Đã giữ ảnh chính', { exact: false }).waitFor()
    await asker.getByLabel('Chú thích').fill(caption)
    await asker.getByRole('button', { name: 'Ghi chú thích' }).click()
    await asker.getByText('Đã giữ ảnh chính', { exact: false }).waitFor({ state: 'detached' })
    for (const page of [asker, expert]) {
      await page.goto(`${stage.url}/consults/${consultId}`)
      await page.getByRole('img', { name: `Ảnh chính 1: ${caption}` }).waitFor()
    }
    const [row] = await stage.sql('select jsonb_array_length(marks) as marks from imaging.key_image')
    assert.deepEqual(row, { marks: 1 })
  })

  test('open the viewer at that slice and window', async () => {
    const [row] = await stage.sql("select view->>'slice' as slice from imaging.key_image")
    await expert.getByRole('link', { name: new RegExp(caption) }).click()
    await expert.locator(`[data-slice="${String(row?.['slice'])}"][data-window="40/40"][data-ready="yes"]`).waitFor()
    await expert.locator('[data-saved-mark="arrow"]').waitFor()
  })

  test('are in the minutes as pictures with caption, window, slice and series, also when they are signed', async () => {
    await closeCase(stage, consultId, { asker, expert, conclusion: 'Nhồi máu não bán cầu phải.' })
    const bytes = await asker.evaluate(
      async (address) => [...new Uint8Array(await (await fetch(address)).arrayBuffer())],
      `/api/consults/${consultId}/minutes/1/pdf`,
    )
    const file = join(folder, 'minutes.pdf')
    writeFileSync(file, Buffer.from(bytes))
    const printed = dump('pdftotext', file, '-').replace(/\s+/g, ' ')
    assert.ok(printed.includes(caption), printed)
    assert.match(printed, /W 40 L 40 · lát \d+\/\d+ · CT/)
    assert.match(dump('pdfimages', '-list', file), / image +\d{3} +\d{3} /)
  })
})

describe('the screens of marks and key images', () => {
  test('fit a telephone and have no fault that axe finds', async () => {
    const phone = await stage.enter(people.asker, { width: 390, height: 844 })
    for (const path of [`/consults/${consultId}/images`, `/consults/${consultId}`]) {
      await phone.goto(`${stage.url}${path}`)
      await phone.locator('[data-slices][data-ready="yes"]').first().waitFor()
      const wide = await excessWidth(phone)
      assert.ok(wide <= 0, `${path}: ${wide} px wider than the screen`)
      assert.deepEqual(await faultsBesidesTargets(phone), [])
    }
    await phone.context().close()
  })
})
