import { defineWords } from '#platform/web/i18n/words.ts'

/** The words of removing a waiting study. */
export const removalWords = defineWords('removal', {
  remove: { vi: 'Xóa phim này…', en: 'Remove this study…' },
  title: { vi: 'Xóa phim không của ai', en: 'Remove a study that is nobody’s' },
  hint: {
    vi: 'Chỉ dùng cho ảnh thử máy hoặc gửi trùng. Ảnh bị xóa hẳn khỏi máy chủ và kho ảnh; người xóa, giờ và lý do được giữ lại. Phim đã từng ở trong một hồ sơ thì không xóa được.',
    en: 'For tests of the scanner and second sendings only. The images are erased from the server and the archive; who, when and why is kept. What ever was in a record cannot be removed.',
  },
  reason: { vi: 'Vì sao', en: 'Why' },
  why: { vi: 'Ghi lý do, ít nhất năm chữ cái.', en: 'Say why, in at least five letters.' },
  keep: { vi: 'Giữ lại', en: 'Keep it' },
  removeNow: { vi: 'Xóa', en: 'Remove' },
  offline: { vi: 'Đang mất kết nối.', en: 'There is no connection now.' },
  removed: { vi: 'Đã xóa ({{n}})', en: 'Removed ({{n}})' },
  images: { vi: '{{n}} ảnh', en: '{{n}} images' },
  by: { vi: '{{name}} xóa {{time}}', en: 'Removed by {{name}} {{time}}' },
  erased: { vi: 'Ảnh đã xóa hẳn {{time}}', en: 'Images erased {{time}}' },
  erasing: { vi: 'Đang xóa ảnh…', en: 'The images are being erased…' },
})
