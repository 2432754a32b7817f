// Minutes of a consultation on paper: form 27/BV2 with the annex of a remote session, as a PDF.

import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import pdfmake from 'pdfmake'
import type { TDocumentDefinitions } from 'pdfmake/interfaces'
import { annexContent, keyPicturesOf } from './minutes-annex.ts'
import { formContent } from './minutes-form.ts'
import { printableData } from './minutes-words.ts'

/** A practitioner as the form names one. */
export type MinutesPerson = { name: string; title: string; department: string; facility: string }

/** A thing that was answered, scored or calculated; which version counted, by whom and when. */
type Told = { label: string; value: string; by: string; at: string }

/** What only the full minutes say. */
export type MinutesFull = {
  /** Number and year in the register of consultations; null before the conclusion. */
  number: string | null
  /** When the outcome is asked for again, by the pathway. */
  followUps: string[]
  /** The rule by which the minutes are kept. */
  keeping: string | null
  invited: { person: string; position: string; answer: string; at: string | null }[]
  discussion: { person: string; at: string; text: string }[]
  pathway: string
  entries: (Told & { version: number })[]
  scores: Told[]
  doses: (Told & { inputs: string; state: string })[]
  /** Decisive facts that were corrected after the conclusion was written. */
  corrected: { at: string; text: string }[]
}

/** The full minutes of a session between places. Instants are ISO with zone, dates YYYY-MM-DD. */
export type MinutesAnnex = MinutesFull & {
  mode: string
  legalBasis: string
  points: { name: string; facilityCode: string; part: string }[]
  identified: { person: string; how: string }[]
  informed: { who: string; how: string; by: string; at: string } | null
  images: { title: string; studyUid: string; sha256: string | null }[]
  /** The views that were kept, each with its picture as a data URL. */
  keyImages: {
    caption: string
    shown: string
    legend: string[]
    by: string
    at: string
    sopUid: string
    sha256: string
    picture: string
  }[]
  question: string
  opinions: { person: string; at: string; text: string; isReserved: boolean }[]
  incidents: { at: string; text: string }[]
  recording: { isRecorded: boolean; note: string | null }
  certainty: string
  validity: string
  localDecision: { decision: string; by: string; at: string; note: string | null } | null
  outcomeDue: string | null
  /** `isTyped` when a person entered the time, not the system. */
  milestones: { label: string; at: string; isTyped: boolean }[]
}

/** All that the paper says, words resolved; null where it is not known, and dots are printed. */
export type MinutesDocument = {
  version: number
  /** The code of the form that was in force on the day; null prints dots. */
  formCode: string | null
  isDraft: boolean
  /** Printed at the foot of each page, such as that signatures are for demonstration. */
  notice: string | null
  /** When the text was closed: the date above the signatures, and the date of the file. */
  closedAt: string
  heldAt: string
  authority: string
  facility: string
  department: string
  admissionNumber: string | null
  patient: { name: string; age: string; sex: 'male' | 'female' | null }
  treated: {
    from: string | null
    to: string | null
    bed: string | null
    room: string | null
    department: string | null
  }
  diagnosis: string
  diagnosisCodes: { code: string; name: string }[]
  chair: MinutesPerson
  secretary: MinutesPerson
  members: MinutesPerson[]
  summary: string
  conclusion: string
  nextTreatment: string
  /** Under each block, such as "Ký số: xem chữ ký trong tệp"; null leaves room for a pen. */
  signatureNotes: { secretary: string | null; chair: string | null }
  annex: MinutesAnnex | null
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
// A document is made of its data alone: it fetches nothing and opens no file but its fonts.
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path) => path.startsWith(fontFolder))

function definition(minutes: MinutesDocument): TDocumentDefinitions {
  const at = new Date(minutes.closedAt)
  const name = minutes.patient.name.toLocaleUpperCase('vi')
  const draft = minutes.isDraft ? ' · DỰ THẢO' : ''
  const foot = `Trích biên bản hội chẩn · ${name} · phiên bản ${minutes.version}${draft}`
  return {
    pageSize: 'A4',
    pageMargins: [62, 48, 48, 58],
    defaultStyle: { font: 'Roboto', fontSize: 10.5, lineHeight: 1.22 },
    info: {
      title: 'Trích biên bản hội chẩn',
      author: minutes.facility,
      subject: minutes.formCode ?? '',
      creationDate: at,
      modDate: at,
    },
    ...(minutes.isDraft ? { watermark: { text: 'DỰ THẢO', color: '#000000', opacity: 0.07, bold: true } } : {}),
    footer: (page, pages) => ({
      margin: [62, 14, 48, 0],
      fontSize: 8,
      color: '#444444',
      columns: [
        { width: '*', text: minutes.notice === null ? foot : `${foot}\n${minutes.notice}` },
        { width: 'auto', text: `Trang ${page}/${pages}` },
      ],
    }),
    images: keyPicturesOf(minutes.annex),
    content: [...formContent(minutes), ...(minutes.annex ? annexContent(minutes.annex) : [])],
  }
}

/** The PDF of minutes; the same minutes give the same bytes. */
export async function renderMinutes(minutes: MinutesDocument): Promise<Uint8Array> {
  return await pdfmake.createPdf(definition(printableData(minutes))).getBuffer()
}
