import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { letterFields } from '../capabilities/consults/contract/letter-fields.ts'
import { askEmergency, openStage, password, people, type Stage } from './stage.ts'

let stage: Stage
let asker: Page
let receiver: Page
let folder: string
let transferId: string

const bytesOf = async (page: Page, address: string): Promise<Buffer> =>
  Buffer.from(await page.evaluate(async (url) => [...new Uint8Array(await (await fetch(url)).arrayBuffer())], address))

const writeHandover = async (page: Page, assessment: string) => {
  await page.getByRole('button', { name: 'Ghi bàn giao' }).click()
  const fill = async (label: string | RegExp, text: string) => await page.getByLabel(label).fill(text)
  await fill(/^I ·/, 'Vừ A Dế, nam, 61 tuổi; BS. Quàng Thị Diệp giao')
  await fill(/^S ·/, 'Nhồi máu não giờ thứ hai, đã dùng alteplase')
  await fill(/^A ·/, assessment)
  await fill(/^R ·/, 'Lấy huyết khối cơ học')
  const vitals = { Mạch: '88', 'Nhiệt độ': '36,8', 'HA tâm thu': '168', 'HA tâm trương': '92', 'Nhịp thở': '18' }
  for (const [label, text] of Object.entries({ ...vitals, 'SpO₂': '97', Glasgow: '14' })) {
    await fill(new RegExp(`^${label}`), text)
  }
  await fill(/^Đường thở/, 'Tự thở, oxy kính 3 L/phút')
  await fill(/^Dị ứng/, 'Không')
  await page.getByRole('button', { name: 'Lưu', exact: true }).click()
  await page.getByRole('button', { name: 'Ký bàn giao' }).click()
  await page.getByLabel('Mật khẩu').fill(password)
  await page.getByRole('button', { name: 'Ký ngay' }).click()
}

