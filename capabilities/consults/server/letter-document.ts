// The referral letter on paper: "Phiếu chuyển cơ sở khám bệnh, chữa bệnh", Annex VI of Circular 01/2025/TT-BYT.

import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import pdfmake from 'pdfmake'
import type { Content } from 'pdfmake/interfaces'
import { type LetterValues, letterCodes } from '../contract/letter-fields.ts'
import { orDots, printableData, shortDate, spelledDayOf, spelledInstant } from './minutes-words.ts'

/** All that the paper says. Instants are ISO with zone, dates YYYY-MM-DD. */
export type LetterDocument = {
  values: LetterValues
  authority: string
  from: string
  to: string
  number: string
  issuedAt: string
  validUntil: string
  doctor: string
  leftAt: string | null
}

const require = createRequire(import.meta.url)
const font = (name: string) => require.resolve(`pdfmake/fonts/Roboto/${name}.ttf`)
const fontFolder = dirname(font('Roboto-Regular'))

pdfmake.addFonts({
  Roboto: {
    normal: font('Roboto-Regular'),
    bold: font('Roboto-Medium'),
    italics: font('Roboto-Italic'),
    bolditalics: font('Roboto-MediumItalic'),
  },
})
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path) => path.startsWith(fontFolder))

const upper = (text: string) => text.toLocaleUpperCase('vi')

const line = (label: string, value: string | undefined): Content => ({
  text: [`- ${label}: `, { text: orDots(value ?? ''), bold: true }],
  margin: [0, 2, 0, 2],
})

const meaning = (values: LetterValues, name: string): string => letterCodes[name]?.[values[name] ?? '']?.vi ?? ''

/** `202611221405` as `14:05 22/11/2026`; parts that are unknown are left out. */
function readable(compact: string | undefined): string {
  if (!compact) return ''
  const [year, month, day] = [compact.slice(0, 4), compact.slice(4, 6), compact.slice(6, 8)]
  const date = [day, month, year].filter((part) => part !== '' && part !== '00').join('/')
  const time = `${compact.slice(8, 10)}:${compact.slice(10, 12)}`
  return time === '00:00' || time === ':' ? date : `${time} ${date}`
}

function head(letter: LetterDocument): Content {
  return {
    fontSize: 10,
    columns: [
      {
        width: '43%',
        stack: [
          { text: upper(letter.authority), alignment: 'center' },
          { text: upper(letter.from), bold: true, alignment: 'center' },
          { text: `Số: ${letter.number}`, alignment: 'center' },
        ],
      },
      {
        width: '57%',
        stack: [
          { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, alignment: 'center' },
          { text: 'Độc lập - Tự do - Hạnh phúc', bold: true, alignment: 'center' },
          { text: spelledDayOf(letter.issuedAt), italics: true, alignment: 'center', margin: [0, 6, 0, 0] },
        ],
      },
    ],
  }
}

function person({ values }: LetterDocument): Content[] {
  const card = values['MA_THE_BHYT'] ? `${values['MA_THE_BHYT']}, giá trị đến ${readable(values['GT_THE_DEN'])}` : ''
  return [
    line('Họ và tên người bệnh', upper(values['HO_TEN'] ?? '')),
    {
      columns: [line('Giới tính', meaning(values, 'GIOI_TINH')), line('Ngày sinh', readable(values['NGAY_SINH']))],
    },
    line('Địa chỉ', values['DIA_CHI']),
    {
      columns: [
        line('Dân tộc (mã)', values['MA_DANTOC']),
        line('Quốc tịch (mã)', values['MA_QUOCTICH']),
        line('Nghề nghiệp (mã)', values['MA_NGHE_NGHIEP']),
      ],
    },
    line('Số thẻ bảo hiểm y tế', card),
  ]
}

