import type { PersonBrief } from '#capabilities/identity/contract.ts'
import type { Facility } from '#capabilities/network/contract.ts'
import { dateOf } from '#capabilities/network/server/index.ts'
import type { PatientRecord } from '#capabilities/records/contract.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Minutes } from '../contract/minutes.ts'
import type { MinutesAnnex, MinutesDocument, MinutesPerson } from './minutes-document.ts'
import { heldAt, type MinutesSources } from './minutes-sources.ts'
import { imageTitle, type MinutesVersion, minutesSummary } from './minutes-summary.ts'
import { orDots, shortInstant } from './minutes-words.ts'
import { owedWithinMs } from './owed.ts'

/** What is said of the paper itself beside the case: its version, whether it is a draft, and when it is made. */
export type MinutesEdition = MinutesVersion & { isDraft: boolean; notice: string | null; now: Date }

const choices = {
  accepted: 'Đồng ý thực hiện',
  partly: 'Đồng ý một phần',
  'not-accepted': 'Không thực hiện',
} as const

const certainties = { high: 'Cao', moderate: 'Trung bình', low: 'Thấp' } as const

const results = {
  recovered: 'Khỏi',
  improved: 'Đỡ',
  unchanged: 'Không thay đổi',
  worse: 'Nặng hơn',
  died: 'Tử vong',
  'taken-home-moribund': 'Nặng xin về',
  transferred: 'Chuyển cơ sở khác',
} as const

/** A person as minutes name one: title, then the undivided name. */
export const nameOf = (person: PersonBrief | undefined): string =>
  person ? `${person.title} ${person.fullName}`.trim() : ''

const personAt = (person: PersonBrief | undefined, facility: string): MinutesPerson => ({
  name: person?.fullName ?? '',
  title: person?.title ?? '',
  department: '',
  facility: person ? facility : '',
})

function ageAt(patient: PatientRecord, at: Date): string {
  const [year = 0, month = 1, day = 1] = dateOf(at).split('-').map(Number)
  if (!patient.birthDate) return patient.birthYear === null ? '' : `${year - patient.birthYear}`
  const [bornYear = 0, bornMonth = 1, bornDay = 1] = patient.birthDate.split('-').map(Number)
  const months = (year - bornYear) * 12 + (month - bornMonth) - (day < bornDay ? 1 : 0)
  return months < 72 ? `${months} tháng` : `${Math.floor(months / 12)}`
}

const authorityOf = (facility: Facility): string =>
  facility.levels[0]?.authority || `Sở Y tế ${facility.provinceName}`.trim()

function members({ room, consult, asking, supporting }: MinutesSources): MinutesPerson[] {
  const names = new Map<string, string>([asking, supporting].map((each) => [each.id, each.name]))
  const wereThere = room?.participants.filter((each) => each.presentSince || each.leftAt) ?? []
  return wereThere
    .filter(({ person }) => person.id !== consult.asked_by && person.id !== consult.accepted_by)
    .map(({ person, facilityId, facilityName }) => personAt(person, names.get(facilityId) ?? facilityName))
}

function identified({ room }: MinutesSources): MinutesAnnex['identified'] {
  return (room?.participants ?? []).map(({ person, facilityName, presentSince, leftAt }) => ({
    person: [nameOf(person), facilityName].filter(Boolean).join(', '),
    how: [
      'Tài khoản cá nhân',
      presentSince && `vào phòng ${shortInstant(presentSince)}`,
      leftAt && `rời phòng ${shortInstant(leftAt)}`,
      !presentSince && !leftAt && 'không vào phòng',
    ]
      .filter(Boolean)
      .join('; '),
  }))
}

function milestoneRows({ pathway, milestones, outcome }: MinutesSources): MinutesAnnex['milestones'] {
  const passed = pathway.milestones.flatMap(({ code, label }) => {
    const found = milestones.find((each) => each.code === code)
    return found ? [{ label: label.vi, at: found.occurredAt, isTyped: found.isTyped }] : []
  })
  if (!outcome) return passed
  return [...passed, { label: `Kết quả: ${results[outcome.result]}`, at: outcome.recordedAt, isTyped: true }]
}

