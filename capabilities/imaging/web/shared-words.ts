import { defineWords } from '#platform/web/i18n/words.ts'

/** The words of the page that a link opens for somebody without an account. */
export const sharedWords = defineWords('shared-images', {
  title: { vi: 'Phim được chia sẻ', en: 'Shared images' },
  stage: { vi: 'Phim', en: 'Images' },
  opening: { vi: 'Đang mở phim…', en: 'Opening the images…' },
  codeHint: {
    vi: 'Liên kết này cần mã 6 số. Người gửi đọc mã cho bạn bằng kênh khác.',
    en: 'This link needs a six-digit code, which the sender tells you by another way.',
  },
  code: { vi: 'Mã 6 số', en: 'Six-digit code' },
  open: { vi: 'Mở phim', en: 'Open' },
  over: {
    vi: 'Liên kết không mở được: đã hết hạn, đã thu hồi, hoặc chép thiếu. Hỏi lại người gửi.',
    en: 'The link does not open: its time is over, it was withdrawn, or a part of it is missing. Ask the sender.',
  },
  offline: {
    vi: 'Không tới được máy chủ. Kiểm tra mạng rồi thử lại.',
    en: 'The server is out of reach. Check the network.',
  },
  retry: { vi: 'Thử lại', en: 'Try again' },
  until: { vi: 'Mở đến {{time}}', en: 'Open until {{time}}' },
  patientCode: { vi: 'Mã người bệnh', en: 'Patient code' },
  notice: {
    vi: 'Chỉ dùng cho người được gửi. Mỗi lần mở đều được ghi lại và người gửi nhìn thấy.',
    en: 'For the person it was sent to. Each opening is noted and shown to the sender.',
  },
  empty: { vi: 'Không có ảnh nào hiển thị được.', en: 'There are no images to show.' },
  withheld: {
    vi: 'Có {{n}} tài liệu không mở ở đây: liên kết này không nêu tên, mà tài liệu có thể ghi tên.',
    en: 'Documents not opened here: {{n}}. This link does not give the name, and documents may bear it.',
  },
  count: { vi: '{{n}} ảnh', en: '{{n}} images' },
  download: { vi: 'Tải tệp gốc (.zip)', en: 'Download the files (.zip)' },
  downloading: { vi: 'Đang tải {{n}}/{{all}}…', en: 'Downloading {{n}} of {{all}}…' },
  downloadFailed: { vi: 'Tải chưa xong. Thử lại.', en: 'The download broke off. Try again.' },
})
