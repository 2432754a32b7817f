import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openDicom } from '../capabilities/imaging/pixels/index.ts'
import { reportFile, segmentationFile } from '../capabilities/imaging/server/results/objects-under-test.ts'
import type { HeadCt } from './head-ct.ts'
import { caseWithHeadCt, mrn, openCaseImages, sendHeadCt } from './image-steps.ts'
import { excessWidth, faultsBesidesTargets } from './screen-faults.ts'
import { openStage, people, type Stage } from './stage.ts'

const label = 'AI: NãoAI 2.1.0, Công ty Thử Nghiệm, không thay bác sĩ đọc phim'
/** The segmented pixels, in parts of the width and height. */
const box = { left: 0.55, top: 0.4, right: 0.65, bottom: 0.5 }

let stage: Stage
let folder: string
let ct: HeadCt
let asker: Page
let expert: Page
let consultId: string
let studyId: string
let found: { sopUid: string; sopClass: string }
let size: { columns: number; rows: number }

before(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'tuyen-ai-'))
  ct = sendHeadCt(stage, join(folder, 'ct'))
  const middle = openDicom(readFileSync(ct.files[Math.floor(ct.files.length / 2)] ?? ''))
  found = { sopUid: middle.sopUid, sopClass: middle.sopClass }
  size = middle.pixels?.layout ?? { columns: 0, rows: 0 }
  sendResults()
  ;({ asker, expert, consultId, studyId } = await caseWithHeadCt(stage, ct))
  for (const page of [asker, expert]) await resultsOf(page).waitFor()
})
after(async () => {
  await stage?.close()
  rmSync(folder, { recursive: true, force: true })
})

const isInside = (x: number, y: number): boolean =>
  x >= Math.round(box.left * size.columns) &&
  x < Math.round(box.right * size.columns) &&
  y >= Math.round(box.top * size.rows) &&
  y < Math.round(box.bottom * size.rows)

/** A segmentation and a report of another house come by C-STORE, as from a server that looks for bleeding. */
function sendResults(): void {
  const of = { studyUid: ct.studyUid, patientId: mrn }
  const [right, down] = [size.columns / 2, size.rows / 2]
  const files = {
    seg: segmentationFile({ ...of, ...size, frames: [{ inside: isInside, source: found }] }),
    sr: reportFile({ ...of, image: found, points: [right, down, right + 20, down, right + 20, down + 20] }),
    person: reportFile({ ...of, image: found, points: [1, 1], graphic: 'POINT', isByDevice: false }),
    elsewhere: segmentationFile({ ...of, rows: 8, columns: 8, frames: [{ inside: () => true, source: found }] }),
  }
  const paths = Object.entries(files).map(([name, bytes]) => {
    writeFileSync(join(folder, `${name}.dcm`), bytes)
    return join(folder, `${name}.dcm`)
  })
  const to = ['127.0.0.1', String(stage.stack.ports.ORTHANC_DICOM_PORT)]
  execFileSync('storescu', ['-R', '-aet', 'MODALITY1', '-aec', 'TUYEN', ...to, ...paths])
}

const resultsOf = (page: Page) => page.getByRole('button', { name: 'Kết quả AI và nơi khác (4)' })

async function openImages(page: Page): Promise<void> {
  await openCaseImages(stage, page, { consultId, slices: ct.files.length })
  await resultsOf(page).waitFor()
}

const openList = async (page: Page) => {
  await page.getByRole('button', { name: /^Kết quả AI/ }).click()
  return page.getByRole('dialog')
}

