import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { sendByStore, sendCompressed } from './head-ct.ts'
import { patientIdOf, replyOf } from './image-steps.ts'
import {
  colorAt,
  ecg,
  ecgFile,
  ecgSample,
  emptyPdf,
  newStudyUid,
  pdfFile,
  photographFile,
  slideFiles,
  tissue,
} from './kinds-objects.ts'
import { askDicomWeb, shareStudy } from './outside.ts'
import { excessWidth, screenFaults } from './screen-faults.ts'
import { openStage, people, type Stage } from './stage.ts'
import { until } from './until.ts'

const skin = [181, 124, 97] as const
const uids = { slide: newStudyUid(1), ecg: newStudyUid(2), pdf: newStudyUid(3), skin: newStudyUid(4) }

let stage: Stage
let doctor: Page
let folder: string
let patientId: string

type Object = { id: string; study: string; role: string | null; columns: number }

const objectsOf = async (studyUid: string): Promise<Object[]> =>
  (await stage.sql(
    `select instance.id, study.id as study, content->>'role' as role, (content->>'columns')::int as columns
     from imaging.instance join imaging.study on study.id = study_id where study_uid = $1 order by columns`,
    [studyUid],
  )) as Object[]
const screen = async (page: Page, name: string) =>
  await page.screenshot({ path: join(process.env['SCREENS'] ?? folder, `${name}.png`) })

