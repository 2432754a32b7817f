// The full minutes of a remote session: what the form has no field for, and what a reader in ten years will ask.

import type { Content, TableCell } from 'pdfmake/interfaces'
import type { MinutesAnnex } from './minutes-document.ts'
import { paragraphs, underHeading } from './minutes-form.ts'
import { orDots, shortDate, shortInstant } from './minutes-words.ts'

const tableLines = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  hLineColor: () => '#999999',
  vLineColor: () => '#999999',
  paddingTop: () => 2,
  paddingBottom: () => 2,
}

function table(heads: string[], widths: (string | number)[], rows: string[][]): Content {
  if (rows.length === 0) return { text: 'Không có.' }
  const head: TableCell[] = heads.map((text) => ({ text, bold: true, fillColor: '#EFEFEF' }))
  const body: TableCell[][] = rows.map((cells) => cells.map((text): TableCell => ({ text })))
  return {
    table: { headerRows: 1, dontBreakRows: true, widths, body: [head, ...body] },
    layout: tableLines,
    fontSize: 9.5,
  }
}

function section(number: number, title: string, ...content: Content[]): Content {
  const heading: Content = { text: `${number}. ${title}`, bold: true, margin: [0, 8, 0, 3] }
  return underHeading(heading, content)
}

function images({ images: seen }: MinutesAnnex): Content {
  if (seen.length === 0) return { text: 'Không có.' }
  const items = seen.map(
    ({ title, studyUid, sha256 }): Content => ({
      stack: [
        { text: title },
        { text: `Study Instance UID: ${studyUid}`, fontSize: 8.5, color: '#333333' },
        ...(sha256 === null ? [] : [{ text: `SHA-256: ${sha256}`, fontSize: 8.5, color: '#333333' }]),
      ],
      margin: [0, 1, 0, 2],
    }),
  )
  return { ul: items }
}

const pictureName = (index: number): string => `key-${index + 1}`

/** The pictures of the key images by the names under which they stand in the text. */
export const keyPicturesOf = (annex: MinutesAnnex | null): Record<string, string> =>
  Object.fromEntries(keptIn(annex).map(({ picture }, index) => [pictureName(index), picture]))

// minutes that were signed before there were key images have none
const keptIn = (annex: MinutesAnnex | null): MinutesAnnex['keyImages'] =>
  (annex as Partial<MinutesAnnex> | null)?.keyImages ?? []

function keyImages(annex: MinutesAnnex): Content[] {
  const kept = keptIn(annex)
  if (kept.length === 0) return [{ text: 'Không có.' }]
  return kept.map(
    ({ caption, shown, legend, by, at, sopUid, sha256 }, index): Content => ({
      unbreakable: true,
      margin: [0, 2, 0, 8],
      stack: [
        { image: pictureName(index), fit: [300, 300] },
        { text: [{ text: `Ảnh ${index + 1}. `, bold: true }, caption || 'Chưa có chú thích.'], margin: [0, 3, 0, 0] },
        { text: shown },
        ...legend.map((text): Content => ({ text })),
        { text: `${by}, ${shortInstant(at)}`, italics: true },
        { text: `SOP Instance UID: ${sopUid}`, fontSize: 8.5, color: '#333333' },
        { text: `SHA-256: ${sha256}`, fontSize: 8.5, color: '#333333' },
      ],
    }),
  )
}

function opinions({ opinions: given }: MinutesAnnex): Content[] {
  if (given.length === 0) return [{ text: 'Không có.' }]
  return given.map(({ person, at, text, isReserved }): Content => {
    const heading = `${person} (${shortInstant(at)})`
    const kind = isReserved ? { text: ' Ý kiến bảo lưu.', bold: true } : ''
    return { text: [{ text: heading, italics: true }, kind, `\n${text}`], margin: [0, 1, 0, 4], alignment: 'justify' }
  })
}

function informed({ informed: told }: MinutesAnnex): Content {
  if (!told) return { text: 'Chưa ghi nhận.' }
  return { text: `${told.who}; ${told.how}; người thông báo: ${told.by}; lúc ${shortInstant(told.at)}.` }
}

function decision({ localDecision }: MinutesAnnex): Content {
  if (!localDecision) return { text: 'Chưa có quyết định tại thời điểm chốt biên bản.' }
  const { decision: decided, by, at, note } = localDecision
  return { text: [{ text: decided, bold: true }, `; ${by}; lúc ${shortInstant(at)}.`, note === null ? '' : ` ${note}`] }
}

function recording({ recording: { isRecorded, note } }: MinutesAnnex): Content {
  return { text: [isRecorded ? 'Có ghi hình.' : 'Không ghi hình.', note === null ? '' : ` ${note}`] }
}

function said({ discussion }: MinutesAnnex): Content[] {
  if (discussion.length === 0) return [{ text: 'Không có.' }]
  return discussion.map(
    ({ person, at, text }): Content => ({
      text: [{ text: `${person} (${shortInstant(at)})`, italics: true }, `\n${text}`],
      margin: [0, 1, 0, 3],
    }),
  )
}

