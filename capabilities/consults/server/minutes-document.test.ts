import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { openDemoAuthority } from '#platform/server/signature/demo-authority.ts'
import { signPdf } from '#platform/server/signature/pades.ts'
import { verifyPdf } from '#platform/server/signature/verify.ts'
import { type MinutesDocument, renderMinutes } from './minutes-document.ts'
import { annex, minutes } from './paper-under-test.ts'

const run = promisify(execFile)

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minutes-test-'))
})
after(async () => await rm(folder, { recursive: true, force: true }))

/** What a reader finds by copying from the file, each run of white space as one blank. */
async function textOf(pdf: Uint8Array, ...options: string[]): Promise<string> {
  const path = join(folder, 'minutes.pdf')
  await writeFile(path, pdf)
  return (await run('pdftotext', [...options, path, '-'])).stdout.replace(/\s+/g, ' ')
}

describe('minutes on paper', () => {
  it('give every word back with its marks, in one normal form', async () => {
    const text = await textOf(await renderMinutes(minutes))
    for (const words of [
      'TRÍCH BIÊN BẢN HỘI CHẨN',
      'Trích biên bản hội chẩn',
      'NGUYỄN THỊ ÁNH NGUYỆT',
      'Ễ Ặ Ữ ỡ đ',
      'SpO₂ 97%',
    ]) {
      assert.ok(text.includes(words), words)
    }
    assert.equal(text, text.normalize('NFC'))
  })

  it('are the same when the data came decomposed from elsewhere', async () => {
    const decomposed = {
      ...minutes,
      summary: minutes.summary.normalize('NFD'),
      conclusion: minutes.conclusion.normalize('NFD'),
    }
    assert.ok(Buffer.from(await renderMinutes(decomposed)).equals(await renderMinutes(minutes)))
  })

  it('follow the form in its order', async () => {
    const text = await textOf(await renderMinutes(minutes), '-raw')
    const order = [
      'SỞ Y TẾ LAI CHÂU',
      'TRUNG TÂM Y TẾ MƯỜNG TÈ',
      'Khoa: Cấp cứu',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'MS: 27/BV-02',
      'Số vào viện: 26.004518',
      'TRÍCH BIÊN BẢN HỘI CHẨN',
      'Họ và tên người bệnh: NGUYỄN THỊ ÁNH NGUYỆT',
      'Tuổi: 34',
      'Nam/Nữ: Nữ',
      'Đã điều trị từ ngày 21/11/2026 đến ngày 22/11/2026',
      'Tại số giường: 07',
      'Phòng (buồng): Hồi sức 2',
      'Khoa: Cấp cứu',
      'Chẩn đoán: Máu tụ',
      'Hội chẩn lúc 14 giờ 05 phút, ngày 22 tháng 11 năm 2026',
      'Chủ tọa: Đỗ Hữu Ước',
      'Thư ký: Lò Thị Ửng',
      'Thành viên tham gia:',
      'Tóm tắt quá trình diễn biến bệnh',
      'Kết luận (sau khi đã khám lại và thảo luận)',
      'Hướng điều trị tiếp',
      'Ngày 22 tháng 11 năm 2026',
      'THƯ KÝ',
      'CHỦ TỌA',
      'BIÊN BẢN HỘI CHẨN TỪ XA',
      'Các điểm cầu',
      'Các mốc thời gian',
    ]
    let from = 0
    for (const words of order) {
      const at = text.indexOf(words, from)
      assert.ok(at >= 0, `${words} after ${text.slice(Math.max(0, from - 40), from)}`)
      from = at + words.length
    }
  })

  it('say in the annex what the form has no field for', async () => {
    const text = await textOf(await renderMinutes(minutes))
    const said = [
      'Điều 80 khoản 2',
      '12003',
      '01005',
      'xác thực hai lớp',
      'ông Lò Văn Ớt',
      annex.images[0]?.studyUid ?? '',
      annex.images[0]?.sha256 ?? '',
      'Có chỉ định chuyển phẫu thuật',
      'Ý kiến bảo lưu',
      'Mất kết nối hình ảnh 4 giây',
      'Số: 12/2026',
      '14:40:00 22/12/2026',
      'Cù Thị Ỷ',
      'Chưa trả lời',
      'Đồng tử hai bên có đều không?',
      'Glasgow 13',
      'Cân nặng 60 kg (bản 2)',
      'đã kiểm: Bùi Thị Ngữ',
      'bản 1 sang 2: cân lại',
      'Lưu theo Thông tư 33/2025/TT-BYT',
      'Không ghi hình',
      '6 giờ, hoặc đến khi',
      'Đồng ý thực hiện',
      '36/BV2 số 118',
      '29/11/2026',
      '13:58:02 22/11/2026',
      'Người nhập',
      'không có giá trị pháp lý',
    ]
    for (const words of said) assert.ok(text.includes(words), words)
  })

  it('have the same bytes for the same data, whenever they are printed', async () => {
    const [first, second] = [await renderMinutes(minutes), await renderMinutes(structuredClone(minutes))]
    assert.ok(Buffer.from(first).equals(second))
    const later = await renderMinutes({ ...minutes, version: 2 })
    assert.ok(!Buffer.from(first).equals(later))
  })

  it('show a sign that the font lacks in words or by its code, never as nothing', async () => {
    const text = await textOf(await renderMinutes({ ...minutes, nextTreatment: 'Kali ↑, theo dõi → báo lại 🩸' }))
    assert.ok(text.includes('Tri giác [giảm]'))
    assert.ok(text.includes('Kali [tăng], theo dõi -> báo lại [U+1FA78]'))
  })

  it('leave dots for what is not known, and say that a draft is one', async () => {
    const bare: MinutesDocument = {
      ...minutes,
      isDraft: true,
      admissionNumber: null,
      treated: { from: null, to: null, bed: null, room: null, department: null },
      members: [],
      summary: '',
      signatureNotes: { secretary: null, chair: null },
      annex: null,
    }
    const text = await textOf(await renderMinutes(bare))
    assert.ok(text.includes('từ ngày …/…/…… đến ngày …/…/……'))
    assert.ok(text.includes('phiên bản 1 · DỰ THẢO'))
    assert.ok(!text.includes('PHỤ LỤC'))
  })

  it('keep the order of a long text over many pages', async () => {
    const summary = Array.from(
      { length: 400 },
      (_, line) => `Dòng ${line + 1}: theo dõi sát, mạch và huyết áp ổn định.`,
    ).join('\n')
    const text = await textOf(await renderMinutes({ ...minutes, summary }))
    const lines = [...text.matchAll(/Dòng (\d+):/g)].map(([, line]) => Number(line))
    assert.deepEqual(
      lines,
      Array.from({ length: 400 }, (_, line) => line + 1),
    )
  })

  it('take the signatures of secretary and chair, and both hold', async () => {
    const now = new Date('2026-11-22T08:00:00Z')
    const provider = await openDemoAuthority({ folder: join(folder, 'keys'), now: () => now })
    let pdf = await renderMinutes(minutes)
    for (const [fieldName, person] of [
      ['secretary', minutes.secretary],
      ['chair', minutes.chair],
    ] as const) {
      const signer = { personId: fieldName, displayName: person.name, role: person.title, facility: person.facility }
      const order = { provider, signer, reason: 'Ký biên bản hội chẩn', location: person.facility, fieldName, now }
      pdf = (await signPdf(pdf, order)).pdf
    }
    const signatures = await verifyPdf(pdf, [await provider.rootCertificate()])
    assert.deepEqual(
      signatures.map(({ isValid }) => isValid),
      [true, true],
    )
    const path = join(folder, 'signed.pdf')
    await writeFile(path, pdf)
    assert.equal((await run('pdfsig', [path])).stdout.match(/Signature is Valid\./g)?.length, 2)
  })
})
