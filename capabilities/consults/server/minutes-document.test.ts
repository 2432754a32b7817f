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
import { type MinutesAnnex, type MinutesDocument, renderMinutes } from './minutes-document.ts'

const run = promisify(execFile)

const vietDuc = 'Bệnh viện Hữu nghị Việt Đức'
const muongTe = 'Trung tâm Y tế Mường Tè'

const annex: MinutesAnnex = {
  number: '12/2026',
  followUps: ['2026-12-22T07:40:00Z'],
  keeping: 'Thông tư 33/2025/TT-BYT',
  invited: [
    { person: 'Đỗ Hữu Ước', position: 'Trực chính', answer: 'Tham gia', at: '2026-11-22T06:59:40Z' },
    { person: 'Cù Thị Ỷ', position: 'Trực hai', answer: 'Chưa trả lời', at: null },
  ],
  discussion: [{ person: 'Đỗ Hữu Ước', at: '2026-11-22T07:10:00Z', text: 'Đồng tử hai bên có đều không?' }],
  pathway: 'Chấn thương sọ não, phiên bản 3',
  entries: [
    {
      label: 'Đang dùng thuốc chống đông',
      value: 'Không rõ',
      version: 2,
      by: 'Lò Thị Ửng',
      at: '2026-11-22T07:02:00Z',
    },
  ],
  scores: [{ label: 'gcs, bản 1', value: 'Glasgow 13', by: 'Lò Thị Ửng', at: '2026-11-22T07:03:00Z' }],
  doses: [
    {
      label: 'Manitol (mannitol, bản 1)',
      value: 'Tổng liều: 60 g',
      inputs: 'Cân nặng 60 kg (bản 2)',
      state: 'đã kiểm: Bùi Thị Ngữ',
      by: 'Lò Thị Ửng',
      at: '2026-11-22T07:04:00Z',
    },
  ],
  corrected: [{ at: '2026-11-22T07:30:00Z', text: 'Cân nặng, bản 1 sang 2: cân lại' }],
  mode: 'Hỗ trợ chuyên môn từ xa giữa các cơ sở khám bệnh, chữa bệnh',
  legalBasis: 'Điều 80 khoản 2 Luật Khám bệnh, chữa bệnh số 15/2023/QH15; Điều 88 Nghị định 96/2023/NĐ-CP.',
  points: [
    { name: muongTe, facilityCode: '12003', part: 'Điểm đề nghị' },
    { name: vietDuc, facilityCode: '01005', part: 'Điểm chuyên gia' },
  ],
  identified: [
    { person: 'Nguyễn Thị Ánh Nguyệt', how: 'Tài khoản cá nhân, xác thực hai lớp' },
    { person: 'Đỗ Hữu Ước', how: 'Tài khoản cá nhân, khóa bảo mật' },
  ],
  informed: {
    who: 'Chồng người bệnh, ông Lò Văn Ớt',
    how: 'thông báo trực tiếp và đồng ý bằng lời trước khi mở phiên',
    by: 'Nguyễn Thị Ánh Nguyệt',
    at: '2026-11-22T07:01:00Z',
  },
  images: [
    {
      title: 'Cắt lớp vi tính sọ não không tiêm thuốc, 22/11/2026',
      studyUid: '1.2.826.0.1.3680043.8.498.12345678901234567890123456789012345678',
      sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    },
  ],
  question: 'Có chỉ định chuyển phẫu thuật lấy máu tụ hay điều trị bảo tồn tại chỗ?',
  opinions: [
    {
      person: `Đỗ Hữu Ước, ${vietDuc}`,
      at: '2026-11-22T07:20:00Z',
      text: 'Máu tụ dưới màng cứng bán cấp, đường giữa lệch 7 mm, tri giác giảm dần: có chỉ định phẫu thuật.',
      isReserved: false,
    },
    {
      person: `Bùi Thị Ngữ, ${vietDuc}`,
      at: '2026-11-22T07:24:00Z',
      text: 'Cần làm lại xét nghiệm đông máu trước khi vận chuyển.',
      isReserved: true,
    },
  ],
  incidents: [{ at: '2026-11-22T07:12:30Z', text: 'Mất kết nối hình ảnh 4 giây tại điểm đề nghị, tự nối lại.' }],
  recording: { isRecorded: false, note: null },
  certainty: 'cao',
  validity: '6 giờ, hoặc đến khi tri giác thay đổi',
  localDecision: {
    decision: 'Đồng ý thực hiện',
    by: 'Lò Thị Ửng',
    at: '2026-11-22T07:40:00Z',
    note: 'Y lệnh 36/BV2 số 118.',
  },
  outcomeDue: '2026-11-29',
  milestones: [
    { label: 'Gửi đề nghị hội chẩn', at: '2026-11-22T06:58:02Z', isTyped: false },
    { label: 'Chuyên gia nhận', at: '2026-11-22T06:59:40Z', isTyped: false },
    { label: 'Lần cuối còn bình thường', at: '2026-11-22T02:30:00Z', isTyped: true },
  ],
}

