import { defineWords } from '../i18n/words.ts'

/** The words of the kit itself. */
export const uiWords = defineWords('ui', {
  hours: { vi: 'giờ', en: 'h' },
  minutes: { vi: 'phút', en: 'min' },
  past: { vi: 'quá', en: 'past' },
  close: { vi: 'Đóng', en: 'Close' },
  clear: { vi: 'Bỏ chọn', en: 'Clear' },
  choose: { vi: 'Gõ để tìm', en: 'Type to find' },
  noneFound: { vi: 'Không có. Thử ít chữ hơn, không cần dấu.', en: 'None found. Try fewer letters.' },
  digit: { vi: 'số thứ {{n}}', en: 'digit {{n}}' },
  calendar: { vi: 'Lịch', en: 'Calendar' },
  openCalendar: { vi: '{{label}}: mở lịch', en: '{{label}}: open the calendar' },
  dateShape: { vi: 'ngày/tháng/năm', en: 'day/month/year' },
  notADate: { vi: 'Gõ ngày/tháng/năm, ví dụ 22/11/2026.', en: 'Type day/month/year, such as 22/11/2026.' },
  momentShape: { vi: 'giờ:phút ngày/tháng/năm', en: 'hour:minute day/month/year' },
  notAMoment: {
    vi: 'Gõ giờ:phút ngày/tháng/năm, ví dụ 14:05 22/11/2026.',
    en: 'Type hour:minute day/month/year, such as 14:05 22/11/2026.',
  },
  tooEarly: { vi: 'Sớm nhất là {{date}}.', en: 'Not before {{date}}.' },
  tooLate: { vi: 'Muộn nhất là {{date}}.', en: 'Not after {{date}}.' },
  previousMonth: { vi: 'Tháng trước', en: 'Previous month' },
  nextMonth: { vi: 'Tháng sau', en: 'Next month' },
  previousYear: { vi: 'Năm trước', en: 'Previous year' },
  nextYear: { vi: 'Năm sau', en: 'Next year' },
  previousDecade: { vi: 'Mười năm trước', en: 'Previous decade' },
  nextDecade: { vi: 'Mười năm sau', en: 'Next decade' },
  timeOfDay: { vi: 'Giờ trong ngày', en: 'Time of the day' },
  opening: { vi: 'Đang mở…', en: 'Opening…' },
})