before(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'tuyen-transfer-'))
  asker = await stage.enter(people.asker)
  receiver = await stage.enter(people.first)
})
after(async () => {
  await stage.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('a patient is moved to the hospital that advised it', () => {
  test('the asking doctor asks for a bed when somebody has taken the case, and the other hospital sees it', async () => {
    await askEmergency(asker, 'Liệt nửa người phải. Chuyển can thiệp được không?')
    await receiver.getByRole('button', { name: 'Tiếp nhận, mở ca' }).click()
    await asker.getByRole('button', { name: 'Hỏi giường nơi nhận' }).click()
    await asker.getByLabel('Vì sao chuyển').fill('Cần lấy huyết khối cơ học')
    await asker.getByRole('button', { name: 'Gửi đề nghị' }).click()
    await asker.waitForURL(/transfers/)
    transferId = new URL(asker.url()).pathname.split('/').at(-1) ?? ''
    await receiver.goto(stage.url)
    await receiver.getByRole('heading', { name: 'Chuyển người bệnh' }).waitFor()
    await receiver.getByRole('link', { name: 'Mở phiếu chuyển' }).click()
    await receiver.getByText('VỪ A DẾ').first().waitFor()
  })

  test('the bed is confirmed, and the asking side sees which', async () => {
    await receiver.getByLabel('Khoa').fill('Trung tâm Đột quỵ')
    await receiver.getByLabel('Giường').fill('12')
    await receiver.getByRole('button', { name: 'Nhận, có giường' }).click()
    await asker.getByText('Trung tâm Đột quỵ, giường 12').waitFor()
  })

  test('the handover is written and signed, and the patient leaves with an escort', async () => {
    await writeHandover(asker, 'NIHSS 14, tỉnh, đồng tử đều')
    await asker.getByText(/Diệp ký/).waitFor()
    await asker.getByRole('button', { name: 'Xe đã tới' }).click()
    await asker.getByLabel('Người hộ tống').fill('Bế Thị Mừng')
    await asker.getByLabel('Chức danh').fill('Điều dưỡng')
    await asker.getByRole('button', { name: 'Rời viện bây giờ' }).click()
    await receiver.getByText(/Đang trên đường/).waitFor()
  })

  test('at the receiving door it is signed for, with vital signs measured anew', async () => {
    await receiver.getByRole('button', { name: 'Đã tới cửa' }).click()
    await writeHandover(receiver, 'NIHSS 12, huyết động ổn')
    await asker.getByText(/Đăng ký/).waitFor()
    const rows = await stage.sql(
      'select side, signed_by is not null as signed from consults.handover where transfer_id = $1 order by side',
      [transferId],
    )
    assert.deepEqual(rows, [
      { side: 'in', signed: true },
      { side: 'out', signed: true },
    ])
    const codes = await stage.sql(
      `select code from pathways.milestone where code in ('transfer-requested', 'ambulance-arrived', 'door-out', 'hub-door')
       order by occurred_at`,
    )
    assert.deepEqual(
      codes.map((row) => row['code']),
      ['transfer-requested', 'ambulance-arrived', 'door-out', 'hub-door'],
    )
  })

  test('the letter is refused while fields are missing, then issued as PDF and XML13', async () => {
    await asker.getByRole('button', { name: 'Lập phiếu' }).click()
    await asker
      .getByText(/\d+ mục cần ghi/)
      .first()
      .waitFor()
    const typed: [string, string][] = [
      ['Mã liên kết đợt điều trị', 'MN26-004417-1'],
      ['Số hồ sơ', 'MN26-004417'],
      ['Mã quốc tịch', '000'],
      ['Mã dân tộc', '12'],
      ['Mã nghề nghiệp', '00000'],
      ['Địa chỉ', 'Bản Nà Pán, xã Mường Nhé, tỉnh Điện Biên'],
      ['Đến khám lúc', '05:55 22/11/2026'],
      ['Dấu hiệu lâm sàng', 'Liệt nửa người phải & nói khó <2 giờ'],
      ['Chẩn đoán khi chuyển', 'Nhồi máu não'],
      ['Quá trình bệnh lý và diễn biến', 'Khởi phát lúc đang làm nương'],
      ['Tóm tắt kết quả xét nghiệm, cận lâm sàng', 'CLVT: chưa thấy xuất huyết'],
      ['Phương pháp điều trị đã dùng', 'Alteplase 0,9 mg/kg'],
      ['Mã bệnh chính (ICD-10)', 'I63.9'],
      ['Mã bác sĩ điều trị', '001234/ĐB-CCHN'],
      ['Mã người đứng đầu cơ sở', '000777/ĐB-CCHN'],
    ]
    for (const [label, text] of typed) await asker.getByLabel(label).first().fill(text)
    for (const [label, option] of [
      ['Loại ra viện', /^2 ·/],
      ['Lý do chuyển', /^1 ·/],
    ] as const) {
      await asker.getByRole('combobox', { name: label }).click()
      await asker.getByRole('option', { name: option }).click()
    }
    await asker.getByText('Đủ 39 mục').waitFor()
    await asker.getByRole('button', { name: 'Lưu', exact: true }).click()
    await asker.getByRole('button', { name: 'Phát hành phiếu' }).click()
    await asker.getByRole('link', { name: 'Mở phiếu (PDF)' }).waitFor()
    const file = join(folder, 'letter.pdf')
    writeFileSync(file, await bytesOf(asker, `/api/transfers/${transferId}/letter/pdf`))
    const text = execFileSync('pdftotext', ['-layout', file, '-']).toString().normalize('NFC')
    for (const said of ['PHIẾU CHUYỂN CƠ SỞ KHÁM BỆNH, CHỮA BỆNH', 'VỪ A DẾ', 'Bế Thị Mừng', '10 ngày làm việc']) {
      assert.ok(text.includes(said), `${said} is not in the letter`)
    }
    const xml = (await bytesOf(receiver, `/api/transfers/${transferId}/letter/xml`)).toString('utf8')
    const read = await asker.evaluate((source) => {
      const document = new DOMParser().parseFromString(source, 'application/xml')
      const fault = document.querySelector('parsererror')?.textContent ?? null
      const fields = [...document.documentElement.children].map((each) => [each.tagName, each.textContent])
      return { fault, fields }
    }, xml)
    assert.equal(read.fault, null)
    assert.deepEqual(
      read.fields.map(([name]) => name),
      letterFields.map((field) => field.name),
    )
    assert.equal(new Map(read.fields as [string, string][]).get('DAU_HIEU_LS'), 'Liệt nửa người phải & nói khó <2 giờ')
  })

  test('a third hospital gets nothing of it', async () => {
    const stranger = await stage.enter(people.stranger)
    for (const address of ['', '/letter', '/letter/pdf', '/letter/xml']) {
      const status = await stranger.evaluate(
        async (url) => (await fetch(url)).status,
        `/api/transfers/${transferId}${address}`,
      )
      assert.equal(status, 404, address)
    }
  })

  test('no page asked for anything that the content security policy refuses', () => {
    assert.deepEqual(stage.refused, [])
  })
})
