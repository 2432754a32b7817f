import { personBriefs } from '#capabilities/identity/server/index.ts'
import { facilityNames } from '#capabilities/network/server/index.ts'
import { patientBriefs } from '#capabilities/records/server/index.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { notFound } from '#platform/server/problem.ts'
import type { KeyImage, KeyImageSubject, KeyView } from '../../contract/key-images.ts'
import type { SavedMark } from '../../contract/marks.ts'
import { marksOf } from '../marks/mark-row.ts'

/** The key images that stand: of one study's patient still, without their pictures. */
export const standingKeyImages = (tx: Tx, patientId: string) =>
  tx
    .selectFrom('imaging.key_image as key')
    .innerJoin('imaging.study as study', (on) =>
      on.onRef('study.id', '=', 'key.study_id').onRef('study.patient_id', '=', 'key.patient_id'),
    )
    .innerJoin('imaging.instance as instance', 'instance.id', 'key.instance_id')
    .innerJoin('imaging.series as series', 'series.id', 'instance.series_id')
    .select(['key.id', 'key.study_id', 'key.instance_id', 'key.frame', 'key.view', 'key.marks', 'key.caption'])
    .select(['key.sha256', 'key.made_by', 'key.facility_id', 'key.made_at', 'instance.sop_uid'])
    .select(['series.series_uid', 'series.description', 'series.modality'])
    .where('key.patient_id', '=', patientId)
    .where('key.removed_at', 'is', null)

type Row = Awaited<ReturnType<ReturnType<typeof standingKeyImages>['execute']>>[number]

/** Key images as screens and paper show them, oldest first. */
export async function keyImagesOf(tx: Tx, rows: readonly Row[], now: Date): Promise<KeyImage[]> {
  const people = await personBriefs(
    tx,
    rows.map((row) => row.made_by),
  )
  const facilities = await facilityNames(
    tx,
    rows.flatMap((row) => row.facility_id ?? []),
    now,
  )
  const marks = await drawnMarks(tx, rows, now)
  return rows
    .toSorted((one, other) => one.made_at.getTime() - other.made_at.getTime() || (one.id < other.id ? -1 : 1))
    .map((row) => ({
      ...{ id: row.id as Id<'key-image'>, studyId: row.study_id as Id<'study'>, seriesUid: row.series_uid },
      ...{ instanceId: row.instance_id as Id<'instance'>, sopUid: row.sop_uid, frame: row.frame },
      ...{ seriesDescription: row.description, modality: row.modality, caption: row.caption, sha256: row.sha256 },
      // written by keep-key-image.ts as this
      view: row.view as unknown as KeyView,
      marks: versionsOf(row).flatMap((version) => marks.get(version) ?? []),
      by: people.get(row.made_by) ?? { id: row.made_by as Id<'person'>, fullName: '', title: '' },
      facilityName: (row.facility_id && facilities.get(row.facility_id)?.shortName) || '',
      at: toInstant(row.made_at),
    }))
}

// written by keep-key-image.ts as a list of the ids of versions
const versionsOf = (row: Pick<Row, 'marks'>): string[] => row.marks as unknown as string[]

async function drawnMarks(tx: Tx, rows: readonly Row[], now: Date): Promise<Map<string, SavedMark>> {
  const ids = [...new Set(rows.flatMap(versionsOf))]
  if (ids.length === 0) return new Map()
  const found = await tx
    .selectFrom('imaging.mark as mark')
    .innerJoin('imaging.instance as instance', 'instance.id', 'mark.instance_id')
    .selectAll('mark')
    .select(['instance.sop_uid', 'instance.series_id'])
    .where('mark.id', 'in', ids)
    .execute()
  const marks = await marksOf(tx, found, now)
  return new Map(
    found.flatMap((row) => {
      const mark = marks.find((each) => each.markId === row.mark_id && each.version === row.version)
      return mark ? [[row.id, mark] as const] : []
    }),
  )
}

type Wanted = { patientId: string; subjectKind?: string | undefined; subjectId?: string | undefined }

/** The key images of a patient that stand, or of one subject. */
export async function listKeyImages(
  tx: Tx,
  actor: Actor,
  { patientId, subjectKind, subjectId }: Wanted,
): Promise<KeyImage[]> {
  noteAccess(tx, { patientId, purpose: 'images' })
  if (!(await patientBriefs(tx, [patientId])).has(patientId)) throw notFound()
  const rows = await standingKeyImages(tx, patientId)
    .$if(subjectKind !== undefined, (query) => query.where('key.subject_kind', '=', subjectKind ?? ''))
    .$if(subjectId !== undefined, (query) => query.where('key.subject_id', '=', subjectId ?? ''))
    .execute()
  return await keyImagesOf(tx, rows, actor.now)
}

/** The key images that were kept for a subject of a patient until a moment, oldest first, as the actor may see them. */
export async function keyImagesFor(
  tx: Tx,
  actor: Actor,
  {
    patientId,
    subject,
    most,
    until,
  }: { patientId: string; subject: KeyImageSubject; most: number; until: Date | null },
): Promise<KeyImage[]> {
  const rows = await standingKeyImages(tx, patientId)
    .where('key.subject_kind', '=', subject.kind)
    .where('key.subject_id', '=', subject.id)
    .$if(until !== null, (query) => query.where('key.made_at', '<=', until ?? new Date(0)))
    .orderBy('key.made_at')
    .limit(most)
    .execute()
  return await keyImagesOf(tx, rows, actor.now)
}

/** The pictures of key images, by id, as JPEG. */
export async function keyPictures(tx: Tx, keyImageIds: readonly string[]): Promise<Map<string, Buffer>> {
  if (keyImageIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('imaging.key_image')
    .select(['id', 'picture'])
    .where('id', 'in', keyImageIds)
    .execute()
  return new Map(rows.map((row) => [row.id, row.picture]))
}

/** Sends the picture of a key image that stands or was taken away, to those who may see the patient. */
export async function sendKeyPicture(call: OutsideCall, { keyImageId }: { keyImageId: string }): Promise<undefined> {
  const row = await inTransaction(
    call.house,
    call.actor,
    async (tx) =>
      await tx
        .selectFrom('imaging.key_image as key')
        // a study that left the record takes what was kept of it along
        .innerJoin('imaging.study as study', (on) =>
          on.onRef('study.id', '=', 'key.study_id').onRef('study.patient_id', '=', 'key.patient_id'),
        )
        .select(['key.picture', 'key.patient_id'])
        .where('key.id', '=', keyImageId)
        .executeTakeFirst(),
    'read',
  )
  if (!row) throw notFound()
  call.note({ patientId: row.patient_id, purpose: 'images' })
  await call.reply.type('image/jpeg').header('cache-control', 'no-store').send(row.picture)
  return undefined
}
