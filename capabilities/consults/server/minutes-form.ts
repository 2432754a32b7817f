// The form "Trích biên bản hội chẩn" (27/BV2), field by field in the order of print.

import type { Column, Content } from 'pdfmake/interfaces'
import type { MinutesDocument, MinutesPerson } from './minutes-document.ts'
import { orDots, shortDate, spelledDayOf, spelledInstant } from './minutes-words.ts'

const sexes = { male: 'Nam', female: 'Nữ' } as const

const upper = (text: string) => text.toLocaleUpperCase('vi')

function header(minutes: MinutesDocument): Content {
  const rule: Content = {
    canvas: [{ type: 'line', x1: 0, y1: 0, x2: 140, y2: 0, lineWidth: 0.7 }],
    alignment: 'center',
  }
  const left: Content[] = [
    { text: upper(minutes.authority), alignment: 'center' },
    { text: upper(minutes.facility), bold: true, alignment: 'center' },
    { text: `Khoa: ${minutes.department}`, alignment: 'center' },
  ]
  const right: Content[] = [
    { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, alignment: 'center' },
    { text: 'Độc lập - Tự do - Hạnh phúc', bold: true, alignment: 'center', margin: [0, 0, 0, 2] },
    { ...rule, margin: [0, 0, 0, 8] },
    { text: ['MS: ', { text: orDots(minutes.formCode), bold: true }], alignment: 'right' },
    { text: ['Số vào viện: ', { text: orDots(minutes.admissionNumber), bold: true }], alignment: 'right' },
  ]
  return {
    columns: [
      { width: '43%', stack: left },
      { width: '57%', stack: right },
    ],
    fontSize: 10,
  }
}

function field(label: string, value: string): Content {
  return { text: [`${label}: `, { text: value, bold: true }], margin: [0, 2, 0, 2] }
}

/** A text of any length, paragraph by paragraph; dots when there is none. */
export function paragraphs(text: string): Content[] {
  return orDots(text)
    .split('\n')
    .map((line): Content => ({ text: line === '' ? ' ' : line, alignment: 'justify', preserveLeadingSpaces: true }))
}

/** A heading that never stands alone at the foot of a page: it goes with what comes first under it, if that is short. */
export function underHeading(heading: Content, content: Content[]): Content {
  const [first, ...rest] = content
  if (first === undefined || JSON.stringify(first).length > 2_000) return { stack: [heading, ...content] }
  return { stack: [{ stack: [heading, first], unbreakable: true }, ...rest] }
}

function longText(label: string, text: string): Content {
  return underHeading({ text: `${label}:`, bold: true, margin: [0, 7, 0, 2] }, paragraphs(text))
}

function patient({ patient: { name, age, sex }, treated }: MinutesDocument): Content[] {
  return [
    {
      columns: [
        { width: '*', ...textOf('Họ và tên người bệnh', upper(name)) },
        { width: 'auto', ...textOf('Tuổi', age), margin: [12, 2, 0, 2] },
        { width: 'auto', ...textOf('Nam/Nữ', sex ? sexes[sex] : '……'), margin: [16, 2, 0, 2] },
      ],
    },
    {
      text: [
        'Đã điều trị từ ngày ',
        { text: shortDate(treated.from), bold: true },
        ' đến ngày ',
        { text: shortDate(treated.to), bold: true },
      ],
      margin: [0, 2, 0, 2],
    },
    {
      columns: [
        { width: 'auto', ...textOf('Tại số giường', orDots(treated.bed)) },
        { width: 'auto', ...textOf('Phòng (buồng)', orDots(treated.room)), margin: [16, 2, 0, 2] },
        { width: '*', ...textOf('Khoa', orDots(treated.department)), margin: [16, 2, 0, 2] },
      ],
    },
  ]
}

function textOf(label: string, value: string) {
  return { text: [`${label}: `, { text: value, bold: true }], margin: [0, 2, 0, 2] as [number, number, number, number] }
}

function diagnosis(minutes: MinutesDocument): Content {
  const codes = minutes.diagnosisCodes.map(({ code, name }) => `${code} ${name}`).join('; ')
  const text = [minutes.diagnosis, codes && `(ICD-10: ${codes})`].filter((part) => part !== '').join(' ')
  return field('Chẩn đoán', orDots(text))
}

const personLine = ({ name, title, department, facility }: MinutesPerson) =>
  [name, title, department, facility].filter((part) => part.trim() !== '').join(', ')

function people(minutes: MinutesDocument): Content[] {
  const members = minutes.members.map(
    ({ name, ...rest }): Content => ({
      text: [{ text: name, bold: true }, personLine({ ...rest, name: '' }) && `, ${personLine({ ...rest, name: '' })}`],
      margin: [0, 1, 0, 1],
    }),
  )
  return [
    field('Chủ tọa', personLine(minutes.chair)),
    field('Thư ký', personLine(minutes.secretary)),
    { text: 'Thành viên tham gia:', margin: [0, 2, 0, 1] },
    members.length > 0 ? { ol: members, margin: [10, 0, 0, 0] } : { text: orDots(null), margin: [10, 0, 0, 0] },
  ]
}

function signatureBlock(title: string, note: string | null, name: string): Column {
  return {
    width: '*',
    alignment: 'center',
    stack: [
      { text: title, bold: true },
      { text: '(ký, họ tên)', italics: true, fontSize: 9.5 },
      { text: note ?? ' ', italics: note !== null, fontSize: 9, color: '#1F4E79', margin: [8, 20, 8, 20] },
      { text: name, bold: true },
    ],
  }
}

function signatures(minutes: MinutesDocument): Content {
  const { secretary, chair, signatureNotes } = minutes
  return {
    unbreakable: true,
    margin: [0, 18, 0, 0],
    stack: [
      { text: spelledDayOf(minutes.closedAt), italics: true, alignment: 'right', margin: [0, 0, 34, 6] },
      {
        columns: [
          signatureBlock('THƯ KÝ', signatureNotes.secretary, secretary.name),
          signatureBlock('CHỦ TỌA', signatureNotes.chair, chair.name),
        ],
      },
    ],
  }
}

/** The form itself, from the header to the two signatures. */
export function formContent(minutes: MinutesDocument): Content[] {
  return [
    header(minutes),
    { text: 'TRÍCH BIÊN BẢN HỘI CHẨN', bold: true, fontSize: 15, alignment: 'center', margin: [0, 18, 0, 12] },
    ...patient(minutes),
    diagnosis(minutes),
    { text: ['Hội chẩn lúc ', { text: spelledInstant(minutes.heldAt), bold: true }], margin: [0, 2, 0, 2] },
    ...people(minutes),
    longText('Tóm tắt quá trình diễn biến bệnh, quá trình điều trị và chăm sóc người bệnh', minutes.summary),
    longText('Kết luận (sau khi đã khám lại và thảo luận)', minutes.conclusion),
    longText('Hướng điều trị tiếp', minutes.nextTreatment),
    signatures(minutes),
  ]
}
