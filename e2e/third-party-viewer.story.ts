import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { partsOf, partsTypeOf } from '../gateways/dicom/multipart.ts'
import { datasetOf } from './dataset.ts'
import { askByLibrary } from './dicomweb-library.ts'
import type { HeadCt } from './head-ct.ts'
import { openPatientImages, patientIdOf, sendHeadCt, studyIdOf } from './image-steps.ts'
import { type Ohif, serveOhif } from './ohif.ts'
import { askDicomWeb, dicomWebOf, type Share, type ShareChoices, shareStudy, storeOutside } from './outside.ts'
import { openStage, people, type Stage } from './stage.ts'
import { until } from './until.ts'

let stage: Stage
let ohif: Ohif
let doctor: Page
let ct: HeadCt
let folder: string
let studyId: string
let dicomWeb: string

const digest = (bytes: Buffer): string => createHash('sha256').update(datasetOf(bytes)).digest('hex')

/** The first slice with other elements. */
function changed(name: string, how: readonly string[]): Buffer {
  const copy = join(folder, name)
  copyFileSync(ct.files[0] ?? '', copy)
  execFileSync('dcmodify', ['-nb', ...how, copy], { stdio: 'ignore' })
  return readFileSync(copy)
}

const make = async (choices: ShareChoices = {}): Promise<Share> => await shareStudy(doctor, studyId, choices)
const ask = async (path: string, token?: string, accept?: string) => await askDicomWeb(stage, path, token, accept)

before(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'tuyen-third-'))
  doctor = await stage.enter(people.asker)
  ct = sendHeadCt(stage, join(folder, 'ct'))
  await openPatientImages(stage, doctor, { patientId: await patientIdOf(stage), slices: ct.files.length })
  studyId = await studyIdOf(stage, ct.studyUid)
  dicomWeb = dicomWebOf(stage)
  ohif = await serveOhif(dicomWeb)
})
after(async () => {
  await ohif?.close()
  await stage?.close()
  rmSync(folder, { recursive: true })
})

