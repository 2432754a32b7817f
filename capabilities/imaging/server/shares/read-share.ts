import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { patientBriefs } from '#capabilities/records/server/index.ts'
import type { Tx } from '#platform/server/db.ts'
import { type FrameLayout, wholeSlide } from '../../pixels/index.ts'
import type { DicomTags } from '../dicom-tags.ts'
import { shownTags } from '../shown-tags.ts'

/** How many codes in a row may be wrong before a share is closed. */
export const mostCodes = 5

/** One object of a share, as outsiders see it. */
export type SharedInstance = {
  id: string
  archiveId: string
  seriesId: string
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
  /** The study in the archive. */
  archiveId: string
  patientId: string
  basis: string
  mayDownload: boolean
  mayAdd: boolean
  isIdentified: boolean
  expiresAt: Date
  instances: SharedInstance[]
}

/** By what a share is found: the hash of its token, which opens it alone only without a code, or that of a visit. */
export type By = { token: string } | { visit: string }

/** What a share opens now; null when it is none, is over or closed, or its study is no longer the patient's. */
export async function readShare(tx: Tx, by: By, now: Date): Promise<OpenShare | null> {
  const row = await openShares(tx, now)
    .$if('token' in by, (query) =>
      query.where('share.token_hash', '=', 'token' in by ? by.token : '').where('share.code_hash', 'is', null),
    )
    .$if('visit' in by, (query) =>
      query.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('imaging.share_opening as opening')
            .select('opening.share_id')
            .whereRef('opening.share_id', '=', 'share.id')
            .where('opening.visit_hash', '=', 'visit' in by ? by.visit : ''),
        ),
      ),
    )
    .executeTakeFirst()
  return row ? await sharedBy(tx, row) : null
}

/** Shares that are open now. */
export const openShares = (tx: Tx, now: Date) =>
  tx
    .selectFrom('imaging.share as share')
    .innerJoin('imaging.study as study', 'study.id', 'share.study_id')
    .select(['share.id', 'share.study_id', 'share.patient_id', 'share.series_ids', 'share.basis'])
    .select([
      'share.is_identified',
      'share.may_download',
      'share.may_add',
      'share.token_hash',
      'share.code_hash',
      'share.expires_at',
    ])
    .select(['study.study_uid', 'study.archive_id'])
    .where('share.revoked_at', 'is', null)
    .where('share.expires_at', '>', now)
    .where('share.code_tries', '<', mostCodes)
    .whereRef('study.patient_id', '=', 'share.patient_id')

type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof openShares>['executeTakeFirst']>>>

async function sharedBy(tx: Tx, row: Row): Promise<OpenShare> {
  const who = row.is_identified ? await identityOf(tx, row.patient_id) : {}
  const patientCode = createHmac('sha256', row.token_hash).update(row.patient_id).digest('hex').slice(0, 16)
  // what colleagues wrote on images may name the patient: it goes out where the name may be known
  const instances = (await instancesOf(tx, row)).filter((each) => row.is_identified || !each.tellsMarks)
  return {
    ...{ shareId: row.id, studyId: row.study_id, studyUid: row.study_uid, archiveId: row.archive_id },
    patientId: row.patient_id,
    ...{
      basis: row.basis,
      mayDownload: row.may_download,
      mayAdd: row.may_add,
      isIdentified: row.is_identified,
      expiresAt: row.expires_at,
    },
    instances: instances.map(({ tellsMarks, ...each }) => ({
      ...each,
      tags: { ...(tellsMarks ? markedTags(each.tags) : {}), ...outsideTags(each.tags, patientCode, who) },
    })),
  }
}

type Found = SharedInstance & {
  /** True for a report or a state that we made of marks. */
  tellsMarks: boolean
}

/** What was chosen, and what came by this very share; what others added later is in no share by itself. */
async function instancesOf(tx: Tx, share: Row): Promise<Found[]> {
  const rows = await tx
    .selectFrom('imaging.instance as instance')
    .innerJoin('imaging.series as series', 'series.id', 'instance.series_id')
    .select(['instance.id', 'instance.archive_id', 'series.id as series_id', 'series.series_uid', 'instance.sop_uid'])
    .leftJoin('imaging.mark_object as own', 'own.sop_uid', 'instance.sop_uid')
    .select(['instance.tags', 'instance.layout', 'instance.frames', 'own.kind as own_kind'])
    .where('instance.study_id', '=', share.study_id)
    .where(({ eb, or }) =>
      or([
        eb('series.share_id', '=', share.id),
        share.series_ids ? eb('series.id', 'in', share.series_ids) : eb('series.share_id', 'is', null),
      ]),
    )
    // a slide's label bears a name: nothing of a slide goes out of which we do not know that it shows none
    .where((where) =>
      where.or([
        where('instance.sop_class', '<>', wholeSlide),
        where(sql<string>`instance.content->>'showsLabel'`, '=', 'false'),
      ]),
    )
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, archiveId: row.archive_id, seriesId: row.series_id },
    ...{ seriesUid: row.series_uid, sopUid: row.sop_uid },
    // written by keep-instance.ts as these
    tags: row.tags as DicomTags,
    layout: row.layout as FrameLayout | null,
    places: row.frames as unknown as number[][],
    tellsMarks: row.own_kind !== null,
  }))
}

async function identityOf(tx: Tx, patientId: string): Promise<DicomTags> {
  const brief = (await patientBriefs(tx, [patientId])).get(patientId)
  return brief ? { '00100010': { vr: 'PN', Value: [{ Alphabetic: brief.fullName }] } } : {}
}

const markTags = new Set(['00080005', '00080023', '00081070', '00081115', '00283110', '20500020'])

/** What a report or a state that we made says of marks: its contents and the images on which they lie. */
const markedTags = (tags: DicomTags): DicomTags =>
  Object.fromEntries(Object.entries(tags).filter(([tag]) => /^00(40|70)/.test(tag) || markTags.has(tag)))

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
