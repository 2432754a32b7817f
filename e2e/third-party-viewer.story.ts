import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { type HeadCt, prepareHeadCt, sendByStore } from './head-ct.ts'
import { type Ohif, serveOhif } from './ohif.ts'
import { openStage, people, type Stage } from './stage.ts'

const dicomwebClient = join(import.meta.dirname, '../node_modules/dicomweb-client/build/dicomweb-client.js')

let stage: Stage
let ohif: Ohif
let doctor: Page
let ct: HeadCt
let folder: string
let studyId: string
let dicomWeb: string

type Share = { shareId: string; token: string }

const make = async (further: object = {}): Promise<Share> => {
  const input = {
    seriesIds: null,
    madeFor: 'BS. Trần Văn Bình, Viện Tim',
    basis: 'written-request',
    reason: 'Hỏi ý kiến ngoài mạng',
  }
  const answer = await doctor.evaluate(
    async ([address, body]) => {
      const headers = { 'content-type': 'application/json' }
      const reply = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) })
      return { status: reply.status, body: (await reply.json()) as unknown }
    },
    [
      `/api/studies/${studyId}/shares`,
      { ...input, hours: 24, isIdentified: false, mayDownload: false, ...further },
    ] as const,
  )
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body as Share
}
const ask = async (path: string, token?: string, accept = '*/*') =>
  await fetch(`${dicomWeb}${path}`, { headers: { accept, ...(token ? { authorization: `Bearer ${token}` } : {}) } })

before(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'tuyen-third-'))
  doctor = await stage.enter(people.asker)
  ct = prepareHeadCt(join(folder, 'ct'), 'MN26-004417', new Date())
  sendByStore(ct.files, stage.stack.ports.ORTHANC_DICOM_PORT)
  await waitForFrames()
  dicomWeb = `${stage.url}/api/outside/dicomweb`
  ohif = await serveOhif(dicomWeb)
})
after(async () => {
  await ohif?.close()
  await stage?.close()
  rmSync(folder, { recursive: true })
})

async function waitForFrames(): Promise<void> {
  const [patient] = await stage.sql("select patient_id from records.patient_identifier where value = 'MN26-004417'")
  await doctor.goto(`${stage.url}/patients/${String(patient?.['patient_id'])}/images`)
  await doctor.locator(`[data-slices="${ct.files.length}"][data-loaded="${ct.files.length}"]`).waitFor()
  const [study] = await stage.sql('select id from imaging.study where study_uid = $1', [ct.studyUid])
  studyId = String(study?.['id'])
}

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
    const { token } = await make({ isIdentified: true, mayDownload: true })
    const page = await (await stage.browser.newContext()).newPage()
    await page.goto(ohif.url)
    await page.addScriptTag({ path: dicomwebClient })
    const found = await page.evaluate(
      async ([url, given, studyInstanceUID]) => {
        type Answer = Record<string, { Value: string[] }>
        type Client = {
          searchForStudies(): Promise<Answer[]>
          searchForSeries(options: object): Promise<Answer[]>
          retrieveSeriesMetadata(options: object): Promise<Answer[]>
          retrieveInstanceFrames(options: object): Promise<ArrayBuffer[]>
          retrieveInstance(options: object): Promise<ArrayBuffer>
        }
        const { DICOMwebClient } = globalThis as unknown as {
          DICOMwebClient: { api: { DICOMwebClient: new (o: object) => Client } }
        }
        const client = new DICOMwebClient.api.DICOMwebClient({ url, headers: { Authorization: `Bearer ${given}` } })
        const [study] = await client.searchForStudies()
        const [series] = await client.searchForSeries({ studyInstanceUID })
        const seriesInstanceUID = series?.['0020000E']?.Value[0]
        const all = await client.retrieveSeriesMetadata({ studyInstanceUID, seriesInstanceUID })
        const sopInstanceUID = all[0]?.['00080018']?.Value[0]
        const one = { studyInstanceUID, seriesInstanceUID, sopInstanceUID }
        const frames = await client.retrieveInstanceFrames({ ...one, frameNumbers: [1] })
        const whole = await client.retrieveInstance(one)
        return {
          studies: study?.['0020000D']?.Value[0],
          objects: all.length,
          frame: frames[0]?.byteLength ?? 0,
          file: whole.byteLength,
        }
      },
      [dicomWeb, token, ct.studyUid] as const,
    )
    assert.equal(found.studies, ct.studyUid)
    assert.equal(found.objects, ct.files.length)
    assert.ok(found.frame > 1000 && found.file > found.frame, JSON.stringify(found))
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