describe('a viewer of another house', () => {
  test('is refused without a token, and with one that is none', async () => {
    for (const path of ['/studies', `/studies/${ct.studyUid}/series`, `/studies/${ct.studyUid}/metadata`]) {
      assert.equal((await ask(path)).status, 401, path)
      assert.equal((await ask(path, 'x'.repeat(43))).status, 404, path)
    }
  })

  test('opens the shared study with the token, and draws it', async () => {
    const { token } = await make()
    const page = await (await stage.browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage()
    page.setDefaultTimeout(60_000)
    await page.goto(`${ohif.url}/viewer?StudyInstanceUIDs=${ct.studyUid}&token=${token}`)
    await page.locator('canvas').first().waitFor()
    // what the canvas holds decides: many greys between black and white
    await page.waitForFunction(() => {
      const canvas = [...document.querySelectorAll('canvas')].toSorted((a, b) => b.width - a.width)[0]
      const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data
      if (!data) return false
      const greys = new Set<number>()
      for (let at = 0; at < data.length; at += 4 * 37) greys.add(data[at] ?? 0)
      return greys.size > 60
    })
    await page.context().close()
  })

  test('learns no name, finds nobody by one, and sees nothing beside the study', async () => {
    const { token } = await make()
    const all = await (await ask('/studies', token)).text()
    const metadata = await (await ask(`/studies/${ct.studyUid}/metadata`, token)).text()
    for (const said of [all, metadata]) {
      assert.ok(!/VU A DE|Vừ A Dế|MN26-004417/.test(said), said.slice(0, 500))
    }
    const [study] = JSON.parse(all) as Record<string, { Value: unknown[] }>[]
    const code = String(study?.['00100020']?.Value[0])
    assert.deepEqual(await (await ask('/studies?PatientName=*', token)).json(), [])
    assert.equal(((await (await ask(`/studies?00100020=${code}`, token)).json()) as unknown[]).length, 1)
    assert.deepEqual(await (await ask('/studies?00100020=MN26-004417', token)).json(), [])
    assert.equal((await ask(`/studies/1.2.3/series`, token)).status, 404)
    const other = await make()
    const [again] = (await (await ask('/studies', other.token)).json()) as Record<string, { Value: unknown[] }>[]
    assert.notEqual(again?.['00100020']?.Value[0], code, 'two shares must not be linkable')
  })

  test('gets frames as it asks for them, and the very samples of the file', async () => {
    const { token } = await make()
    const [first] = (await (await ask(`/studies/${ct.studyUid}/metadata`, token)).json()) as Record<
      string,
      { Value: unknown[] }
    >[]
    const [seriesUid, sopUid] = [String(first?.['0020000E']?.Value[0]), String(first?.['00080018']?.Value[0])]
    const path = `/studies/${ct.studyUid}/series/${seriesUid}/instances/${sopUid}`
    const plain = await ask(`${path}/frames/1`, token, 'application/octet-stream')
    const samples = Buffer.from(await plain.arrayBuffer())
    const file = ct.files.map((name) => readFileSync(name)).find((bytes) => bytes.includes(sopUid))
    assert.ok(file?.includes(samples), 'the samples are not those of the file')
    const parts = await ask(
      `${path}/frames/1`,
      token,
      'multipart/related; type="application/octet-stream"; transfer-syntax=*',
    )
    assert.match(parts.headers.get('content-type') ?? '', /^multipart\/related; type="image\/jphc"; boundary=/)
    assert.equal((await ask(`${path}/frames/1`, token, 'image/gif')).status, 406)
    assert.equal((await ask(`${path}/frames/2`, token)).status, 404)
    assert.equal((await ask(path, token)).status, 403, 'files bear the name')
    const picture = await ask(`${path}/rendered?viewport=128,128&window=40,80,linear`, token, 'image/jpeg')
    assert.deepEqual([picture.status, picture.headers.get('content-type')], [200, 'image/jpeg'])
  })

  test('is served by the library that others use', async () => {
    const { token } = await make({ isIdentified: true, mayDownload: true, mayAdd: true })
    const found = await askByLibrary(stage.browser, { at: ohif.url, dicomWeb, token, studyUid: ct.studyUid })
    assert.equal(found.studies, ct.studyUid)
    assert.equal(found.objects, ct.files.length)
    assert.ok(found.frame > 1000 && found.file > found.frame, JSON.stringify(found))
    assert.equal(found.files, ct.files.length)
    assert.ok(found.bulk >= found.frame, JSON.stringify(found))
  })

  test('gets all files of the study as they were sent, one after the other', async () => {
    const { token } = await make({ isIdentified: true, mayDownload: true })
    const reply = await ask(`/studies/${ct.studyUid}`, token, 'multipart/related; type="application/dicom"')
    const kind = partsTypeOf(reply.headers.get('content-type') ?? '')
    assert.ok(kind && reply.body)
    const sent = new Set(ct.files.map((name) => digest(readFileSync(name))))
    let count = 0
    for await (const { type, bytes } of partsOf(Readable.fromWeb(reply.body as never), kind.boundary)) {
      const pieces: Buffer[] = []
      for await (const piece of bytes) pieces.push(Buffer.from(piece))
      assert.equal(type, 'application/dicom')
      assert.ok(sent.delete(digest(Buffer.concat(pieces))))
      count += 1
    }
    assert.equal(count, ct.files.length)
    assert.equal((await ask(`/studies/${ct.studyUid}`, (await make()).token)).status, 403)
  })

  test('adds series of its own where the sender lets it, marked as from outside, and nothing else', async () => {
    const { token } = await make({ mayAdd: true })
    const mine = changed('mine.dcm', [
      '-gin',
      '-i',
      '0020,000e=1.2.826.0.1.3680043.10.1455.77',
      '-i',
      '0008,103e=AI: phu nao',
    ])
    const store = async (given: string, files: Buffer[]) => await storeOutside(stage, ct.studyUid, given, files)
    assert.equal((await store((await make()).token, [mine])).status, 403)
    const others = changed('series.dcm', ['-gin'])
    const study = changed('study.dcm', ['-gin', '-gse', '-gst'])
    const same = changed('same.dcm', ['-i', '0008,103e=khac'])
    const patient = changed('patient.dcm', [
      '-gin',
      '-i',
      '0020,000e=1.2.826.0.1.3680043.10.1455.78',
      '-i',
      '0010,0020=KHAC',
    ])
    const mixed = await store(token, [mine, others, study, same, patient, Buffer.from('no image at all')])
    assert.equal(mixed.status, 202, mixed.said)
    const answer = JSON.parse(mixed.said) as Record<string, { Value: Record<string, { Value: number[] }>[] }>
    assert.equal(answer['00081199']?.Value.length, 1)
    assert.deepEqual(
      answer['00081198']?.Value.map((each) => each['00081197']?.Value[0]),
      [0xa900, 0xa900, 0xa900, 0xa900, 0xc000],
    )
    assert.equal((await store(token, [mine])).status, 200, 'what is there is there')
    assert.equal((await store(token, [])).status, 400)
    const [row] = await stage.sql('select instance_count from imaging.study where id = $1', [studyId])
    assert.ok(Number(row?.['instance_count']) >= ct.files.length, 'what was refused changes nothing')
    const audited = await stage.sql(
      "select 1 from platform.audit_entry where endpoint = 'outside-store' and outcome = 'done'",
    )
    assert.ok(audited.length >= 2, 'each addition leaves a row, also within one look')
    await doctor.reload()
    await doctor.getByRole('button', { name: /AI: phu nao · gửi từ ngoài: BS. Trần Văn Bình, Viện Tim/ }).waitFor()
  })

  test('lists what was marked here as a report, and OHIF shows the length once it is opened', async () => {
    const saved = await doctor.evaluate(async (id) => {
      const images = (await (await fetch(`/api/studies/${id}/images`)).json()) as {
        series: { instances: { id: string; frames: unknown[] }[] }[]
      }
      const image = images.series.flatMap((each) => each.instances).find((each) => each.frames.length > 0)
      const points = [
        [20, 30],
        [60, 30],
      ]
      const body = JSON.stringify({ marks: [{ instanceId: image?.id, frame: 1, kind: 'length', points }] })
      const headers = { 'content-type': 'application/json' }
      const reply = await fetch(`/api/studies/${id}/marks`, { method: 'POST', headers, body })
      return ((await reply.json()) as { measure: { length: number } }[])[0]?.measure.length ?? 0
    }, studyId)
    assert.ok(saved > 0)
    const { token } = await make({ isIdentified: true, mayDownload: true })
    await until('the report', async () => {
      const series = (await (await ask(`/studies/${ct.studyUid}/series`, token)).json()) as object[]
      return JSON.stringify(series).includes('"SR"')
    })
    const page = await (await stage.browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage()
    page.setDefaultTimeout(60_000)
    await page.goto(`${ohif.url}/viewer?StudyInstanceUIDs=${ct.studyUid}&token=${token}`)
    await page.locator('canvas').first().waitFor()
    await page.getByText('SR', { exact: true }).first().waitFor()
    // its tour lies over the page; a report is opened by pressing it twice
    await page.getByText('Skip all').click()
    await page.getByText('SR', { exact: true }).first().dblclick()
    await page
      .getByText(new RegExp(`${Math.floor(saved)}(\\.\\d+)? mm`))
      .first()
      .waitFor()
    await page.context().close()
  })

  test('sees nothing more once the share was revoked; who shared it sees each opening', async () => {
    const { shareId, token } = await make()
    assert.equal((await ask('/studies', token)).status, 200)
    const list = async () =>
      (await doctor.evaluate(
        async (address) => await (await fetch(address)).json(),
        `/api/studies/${studyId}/shares`,
      )) as {
        id: string
        openings: unknown[]
        revoked: unknown
      }[]
    assert.equal((await list()).find((each) => each.id === shareId)?.openings.length, 1)
    const revoke = async () =>
      await doctor.evaluate(
        async (address) =>
          (await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }))
            .status,
        `/api/shares/${shareId}/revoke`,
      )
    assert.equal(await revoke(), 200)
    assert.equal(await revoke(), 409)
    await doctor.waitForFunction(
      async ([address, given]) =>
        (await fetch(address, { headers: { authorization: `Bearer ${given}` } })).status === 404,
      [`${dicomWeb}/studies`, token] as const,
      { polling: 100, timeout: 2_000 },
    )
    assert.ok((await list()).find((each) => each.id === shareId)?.revoked)
  })
})