/** Of the pixels of the layer: how many are drawn inside of the segmented ones and how many outside, and how many are inside. */
async function drawnOn(page: Page) {
  return await page.locator('[data-hatched="1"]').evaluate(
    (canvas: HTMLCanvasElement, { left, top, right, bottom }) => {
      const matrix = canvas.closest('[data-matrix]')?.getAttribute('data-matrix') ?? ''
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = matrix.split(' ').map(Number)
      const { data, width, height } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
        data: [],
        width: 0,
        height: 0,
      }
      const counted = { inside: 0, outside: 0, pixels: 0 }
      for (let y = 0; y < height; y += 1)
        for (let x = 0; x < width; x += 1) {
          const [over, down] = [x + 0.5 - e, y + 0.5 - f]
          const column = Math.floor((d * over - c * down) / (a * d - b * c))
          const row = Math.floor((a * down - b * over) / (a * d - b * c))
          const isIn = column >= left && column < right && row >= top && row < bottom
          if (isIn) counted.pixels += 1
          if (data[(y * width + x) * 4 + 3]) counted[isIn ? 'inside' : 'outside'] += 1
        }
      return counted
    },
    {
      left: Math.round(box.left * size.columns),
      right: Math.round(box.right * size.columns),
      top: Math.round(box.top * size.rows),
      bottom: Math.round(box.bottom * size.rows),
    },
  )
}

const ask = async (page: Page, path: string, body?: object) =>
  await page.evaluate(
    async ([address, sent]) => {
      const headers = { 'content-type': 'application/json' }
      const reply = await fetch(address, sent ? { method: 'POST', headers, body: sent } : {})
      return { status: reply.status, said: reply.ok ? await reply.text() : '' }
    },
    [`/api/studies/${studyId}/results${path}`, body ? JSON.stringify(body) : ''] as const,
  )

