/** How a field of the referral letter is written: free text, `yyyyMMddHHmm`, `yyyyMMdd`, a code of a list, a pattern. */
export type LetterField = {
  name: string
  vi: string
  en: string
  isRequired: boolean
  /** Longest text in characters. */
  max: number
  is: 'text' | 'long' | 'moment' | 'birth' | 'dates' | 'code'
  codes?: readonly string[]
  pattern?: RegExp
  /** Filled in when the letter is issued, never typed. */
  isGiven?: true
}

const text = (name: string, [vi, en]: [string, string], max: number, isRequired = true): LetterField => ({
  ...{ name, vi, en, isRequired, max },
  is: 'text',
})
const long = (name: string, words: [string, string], isRequired = true): LetterField => ({
  ...text(name, words, 4000, isRequired),
  is: 'long',
})
const moment = (name: string, words: [string, string], isRequired = true): LetterField => ({
  ...text(name, words, 12, isRequired),
  is: 'moment',
})
const code = (name: string, words: [string, string], codes: readonly string[]): LetterField => ({
  ...text(name, words, 1),
  is: 'code',
  codes,
})
const shaped = (field: LetterField, pattern: RegExp): LetterField => ({ ...field, pattern })
const given = (field: LetterField): LetterField => ({ ...field, isGiven: true })

const facilityCode = /^[0-9A-Z]{5}$/
const icd = /^[A-Z]\d{2}(\.\d{1,2})?[+*†]?$/
const icds = /^[A-Z]\d{2}(\.\d{1,2})?[+*†]?(;[A-Z]\d{2}(\.\d{1,2})?[+*†]?)*$/
const cards = /^([A-Z]{2}[1-5]\d{12}|\d{10})(;([A-Z]{2}[1-5]\d{12}|\d{10}))*$/

/**
 * The 39 fields of XML13 (giấy chuyển tuyến) in their order (Decisions 130/2023, 4750/2023, 3176/2024 of the Ministry of
 * Health). Codes of sex, discharge and reason are those lists; no more than 12 accompanying diseases.
 */
export const letterFields: readonly LetterField[] = [
  text('MA_LK', ['Mã liên kết đợt điều trị', 'Claim link id'], 100),
  text('SO_HOSO', ['Số hồ sơ', 'Record number'], 50),
  given(text('SO_CHUYENTUYEN', ['Số chuyển tuyến', 'Transfer number'], 50)),
  given(text('GIAY_CHUYEN_TUYEN', ['Số phiếu chuyển', 'Letter number'], 50)),
  shaped(text('MA_CSKCB', ['Mã cơ sở lập phiếu', 'Code of the issuing facility'], 5), facilityCode),
  shaped(text('MA_NOI_DI', ['Mã nơi chuyển đi', 'Code of the sending facility'], 5), facilityCode),
  shaped(text('MA_NOI_DEN', ['Mã nơi chuyển đến', 'Code of the receiving facility'], 5), facilityCode),
  text('HO_TEN', ['Họ và tên', 'Full name'], 255),
  { ...text('NGAY_SINH', ['Ngày sinh', 'Date of birth'], 12), is: 'birth' },
  code('GIOI_TINH', ['Giới tính', 'Sex'], ['1', '2', '3']),
  shaped(text('MA_QUOCTICH', ['Mã quốc tịch', 'Nationality code'], 3), /^[0-9A-Z]{3}$/),
  shaped(text('MA_DANTOC', ['Mã dân tộc', 'Ethnic group code'], 2), /^\d{2}$/),
  shaped(text('MA_NGHE_NGHIEP', ['Mã nghề nghiệp', 'Occupation code'], 5), /^[0-9A-Z]{5}$/),
  text('DIA_CHI', ['Địa chỉ', 'Address'], 1024),
  shaped(text('MA_THE_BHYT', ['Số thẻ BHYT', 'Insurance card'], 255, false), cards),
  { ...text('GT_THE_DEN', ['Thẻ có giá trị đến', 'Card valid until'], 255, false), is: 'dates' },
  moment('NGAY_VAO', ['Đến khám lúc', 'Arrived at']),
  moment('NGAY_VAO_NOI_TRU', ['Vào nội trú lúc', 'Admitted at'], false),
  moment('NGAY_RA', ['Rời cơ sở lúc', 'Left at']),
  long('DAU_HIEU_LS', ['Dấu hiệu lâm sàng', 'Clinical signs']),
  long('CHAN_DOAN_RV', ['Chẩn đoán khi chuyển', 'Diagnosis']),
  long('QT_BENHLY', ['Quá trình bệnh lý và diễn biến', 'Course of the illness']),
  long('TOMTAT_KQ', ['Tóm tắt kết quả xét nghiệm, cận lâm sàng', 'Summary of investigations']),
  long('PP_DIEUTRI', ['Phương pháp điều trị đã dùng', 'Treatment given']),
  shaped(text('MA_BENH_CHINH', ['Mã bệnh chính (ICD-10)', 'Main disease (ICD-10)'], 7), icd),
  shaped(text('MA_BENH_KT', ['Mã bệnh kèm theo, cách bằng ;', 'Accompanying diseases, by ;'], 100, false), icds),
  text('MA_BENH_YHCT', ['Mã bệnh y học cổ truyền', 'Traditional medicine code'], 255, false),
  text('TEN_DICH_VU', ['Dịch vụ kỹ thuật đã làm', 'Procedures done'], 1024, false),
  text('TEN_THUOC', ['Thuốc đã dùng', 'Drugs given'], 1024, false),
  long('PP_DIEU_TRI', ['Phương pháp, thủ thuật, kỹ thuật', 'Methods and techniques'], false),
  code('MA_LOAI_RV', ['Loại ra viện', 'Kind of discharge'], ['1', '2', '3', '4', '5']),
  code('MA_LYDO_CT', ['Lý do chuyển', 'Reason of transfer'], ['1', '2', '3']),
  long('HUONG_DIEU_TRI', ['Hướng điều trị', 'Further treatment']),
  text('PHUONGTIEN_VC', ['Phương tiện vận chuyển', 'Transport'], 255),
  text('HOTEN_NGUOI_HT', ['Họ tên người hộ tống', 'Escort'], 255, false),
  text('CHUCDANH_NGUOI_HT', ['Chức danh người hộ tống', 'Title of the escort'], 255, false),
  text('MA_BAC_SI', ['Mã bác sĩ điều trị (số giấy phép hành nghề)', 'Code of the doctor (licence)'], 255),
  text('MA_TTDV', ['Mã người đứng đầu cơ sở', 'Code of the head of the facility'], 255),
  text('DU_PHONG', ['Dự phòng', 'Reserved'], 255, false),
]

