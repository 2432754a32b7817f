import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { freePort, type PacsUnderTest, startPacs } from '../gateways/dicom/pacs-under-test.ts'
import { smallStudies } from '../gateways/dicom/studies-under-test.ts'
import { type CuttableLink, openCuttableLink } from './cuttable-link.ts'
import { type EdgeOnStage, openEdge } from './edge.ts'
import { patientIdOf } from './image-steps.ts'
import { excessWidth, screenFaults } from './screen-faults.ts'
import { openStage, people, type Stage } from './stage.ts'
import { until } from './until.ts'

const patientId = 'MN26-004417'
const sliceCount = 8

let stage: Stage
let link: CuttableLink
let edge: EdgeOnStage | null = null
let folder: string
let pacs: PacsUnderTest | null = null
let priorUid = ''
let admin: Page

before(async () => {
  stage = await openStage()
  link = await openCuttableLink(stage.url)
  folder = mkdtempSync(join(tmpdir(), 'tuyen-gateways-'))
  admin = await stage.enter(people.admin)
  await admin.goto(`${stage.url}/admin`)
  await admin.getByRole('tab', { name: 'Cổng hình ảnh' }).click()
})
after(async () => {
  await edge?.close()
  await pacs?.stop()
  await link.close()
  await stage.close()
  rmSync(folder, { recursive: true, force: true })
})

const card = () => admin.getByRole('listitem').filter({ hasText: 'Phòng chụp CT' })

describe('the gateways of a hospital', () => {
  test('begin with none, and the page says what one is for', async () => {
    await admin.getByText('Cơ sở chưa có cổng hình ảnh').waitFor()
  })

  test('are let in by a code that is shown once', async () => {
    await admin.getByRole('button', { name: 'Thêm cổng' }).click()
    const dialog = admin.getByRole('dialog')
    await dialog.getByLabel('Tên cổng').fill('Phòng chụp CT')
    await dialog.getByRole('button', { name: 'Tạo mã cài đặt' }).click()
    const code = await dialog.getByText(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/).innerText()
    const [port, pacsPort] = [await freePort(), await freePort()]
    pacs = await startPacs(join(folder, 'pacs'), { port: pacsPort, to: { aet: 'TUYEN', port } })
    const senders = [{ aet: 'MODALITY1' }, { aet: 'PACS' }]
    edge = await openEdge(stage, {
      ...{ code, hubUrl: link.url },
      settings: {
        port,
        dicom: { senders },
        pacs: { host: '127.0.0.1', port: pacsPort, aet: 'PACS', ourAet: 'TUYEN', moveTo: 'TUYEN' },
      },
    })
    const [prior] = smallStudies(join(folder, 'prior'), patientId, 1, { slices: 3 })
    priorUid = prior?.studyUid ?? ''
    execFileSync('storescu', ['-aec', 'PACS', '127.0.0.1', String(pacsPort), ...(prior?.files ?? [])])
    await dialog.getByRole('button', { name: 'Đã ghi lại' }).click()
    await card()
      .getByText(/liên lạc lúc/)
      .waitFor({ timeout: 30_000 })
    await card().getByText('nhận với tên TUYEN, CAPCUU').waitFor()
  })

  test('show how far each study is, and which is an emergency', async () => {
    const studies = smallStudies(folder, patientId, 2, { slices: sliceCount })
    await edge?.send(studies[0]?.files ?? [])
    await edge?.send(studies[1]?.files ?? [], { aet: 'CAPCUU' })
    const rows = card()
      .getByRole('row')
      .filter({ hasText: `${sliceCount} / ${sliceCount} ảnh` })
    await rows.first().waitFor({ timeout: 40_000 })
    await rows.nth(1).waitFor({ timeout: 40_000 })
    assert.equal(await card().getByText('cấp cứu', { exact: true }).count(), 1)
    await card().getByText('Không có ảnh chờ gửi').waitFor({ timeout: 30_000 })
  })

  test('look for earlier images in the archive of the hospital, when a doctor asks', async () => {
    const asker = await stage.enter(people.asker)
    await asker.goto(`${stage.url}/patients/${await patientIdOf(stage, patientId)}`)
    await asker.getByRole('button', { name: 'Tìm phim cũ nơi điều trị' }).click()
    await asker.getByText('Có 1 phim cũ').waitFor({ timeout: 30_000 })
    const there =
      'select count(*)::int as n from imaging.instance i join imaging.study s on s.id = i.study_id where s.study_uid = $1'
    await until('the prior study', async () => (await stage.sql(there, [priorUid]))[0]?.['n'] === 3)
  })

  test('are readable on a telephone and without a fault that axe finds, in both themes', async () => {
    await admin.setViewportSize({ width: 390, height: 844 })
    assert.ok((await excessWidth(admin)) <= 0)
    for (const colorScheme of ['light', 'dark'] as const) {
      await admin.emulateMedia({ colorScheme })
      assert.deepEqual(await screenFaults(admin, 'main'), [])
    }
    await admin.setViewportSize({ width: 1366, height: 768 })
  })

  test('send no more from the moment at which one is revoked', async () => {
    await card().getByRole('button', { name: 'Thu hồi' }).click()
    const dialog = admin.getByRole('dialog')
    await dialog.getByText('Cổng không gửi được nữa').waitFor()
    await dialog.getByRole('button', { name: 'Thu hồi' }).click()
    await admin.getByText('Cơ sở chưa có cổng hình ảnh').waitFor()
    const earlier = await stage.sql('select count(*)::int as n from imaging.edge_parcel')
    const [study] = smallStudies(folder, patientId, 1, { slices: 2 })
    // it still keeps what the modality sends: nothing of that is lost by it
    assert.equal((await edge?.send(study?.files ?? []))?.code, 0)
    const refusals = `select count(*)::int as n from platform.audit_entry where problem = 'edge-unknown' and endpoint = 'take-parcel'`
    await until('a refusal', async () => (await stage.sql(refusals))[0]?.['n'] !== 0)
    assert.deepEqual(await stage.sql('select count(*)::int as n from imaging.edge_parcel'), earlier)
    assert.equal(edge?.counts()['waiting'], 2)
  })

  test('of one hospital are not on the page of another', async () => {
    const stranger = await stage.enter(people.stranger)
    await stranger.goto(`${stage.url}/admin`)
    assert.equal(await stranger.getByText('Phòng chụp CT').count(), 0)
  })
})
