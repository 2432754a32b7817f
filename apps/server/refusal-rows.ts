import { emptyHandover } from '#capabilities/consults/contract/handover.ts'
import { defaultLadder } from '#capabilities/consults/contract/ladder.ts'
import type { Id } from '#platform/contract/id.ts'
import { newId } from '#platform/server/new-id.ts'

/** What somebody of a foreign hospital gets: a refusal, an answer without a trace of the case, or what everybody may see. */
type Expected = 'refused' | 'no-trace' | 'open'

/**
 * One endpoint of the matrix: an input that reaches the case for those who take part, and what others get; `nothing` is the
 * whole body of an answer that names no case and must still tell of none.
 */
export type Row = {
  input: () => Record<string, unknown>
  foreign: Expected
  anyone?: true
  nothing?: unknown
  /** By what somebody without a session proves what they may see, given the ids of a case. */
  headers?: (of: Ids) => Record<string, string>
}

/** What the case of the matrix consists of. */
export type Ids = {
  consultId: Id<'consult'>
  transferId: Id<'transfer'>
  deliveryId: string
  sessionId: string
  studyId: string
  studyUid: string
  shareId: string
  /** By which outsiders look at the study: of a viewer, and of a link that was opened. */
  token: string
  visit: string
  waitingStudyId: string
  copyId: string
  copyImageId: string
  seriesId: string
  instanceId: string
  resultId: string
  slideId: string
  letterId: string
  markId: string
  keyImageId: string
  documentId: string
  facilityId: string
  warningId: string
  personalId: string
}

/** The ids of a case that is yet to be arranged. */
export const noIds = (): Ids => ({
  ...{ consultId: '' as Id<'consult'>, transferId: '' as Id<'transfer'>, deliveryId: '', sessionId: '', studyId: '' },
  ...{ studyUid: '', shareId: '', token: '', visit: '', waitingStudyId: '', copyId: '', copyImageId: '', seriesId: '' },
  ...{ instanceId: '', resultId: '', slideId: '', letterId: '', markId: '', keyImageId: '', documentId: '' },
  ...{ facilityId: '', warningId: '', personalId: '' },
})

/** Whom the case of the matrix is about and who works where. */
type Arranged = { first: string; patientId: string; supporting: string }

/** A row that refuses every foreigner. */
export const refused = (input: Row['input']): Row => ({ input, foreign: 'refused' })

const now = () => new Date().toISOString()

/** The rows of consults. */
export function consultRows(ids: Ids, arranged: () => Arranged): Record<string, Row> {
  const given: Given = {
    ids,
    arranged,
    consult: () => ({ consultId: ids.consultId }),
    transferred: () => ({ transferId: ids.transferId }),
  }
  return { ...calls(given), ...paging(given), ...thread(given) }
}

type Given = {
  ids: Ids
  arranged: () => Arranged
  consult: () => { consultId: string }
  transferred: () => { transferId: string }
}

