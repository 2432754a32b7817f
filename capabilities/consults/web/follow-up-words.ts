import { defineWords } from '#platform/web/i18n/words.ts'

/** The words of follow-up. */
export const followUpWords = defineWords('follow-up', {
  followUp: { vi: 'Theo dõi sau hội chẩn', en: 'Follow-up' },
  afterHours: { vi: 'Sau {{n}} giờ', en: 'After {{n}} hours' },
  afterDays: { vi: 'Sau {{n}} ngày', en: 'After {{n}} days' },
  outcomeAfter: { vi: 'Kết quả · {{when}}', en: 'Outcome · {{when}}' },
  settled: { vi: 'Không hỏi thêm', en: 'Not asked any more' },
  how: { vi: '{{when}}: người bệnh thế nào? Bấm một lần là ghi.', en: '{{when}}: how is the patient? One press.' },
  sure: { vi: 'Bấm lần nữa để ghi: {{what}}', en: 'Press again to record: {{what}}' },
})
