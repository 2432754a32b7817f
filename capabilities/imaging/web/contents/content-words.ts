import { defineWords } from '#platform/web/i18n/words.ts'

/** The words of slides, waveforms and documents, Vietnamese and English. */
export const contentWords = defineWords('imaging-contents', {
  slide: {
    vi: 'Lam kính: kéo để dời, lăn hoặc phím + − để phóng, phím mũi tên để dời',
    en: 'Slide: drag to move, wheel or keys + − to zoom, arrows to move',
  },
  move: { vi: 'Dời', en: 'Move' },
  zoomIn: { vi: 'Phóng to', en: 'Zoom in' },
  zoomOut: { vi: 'Thu nhỏ', en: 'Zoom out' },
  whole: { vi: 'Cả lam', en: 'Whole slide' },
  showLabel: { vi: 'Hiện nhãn lam', en: 'Show slide label' },
  hideLabel: { vi: 'Ẩn nhãn lam', en: 'Hide slide label' },
  label: { vi: 'Nhãn lam, có thể ghi tên người bệnh', en: 'Slide label; it may bear the patient’s name' },
  overview: { vi: 'Ảnh toàn lam', en: 'Overview of the slide' },
  noScale: { vi: 'Không rõ tỉ lệ: chưa dùng để đo', en: 'Scale unknown: not for measuring' },
  about: { vi: '≈ {{n}}×', en: '≈ {{n}}×' },
  planes: { vi: 'Quét {{n}} lớp sâu, đang xem lớp đầu', en: 'Scanned at {{n}} depths, the first is shown' },
  noLevels: {
    vi: 'Lam này chưa có ảnh mô để xem. Phim gốc vẫn còn trong kho.',
    en: 'This slide has no picture of tissue yet. The original is kept.',
  },
  loadingTiles: { vi: 'Đang tải…', en: 'Loading…' },
  waveform: { vi: 'Điện tim', en: 'ECG' },
  paper: { vi: '25 mm/s · 10 mm/mV', en: '25 mm/s · 10 mm/mV' },
  notForMeasuring: {
    vi: 'Lưới đúng với dữ liệu, cỡ trên màn hình tùy máy: chưa dùng để đo bằng thước',
    en: 'The grid is true to the data, its size depends on the screen: not for measuring with a ruler',
  },
  sampled: { vi: '{{n}} mẫu/giây', en: '{{n}} samples/s' },
  lead: { vi: 'Chuyển đạo {{name}}', en: 'Lead {{name}}' },
  earlier: { vi: 'Đoạn trước', en: 'Earlier' },
  later: { vi: 'Đoạn sau', en: 'Later' },
  part: { vi: 'Giây {{from}} đến {{to}} trong {{all}}', en: 'Seconds {{from}} to {{to}} of {{all}}' },
  others: {
    vi: '{{n}} kênh không phải điện thế nên không vẽ',
    en: '{{n}} channels measure no voltage and are not drawn',
  },
  loadingWaveform: { vi: 'Đang tải điện tim…', en: 'Loading the ECG…' },
  recording: { vi: 'Bản ghi {{n}}', en: 'Recording {{n}}' },
  documents: { vi: 'Tài liệu', en: 'Documents' },
  untitled: { vi: 'Tài liệu PDF', en: 'PDF document' },
  pages: { vi: '{{n}} trang', en: 'Pages: {{n}}' },
  openDocument: { vi: 'Mở tài liệu', en: 'Open the document' },
})
