import { defineWords } from '#platform/web/i18n/words.ts'

/** The words of judging a document. */
export const verifyWords = defineWords('verify', {
  verify: { vi: 'Kiểm tra chữ ký của một tệp PDF', en: 'Verify the signatures of a PDF' },
  hint: {
    vi: 'Chọn biên bản PDF đã ký, tối đa 720 kB. Máy chủ kiểm tra rồi bỏ, không giữ lại gì. Ngoài mạng: npm run verify.',
    en: 'Choose signed minutes as PDF, up to 720 kB. The server judges the file and keeps nothing of it. Offline: npm run verify.',
  },
  choose: { vi: 'Chọn tệp PDF', en: 'Choose a PDF' },
  tooLarge: { vi: 'Tệp lớn hơn 720 kB.', en: 'The file is larger than 720 kB.' },
  checking: { vi: 'Đang kiểm tra…', en: 'Verifying…' },
  sound: { vi: 'Mọi chữ ký đều đúng.', en: 'Every signature holds.' },
  soundSeal: {
    vi: 'Niêm phong còn nguyên. Tài liệu này KHÔNG có chữ ký số của người nào.',
    en: 'The seal holds. Nobody signed this document digitally.',
  },
  refused: { vi: 'Không chấp nhận được tài liệu này.', en: 'This document is refused.' },
  sealBroken: {
    vi: 'Niêm phong đã vỡ: tệp bị sửa sau khi niêm phong.',
    en: 'The seal is broken: the file was altered.',
  },
  sealStrange: { vi: 'Niêm phong của một hệ thống khác.', en: 'Sealed by another system.' },
  valid: { vi: 'Đúng', en: 'Valid' },
  invalid: { vi: 'Sai', en: 'Not valid' },
  chair: { vi: 'Chủ tọa', en: 'Chair' },
  secretary: { vi: 'Thư ký', en: 'Secretary' },
  signedAt: { vi: 'Ký lúc {{time}}', en: 'Signed {{time}}' },
  noTime: { vi: 'Không chứng minh được giờ ký', en: 'The time is not proven' },
  chain: { vi: 'Chuỗi chứng thư: {{chain}}', en: 'Chain: {{chain}}' },
  'not-understood': { vi: 'Không đọc được tệp này.', en: 'The file cannot be read.' },
  'no-signatures': { vi: 'Tài liệu không có chữ ký nào.', en: 'The document bears no signature.' },
  'signature-not-listed': { vi: 'Có chữ ký bị giấu trong tệp.', en: 'A signature is hidden in the file.' },
  unreadable: { vi: 'Không đọc được chữ ký.', en: 'The signature cannot be read.' },
  'byte-range-wrong': {
    vi: 'Vùng được ký chừa ra nhiều hơn chính chữ ký.',
    en: 'Its byte range leaves out more than the signature itself.',
  },
  'content-altered': {
    vi: 'Nội dung không phải nội dung đã ký: bị sửa, hoặc chữ ký chép từ tài liệu khác.',
    en: 'The content is not what was signed: altered, or the signature is from another document.',
  },
  'signature-wrong': {
    vi: 'Chữ ký không khớp khóa của chứng thư.',
    en: 'It does not match the key of its certificate.',
  },
  'certificate-mismatch': { vi: 'Chữ ký nêu một chứng thư khác.', en: 'It names another certificate.' },
  'certificate-untrusted': {
    vi: 'Chứng thư không dẫn tới gốc được tin, hoặc không còn hiệu lực.',
    en: 'Its certificate leads to no trusted root, or was not in force.',
  },
  'time-stamp-missing': { vi: 'Không có dấu thời gian.', en: 'It has no time-stamp.' },
  'time-stamp-wrong': { vi: 'Dấu thời gian không đúng.', en: 'Its time-stamp does not hold.' },
  'document-extended': { vi: 'Có thêm dữ liệu sau chữ ký này.', en: 'Bytes were appended after it.' },
  'document-updated': { vi: 'Tài liệu bị cập nhật sau chữ ký này.', en: 'The document was updated after it.' },
  'changed-after': {
    vi: 'Sau chữ ký này có thêm thứ khác ngoài chữ ký.',
    en: 'More than a signature was added after it.',
  },
})
