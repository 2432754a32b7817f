import { createHmac } from 'node:crypto'
import { patientBriefs } from '#capabilities/records/server/index.ts'
import type { Hint } from '#platform/contract/event.ts'
import { systemActor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { type House, inTransaction } from '#platform/server/house.ts'
import type { FrameLayout } from '../../pixels/index.ts'
import type { DicomTags } from '../dicom-tags.ts'
import { shownTags } from '../shown-tags.ts'
import { tokenHash } from './make-share.ts'

const openMs = 5_000
const openingMs = 10 * 60_000
const mostOpen = 5_000

/** One object of a share, as outsiders see it. */
export type SharedInstance = {
  id: string
  archiveId: string
  seriesUid: string
  sopUid: string
  tags: DicomTags
  layout: FrameLayout | null
  /** For each frame where it begins, and where each of its resolutions ends. */
  places: number[][]
}

/** What somebody outside may see by a token. */
export type OpenShare = {
  shareId: string
  studyId: string
  studyUid: string
  patientId: string
  basis: string
  mayDownload: boolean
  instances: SharedInstance[]
}

/** `noted` says until when an opening from an address counts as one that was written down. */
type Held = { share: OpenShare | null; until: number; noted: Map<string, number> }
const mostAddresses = 1_000

/** Opens shares by their tokens; what a token opens is remembered for seconds, each opening is written down. */
export class ShareDesk {
  readonly #house: House
  readonly #held = new Map<string, Held>()

  constructor(house: House) {
    this.#house = house
  }

  /** Looks anew at what tokens open when a hint says that it may have changed. */
  hear(hints: readonly Hint[]): void {
    if (hints.some((hint) => hint.type === 'share-revoked' || hint.type === 'study-unmatched')) {
      for (const held of this.#held.values()) held.until = 0
    }
  }

  /**
   * What a token opens now, and whether this is an opening by itself; null when it is none, is over, or its study is no
   * longer the patient's.
   */
  async open(token: string, source: string): Promise<{ share: OpenShare; isFirst: boolean } | null> {
    const hash = tokenHash(token)
    const held = this.#held.get(hash)
    const now = Date.now()
    const isNoted = (held?.noted.get(source) ?? 0) > now
    if (held && held.until > now && (isNoted || !held.share)) return held.share && { share: held.share, isFirst: false }
    const actor = systemActor('open-share', this.#house.clock.now())
    const share = await inTransaction(this.#house, actor, async (tx) => await readShare(tx, hash, actor.now), 'read')
    if (share && !isNoted) {
      await inTransaction(this.#house, actor, async (tx) => {
        await tx
          .insertInto('imaging.share_opening')
          .values({ share_id: share.shareId, at: actor.now, source })
          .execute()
      })
    }
    if (this.#held.size >= mostOpen) this.#held.clear()
    const noted = held && held.noted.size < mostAddresses ? held.noted : new Map<string, number>()
    if (share && !isNoted) noted.set(source, now + openingMs)
    this.#held.set(hash, { share, until: now + openMs, noted })
    return share && { share, isFirst: !isNoted }
  }
}

async function readShare(tx: Tx, hash: string, now: Date): Promise<OpenShare | null> {
  const row = await tx
    .selectFrom('imaging.share as share')
    .innerJoin('imaging.study as study', 'study.id', 'share.study_id')
    .select(['share.id', 'share.study_id', 'share.patient_id', 'share.series_ids', 'share.basis'])
    .select(['share.is_identified', 'share.may_download', 'study.study_uid', 'study.patient_id as now_of'])
    .where('share.token_hash', '=', hash)
    .where('share.revoked_at', 'is', null)
    .where('share.expires_at', '>', now)
    .executeTakeFirst()
  if (!row || row.now_of !== row.patient_id) return null
  const who = row.is_identified ? await identityOf(tx, row.patient_id) : {}
  const patientCode = createHmac('sha256', hash).update(row.patient_id).digest('hex').slice(0, 16)
  const instances = await instancesOf(tx, row.study_id, row.series_ids)
  return {
    ...{ shareId: row.id, studyId: row.study_id, studyUid: row.study_uid, patientId: row.patient_id },
    ...{ basis: row.basis, mayDownload: row.may_download },
    instances: instances.map((each) => ({ ...each, tags: outsideTags(each.tags, patientCode, who) })),
  }
}

async function instancesOf(tx: Tx, studyId: string, seriesIds: string[] | null): Promise<SharedInstance[]> {
  const rows = await tx
    .selectFrom('imaging.instance as instance')
    .innerJoin('imaging.series as series', 'series.id', 'instance.series_id')
    .select(['instance.id', 'instance.archive_id', 'series.series_uid', 'instance.sop_uid'])
    .select(['instance.tags', 'instance.layout', 'instance.frames'])
    .where('instance.study_id', '=', studyId)
    .$if(seriesIds !== null, (query) => query.where('series.id', 'in', seriesIds ?? []))
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, archiveId: row.archive_id, seriesUid: row.series_uid, sopUid: row.sop_uid },
    // written by keep-instance.ts as these
    tags: row.tags as DicomTags,
    layout: row.layout as FrameLayout | null,
    places: row.frames as unknown as number[][],
  }))
}

async function identityOf(tx: Tx, patientId: string): Promise<DicomTags> {
  const brief = (await patientBriefs(tx, [patientId])).get(patientId)
  return brief ? { '00100010': { vr: 'PN', Value: [{ Alphabetic: brief.fullName }] } } : {}
}

const studyTags = ['0008002A', '00080020', '00081030', '0020000D']

/** What outsiders are told: what drawing needs, the study, a code for the patient that is this share's alone. */
function outsideTags(tags: DicomTags, patientCode: string, who: DicomTags): DicomTags {
  const ofStudy = Object.fromEntries(Object.entries(tags).filter(([tag]) => studyTags.includes(tag)))
  return {
    ...shownTags(tags),
    ...ofStudy,
    '00100010': { vr: 'PN', Value: [{ Alphabetic: patientCode }] },
    '00100020': { vr: 'LO', Value: [patientCode] },
    ...who,
  }
}