const calls = ({ ids, consult, arranged }: Given): Record<string, Row> => ({
  'request-consult': refused(() => ({
    facilityId: ids.facilityId,
    pathway: 'stroke',
    patient: { is: 'known', patientId: arranged().patientId },
    question: 'x',
  })),
  'preview-ladder': refused(() => ({ facilityId: ids.facilityId, pathway: 'stroke' })),
  'get-ladder': refused(() => ({ facilityId: ids.facilityId })),
  'set-ladder': refused(() => ({ facilityId: ids.facilityId, version: 0, document: defaultLadder })),
  'note-rang': refused(() => ({ ...consult(), deviceId: newId(), label: 'x', isLoud: true })),
  'note-receipt': {
    input: () => ({ deliveryId: ids.deliveryId, token: newId(), state: 'seen' }),
    foreign: 'refused',
    anyone: true,
  },
  'call-specialty': refused(() => ({ ...consult(), specialty: 'surgery' })),
  'reroute-consult': refused(() => ({ ...consult(), facilityId: ids.facilityId, reason: 'x' })),
  'list-misses': refused(() => ({ facilityId: ids.facilityId, from: '2026-11-22', to: '2026-11-23' })),
  'get-push-key': { input: () => ({}), foreign: 'no-trace' },
  'save-push-subscription': {
    input: () => ({
      ...{ deviceId: newId(), label: 'x', endpoint: 'https://push.example/x' },
      ...{ p256dh: 'x'.repeat(87), auth: 'x'.repeat(22) },
    }),
    foreign: 'no-trace',
  },
  'remove-push-subscription': { input: () => ({ deviceId: newId() }), foreign: 'no-trace' },
  'get-notice-setting': { input: () => ({}), foreign: 'no-trace' },
  'set-notice-setting': { input: () => ({ isOn: true, quiet: null }), foreign: 'no-trace' },
  'list-my-ring-devices': { input: () => ({}), foreign: 'no-trace' },
  'get-consult': refused(consult),
  'list-consults': { input: () => ({}), foreign: 'no-trace' },
  'get-desk': { input: () => ({}), foreign: 'no-trace' },
  'accept-consult': refused(consult),
  'pass-consult': refused(consult),
  'call-next': refused(consult),
  'cancel-consult': refused(() => ({ ...consult(), reason: 'x' })),
  'open-consult': refused(consult),
  'type-milestone': refused(() => ({ ...consult(), code: 'door', occurredAt: now() })),
  'list-messages': refused(consult),
  'send-message': refused(() => ({ ...consult(), messageId: newId(), text: 'x', sentAt: now() })),
  'conclude-consult': refused(() => ({ ...consult(), conclusion: 'x', nextTreatment: 'x', certainty: 'low' })),
  'decide-consult': refused(() => ({ ...consult(), conclusionVersion: 1, choice: 'accepted', reason: '' })),
  'record-outcome': refused(() => ({ ...consult(), result: 'improved', detail: '' })),
  'list-register': refused(() => ({ facilityId: ids.facilityId, from: '2026-11-01', to: '2026-11-30' })),
  'verify-document': { input: () => ({ pdf: 'JVBERi0xLjcK' }), foreign: 'no-trace', anyone: true },
  'get-mode': refused(consult),
  'set-mode': refused(() => ({ ...consult(), mode: 'teleconsult-mdt', reason: 'other' })),
  'list-overrides': { input: () => ({}), foreign: 'no-trace' },
  'count-open-reviews': { input: () => ({}), foreign: 'no-trace', nothing: { count: 0, oldestAt: null } },
  'review-override': refused(() => ({ overrideId: newId(), verdict: 'justified' })),
})

const paging = ({ ids, consult, arranged, transferred }: Given): Record<string, Row> => ({
  'list-contracts': refused(() => ({ facilityId: ids.facilityId })),
  'register-contract': refused(() => ({
    ...{ facilityId: ids.facilityId, otherId: arranged().supporting, part: 'supports', number: '1', scope: '' },
    ...{ validFrom: '2026-01-01', validTo: null },
  })),
  'end-contract': refused(() => ({ facilityId: ids.facilityId, contractId: newId(), lastDay: '2026-12-31' })),
  'publish-remote-service': refused(() => ({
    ...{ facilityId: ids.facilityId, conditions: ['stroke'], publishedOn: '2026-01-01' },
  })),
  'list-remote-services': refused(() => ({ facilityId: ids.facilityId })),
  'list-opinions': refused(consult),
  'write-opinion': refused(() => ({ ...consult(), opinionId: newId(), basedOn: 0, kind: 'opinion', text: 'x' })),
  'get-session-notes': refused(consult),
  'record-informed': refused(() => ({
    ...{ ...consult(), basedOn: 0, who: 'patient', how: 'in-person', informedAt: now() },
  })),
  'note-incident': refused(() => ({ ...consult(), kind: 'sound', text: 'x', occurredAt: now() })),
  'list-follow-ups': refused(consult),
  'answer-follow-up': refused(() => ({ ...consult(), followUpId: newId(), result: 'improved' })),
  'ask-consult': refused(() => ({
    ...{ facilityId: ids.facilityId, pathway: 'stroke', patientId: arranged().patientId, urgency: 'routine' },
    ...{ intendedAction: 'keep', question: { summary: '', done: '', question: 'x', wanted: '' } },
  })),
  'attach-document': refused(() => ({ ...consult(), attachmentId: newId(), title: 'x', base64: 'AAAA' })),
  'take-consult': refused(consult),
  'allocate-consult': refused(() => ({ ...consult(), personId: arranged().first })),
  'list-specialists': refused(consult),
  'redirect-consult': refused(() => ({ ...consult(), facilityId: ids.facilityId, reason: 'x' })),
  'merge-consult': refused(() => ({ ...consult(), intoConsultId: newId() })),
  'get-board': { input: () => ({}), foreign: 'no-trace' },
  'request-transfer': refused(() => ({ ...consult(), toFacilityId: arranged().supporting, reason: 'x' })),
  'list-transfers': { input: () => ({}), foreign: 'no-trace' },
  'get-transfer': refused(transferred),
  'confirm-bed': refused(() => ({ ...transferred(), ward: 'x', bed: '' })),
  'refuse-transfer': refused(() => ({ ...transferred(), reason: 'x' })),
  'cancel-transfer': refused(() => ({ ...transferred(), reason: 'x' })),
  'note-ambulance': refused(transferred),
  'depart-transfer': refused(() => ({ ...transferred(), transport: 'x', escortName: '', escortTitle: '' })),
  'arrive-transfer': refused(transferred),
  'write-handover': refused(() => ({ ...transferred(), basedOn: 0, content: emptyHandover })),
  'sign-handover': refused(() => ({ ...transferred(), version: 1, password: 'x' })),
  'get-letter': refused(transferred),
  'write-letter': refused(() => ({ ...transferred(), basedOn: 0, values: {} })),
  'issue-letter': refused(() => ({ ...transferred(), version: 1 })),
  'get-letter-pdf': refused(transferred),
  'get-letter-xml': refused(transferred),
  'get-minutes': refused(consult),
  'sign-minutes': refused(() => ({ ...consult(), version: 1, password: 'x' })),
  'correct-minutes': refused(() => ({ ...consult(), reason: 'x' })),
})

