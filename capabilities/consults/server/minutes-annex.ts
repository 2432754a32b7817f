// The annex of a remote session: what the form has no field for, and what a reader in ten years will ask.

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

/** The annex on a page of its own. */
export function annexContent(annex: MinutesAnnex): Content[] {
  const points = annex.points.map(({ name, facilityCode, part }) => [name, facilityCode, part])
  const identified = annex.identified.map(({ person, how }) => [person, how])
  const incidents = annex.incidents.map(({ at, text }) => [shortInstant(at), text])
  const milestones = annex.milestones.map(({ label, at, isTyped }) => [
    label,
    shortInstant(at),
    isTyped ? 'Người nhập' : 'Hệ thống ghi',
  ])
  return [
    { text: 'PHỤ LỤC', bold: true, fontSize: 13, alignment: 'center', pageBreak: 'before' },
    { text: 'PHIÊN HỘI CHẨN TỪ XA', bold: true, fontSize: 13, alignment: 'center', margin: [0, 0, 0, 6] },
    section(1, 'Hình thức và căn cứ pháp lý', { text: [{ text: annex.mode, bold: true }, `. ${annex.legalBasis}`] }),
    section(2, 'Các điểm cầu', table(['Cơ sở', 'Mã cơ sở', 'Vai trò'], ['*', 60, 130], points)),
    section(3, 'Cách xác định người tham gia', table(['Người tham gia', 'Cách xác định'], ['*', '*'], identified)),
    section(4, 'Thông báo cho người bệnh hoặc người nhà', informed(annex)),
    section(5, 'Hình ảnh đã xem', images(annex)),
    section(6, 'Vấn đề cần hội chẩn', ...paragraphs(annex.question)),
    section(7, 'Ý kiến chuyên gia', ...opinions(annex)),
    section(8, 'Sự cố kỹ thuật', table(['Thời điểm', 'Nội dung'], [105, '*'], incidents)),
    section(9, 'Ghi hình phiên hội chẩn', recording(annex)),
    section(10, 'Mức độ chắc chắn và thời hạn giá trị của ý kiến', {
      text: `Mức độ chắc chắn: ${orDots(annex.certainty)}. Thời hạn giá trị: ${orDots(annex.validity)}.`,
    }),
    section(11, 'Quyết định của bác sĩ điều trị', decision(annex)),
    section(12, 'Ngày theo dõi kết quả', { text: shortDate(annex.outcomeDue) }),
    section(13, 'Các mốc thời gian', table(['Mốc', 'Thời điểm', 'Nguồn'], ['*', 110, 80], milestones)),
  ]
}
