import { defineWords } from '#platform/web/i18n/words.ts'

/** The words of pathways. */
export const pathwaysWords = defineWords('pathways', {
  version: { vi: 'phiên bản {{n}}', en: 'version {{n}}' },
  source: { vi: 'Nguồn', en: 'Source' },
  sources: { vi: 'Nguồn: {{source}}', en: 'Source: {{source}}' },
  what: { vi: 'Hằng số', en: 'Constant' },
  value: { vi: 'Giá trị', en: 'Value' },
  within: { vi: '{{n}} phút sau {{after}}', en: '{{n}} min after {{after}}' },
  every: { vi: 'mỗi {{n}} phút trong {{for}} phút', en: 'every {{n}} min for {{for}} min' },
  inMinutes: { vi: 'trong {{n}} phút', en: 'within {{n}} min' },
  inHours: { vi: 'sau {{n}} giờ', en: 'after {{n}} h' },
  followUp: { vi: 'Hỏi kết quả sau quyết định', en: 'Outcome asked after the decision' },
  warning: { vi: 'Cảnh báo', en: 'Warning' },
  relative: { vi: 'tương đối', en: 'relative' },
  unconfirmed: { vi: 'có hằng số cần bác sĩ xác nhận', en: 'has constants that a clinician must confirm' },
  constants: { vi: 'Hằng số của lộ trình', en: 'The constants of the pathway' },
  needed: { vi: 'Cần trước khi chuyên gia vào: {{items}}', en: 'Needed before the expert joins: {{items}}' },
  typed: { vi: 'Giờ do người nhập: {{items}}', en: 'Times typed by hand: {{items}}' },
  approvals: { vi: 'Phê duyệt của đơn vị', en: 'Approval of the facility' },
  notApproved: { vi: 'chưa được đơn vị phê duyệt', en: 'not approved by the facility yet' },
  approvedBy: { vi: '{{name}} phê duyệt lúc {{time}}', en: 'approved by {{name}} at {{time}}' },
  approve: { vi: 'Phê duyệt cho đơn vị', en: 'Approve for the facility' },
  approveQuestion: {
    vi: 'Bác sĩ đã đọc từng hằng số với nguồn và phê duyệt phiên bản này cho {{facility}}?',
    en: 'Have you read each constant with its source, and approve this version for {{facility}}?',
  },
  onlyDoctors: { vi: 'Chỉ bác sĩ của đơn vị phê duyệt.', en: 'Only doctors of the facility approve.' },
  cancel: { vi: 'Thôi', en: 'Cancel' },
  loading: { vi: 'Đang mở lộ trình…', en: 'Opening the pathways…' },
})