const minutes: MinutesDocument = {
  version: 1,
  formCode: '27/BV-02',
  isDraft: false,
  notice: 'Chữ ký số thử nghiệm, không có giá trị pháp lý.',
  closedAt: '2026-11-22T07:45:00Z',
  heldAt: '2026-11-22T07:05:00Z',
  authority: 'Sở Y tế Lai Châu',
  facility: muongTe,
  department: 'Cấp cứu - Hồi sức tích cực',
  admissionNumber: '26.004518',
  patient: { name: 'Nguyễn Thị Ánh Nguyệt', age: '34', sex: 'female' },
  treated: { from: '2026-11-21', to: '2026-11-22', bed: '07', room: 'Hồi sức 2', department: 'Cấp cứu' },
  diagnosis: 'Máu tụ dưới màng cứng bán cấp bán cầu phải',
  diagnosisCodes: [{ code: 'S06.5', name: 'Chảy máu dưới màng cứng do chấn thương' }],
  chair: { name: 'Đỗ Hữu Ước', title: 'Tiến sĩ, Bác sĩ', department: 'Phẫu thuật thần kinh', facility: vietDuc },
  secretary: { name: 'Lò Thị Ửng', title: 'Bác sĩ', department: 'Cấp cứu', facility: muongTe },
  members: [
    { name: 'Bùi Thị Ngữ', title: 'Bác sĩ chuyên khoa II', department: 'Chẩn đoán hình ảnh', facility: vietDuc },
    { name: 'Nguyễn Văn Ễnh', title: 'Điều dưỡng trưởng', department: 'Cấp cứu', facility: muongTe },
  ],
  summary:
    'Người bệnh ngã xe máy ngày 12/11, tỉnh, đau đầu tăng dần. Ngày 21/11 lơ mơ, Glasgow 13 điểm, đồng tử hai bên 3 mm, phản xạ còn. Huyết áp 150/90 mmHg, mạch 64 lần/phút, SpO₂ 97%. Chụp cắt lớp vi tính: khối máu tụ dưới màng cứng bán cầu phải dày 12 mm, đường giữa lệch 7 mm.\nĐã xử trí: nằm đầu cao 30°, manitol 20% 1 g/kg, theo dõi tri giác mỗi 15 phút. Ễ Ặ Ữ ỡ đ.',
  conclusion: 'Máu tụ dưới màng cứng bán cấp có chèn ép, có chỉ định phẫu thuật. Tri giác ↓ so với lúc vào viện.',
  nextTreatment:
    'Chuyển cấp cứu về bệnh viện tỉnh có phẫu thuật sọ não; duy trì huyết áp tâm thu 120–160 mmHg; làm lại đông máu.',
  signatureNotes: { secretary: 'Ký số: xem chữ ký trong tệp', chair: 'Ký số: xem chữ ký trong tệp' },
  annex,
}

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
