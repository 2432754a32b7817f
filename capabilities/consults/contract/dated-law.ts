import { type CalendarDate, inForceOn } from '#platform/contract/in-force.ts'

type Dated = { from: CalendarDate; text: string }

/** The code that stands on the extract of minutes ("MS:"): Circular 32/2023/TT-BYT, Annex XXIX. */
const extractCodes: readonly Dated[] = [{ from: '2024-01-01', text: '27/BV-02' }]

/** The act on examination and treatment. */
const careActs: readonly Dated[] = [
  { from: '2011-01-01', text: 'Luật Khám bệnh, chữa bệnh số 40/2009/QH12' },
  {
    from: '2024-01-01',
    text: 'Luật Khám bệnh, chữa bệnh số 15/2023/QH15, Điều 64 và Điều 80; Nghị định 96/2023/NĐ-CP, Điều 87 và Điều 88',
  },
]

/** The act on personal data that lets two hospitals share a record in an emergency. */
const sharingActs: readonly Dated[] = [
  { from: '2023-07-01', text: 'Nghị định 13/2023/NĐ-CP, Điều 17' },
  {
    from: '2026-01-01',
    text: 'Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15, Điều 19 khoản 1 điểm a và Điều 26 khoản 2',
  },
]

/** How long minutes are kept. */
const keepingRules: readonly Dated[] = [
  { from: '2018-02-15', text: 'Thông tư 53/2017/TT-BYT' },
  { from: '2025-07-01', text: 'Thông tư 33/2025/TT-BYT' },
]

/** What a document of that day cites; a code that is not known for the day is null, and dots are printed. */
export const lawOn = (day: CalendarDate) => ({
  extractCode: inForceOn(extractCodes, day)?.text ?? null,
  care: inForceOn(careActs, day)?.text ?? null,
  sharing: inForceOn(sharingActs, day)?.text ?? null,
  keeping: inForceOn(keepingRules, day)?.text ?? null,
})
