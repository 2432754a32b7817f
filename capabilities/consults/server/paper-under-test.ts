import type { MinutesAnnex, MinutesDocument } from './minutes-document.ts'

const vietDuc = 'Bệnh viện Hữu nghị Việt Đức'
const muongTe = 'Trung tâm Y tế Mường Tè'

/** The full minutes behind a form, with a line of each kind. */
export const annex: MinutesAnnex = {
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
  keyImages: [
    {
      caption: 'Ổ giảm tỷ trọng vùng nhân bèo phải',
      shown: 'W 80 L 40 · lát 14/28 · CT Não',
      legend: ['1: 24,5 mm (Nguyễn Thị Ánh Nguyệt)'],
      ...{
        by: 'Nguyễn Thị Ánh Nguyệt',
        at: '2026-11-22T07:05:00Z',
        sopUid: '1.2.826.0.1.3680043.8.498.7',
        sha256: 'ab'.repeat(32),
      },
      // eight by eight grey pixels
      picture:
        'data:image/jpeg;base64,/9j/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqMyP/L2u71////m8H////6/+b9//j/2wBDASstLTw1PHZBQXb4pYyl+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj/wAARCAAIAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAL/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAAAP/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AKAB/9k=',
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

/** Minutes with every field filled. */
export const minutes: MinutesDocument = {
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
