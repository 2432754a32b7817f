import { defineWords } from '#platform/web/i18n/words.ts'

/** The words of sharing images outside the network. */
export const shareWords = defineWords('share', {
  share: { vi: 'Chia sẻ ra ngoài', en: 'Share outside' },
  title: { vi: 'Chia sẻ phim ra ngoài mạng', en: 'Share images outside the network' },
  hint: {
    vi: 'Người nhận mở bằng liên kết trong trình duyệt, hoặc bằng phần mềm xem phim của họ (DICOMweb): chỉ phim này, chỉ trong thời hạn. Mỗi lần mở đều được ghi lại dưới đây.',
    en: 'They open it by a link in a browser, or with their own viewer (DICOMweb): this study only, until its time. Each opening is noted below.',
  },
  madeFor: { vi: 'Cho ai, ở đâu', en: 'For whom, where' },
  reason: { vi: 'Vì sao', en: 'Why' },
  basis: { vi: 'Căn cứ pháp lý', en: 'Legal basis' },
  'written-request': { vi: 'Yêu cầu bằng văn bản', en: 'Written request' },
  'emergency-19-1-a': { vi: 'Cấp cứu (Điều 19.1.a)', en: 'Emergency (Art. 19(1)(a))' },
  'other-law': { vi: 'Luật khác cho phép', en: 'Another law allows it' },
  hours: { vi: 'Trong bao lâu', en: 'For how long' },
  hour: { vi: '1 giờ', en: '1 hour' },
  day: { vi: '24 giờ', en: '24 hours' },
  week: { vi: '7 ngày', en: '7 days' },
  which: { vi: 'Chuỗi ảnh', en: 'Series' },
  seriesOf: { vi: '{{name}} ({{n}} ảnh)', en: '{{name}} ({{n}} images)' },
  identified: { vi: 'Kèm tên người bệnh', en: 'With the patient’s name' },
  download: { vi: 'Cho tải tệp gốc', en: 'Let them download the files' },
  downloadNeeds: {
    vi: 'Tệp gốc có tên người bệnh: chọn kèm tên trước.',
    en: 'The files bear the name: share the name first.',
  },
  burnedIn: {
    vi: 'Chữ in sẵn trên ảnh (nếu có) vẫn nhìn thấy: xem lại phim trước khi gửi không kèm tên.',
    en: 'Text burned into images stays visible: look through them before you share without the name.',
  },
  add: {
    vi: 'Cho gửi thêm chuỗi ảnh hoặc kết quả vào phim này (STOW-RS)',
    en: 'Let them add series or results to this study (STOW-RS)',
  },
  addNeeds: {
    vi: 'Liên kết có mã không gửi thêm được.',
    en: 'A link with a code cannot add anything.',
  },
  withCode: {
    vi: 'Hỏi thêm mã 6 số (chỉ mở bằng liên kết)',
    en: 'Ask for a six-digit code besides (by the link only)',
  },
  make: { vi: 'Tạo liên kết', en: 'Make a link' },
  link: {
    vi: 'Liên kết, chỉ hiện một lần. Gửi qua kênh riêng.',
    en: 'The link, shown once. Send it by a private way.',
  },
  code: {
    vi: 'Mã 6 số, chỉ hiện một lần. Đọc qua điện thoại, đừng gửi cùng liên kết.',
    en: 'The six-digit code, shown once. Tell it by telephone, not with the link.',
  },
  locked: { vi: 'Đã đóng: nhập sai mã năm lần', en: 'Closed: five wrong codes' },
  fill: { vi: 'Ghi cho ai, vì sao, và chọn ít nhất một chuỗi.', en: 'Say for whom and why, and choose a series.' },
  token: { vi: 'Cho phần mềm xem phim: mã mở', en: 'For a viewer of their own: the token' },
  address: { vi: 'Địa chỉ DICOMweb', en: 'DICOMweb address' },
  copy: { vi: 'Chép liên kết', en: 'Copy the link' },
  copied: { vi: 'Đã chép', en: 'Copied' },
  close: { vi: 'Đóng', en: 'Close' },
  shared: { vi: 'Đã chia sẻ', en: 'Shared so far' },
  none: { vi: 'Chưa chia sẻ cho ai.', en: 'Not shared with anybody.' },
  byUntil: { vi: '{{name}} tạo {{time}}, đến {{until}}', en: 'By {{name}} {{time}}, until {{until}}' },
  revokedBy: { vi: 'Thu hồi bởi {{name}} {{time}}', en: 'Revoked by {{name}} {{time}}' },
  ended: { vi: 'Đã hết hạn', en: 'Ended' },
  open: { vi: 'Đang mở', en: 'Open' },
  openings: {
    vi: 'Đã mở {{n}} lần, lần cuối {{time}} từ {{source}}',
    en: 'Opened {{n}} times, last {{time}} from {{source}}',
  },
  neverOpened: { vi: 'Chưa ai mở.', en: 'Nobody has opened it.' },
  revoke: { vi: 'Thu hồi', en: 'Revoke' },
})