before(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'tuyen-kinds-'))
  patientId = await patientIdOf(stage)
  const port = stage.stack.ports.ORTHANC_DICOM_PORT
  sendByStore([ecgFile(folder, uids.ecg), pdfFile(folder, uids.pdf, emptyPdf)], port)
  const { levels, others } = await slideFiles(folder, uids.slide)
  sendCompressed([...levels, ...others, photographFile(folder, uids.skin, skin)], port)
  doctor = await stage.enter(people.asker)
  await until('the slide is read', async () => (await objectsOf(uids.slide)).length === levels.length + others.length)
  await until('the photograph is read', async () => (await objectsOf(uids.skin)).length === 1)
})
after(async () => {
  await stage?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Opens a study of the patient by what the list of studies says of it. */
async function open(page: Page, name: RegExp): Promise<void> {
  await page.goto(`${stage.url}/patients/${patientId}/images`)
  await page.getByRole('list', { name: 'Các phim' }).getByRole('button', { name }).click()
}

/** The colors of the canvas at points of the slide that are in view, beside those that were drawn there. */
async function compared(slide: Locator): Promise<{ points: number; colors: number; worst: number }> {
  const bounds = ((await slide.getAttribute('data-bounds')) ?? '').split(' ').map(Number)
  const [left = 0, top = 0, width = 1, height = 1] = bounds
  const spots: { x: number; y: number }[] = []
  for (let x = 40; x < tissue.width; x += 96)
    for (let y = 40; y < tissue.height; y += 96)
      if (x > left + 20 && y > top + 20 && x < left + width - 20 && y < top + height - 20) spots.push({ x, y })
  // an edge between two colors tells of how it was made small, not of where it lies
  const near = (width / 1000) * 12
  const inside = spots.filter(({ x, y }) =>
    [-near, near].every((by) => colorAt(x + by, y) === colorAt(x, y) && colorAt(x, y + by) === colorAt(x, y)),
  )
  const parts = inside.map(({ x, y }) => ({ x: (x - left) / width, y: (y - top) / height }))
  const seen = await slide
    .locator('.openseadragon-canvas canvas')
    .first()
    .evaluate((canvas, asked) => {
      const { width: across, height: down } = canvas as HTMLCanvasElement
      const context = (canvas as HTMLCanvasElement).getContext('2d')
      return asked.map(({ x, y }) => [
        ...(context?.getImageData(Math.round(x * across), Math.round(y * down), 1, 1).data ?? []),
      ])
    }, parts)
  const wanted = inside.map(({ x, y }) => colorAt(x, y))
  const away = wanted.map((color, at) =>
    Math.max(...color.map((value, index) => Math.abs(value - (seen[at]?.[index] ?? 0)))),
  )
  return { points: away.length, colors: new Set(wanted).size, worst: Math.max(...away) }
}

describe('a whole slide', () => {
  test('shows the colors of the tissue where they lie, whole and near, with its scale', async () => {
    await open(doctor, /Sinh thiet/)
    const slide = doctor.locator('[data-slide="ready"]')
    await slide.waitFor()
    await screen(doctor, 'slide')
    const far = await compared(slide)
    assert.ok(far.points > 500 && far.colors === 4 && far.worst <= 6, JSON.stringify(far))
    const [length = 0, long = 0] = ((await doctor.locator('[data-bar]').getAttribute('data-bar')) ?? '')
      .split(' ')
      .map(Number)
    const zoom = Number(await slide.getAttribute('data-zoom'))
    assert.ok(Math.abs(length / long - 0.5 / zoom) < 0.02 / zoom, `${length} µm on ${long} pixels at ${zoom}`)
    // nearer to the corner of the first part, where two colors meet
    const box = await slide.locator('.openseadragon-canvas').first().boundingBox()
    const [left = 0, top = 0] = ((await slide.getAttribute('data-bounds')) ?? '').split(' ').map(Number)
    assert.ok(box)
    await doctor.mouse.move(box.x + (1500 - left) * zoom, box.y + (1500 - top) * zoom)
    await until('the slide is near', async () => {
      await doctor.mouse.wheel(0, -120)
      return Number(await doctor.locator('[data-slide]').getAttribute('data-zoom')) > zoom * 4
    })
    await slide.waitFor()
    const near = await compared(doctor.locator('[data-slide="ready"]'))
    assert.ok(near.points > 30 && near.colors >= 2 && near.worst <= 6, JSON.stringify(near))
    await screen(doctor, 'slide-near')
    assert.deepEqual(stage.refused, [])
    assert.deepEqual(await screenFaults(doctor), [])
  })

  test('keeps its label hidden until somebody asks for it', async () => {
    const label = doctor.getByRole('img', { name: /Nhãn lam/ })
    assert.equal(await label.count(), 0)
    await doctor.getByRole('img', { name: 'Ảnh toàn lam' }).waitFor()
    await doctor.getByRole('button', { name: 'Hiện nhãn lam' }).click()
    await label.waitFor()
    await doctor.getByRole('button', { name: 'Ẩn nhãn lam' }).click()
    assert.equal(await label.count(), 0)
  })

  test('sends the tiles as they lie in the file, kept by the browser, and none to a stranger', async () => {
    const [object] = (await objectsOf(uids.slide)).filter(({ columns }) => columns === tissue.width)
    const tile = `/api/studies/${object?.study}/slides/${object?.id}/tiles/40`
    const { status, headers, bytes } = await replyOf(doctor, tile)
    assert.deepEqual([status, headers['content-type'], bytes[0], bytes[1]], [200, 'image/jpeg', 0xff, 0xd8])
    assert.match(headers['cache-control'] ?? '', /private.*immutable/)
    assert.equal((await replyOf(doctor, tile.replace('/40', '/9999'))).status, 404)
    const stranger = await stage.enter(people.stranger)
    for (const { id, study } of await objectsOf(uids.slide))
      assert.equal((await replyOf(stranger, `/api/studies/${study}/slides/${id}/tiles/0`)).status, 404)
    await stranger.context().close()
  })

  test('never gives its label to outsiders, not even where files are given', async () => {
    const all = await objectsOf(uids.slide)
    const { token } = await shareStudy(doctor, all[0]?.study ?? '', { isIdentified: true, mayDownload: true })
    const reply = await askDicomWeb(stage, `/studies/${uids.slide}/metadata`, token)
    const told = (await reply.json()) as Record<string, { Value: unknown[] }>[]
    assert.equal(told.length, all.length - 1)
    assert.ok(told.every((each) => !each['00080008']?.Value.includes('LABEL')))
  })
})

describe('an ECG', () => {
  test('draws each sample where 25 mm a second and 10 mm a millivolt put it', async () => {
    await open(doctor, /Dien tim/)
    await doctor.locator('[data-waveform="ready"]').waitFor()
    await screen(doctor, 'ecg')
    for (const [index, lead] of ecg.leads.entries()) {
      const path = (await doctor.locator(`[data-lead="${lead}"] path`).nth(1).getAttribute('d')) ?? ''
      const points = path
        .slice(1)
        .split('L')
        .map((each) => each.split(' ').map(Number))
      assert.equal(points.length, ecg.samples)
      for (const at of [0, 100, 777, 4999]) {
        const [x = 0, y = 0] = points[at] ?? []
        const millivolts = ecgSample(index, at) * 0.0025
        assert.ok(Math.abs(x - 60 - (at / ecg.frequency) * 25 * 4) < 0.01, `${lead} ${at}: ${x}`)
        assert.ok(Math.abs((index + 0.5) * 120 - y - millivolts * 10 * 4) < 0.01, `${lead} ${at}: ${y}`)
      }
    }
    await doctor.getByText('chưa dùng để đo').waitFor()
    assert.deepEqual(await screenFaults(doctor), [])
  })
})

describe('a document', () => {
  test('opens as the very PDF, under a policy that runs nothing in it', async () => {
    await open(doctor, /OT|DOC|\?/)
    const link = doctor.getByRole('link', { name: 'Mở tài liệu' })
    await link.waitFor()
    await doctor.getByText('1 trang').waitFor()
    await screen(doctor, 'document')
    const { status, headers, bytes } = await replyOf(doctor, (await link.getAttribute('href')) ?? '')
    assert.deepEqual([status, headers['content-type']], [200, 'application/pdf'])
    assert.ok(Buffer.from(bytes).equals(emptyPdf))
    assert.match(headers['content-security-policy'] ?? '', /default-src 'none'/)
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.match(headers['content-disposition'] ?? '', /^inline/)
    assert.deepEqual(await screenFaults(doctor), [])
  })
})

describe('a photograph', () => {
  test('shows the colors that the camera sent', async () => {
    await open(doctor, /Anh da/)
    await doctor.locator('[data-slices="1"][data-ready="yes"]').waitFor()
    await screen(doctor, 'photograph')
    const seen = await doctor
      .locator('[data-ready="yes"] canvas')
      .first()
      .evaluate((canvas) => {
        const { width, height } = canvas as HTMLCanvasElement
        const copy = new OffscreenCanvas(width, height).getContext('2d')
        copy?.drawImage(canvas as HTMLCanvasElement, 0, 0)
        return [...(copy?.getImageData(width / 2, height / 2, 1, 1).data ?? [])].slice(0, 3)
      })
    assert.ok(
      seen.every((value, index) => Math.abs(value - (skin[index] ?? 0)) <= 1),
      seen.join(' '),
    )
  })
})

describe('on a phone', () => {
  test('the slide and the ECG are there without scrolling sideways', async () => {
    const phone = await stage.enter(people.asker, { width: 390, height: 844, hasTouch: true })
    for (const [name, ready] of [
      [/Sinh thiet/, '[data-slide="ready"]'],
      [/Dien tim/, '[data-waveform="ready"]'],
    ] as const) {
      await open(phone, name)
      await phone.locator(ready).waitFor()
      await screen(phone, `phone-${ready.slice(6, 11)}`)
      assert.ok((await excessWidth(phone)) <= 0)
      assert.deepEqual(await screenFaults(phone), [])
    }
    await phone.context().close()
  })
})
