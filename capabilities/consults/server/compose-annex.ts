import { dateOf } from '#capabilities/network/server/index.ts'
import { windowsOf } from '#capabilities/pathways/contract/stations.ts'
import { lawOn } from '../contract/dated-law.ts'
import type { Mode } from '../contract/modes.ts'
import { keyImagesOnPaper } from './key-images-on-paper.ts'
import type { MinutesAnnex, MinutesFull } from './minutes-document.ts'
import { pathwayDoses, pathwayEntries, pathwayScores } from './minutes-pathway.ts'
import { heldAt, type MinutesSources } from './minutes-sources.ts'
import { imageTitle } from './minutes-summary.ts'
import { orDots, shortInstant } from './minutes-words.ts'
import { owedWithinMs } from './owed.ts'
import { nameOf } from './person-name.ts'

const incidentWords = {
  'link-lost': 'Mất kết nối',
  sound: 'Âm thanh',
  picture: 'Hình ảnh',
  images: 'Phim, ảnh chụp',
  other: 'Khác',
} as const

// the table's CHECK allows exactly these modes
const modeWords: Record<Mode, string> = {
  'direct-to-patient': 'Khám bệnh, chữa bệnh từ xa trực tiếp với người bệnh',
  'via-receiving-facility': 'Khám bệnh, chữa bệnh từ xa qua cơ sở tiếp nhận',
  'inter-facility-support': 'Hỗ trợ chuyên môn từ xa giữa các cơ sở, hội chẩn cấp cứu',
  'teleconsult-mdt': 'Hội chẩn từ xa nhiều chuyên khoa',
}

const tellings = {
  'in-person': 'báo trực tiếp',
  'by-phone': 'báo qua điện thoại',
  'in-writing': 'báo bằng văn bản',
  'not-possible': 'chưa báo được',
} as const

const answerWords = {
  accepted: 'Tham gia',
  passed: 'Từ chối',
  silent: 'Nhận rồi im lặng',
  superseded: 'Người khác đã nhận',
  cancelled: 'Đã hủy lời gọi',
} as const

const positions: Record<string, string> = {
  first: 'Trực chính',
  second: 'Trực hai',
  senior: 'Trực cấp cao',
  team: 'Kíp trực',
  coordinator: 'Điều phối',
  leader: 'Trực lãnh đạo',
}

function informedOf({ informed }: MinutesSources): MinutesAnnex['informed'] {
  if (!informed) return null
  const { who, name, how, note, informedBy, informedAt } = informed
  const whom = { patient: 'Người bệnh', relative: `Người nhà: ${name}`, 'nobody-reached': 'Chưa báo được cho ai' }[who]
  return { who: whom, how: [tellings[how], note].filter(Boolean).join('; '), by: nameOf(informedBy), at: informedAt }
}

function followUpsOf({ pathway, decision }: MinutesSources): string[] {
  if (!decision) return []
  const from = new Date(decision.decidedAt).getTime()
  return pathway.followUps.map(({ hours }) => new Date(from + hours * 3_600_000).toISOString())
}

/** What only the full minutes say. */
function fullOf(sources: MinutesSources): MinutesFull {
  const { register, pages, discussion, run, pathway, conclusion, consult } = sources
  return {
    followUps: followUpsOf(sources),
    number: register ? `${register.number}/${register.year}` : null,
    keeping: lawOn(dateOf(heldAt(consult))).keeping,
    invited: pages
      .filter((page) => page.rangAt || page.answer === 'accepted')
      .map(({ person, position, answer, answeredAt }) => ({
        person: nameOf(person),
        position: positions[position] ?? position,
        answer: answer ? answerWords[answer] : 'Chưa trả lời',
        at: answeredAt,
      })),
    discussion: discussion.map(({ author, receivedAt, text }) => ({ person: nameOf(author), at: receivedAt, text })),
    pathway: `${pathway.name.vi}, phiên bản ${pathway.version}`,
    entries: run ? pathwayEntries(run, pathway) : [],
    scores: run ? pathwayScores(run) : [],
    doses: run ? pathwayDoses(run) : [],
    corrected: (run?.corrections ?? [])
      .filter((each) => conclusion && each.at > conclusion.concludedAt)
      .map((each) => ({
        at: each.at,
        text: `${each.code}, bản ${each.fromVersion} sang ${each.toVersion}: ${each.reason}`,
      })),
  }
}

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

/** At the station that stops a window: how long it took, and whether in time. */
function tookOf({ pathway, milestones }: MinutesSources, code: string): string {
  const window = pathway.windows.find((each) => each.stopsAt === code)
  const stopped = windowsOf({ pathway, milestones }).find((each) => each.code === window?.code)?.stopped
  if (!window || !stopped) return ''
  return ` (${stopped.minutes} phút, hạn ${window.minutes} phút${stopped.isLate ? ', quá hạn' : ''})`
}

function milestoneRows(sources: MinutesSources): MinutesAnnex['milestones'] {
  const { pathway, milestones, outcome } = sources
  const passed = pathway.milestones.flatMap(({ code, label }) => {
    const found = milestones.find((each) => each.code === code)
    return found ? [{ label: `${label.vi}${tookOf(sources, code)}`, at: found.occurredAt, isTyped: found.isTyped }] : []
  })
  if (!outcome) return passed
  return [...passed, { label: `Kết quả: ${results[outcome.result]}`, at: outcome.recordedAt, isTyped: true }]
}

function localDecision({ decision }: MinutesSources): MinutesAnnex['localDecision'] {
  if (!decision) return null
  const { choice, decidedBy, decidedAt, reason } = decision
  return { decision: choices[choice], by: nameOf(decidedBy), at: decidedAt, note: reason || null }
}

/** The full minutes of a session between places. */
export function annexOf(sources: MinutesSources, pictures: ReadonlyMap<string, Buffer>): MinutesAnnex {
  const { consult, asking, supporting, conclusion, decision } = sources
  const due = decision && new Date(new Date(decision.decidedAt).getTime() + owedWithinMs.outcome)
  const law = lawOn(dateOf(heldAt(consult)))
  return {
    ...fullOf(sources),
    mode: modeWords[consult.mode as Mode],
    legalBasis: `${orDots(law.care)}. Chia sẻ dữ liệu giữa hai cơ sở trong cấp cứu: ${orDots(law.sharing)}.`,
    points: [
      { name: asking.name, facilityCode: asking.code, part: 'Nơi điều trị, đề nghị' },
      { name: supporting.name, facilityCode: supporting.code, part: 'Nơi hỗ trợ, kết luận' },
    ],
    identified: identified(sources),
    informed: informedOf(sources),
    images: sources.images.map((image) => ({ title: imageTitle(image), studyUid: image.studyUid, sha256: null })),
    keyImages: keyImagesOnPaper(sources.keyImages, pictures),
    question: consult.question,
    opinions: sources.opinions.map(({ author, writtenAt, text, kind, version }) => ({
      person: version > 1 ? `${nameOf(author)}, bản ${version}` : nameOf(author),
      at: writtenAt,
      text,
      isReserved: kind === 'dissent',
    })),
    incidents: sources.incidents.map(({ occurredAt, kind, text, notedBy }) => ({
      at: occurredAt,
      text: `${incidentWords[kind]}: ${text} (${nameOf(notedBy)})`,
    })),
    recording: { isRecorded: false, note: null },
    certainty: conclusion ? certainties[conclusion.certainty] : '',
    validity: '',
    localDecision: localDecision(sources),
    outcomeDue: due && dateOf(due),
    milestones: milestoneRows(sources),
  }
}
