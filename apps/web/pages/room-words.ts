import { defineWords } from '#platform/web/i18n/words.ts'

/** The words of the room's page. */
export const roomWords = defineWords('room', {
  case: { vi: 'Ca bệnh', en: 'Case' },
  concludeBy: { vi: 'Kết luận hạn {{time}}, còn', en: 'Conclusion due {{time}}, in' },
  windowLeft: { vi: 'Cửa sổ còn', en: 'Window' },
  notRecorded: { vi: 'Không ghi hình', en: 'Not recorded' },
  images: { vi: 'Hình ảnh', en: 'Images' },
  people: { vi: 'Mọi người', en: 'People' },
  minutes: { vi: 'Biên bản', en: 'Minutes' },
  agenda: { vi: 'Trình tự', en: 'Agenda' },
  parts: { vi: 'Các phần của phòng', en: 'Parts of the room' },
  since: { vi: 'từ {{time}}', en: 'since {{time}}' },
  present: { vi: 'Trình bệnh án', en: 'Present the case' },
  question: { vi: 'Vấn đề cần hội chẩn', en: 'The question' },
  discuss: { vi: 'Thảo luận', en: 'Discussion' },
  running: { vi: 'đã {{time}}', en: 'for {{time}}' },
  conclude: { vi: 'Kết luận', en: 'Conclusion' },
  decide: { vi: 'Quyết định của bác sĩ điều trị', en: "Treating doctor's decision" },
  dueAt: { vi: 'hạn {{time}}', en: 'due {{time}}' },
  at: { vi: '{{name}}, {{time}}', en: '{{name}}, {{time}}' },
  needs: { vi: 'Cần trước khi kết luận', en: 'Needed before the conclusion' },
  isThere: { vi: 'đã có', en: 'there' },
  notYet: { vi: 'Chưa có', en: 'Not yet' },
  opening: { vi: 'Đang mở phòng…', en: 'Opening the room…' },
  notInvited: {
    vi: 'Bác sĩ chưa được mời vào phòng hình tiếng của ca này. Phần chữ và biên bản vẫn xem được.',
    en: 'You are not invited into the video room of this case. Text and minutes remain visible.',
  },
  recordClosed: {
    vi: 'Hồ sơ và phim đã đóng với bác sĩ. Trao đổi và biên bản vẫn giữ.',
    en: 'Record and images are closed to you. Conversation and minutes remain.',
  },
  stage: { vi: 'Phim', en: 'Images' },
})
