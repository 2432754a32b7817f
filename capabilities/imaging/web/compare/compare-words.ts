import { defineWords } from '#platform/web/i18n/words.ts'

/** The words of comparing two studies. */
export const compareWords = defineWords('imaging-compare', {
  thisOne: { vi: 'Phim đang xem', en: 'The study shown' },
  otherOne: { vi: 'Phim đứng cạnh', en: 'The study beside it' },
  older: { vi: 'Phim cũ', en: 'Prior' },
  newer: { vi: 'Phim mới', en: 'Current' },
  noOther: { vi: 'Người bệnh chưa có phim nào khác để so.', en: 'The patient has no other study to compare with.' },
  chooseStudy: { vi: 'Chọn phim đứng cạnh', en: 'Choose the study beside it' },
  chooseSeries: { vi: 'Chọn chuỗi ảnh đứng cạnh', en: 'Choose the series beside it' },
  inStep: { vi: 'Cuộn cùng', en: 'In step' },
  notInStep: { vi: 'Không cuộn cùng', en: 'Not in step' },
  byPlace: { vi: 'Cuộn cùng theo vị trí trong cơ thể', en: 'In step by place in the body' },
  byDistance: {
    vi: 'Khác hệ tọa độ: cuộn cùng theo mm từ chỗ nối. Chưa khớp thì tắt, chỉnh, bật lại',
    en: 'Other frame of reference: in step by mm from where they were linked. To match them, switch off, scroll, switch on',
  },
  apart: { vi: '· lệch {{n}} mm', en: '· {{n}} mm apart' },
  unplaced: {
    vi: 'Không cuộn cùng được: có lát không ghi vị trí trong cơ thể.',
    en: 'Cannot go in step: some slices do not say where they are in the body.',
  },
  'other-cut': {
    vi: 'Không cuộn cùng được: hai chuỗi cắt theo hướng khác nhau.',
    en: 'Cannot go in step: the two series are cut in different directions.',
  },
})