function summary({ values }: LetterDocument): Content[] {
  const codes = [values['MA_BENH_CHINH'], values['MA_BENH_KT']].filter(Boolean).join('; ')
  return [
    { text: 'TÓM TẮT BỆNH ÁN', bold: true, alignment: 'center', margin: [0, 8, 0, 4] },
    line('Dấu hiệu lâm sàng', values['DAU_HIEU_LS']),
    line('Quá trình bệnh lý và diễn biến', values['QT_BENHLY']),
    line('Kết quả xét nghiệm, cận lâm sàng', values['TOMTAT_KQ']),
    line('Chẩn đoán', `${values['CHAN_DOAN_RV'] ?? ''} (ICD-10: ${codes})`),
    line(
      'Phương pháp, thủ thuật, kỹ thuật, thuốc đã sử dụng trong điều trị',
      ['PP_DIEUTRI', 'PP_DIEU_TRI', 'TEN_DICH_VU', 'TEN_THUOC']
        .map((name) => values[name])
        .filter(Boolean)
        .join('; '),
    ),
    line('Lý do chuyển cơ sở khám bệnh, chữa bệnh', meaning(values, 'MA_LYDO_CT')),
    line('Hướng điều trị', values['HUONG_DIEU_TRI']),
  ]
}

function road(letter: LetterDocument): Content[] {
  const { values } = letter
  const escort = [values['HOTEN_NGUOI_HT'], values['CHUCDANH_NGUOI_HT']].filter(Boolean).join(', ')
  const left = letter.leftAt ? spelledInstant(letter.leftAt) : readable(values['NGAY_RA'])
  return [
    line('Chuyển lúc', left),
    line('Phương tiện vận chuyển', values['PHUONGTIEN_VC']),
    line('Họ tên, chức danh người hộ tống', escort),
    line('Phiếu có giá trị đến hết ngày', `${shortDate(letter.validUntil)} (10 ngày làm việc kể từ ngày ký)`),
  ]
}

function signatures(letter: LetterDocument): Content {
  const block = (title: string, name: string) => ({
    width: '*',
    alignment: 'center' as const,
    stack: [
      { text: title, bold: true },
      {
        text: '(ký, ghi rõ họ tên)',
        italics: true,
        fontSize: 9.5,
        margin: [0, 0, 0, 44] as [number, number, number, number],
      },
      { text: name, bold: true },
    ],
  })
  return {
    unbreakable: true,
    margin: [0, 16, 0, 0],
    columns: [block('Y, BÁC SĨ KHÁM, ĐIỀU TRỊ', letter.doctor), block('NGƯỜI CÓ THẨM QUYỀN CHUYỂN CƠ SỞ', ' ')],
  }
}

const notice = 'Bản in chưa có chữ ký số của người ký và của cơ sở.'

/** The PDF of a referral letter; the same letter gives the same bytes. */
export async function renderLetter(given: LetterDocument): Promise<Uint8Array> {
  const letter = printableData(given)
  const at = new Date(letter.issuedAt)
  const stay = `từ ${readable(letter.values['NGAY_VAO'])} đến ${readable(letter.values['NGAY_RA'])}`
  return await pdfmake
    .createPdf({
      pageSize: 'A4',
      pageMargins: [62, 48, 48, 58],
      defaultStyle: { font: 'Roboto', fontSize: 10.5, lineHeight: 1.22 },
      info: { title: 'Phiếu chuyển cơ sở khám bệnh, chữa bệnh', author: letter.from, creationDate: at, modDate: at },
      footer: (page, pages) => ({
        margin: [62, 14, 48, 0],
        fontSize: 8,
        columns: [
          { width: '*', text: `Số ${letter.number} · ${notice}` },
          { width: 'auto', text: `Trang ${page}/${pages}` },
        ],
      }),
      content: [
        head(letter),
        {
          text: 'PHIẾU CHUYỂN CƠ SỞ KHÁM BỆNH, CHỮA BỆNH',
          ...{ bold: true, fontSize: 14, alignment: 'center', margin: [0, 16, 0, 4] },
        },
        { text: ['Kính gửi: ', { text: letter.to, bold: true }], alignment: 'center', margin: [0, 0, 0, 8] },
        { text: `${letter.from} trân trọng giới thiệu:`, margin: [0, 2, 0, 2] },
        ...person(letter),
        line('Đã được khám bệnh, điều trị tại', `${letter.from}, ${stay}`),
        ...summary(letter),
        ...road(letter),
        signatures(letter),
      ],
    })
    .getBuffer()
}
