import { defineWords } from '#platform/web/i18n/words.ts'

/** The words of results of others. */
export const resultWords = defineWords('results', {
  ai: { vi: 'Kết quả AI ({{n}})', en: 'AI results ({{n}})' },
  others: { vi: 'Kết quả từ nơi khác ({{n}})', en: 'Results from elsewhere ({{n}})' },
  both: { vi: 'Kết quả AI và nơi khác ({{n}})', en: 'Results of AI and from elsewhere ({{n}})' },
  bar: { vi: 'Kết quả từ nơi khác', en: 'Results of others' },
  off: { vi: 'Tắt lớp AI', en: 'AI off' },
  listTitle: { vi: 'Kết quả AI và từ nơi khác', en: 'Results of AI and from elsewhere' },
  hint: {
    vi: 'Đọc phim trước, rồi bật từng kết quả nếu cần. Chỉ mình bạn thấy, phím O tắt hết, và việc bật được ghi lại. Ảnh chính luôn được giữ không có lớp này; điểm và số đo của ca không tính nó.',
    en: 'Read the images first, then turn a result on if you need it. Only you see it, O turns all off, and turning on is recorded. Key images are always kept without it; no score or mark of the case counts it.',
  },
  aiGroup: { vi: 'Kết quả AI', en: 'AI results' },
  otherGroup: { vi: 'Kết quả từ nơi khác', en: 'Results from elsewhere' },
  turnOn: { vi: 'Bật cho riêng tôi', en: 'Turn on for me' },
  turnOff: { vi: 'Tắt', en: 'Turn off' },
  mayNot: { vi: 'Chỉ bác sĩ và kỹ thuật viên bật được.', en: 'Doctors and technicians may turn it on.' },
  segmentation: { vi: 'Vùng vẽ trên ảnh', en: 'Regions on images' },
  report: { vi: 'Chữ và số đo', en: 'Words and measurements' },
  unknownMaker: { vi: 'Không ghi máy nào', en: 'Maker not named' },
  by: { vi: 'Hãng: {{who}}', en: 'Made by {{who}}' },
  algorithm: { vi: 'Thuật toán: {{name}}', en: 'Algorithm: {{name}}' },
  noAlgorithm: { vi: 'Không ghi là thuật toán làm ra.', en: 'It does not say that an algorithm made it.' },
  stageAi: {
    vi: 'AI: {{maker}}, không thay bác sĩ đọc phim',
    en: 'AI: {{maker}}, no substitute for a doctor’s reading',
  },
  stageOther: {
    vi: 'Từ nơi khác: {{maker}}, không thay bác sĩ đọc phim',
    en: 'From elsewhere: {{maker}}, no substitute for a doctor’s reading',
  },
  notHere: { vi: 'Lát này không có gì được vẽ', en: 'Nothing is drawn on this slice' },
  fetching: { vi: 'Đang tải vùng', en: 'Fetching regions' },
  notFetched: { vi: 'Chưa tải được vùng. Tắt rồi bật lại.', en: 'Regions were not fetched. Turn it off and on again.' },
  goTo: { vi: 'Tới lát có {{what}}', en: 'Go to {{what}}' },
  region: { vi: 'Vùng', en: 'Region' },
  AUTOMATIC: { vi: 'tự động', en: 'automatic' },
  SEMIAUTOMATIC: { vi: 'bán tự động', en: 'semi-automatic' },
  MANUAL: { vi: 'người vẽ', en: 'drawn by a person' },
  unplaced: {
    vi: '{{n}} phần không vẽ: {{why}}',
    en: '{{n}} parts are not drawn: {{why}}',
  },
  unreadable: {
    vi: 'Tệp hỏng hoặc thiếu phần, không đọc được.',
    en: 'The file is damaged or incomplete and cannot be read.',
  },
  'too-large': { vi: 'Quá lớn nên không mở.', en: 'It is too large and was not opened.' },
  fractional: {
    vi: 'Ghi xác suất từng điểm (FRACTIONAL) chứ không phải vùng, nên không vẽ.',
    en: 'It gives a probability for each pixel (FRACTIONAL) instead of regions, and is not drawn.',
  },
  compressed: { vi: 'Nén theo cách chưa đọc được.', en: 'It is compressed in a way that is not read.' },
  'not-here': {
    vi: 'không khớp vị trí với ảnh nào của phim này.',
    en: 'they fit the place of no image of this study.',
  },
  'size-differs': { vi: 'khác kích thước với ảnh.', en: 'their size is not that of the image.' },
  'place-differs': {
    vi: 'nói vị trí khác với ảnh mà nó trỏ tới.',
    en: 'they say another place than the image that they name.',
  },
  'in-space': {
    vi: 'là điểm trong không gian, không thuộc một ảnh.',
    en: 'they are points in space and belong to no image.',
  },
  'outside-image': { vi: 'nằm ngoài ảnh.', en: 'they lie outside the image.' },
})