function pathway(annex: MinutesAnnex): Content[] {
  const entries = annex.entries.map(({ label, value, version, by, at }) => [
    label,
    value,
    `${version}`,
    `${by}, ${shortInstant(at)}`,
  ])
  const scores = annex.scores.map(({ label, value, by, at }) => [label, value, `${by}, ${shortInstant(at)}`])
  const doses = annex.doses.map(({ label, value, inputs, state, by, at }) => [
    label,
    `${value}\nTừ: ${inputs}`,
    `${state}\n${by}, ${shortInstant(at)}`,
  ])
  const corrected = annex.corrected.map(({ at, text }) => [shortInstant(at), text])
  const part = (title: string): Content => ({ text: title, italics: true, margin: [0, 3, 0, 1] })
  return [
    { text: annex.pathway },
    ...(entries.length > 0
      ? [part('Trả lời'), table(['Mục', 'Trả lời', 'Bản', 'Người nhập'], ['*', '*', 26, 130], entries)]
      : []),
    ...(scores.length > 0
      ? [part('Thang điểm'), table(['Thang điểm', 'Kết quả', 'Người ghi'], [110, '*', 130], scores)]
      : []),
    ...(doses.length > 0
      ? [part('Liều đã tính'), table(['Thuốc, chỉ định', 'Liều', 'Kiểm tra'], [110, '*', 130], doses)]
      : []),
    ...(corrected.length > 0
      ? [part('Dữ kiện sửa sau kết luận'), table(['Thời điểm', 'Nội dung'], [105, '*'], corrected)]
      : []),
  ]
}

/** The full minutes, on a page of their own after the extract. */
export function annexContent(annex: MinutesAnnex): Content[] {
  const points = annex.points.map(({ name, facilityCode, part }) => [name, facilityCode, part])
  const identified = annex.identified.map(({ person, how }) => [person, how])
  const incidents = annex.incidents.map(({ at, text }) => [shortInstant(at), text])
  const invited = annex.invited.map(({ person, position, answer, at }) => [
    person,
    position,
    answer,
    at ? shortInstant(at) : '',
  ])
  const milestones = annex.milestones.map(({ label, at, isTyped }) => [
    label,
    shortInstant(at),
    isTyped ? 'Người nhập' : 'Hệ thống ghi',
  ])
  return [
    { text: 'BIÊN BẢN HỘI CHẨN TỪ XA', bold: true, fontSize: 13, alignment: 'center', pageBreak: 'before' },
    {
      text: `Biên bản đầy đủ, kèm trích biên bản ở trên. Số: ${orDots(annex.number)}`,
      alignment: 'center',
      margin: [0, 0, 0, 6],
    },
    section(1, 'Hình thức và căn cứ pháp lý', { text: [{ text: annex.mode, bold: true }, `. ${annex.legalBasis}`] }),
    section(2, 'Các điểm cầu', table(['Cơ sở', 'Mã cơ sở', 'Vai trò'], ['*', 60, 130], points)),
    section(3, 'Cách xác định người tham gia', table(['Người tham gia', 'Cách xác định'], ['*', '*'], identified)),
    section(4, 'Thông báo cho người bệnh hoặc người nhà', informed(annex)),
    section(
      5,
      'Người được mời và trả lời',
      table(['Người được mời', 'Vị trí', 'Trả lời', 'Lúc'], ['*', 90, 110, 105], invited),
    ),
    section(6, 'Hình ảnh đã xem', images(annex)),
    section(7, 'Ảnh chính', ...keyImages(annex)),
    section(8, 'Vấn đề cần hội chẩn', ...paragraphs(annex.question)),
    section(9, 'Thảo luận', ...said(annex)),
    section(10, 'Ý kiến chuyên gia', ...opinions(annex)),
    section(11, 'Sự cố kỹ thuật', table(['Thời điểm', 'Nội dung'], [105, '*'], incidents)),
    section(12, 'Ghi hình phiên hội chẩn', recording(annex)),
    section(13, 'Mức độ chắc chắn và thời hạn giá trị của ý kiến', {
      text: `Mức độ chắc chắn: ${orDots(annex.certainty)}. Thời hạn giá trị: ${orDots(annex.validity)}.`,
    }),
    section(14, 'Quyết định của bác sĩ điều trị', decision(annex)),
    section(15, 'Ngày theo dõi kết quả', {
      text: [shortDate(annex.outcomeDue), ...annex.followUps.map(shortInstant)].join('; '),
    }),
    section(16, 'Các mốc thời gian', table(['Mốc', 'Thời điểm', 'Nguồn'], ['*', 110, 80], milestones)),
    section(17, 'Quy trình chuyên môn', ...pathway(annex)),
    section(18, 'Lưu trữ', { text: `Lưu theo ${orDots(annex.keeping)}.` }),
  ]
}
