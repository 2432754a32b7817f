import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { type HeadCt, prepareHeadCt, sendByStore } from './head-ct.ts'
import { patientIdOf, studyIdOf } from './image-steps.ts'
import { excessWidth, screenFaults } from './screen-faults.ts'
import { askEmergency, openStage, people, type Stage } from './stage.ts'

const reason = 'Ghép vội khi trực, mã máy chụp không phải của người bệnh này'
// Vừ A Dế in the bytes of TCVN, which are as many as those of VU A DE
const inTcvn = Buffer.from('56f520412044d5', 'hex')

let stage: Stage
let asker: Page
let nurse: Page
let expert: Page
let folder: string
let ct: HeadCt
let consultId: string
let wrongId: string
let rightId: string
let studyId: string

const get = async (page: Page, path: string): Promise<number> =>
  await page.evaluate(async (address) => (await fetch(address, { headers: { accept: '*/*' } })).status, path)
const studiesOf = async (page: Page, patientId: string): Promise<unknown> =>
  await page.evaluate(
    async (address) => (await fetch(address)).json() as Promise<unknown>,
    `/api/patients/${patientId}/studies`,
  )

before(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'tuyen-wrong-'))
  asker = await stage.enter(people.asker)
  nurse = await stage.enter(people.nurse)
  expert = await stage.enter(people.first)
  wrongId = await patientIdOf(stage)
  rightId = await patientIdOf(stage, 'MN26-007730')
})
after(async () => {
  await stage.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('images that went to the wrong patient', () => {
  test('wait, since the scanner sent a code of nobody; the Desk says so', async () => {
    consultId = await askEmergency(asker, 'Liệt nửa người phải, nói khó. Có chỉ định tiêu sợi huyết không?')
    await expert.getByRole('button', { name: 'Tiếp nhận, mở ca' }).click()
    await expert.waitForURL(new RegExp(consultId))
    ct = prepareHeadCt(join(folder, 'ct'), 'MN26-00773O', new Date(Date.now() - 10 * 60_000))
    const named = ['-i', '0010,0010=QUYEN^LUONG VAN', '-i', '0010,0030=19680101', '-i', '0010,0040=M']
    execFileSync('dcmodify', ['-nb', ...named, ...ct.files])
    sendByStore(ct.files, stage.stack.ports.ORTHANC_DICOM_PORT)
    await nurse.getByText('1 phim chờ ghép người bệnh').waitFor()
    studyId = await studyIdOf(stage, ct.studyUid)
    await nurse.getByRole('link', { name: 'Ghép phim' }).click()
  })

  test('are matched by a person to whoever was looked up, after a press that names what differs', async () => {
    const desk = nurse.getByRole('article', { name: 'So sánh' })
    await desk.getByRole('img', { name: 'Một ảnh của phim này, chỉ để so' }).waitFor()
    await nurse.waitForFunction(() => [...document.images].every((image) => image.naturalWidth > 0))
    await desk.getByRole('button', { name: /LƯỜNG VĂN QUYẾN/ }).waitFor()
    await nurse.keyboard.press('/')
    await desk.getByRole('searchbox').fill('vu a de')
    await desk.getByRole('button', { name: /VỪ A DẾ/ }).click()
    const row = desk.getByRole('row', { name: /Tên/ })
    assert.match((await row.textContent()) ?? '', /QUYEN LUONG VAN.*Vừ A Dế.*KHÁC/)
    await desk.getByRole('button', { name: 'Ghép vào hồ sơ này' }).click()
    await desk.getByRole('button', { name: /Vẫn ghép, dù khác: Tên, Ngày sinh, Mã/ }).click()
    await nurse.getByText('Đã ghép. Nếu nhầm').waitFor()
    await nurse.getByText('Không có phim nào chờ ghép').waitFor()
  })

  test('are opened by the specialist, and pass the stations of the case', async () => {
    await expert.locator(`[data-slices="${ct.files.length}"]`).waitFor()
    await expert.waitForFunction(
      async (id) => ((await (await fetch(`/api/patients/${id}/studies`)).json()) as unknown[]).length === 1,
      wrongId,
    )
    await expert.goto(`${stage.url}/patients/${wrongId}/images`)
    await expert.locator(`[data-slices="${ct.files.length}"]`).waitFor()
    assert.equal(await get(expert, `/api/studies/${studyId}/images`), 200)
    await asker.locator('[aria-label="Dải giờ"] li[data-code="images-arrived"] b').waitFor()
  })

  test('leave the record with a reason; the open viewer closes and says why', async () => {
    await asker.getByRole('button', { name: 'Gỡ phim ghép nhầm' }).click()
    const dialog = asker.getByRole('dialog')
    await dialog.getByText('Ghi lý do, ít nhất 5 chữ').waitFor()
    await dialog.getByLabel('Lý do').fill(reason)
    await dialog.getByRole('button', { name: 'Gỡ khỏi hồ sơ' }).click()
    await expert.getByRole('heading', { name: 'Phim đang xem đã đóng' }).waitFor()
    await expert.getByText(reason).waitFor()
    assert.equal(await expert.locator('[data-slices]').count(), 0)
    await asker.getByText(/Phim CT .* đã được gỡ khỏi hồ sơ này lúc/).waitFor()
    await asker.getByText(/Đã mở trước đó: .*Trịnh Hải Đăng/).waitFor()
  })

  test('are gone from the wrong record for everybody, and no clock counts from them', async () => {
    for (const page of [asker, nurse, expert]) {
      assert.deepEqual(await studiesOf(page, wrongId), [])
      assert.equal(await get(page, `/api/studies/${studyId}/images`), 404)
    }
    await expert.goto(`${stage.url}/consults/${consultId}`)
    await expert.getByText(reason).first().waitFor()
    await expert.getByText(/PHIM ĐÃ GỠ: phim CT/).waitFor()
    const station = expert.locator('[aria-label="Dải giờ"] li[data-code="images-arrived"]')
    await station.waitFor()
    assert.equal(await station.locator('b').count(), 0)
    const rows = await stage.sql(
      'select code from pathways.milestone where subject_id = $1 and withdrawn_at is not null and withdrawn_reason = $2 order by 1',
      [consultId, reason],
    )
    const codes = rows.map((row) => row['code'])
    assert.ok(codes.includes('image-taken') && codes.includes('images-arrived'), codes.join(' '))
  })

  test('are matched to the right patient from the keyboard, among those suggested', async () => {
    await nurse.getByText(`lý do: ${reason}`).waitFor()
    const desk = nurse.getByRole('article', { name: 'So sánh' })
    await desk.getByRole('button', { name: /LƯỜNG VĂN QUYẾN/ }).waitFor()
    assert.deepEqual(await screenFaults(nurse), [])
    await nurse.screenshot({ path: join(process.env['SCREENS'] ?? folder, 'queue.png'), fullPage: true })
    await nurse.keyboard.press('1')
    await desk.getByRole('row', { name: /giống, khác thứ tự/ }).waitFor()
    await nurse.keyboard.press('Enter')
    await desk.getByRole('button', { name: /Vẫn ghép, dù khác: Mã/ }).waitFor()
    await nurse.keyboard.press('Enter')
    await nurse.getByText('Đã ghép. Nếu nhầm').waitFor()
    await nurse.goto(`${stage.url}/patients/${rightId}/images`)
    await nurse.locator(`[data-slices="${ct.files.length}"]`).waitFor()
    assert.equal(await get(expert, `/api/patients/${rightId}/studies`), 404)
    assert.equal(await get(expert, `/api/studies/${studyId}/images`), 404)
  })

  test('are in the audit trail at every step', async () => {
    const rows = await stage.sql(
      `select distinct a.endpoint, l.email, a.patient_id = $1 as is_wrong from platform.audit_entry a
       join identity.login l on l.id = a.person_id
       where a.outcome = 'done' and a.endpoint in ('match-study', 'open-study', 'unmatch-study') and l.email <> $2 order by 1, 2, 3`,
      [wrongId, people.asker],
    )
    assert.deepEqual(rows, [
      { endpoint: 'match-study', email: people.nurse, is_wrong: false },
      { endpoint: 'match-study', email: people.nurse, is_wrong: true },
      { endpoint: 'open-study', email: people.first, is_wrong: true },
      { endpoint: 'open-study', email: people.nurse, is_wrong: false },
    ])
    const undone = await stage.sql(
      `select 1 from platform.audit_entry a join identity.login l on l.id = a.person_id
       where a.endpoint = 'unmatch-study' and a.outcome = 'done' and a.patient_id = $1 and l.email = $2`,
      [wrongId, people.asker],
    )
    assert.equal(undone.length, 1)
  })
})

describe('a name whose character set was not sent', () => {
  test('is read, and said to be doubtful', async () => {
    const other = prepareHeadCt(join(folder, 'tcvn'), 'MN26-000000', new Date(Date.now() - 5 * 60_000))
    const [file = ''] = other.files
    execFileSync('dcmodify', ['-nb', '-i', '0008,0005=', file])
    const bytes = readFileSync(file)
    const at = bytes.indexOf('VU A DE')
    assert.ok(at > 0)
    inTcvn.copy(bytes, at)
    writeFileSync(file, bytes)
    sendByStore([file], stage.stack.ports.ORTHANC_DICOM_PORT)
    await nurse.goto(`${stage.url}/waiting-images`)
    await nurse.getByRole('button', { name: /CT.*Vừ A Dế/ }).waitFor()
    await nurse.getByText('Chữ gửi không rõ bảng mã').waitFor()
    await nurse.getByRole('button', { name: /VỪ A DẾ.*Tên: giống/ }).waitFor()
  })

  test('no page asked for anything that the content security policy refuses', () => {
    assert.deepEqual(stage.refused, [])
  })
})

describe('the queue on a telephone', () => {
  test('fits, names each difference by a word, and has no faults of access', async () => {
    const phone = await stage.enter(people.nurse, { width: 390, height: 844, hasTouch: true })
    await phone.goto(`${stage.url}/waiting-images`)
    await phone.getByRole('button', { name: /VỪ A DẾ.*Tên: giống/ }).click()
    await phone.getByRole('row', { name: /Mã/ }).waitFor()
    const overflow = await excessWidth(phone)
    assert.equal(overflow, 0)
    await phone.screenshot({ path: join(process.env['SCREENS'] ?? folder, 'queue-phone.png'), fullPage: true })
    assert.deepEqual(await screenFaults(phone), [])
  })
})

describe('a waiting study that is nobody’s', () => {
  test('is removed with a reason, and its images leave the archive', async () => {
    await nurse.goto(`${stage.url}/waiting-images`)
    await nurse.getByRole('button', { name: /CT.*Vừ A Dế/ }).click()
    await nurse.getByRole('button', { name: 'Xóa phim này…' }).click()
    const dialog = nurse.getByRole('dialog')
    await dialog.getByLabel('Vì sao').fill('Ảnh thử máy sau bảo trì')
    await dialog.getByRole('button', { name: 'Xóa', exact: true }).click()
    await nurse.getByText('Đã xóa (1)').click()
    await nurse.getByText(/Ảnh thử máy sau bảo trì\. Ảnh đã xóa hẳn/).waitFor()
    assert.equal(await nurse.getByRole('button', { name: /CT.*Vừ A Dế/ }).count(), 0)
    assert.deepEqual(await screenFaults(nurse), [])
    const [removal] = await stage.sql('select study_uid, erased_at from imaging.removal')
    assert.ok(removal?.['erased_at'])
    const seen = await stage.sql('select i.id from imaging.instance i join imaging.removal r using (study_id)')
    assert.deepEqual(seen, [])
  })
})
