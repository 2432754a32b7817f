import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { sendByStore } from './head-ct.ts'
import { patientIdOf } from './image-steps.ts'
import { excessWidth, screenFaults } from './screen-faults.ts'
import { openStage, people, type Stage } from './stage.ts'
import { burnedIn, readText, ultrasoundOf } from './ultrasound.ts'

const purpose = 'Giảng về siêu âm ổ bụng'
const identifying = [
  'VU^A DE',
  'VU A DE',
  'MN26-004417',
  '011065004417',
  '19650312',
  '20261101',
  'QUANG^THI DIEP',
  '1.2.826',
]

let stage: Stage
let doctor: Page
let folder: string
let patientId: string
let copyId: string

const status = async (page: Page, path: string): Promise<number> =>
  await page.evaluate(async (address) => (await fetch(address, { headers: { accept: '*/*' } })).status, path)
const bytesOf = async (page: Page, path: string): Promise<Buffer> =>
  Buffer.from(
    await page.evaluate(async (address) => [...new Uint8Array(await (await fetch(address)).arrayBuffer())], path),
  )

before(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'tuyen-copy-'))
  doctor = await stage.enter(people.asker)
  patientId = await patientIdOf(stage)
})
after(async () => {
  await stage.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('an ultrasound with the name of the patient burned into it', () => {
  test('is in the record of the patient', async () => {
    const file = join(folder, 'us.dcm')
    writeFileSync(file, await ultrasoundOf())
    assert.ok((await readText(readFileSync(file))).includes('MN26-004417'), 'the letters can be read before')
    sendByStore([file], stage.stack.ports.ORTHANC_DICOM_PORT)
    await doctor.goto(`${stage.url}/patients/${patientId}`)
    await doctor.locator('[data-slices="1"][data-ready="yes"]').waitFor()
  })

  test('becomes a copy that a doctor asks for, held since it is an ultrasound and bears text', async () => {
    await doctor.getByRole('button', { name: 'Tạo bản sao' }).click()
    const dialog = doctor.getByRole('dialog')
    await dialog.getByRole('checkbox').check()
    await dialog.getByLabel('Dùng để giảng gì').fill(purpose)
    await dialog.getByRole('button', { name: 'Tạo bản sao' }).click()
    await doctor.getByText('Chờ duyệt: còn 1 ảnh phải xem').waitFor({ timeout: 60_000 })
    await doctor.getByRole('link', { name: 'Duyệt' }).click()
    await doctor.getByText(/siêu âm: chữ trên ảnh, giới tính thai · thấy chữ/).waitFor()
    copyId = doctor.url().split('/').at(-1) ?? ''
  })

  test('is nobody else’s before it was reviewed', async () => {
    const nurse = await stage.enter(people.nurse)
    const [image] = await stage.sql('select id from imaging.teaching_image where copy_id = $1', [copyId])
    const picture = `/api/teaching-copies/${copyId}/images/${String(image?.['id'])}/picture`
    assert.equal(await status(doctor, picture), 200)
    assert.equal(await status(doctor, picture.replace('/picture', '/file')), 404)
    for (const path of [`/api/teaching-copies/${copyId}`, picture, picture.replace('/picture', '/file')])
      assert.equal(await status(nurse, path), 404, path)
    await doctor.getByText('Còn 1 ảnh phải xem', { exact: true }).waitFor()
    await nurse.context().close()
  })

  test('is confirmed by the doctor: the boxes found, and one drawn by hand', async () => {
    await doctor.getByRole('listitem', { name: 'Ô 1' }).waitFor()
    const found = await doctor.getByRole('listitem', { name: /^Ô \d/ }).count()
    const picture = doctor.getByRole('img', { name: /Ảnh 1 với các ô/ })
    await picture.scrollIntoViewIfNeeded()
    const at = await picture.boundingBox()
    assert.ok(at)
    await doctor.mouse.move(at.x + at.width * 0.5, at.y + at.height * 0.5)
    await doctor.mouse.down()
    await doctor.mouse.move(at.x + at.width * 0.6, at.y + at.height * 0.6, { steps: 4 })
    await doctor.mouse.up()
    await doctor.getByRole('listitem', { name: `Ô ${found + 1}` }).waitFor()
    assert.deepEqual(await screenFaults(doctor), [])
    await doctor.screenshot({ path: join(process.env['SCREENS'] ?? folder, 'teaching.png'), fullPage: true })
    await doctor.getByRole('button', { name: 'Xác nhận ảnh này' }).click()
    await doctor.getByText(/đã xem/).waitFor()
    await doctor.getByRole('button', { name: 'Hoàn tất và cho dùng' }).click()
    await doctor.getByRole('link', { name: 'Tải tệp DICOM' }).waitFor({ timeout: 30_000 })
  })

  test('then tells nothing of the patient: by dcmdump, by its bytes, and read again', async () => {
    const path = (await doctor.getByRole('link', { name: 'Tải tệp DICOM' }).getAttribute('href')) ?? ''
    const file = join(folder, 'copy.dcm')
    writeFileSync(file, await bytesOf(doctor, path))
    const dump = execFileSync('dcmdump', ['+L', '-Un', file]).toString()
    const bytes = readFileSync(file)
    for (const value of identifying) {
      assert.ok(!dump.includes(value), `${value} is in the dump`)
      assert.ok(!bytes.includes(value), `${value} is in the bytes`)
    }
    assert.match(dump, /\(0010,0010\) PN \[CA-[2-9A-Z]{8}\]/)
    assert.match(dump, /\(0012,0062\) CS \[YES\]/)
    assert.equal((await readText(bytes)).replace(/\s/g, ''), '')
    assert.ok(burnedIn.length > 0)
  })

  test('is then seen by colleagues of the hospital, and by nobody of another', async () => {
    const nurse = await stage.enter(people.nurse)
    assert.equal(await status(nurse, `/api/teaching-copies/${copyId}`), 200)
    const phone = await stage.enter(people.asker, { width: 390, height: 844, hasTouch: true })
    await phone.goto(`${stage.url}/teaching-copies/${copyId}`)
    await phone.getByRole('link', { name: 'Tải tệp DICOM' }).waitFor()
    const overflow = await excessWidth(phone)
    assert.equal(overflow, 0)
    await phone.screenshot({ path: join(process.env['SCREENS'] ?? folder, 'teaching-phone.png'), fullPage: true })
    const stranger = await stage.enter(people.stranger)
    assert.equal(await status(stranger, `/api/teaching-copies/${copyId}`), 404)
  })

  test('is linked to the patient by the key of the hub alone', async () => {
    const rows = await stage.sql('select row_to_json(c)::text as said from imaging.teaching_copy c where id = $1', [
      copyId,
    ])
    const studies = await stage.sql('select id from imaging.study where patient_id = $1', [patientId])
    const said = String(rows[0]?.['said'])
    for (const secret of [patientId, ...studies.map((row) => String(row['id']))]) assert.ok(!said.includes(secret))
    assert.deepEqual(stage.refused, [])
  })
})
