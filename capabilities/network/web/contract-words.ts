import { defineWords } from '#platform/web/i18n/words.ts'

/** The words of the contracts between hospitals. */
export const contractWords = defineWords('contracts', {
  contracts: { vi: 'Hợp đồng hỗ trợ chuyên môn từ xa', en: 'Contracts of remote support' },
  hint: {
    vi: 'Hỗ trợ giữa các cơ sở cần hợp đồng còn hiệu lực (Nghị định 96/2023/NĐ-CP, Điều 88).',
    en: 'Support between facilities needs a contract in force (Decree 96/2023, Article 88).',
  },
  none: { vi: 'Chưa có hợp đồng nào.', en: 'No contract yet.' },
  number: { vi: 'Số hợp đồng', en: 'Number' },
  supporting: { vi: 'Nơi hỗ trợ', en: 'Supporting' },
  supported: { vi: 'Nơi được hỗ trợ', en: 'Supported' },
  scope: { vi: 'Phạm vi', en: 'Scope' },
  from: { vi: 'Từ ngày', en: 'From' },
  to: { vi: 'Đến hết ngày', en: 'Last day' },
  inForce: { vi: 'Còn hiệu lực', en: 'In force' },
  ended: { vi: 'Không hiệu lực', en: 'Not in force' },
  state: { vi: 'Hiệu lực', en: 'State' },
  add: { vi: 'Đăng ký hợp đồng', en: 'Register a contract' },
  other: { vi: 'Cơ sở kia', en: 'The other facility' },
  part: { vi: 'Cơ sở của tôi', en: 'My facility' },
  supports: { vi: 'Hỗ trợ', en: 'Supports' },
  'is-supported-by': { vi: 'Được hỗ trợ', en: 'Is supported' },
  save: { vi: 'Ghi lại', en: 'Save' },
  cancel: { vi: 'Thôi', en: 'Cancel' },
  missing: { vi: 'Còn thiếu cơ sở, số hoặc ngày', en: 'Facility, number or date is missing' },
  opening: { vi: 'Đang mở…', en: 'Opening…' },
})