describe('results of an algorithm that somebody else sent', () => {
  test('draw nothing and say nothing before they are asked for, and never are the series that opens', async () => {
    assert.equal(await expert.locator('[data-hatched], [data-points], [data-results]').count(), 0)
    assert.equal(await expert.locator(`[data-slices="${ct.files.length}"]`).count(), 1)
    const { said } = await ask(expert, '')
    for (const word of ['Xuất huyết nội sọ', '12.50', 'máu tụ']) assert.ok(!said.includes(word), said)
  })

  test('name their maker in the list, apart from what does not say that an algorithm made it', async () => {
    const dialog = await openList(expert)
    const ai = dialog.getByRole('region', { name: 'Kết quả AI' })
    assert.equal(await ai.getByText('NãoAI 2.1.0, Công ty Thử Nghiệm').count(), 3)
    await ai.getByText('Thuật toán: NãoAI thể tích', { exact: false }).waitFor()
    const others = dialog.getByRole('region', { name: 'Kết quả từ nơi khác' })
    assert.equal(await others.getByRole('button', { name: 'Bật cho riêng tôi' }).count(), 1)
  })

  test('are hatched over exactly the segmented pixels once turned on, with maker and version on the stage', async () => {
    const dialog = expert.getByRole('dialog')
    const line = dialog.getByRole('listitem').filter({ hasText: 'Thuật toán: NãoAI xuất huyết' }).first()
    await line.getByRole('button', { name: 'Bật cho riêng tôi' }).click()
    await line.getByText('Hemorrhage', { exact: false }).waitFor()
    await line.getByRole('button', { name: 'Tới lát có Xuất huyết nội sọ' }).click()
    await expert.locator(`[data-image*="${found.sopUid}/frames/1"][data-ready="yes"]`).waitFor()
    await expert.locator('[data-hatched="1"]').waitFor()
    await expert.getByText(label).waitFor()
    const { inside, outside, pixels } = await drawnOn(expert)
    assert.equal(outside, 0)
    assert.ok(inside > pixels * 0.2 && inside < pixels * 0.6, `${inside} of ${pixels}`)
    await expert.keyboard.press('PageDown')
    await expert.getByText('Lát này không có gì được vẽ').waitFor()
    await expert.getByText(label).waitFor()
    await expert.keyboard.press('PageUp')
    await expert.locator('[data-hatched="1"]').waitFor()
  })

  test('stay off for a colleague, who may turn them on for themselves', async () => {
    await openImages(asker)
    assert.equal(await asker.locator('[data-hatched], [data-results]').count(), 0)
    const { said } = await ask(asker, '')
    const [first] = JSON.parse(said) as { id: string; isOn: boolean }[]
    assert.equal(first?.isOn, false)
    assert.equal((await ask(asker, `/${first?.id}/masks`)).status, 404)
  })

  test('say values with their units as they were sent, and where', async () => {
    const dialog = await openList(expert)
    const line = dialog.getByRole('listitem').filter({ hasText: 'Thuật toán: NãoAI thể tích' }).first()
    await line.getByRole('button', { name: 'Bật cho riêng tôi' }).click()
    await line.getByText('12.50 mL').waitFor()
    await line.getByText('Nghi máu tụ dưới màng cứng bên phải').waitFor()
    await expert.keyboard.press('Escape')
    await expert.locator('[data-points="1"]').getByText('AI Volume 12.50 mL').waitFor()
    await expert.getByRole('button', { name: 'Số đo đã lưu (0)' }).waitFor()
  })

  test('that do not fit their image are refused with a sentence', async () => {
    const dialog = await openList(expert)
    await dialog
      .locator('[data-result]')
      .filter({ hasText: 'Thuật toán: NãoAI xuất huyết' })
      .getByRole('button', { name: 'Bật cho riêng tôi' })
      .click()
    await dialog.getByText('1 phần không vẽ: khác kích thước với ảnh.').waitFor()
    await expert.keyboard.press('Escape')
  })

  test('go by one press, and who turned what on and off when is written down', async () => {
    await expert.locator('[data-slices]').focus()
    await expert.keyboard.press('o')
    await expert.locator('[data-results]').waitFor({ state: 'detached' })
    assert.equal(await expert.locator('[data-hatched], [data-points]').count(), 0)
    await expert.keyboard.press('o')
    await openImages(expert)
    assert.equal(await expert.locator('[data-results]').count(), 0)
    const mine = await expert.evaluate(
      async () => (await (await fetch('/api/me')).json()) as { person: { id: string } },
    )
    const rows = await stage.sql('select is_on, person_id from imaging.result_switch order by id')
    assert.deepEqual(
      rows,
      [true, true, true, false, false, false].map((isOn) => ({ is_on: isOn, person_id: mine.person.id })),
    )
    const audited = await stage.sql(
      "select person_id, patient_id is not null as of from platform.audit_entry where endpoint = 'switch-results' and outcome = 'done'",
    )
    assert.deepEqual(
      audited,
      Array.from({ length: 4 }, () => ({ person_id: mine.person.id, of: true })),
    )
  })

  test('are not there for a stranger', async () => {
    const { said } = await ask(expert, '')
    const [first] = JSON.parse(said) as { id: string }[]
    const stranger = await stage.enter(people.stranger)
    assert.equal((await ask(stranger, '')).status, 404)
    assert.equal((await ask(stranger, `/${first?.id}/masks`)).status, 404)
    assert.equal((await ask(stranger, '/switch', { resultIds: [first?.id], isOn: true })).status, 404)
    await stranger.context().close()
  })

  test('fit a telephone and have no fault that axe finds, on and in the list', async () => {
    const phone = await stage.enter(people.asker, { width: 390, height: 844 })
    await openImages(phone)
    const dialog = await openList(phone)
    const check = async (what: string) => {
      const wide = await excessWidth(phone)
      assert.ok(wide <= 0, `${what}: ${wide} px wider than the screen`)
      assert.deepEqual(await faultsBesidesTargets(phone), [])
    }
    const line = dialog.getByRole('listitem').filter({ hasText: 'Thuật toán: NãoAI xuất huyết' }).first()
    await line.getByRole('button', { name: 'Bật cho riêng tôi' }).click()
    await line.getByRole('button', { name: 'Tới lát có Xuất huyết nội sọ' }).waitFor()
    await check('the list')
    await line.getByRole('button', { name: 'Tới lát có Xuất huyết nội sọ' }).click()
    await phone.locator('[data-hatched="1"]').waitFor()
    await check('the stage')
    await phone.context().close()
  })
})