const thread = ({ consult }: Given): Record<string, Row> => ({
  'get-minutes-pdf': refused(() => ({ ...consult(), version: 1 })),
})

const withToken = (of: Ids): Record<string, string> => ({ authorization: `Bearer ${of.token}` })
const withVisit = (of: Ids): Record<string, string> => ({ cookie: `shared-images=${of.visit}` })

/** The rows of DICOMweb and links for outsiders: a session is worth nothing there, a token of this study all. */
export function outsideRows(ids: Ids): Record<string, Row> {
  const row = (input: Row['input'], by: 'token' | 'visit' = 'token'): Row => ({
    ...{ input, foreign: 'refused', anyone: true },
    headers: by === 'token' ? withToken : withVisit,
  })
  const study = () => ({ studyUid: ids.studyUid })
  const series = () => ({ ...study(), seriesUid: `${ids.studyUid}.3` })
  const instance = () => ({ ...series(), instanceUid: `${ids.studyUid}.3.4` })
  return {
    'outside-search-studies': row(() => ({})),
    'outside-search-series': row(study),
    'outside-search-instances': row(series),
    'outside-study-metadata': row(study),
    'outside-series-metadata': row(series),
    'outside-instance-metadata': row(instance),
    'outside-frames': row(() => ({ ...instance(), frames: '1' })),
    'outside-instance': row(instance),
    'outside-rendered': row(instance),
    'outside-thumbnail': row(instance),
    'outside-study': row(study),
    'outside-series': row(series),
    'outside-bulk-data': row(() => ({ ...instance(), tag: '7FE00010' })),
    'outside-store': row(study),
    // who has the token of a link is let in; a token that is made up opens nothing
    'visit-share': { input: () => ({ token: 'x'.repeat(43) }), foreign: 'refused', anyone: true },
    'get-shared-images': row(() => ({}), 'visit'),
    'get-shared-frame': row(() => ({ instanceId: ids.instanceId, frame: 1 }), 'visit'),
    'get-shared-picture': row(() => ({ seriesId: ids.seriesId, kind: 'key' }), 'visit'),
    'get-shared-file': row(() => ({ instanceId: ids.instanceId }), 'visit'),
    'get-shared-contents': row(() => ({}), 'visit'),
    'get-shared-tile': row(() => ({ instanceId: ids.slideId, tile: 0 }), 'visit'),
    'get-shared-content': row(() => ({ instanceId: ids.letterId }), 'visit'),
  }
}
