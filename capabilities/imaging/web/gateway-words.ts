import { defineWords } from '#platform/web/i18n/words.ts'

/** The words around gateways. */
export const gatewayWords = defineWords('gateways', {
  gateways: { vi: 'Cổng hình ảnh', en: 'Image gateways' },
  loading: { vi: 'Đang mở danh sách cổng…', en: 'Opening the gateways…' },
  none: {
    vi: 'Cơ sở chưa có cổng hình ảnh. Thêm cổng để máy chụp gửi phim, kể cả khi mất mạng.',
    en: 'No gateway yet. Add one so that scanners can send images, also while the link is away.',
  },
  noneReadOnly: {
    vi: 'Cơ sở chưa có cổng hình ảnh. Quản trị viên của cơ sở thêm cổng tại đây.',
    en: 'No gateway yet. An administrator of the facility adds one here.',
  },
  add: { vi: 'Thêm cổng', en: 'Add a gateway' },
  label: { vi: 'Tên cổng, nơi đặt máy', en: 'Name of the gateway, where it stands' },
  labelFirst: { vi: 'Nhập tên cổng trước', en: 'Type a name first' },
  makeCode: { vi: 'Tạo mã cài đặt', en: 'Make a set-up code' },
  cancel: { vi: 'Hủy', en: 'Cancel' },
  close: { vi: 'Đã ghi lại', en: 'I have noted it' },
  code: { vi: 'Mã cài đặt', en: 'Set-up code' },
  codeOnce: {
    vi: 'Mã chỉ hiện một lần, dùng cho một máy, hết hạn lúc {{time}} {{date}}.',
    en: 'Shown once, good for one machine, until {{time}} {{date}}.',
  },
  codeHow: { vi: 'Trên máy đặt cổng, chạy:', en: 'On the machine of the gateway, run:' },
  seen: { vi: 'liên lạc lúc {{time}}', en: 'last heard {{time}}' },
  silent: { vi: 'mất liên lạc từ {{time}}', en: 'silent since {{time}}' },
  never: { vi: 'chưa liên lạc lần nào từ khi cài lúc {{time}}', en: 'never heard since set-up {{time}}' },
  version: { vi: 'phiên bản {{v}}', en: 'version {{v}}' },
  receives: { vi: 'nhận với tên {{names}}', en: 'receives as {{names}}' },
  clockAhead: { vi: 'Đồng hồ nhanh {{n}} phút. Chỉnh giờ máy.', en: 'Its clock is {{n}} min fast. Set it.' },
  clockBehind: { vi: 'Đồng hồ chậm {{n}} phút. Chỉnh giờ máy.', en: 'Its clock is {{n}} min slow. Set it.' },
  holds: { vi: 'Đang giữ {{held}}, còn chỗ {{free}}', en: 'Holds {{held}}, room for {{free}}' },
  full: { vi: 'Hết chỗ: máy chụp bị từ chối. Giải phóng ổ đĩa.', en: 'No room: scanners are refused. Free the disk.' },
  waiting: { vi: '{{n}} ảnh chờ gửi, từ {{time}}', en: '{{n}} images wait, since {{time}}' },
  nothingWaits: { vi: 'Không có ảnh chờ gửi', en: 'Nothing waits' },
  held: {
    vi: '{{n}} ảnh giữ lại, không tự gửi: trùng mã khác nội dung, hoặc bị từ chối.',
    en: '{{n}} images are kept and not sent: same UID with other content, or refused.',
  },
  studies: { vi: 'Phim đang gửi và mới gửi', en: 'Studies on their way and sent lately' },
  study: { vi: 'Phim', en: 'Study' },
  received: { vi: 'Nhận lúc', en: 'Received' },
  sent: { vi: 'Đã gửi', en: 'Sent' },
  sentOf: { vi: '{{sent}} / {{all}} ảnh', en: '{{sent}} / {{all}} images' },
  urgent: { vi: 'cấp cứu', en: 'emergency' },
  revoke: { vi: 'Thu hồi', en: 'Revoke' },
  revokeTitle: { vi: 'Thu hồi cổng {{label}}?', en: 'Revoke {{label}}?' },
  revokeWhat: {
    vi: 'Cổng không gửi được nữa. {{n}} ảnh còn trên máy đó sẽ không tới. Muốn dùng lại phải cài mã mới.',
    en: 'It can send no more. {{n}} images still on it will not come. To use it again it needs a new code.',
  },
})