function localDecision({ decision }: MinutesSources): MinutesAnnex['localDecision'] {
  if (!decision) return null
  const { choice, decidedBy, decidedAt, reason } = decision
  return { decision: choices[choice], by: nameOf(decidedBy), at: decidedAt, note: reason || null }
}

function annexOf(sources: MinutesSources): MinutesAnnex {
  const { consult, asking, supporting, conclusion, decision } = sources
  const due = decision && new Date(new Date(decision.decidedAt).getTime() + owedWithinMs.outcome)
  return {
    mode: 'Hội chẩn cấp cứu từ xa',
    legalBasis:
      'Luật Khám bệnh, chữa bệnh số 15/2023/QH15. Chia sẻ dữ liệu giữa hai cơ sở trong cấp cứu: Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15, Điều 19 khoản 1 điểm a.',
    points: [
      { name: asking.name, facilityCode: asking.code, part: 'Nơi điều trị, đề nghị' },
      { name: supporting.name, facilityCode: supporting.code, part: 'Nơi hỗ trợ, kết luận' },
    ],
    identified: identified(sources),
    informed: null,
    images: sources.images.map((image) => ({ title: imageTitle(image), studyUid: image.studyUid, sha256: null })),
    question: consult.question,
    opinions: sources.opinions.map(({ author, receivedAt, text }) => ({
      person: nameOf(author),
      at: receivedAt,
      text,
      isReserved: false,
    })),
    incidents: [],
    recording: { isRecorded: false, note: null },
    certainty: conclusion ? certainties[conclusion.certainty] : '',
    validity: '',
    localDecision: localDecision(sources),
    outcomeDue: due && dateOf(due),
    milestones: milestoneRows(sources),
  }
}

/** What must be there before anybody can sign. */
export function missingInMinutes({ consult, conclusion, decision }: MinutesSources): Minutes['missing'] {
  const isExpertThere = consult.accepted_by !== null && consult.accepted_by !== consult.asked_by
  const isDecided = decision !== null && decision.conclusionVersion === conclusion?.version
  return [
    ...(isExpertThere ? [] : (['expert'] as const)),
    ...(conclusion?.conclusion ? [] : (['conclusion'] as const)),
    ...(conclusion?.nextTreatment ? [] : (['next-treatment'] as const)),
    ...(isDecided ? [] : (['decision'] as const)),
  ]
}

function patientOf({ record, consult }: MinutesSources): MinutesDocument['patient'] {
  if (!record) return { name: orDots(null), age: orDots(null), sex: null }
  const sex = record.sex === 'unknown' ? null : record.sex
  return { name: record.fullName, age: ageAt(record, heldAt(consult)) || orDots(null), sex }
}

/** The minutes of a case as the case stands now. */
export function composeMinutes(sources: MinutesSources, edition: MinutesEdition): MinutesDocument {
  const { consult, people, asking, supporting, record, conclusion } = sources
  const stay = record?.encounter ?? null
  const note = edition.isDraft ? null : 'Ký số: xem chữ ký trong tệp'
  return {
    version: edition.version,
    isDraft: edition.isDraft,
    notice: edition.notice,
    closedAt: toInstant(edition.now),
    heldAt: toInstant(heldAt(consult)),
    authority: authorityOf(asking),
    facility: asking.name,
    department: orDots(stay?.department.replace(/^khoa\s+/i, '') ?? null),
    admissionNumber: stay?.admissionNumber ?? null,
    patient: patientOf(sources),
    treated: {
      from: stay?.admittedAt ? dateOf(new Date(stay.admittedAt)) : null,
      to: stay?.admittedAt ? dateOf(heldAt(consult)) : null,
      bed: stay?.bed ?? null,
      room: stay?.room ?? null,
      department: stay?.department ?? null,
    },
    diagnosis: stay?.diagnosis ?? '',
    diagnosisCodes: [],
    chair: personAt(people.get(consult.accepted_by ?? ''), supporting.name),
    secretary: personAt(people.get(consult.asked_by), asking.name),
    members: members(sources),
    summary: minutesSummary(sources, edition),
    conclusion: conclusion?.conclusion ?? '',
    nextTreatment: conclusion?.nextTreatment ?? '',
    signatureNotes: { secretary: note, chair: note },
    annex: annexOf(sources),
  }
}