/** What each code of a list means. */
export const letterCodes: Record<string, Record<string, { vi: string; en: string }>> = {
  GIOI_TINH: {
    1: { vi: 'Nam', en: 'Male' },
    2: { vi: 'Nữ', en: 'Female' },
    3: { vi: 'Chưa xác định', en: 'Not determined' },
  },
  MA_LOAI_RV: {
    1: { vi: 'Ra viện', en: 'Discharged' },
    2: { vi: 'Chuyển theo yêu cầu chuyên môn', en: 'Transferred for clinical reasons' },
    3: { vi: 'Trốn viện', en: 'Absconded' },
    4: { vi: 'Xin ra viện', en: 'Self-discharge' },
    5: { vi: 'Chuyển theo yêu cầu người bệnh', en: 'Transferred at the request of the patient' },
  },
  MA_LYDO_CT: {
    1: { vi: 'Đủ điều kiện chuyển', en: 'Conditions for transfer are met' },
    2: { vi: 'Không phù hợp khả năng đáp ứng', en: 'Beyond what the facility can do' },
    3: { vi: 'Theo yêu cầu người bệnh', en: 'At the request of the patient' },
  },
}

/** Fields of a letter by name; what is not there is empty. */
export type LetterValues = Readonly<Record<string, string>>

/** What is wrong with a field. */
export type LetterFault = {
  field: string
  fault: 'missing' | 'moment' | 'birth' | 'dates' | 'code' | 'pattern' | 'too-long' | 'too-many' | 'order'
}

const maxAccompanying = 12

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

const partsOf = (value: string) =>
  [value.slice(0, 4), value.slice(4, 6), value.slice(6, 8), value.slice(8, 10), value.slice(10, 12)].map(Number) as [
    ...[number, number, number, number, number],
  ]

function isMoment(value: string): boolean {
  if (!/^\d{12}$/.test(value)) return false
  const [year, month, day, hour, minute] = partsOf(value)
  return isDay(year, month, day) && hour < 24 && minute < 60
}

/** A date of birth may have parts that are unknown, written as zeros from the right. */
function isBirth(value: string): boolean {
  if (!/^(18|19|20)\d{10}$/.test(value)) return false
  const [year, month, day, hour, minute] = partsOf(value)
  if (month === 0) return day === 0 && hour === 0 && minute === 0
  if (day === 0) return month <= 12 && hour === 0 && minute === 0
  return isDay(year, month, day) && hour < 24 && minute < 60
}

const areDates = (value: string): boolean =>
  value.split(';').every((each) => /^\d{8}$/.test(each) && isMoment(`${each}0000`))

function shapeFault(field: LetterField, value: string): LetterFault['fault'] | null {
  if (value.length > field.max) return 'too-long'
  if (field.is === 'moment') return isMoment(value) ? null : 'moment'
  if (field.is === 'birth') return isBirth(value) ? null : 'birth'
  if (field.is === 'dates') return areDates(value) ? null : 'dates'
  if (field.codes) return field.codes.includes(value) ? null : 'code'
  if (field.pattern && !field.pattern.test(value)) return 'pattern'
  if (field.name === 'MA_BENH_KT' && value.split(';').length > maxAccompanying) return 'too-many'
  return null
}

/** What must go together: a card with its last day, an escort with a title, arrival before leaving. */
function pairFaults(values: LetterValues): LetterFault[] {
  const faults: LetterFault[] = []
  const has = (name: string) => Boolean(values[name])
  if (has('MA_THE_BHYT') && !has('GT_THE_DEN')) faults.push({ field: 'GT_THE_DEN', fault: 'missing' })
  if (has('HOTEN_NGUOI_HT') && !has('CHUCDANH_NGUOI_HT')) faults.push({ field: 'CHUCDANH_NGUOI_HT', fault: 'missing' })
  const { NGAY_VAO: came = '', NGAY_RA: left = '' } = values
  if (isMoment(came) && isMoment(left) && left < came) faults.push({ field: 'NGAY_RA', fault: 'order' })
  return faults
}

/** What is wrong with a letter, in the order of the fields; `isIssued` asks for its number too. */
export function letterFaults(values: LetterValues, isIssued: boolean): LetterFault[] {
  const each = letterFields.flatMap((field): LetterFault[] => {
    const value = values[field.name] ?? ''
    if (value === '') {
      const isOwed = field.isRequired && (isIssued || !field.isGiven)
      return isOwed ? [{ field: field.name, fault: 'missing' }] : []
    }
    const fault = shapeFault(field, value)
    return fault ? [{ field: field.name, fault }] : []
  })
  return [...each, ...pairFaults(values)]
}
