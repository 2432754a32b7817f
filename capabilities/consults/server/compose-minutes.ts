import type { PersonBrief } from '#capabilities/identity/contract.ts'
import type { Facility } from '#capabilities/network/contract.ts'
import { dateOf } from '#capabilities/network/server/index.ts'
import type { PatientRecord } from '#capabilities/records/contract.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { lawOn } from '../contract/dated-law.ts'
import type { Minutes } from '../contract/minutes.ts'
import { annexOf } from './compose-annex.ts'
import type { MinutesDocument, MinutesPerson } from './minutes-document.ts'
import { heldAt, type MinutesSources } from './minutes-sources.ts'
import { type MinutesVersion, minutesSummary } from './minutes-summary.ts'
import { orDots } from './minutes-words.ts'

/** What is said of the paper itself beside the case: its version, whether it is a draft, and when it is made. */
export type MinutesEdition = MinutesVersion & {
  isDraft: boolean
  notice: string | null
  now: Date
  /** Of the key images of the case, by id. */
  pictures: ReadonlyMap<string, Buffer>
}

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
    formCode: lawOn(dateOf(heldAt(consult))).extractCode,
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
    annex: annexOf(sources, edition.pictures),
  }
}
