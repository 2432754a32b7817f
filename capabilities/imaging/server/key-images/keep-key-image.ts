import { createHash } from 'node:crypto'
import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import {
  type keepKeyImage as contract,
  type KeyImageSubject,
  keyImageLimits,
  keyImagesChanged,
} from '../../contract/key-images.ts'
import type { SavedMark } from '../../contract/marks.ts'
import { Unreadable } from '../../pixels/index.ts'
import { type MarkRow, markingFacility, marksOf, newestMarks } from '../marks/mark-row.ts'
import { bytesOfFrame, frameKey, framesOfStudy, type MarkDesk, type MarkedFrame } from '../marks/marked-frames.ts'
import { findStudy } from '../study-row.ts'
import { keyRendering } from './draw-key-image.ts'
import { drawSlideView, slideToDraw } from './draw-slide-view.ts'
import { keyImagesOf, standingKeyImages } from './key-image-row.ts'

type Input = ParsedOf<typeof contract>

/** Whether the actor takes part in a subject that is about this patient and still goes on. */
export type TakesPart = (tx: Tx, subject: KeyImageSubject, patientId: string) => Promise<boolean>

/** What keeping a view needs; for subjects of which nobody answers, nothing is kept. */
export type KeyImageDesk = MarkDesk & { takesPart: TakesPart }

type Drawn = { patientId: string; picture: Buffer; versions: string[] }

/** Keeps a view with the picture of it: what is drawn now is what is shown later, whatever becomes of the marks. */
export async function keepKeyImage(
  desk: KeyImageDesk,
  call: OutsideCall,
  input: Input,
): Promise<OutputOf<typeof contract>> {
  const { house, actor } = call
  const { patientId, frame, slide, rows, marks } = await inTransaction(
    house,
    actor,
    async (tx) => await whatIsShown(desk, tx, actor, input),
    'read',
  )
  call.note({ patientId, purpose: 'key-image' })
  const { part } = input.view
  if (slide && !part) throw new Problem(422, 'no-picture')
  const drawing = slide && part ? drawSlideView(desk, slide, part, marks) : drawFrame(desk, frame, input.view, marks)
  const picture = await drawing.catch((error: unknown) => {
    if (error instanceof Unreadable) throw new Problem(422, 'no-picture')
    throw error
  })
  const drawn = { patientId, picture, versions: rows.map((row) => row.id) }
  return await inTransaction(house, actor, async (tx) => await writeKeyImage(desk, tx, actor, { input, drawn }))
}

async function drawFrame(
  { files, pool }: MarkDesk,
  frame: MarkedFrame,
  view: Input['view'],
  marks: readonly SavedMark[],
): Promise<Buffer> {
  const bytes = await bytesOfFrame(files, frame)
  if (!bytes) throw new Problem(422, 'no-picture')
  const { layout, tags } = frame
  const how = keyRendering({ columns: layout.columns, rows: layout.rows, tags }, view, marks)
  return await pool.picture({ bytes, layout, tags, how })
}

async function whatIsShown({ takesPart }: KeyImageDesk, tx: Tx, actor: Actor, input: Input) {
  const study = await findStudy(tx, { studyId: input.studyId })
  if (!study.patient_id) throw notFound()
  if (input.subject && !(await takesPart(tx, input.subject, study.patient_id))) throw notFound()
  const frame = (await framesOfStudy(tx, study.id, [input])).get(frameKey(input))
  if (!frame) throw notFound()
  const isUpon = (row: MarkRow) =>
    row.removed_reason === null && row.instance_id === input.instanceId && row.frame === input.frame
  const own = (await newestMarks(tx, { studyId: study.id, patientId: study.patient_id })).filter(isUpon)
  const marks = await marksOf(tx, own, actor.now)
  const rows = marks.flatMap((mark) => own.find((row) => row.mark_id === mark.markId) ?? [])
  return { patientId: study.patient_id, frame, slide: await slideToDraw(tx, frame), rows, marks }
}

async function writeKeyImage(
  { takesPart }: KeyImageDesk,
  tx: Tx,
  actor: Actor,
  { input, drawn: { patientId, picture, versions } }: { input: Input; drawn: Drawn },
): Promise<OutputOf<typeof contract>> {
  const { subject } = input
  const study = await findStudy(tx, { studyId: input.studyId })
  if (study.patient_id !== patientId) throw notFound()
  // drawing takes a while, in which a case may end
  if (subject && !(await takesPart(tx, subject, patientId))) throw notFound()
  const standing = await standingKeyImages(tx, patientId)
    .where('key.subject_id', subject ? '=' : 'is', subject?.id ?? null)
    .execute()
  if (standing.length >= keyImageLimits.ofSubject) throw new Problem(422, 'too-many-key-images')
  const id = newId()
  await tx
    .insertInto('imaging.key_image')
    .values({
      ...{ id, study_id: study.id, patient_id: patientId, instance_id: input.instanceId, frame: input.frame },
      ...{ subject_kind: subject?.kind ?? null, subject_id: subject?.id ?? null },
      ...{ view: JSON.stringify(input.view), marks: JSON.stringify(versions), picture },
      ...{ sha256: createHash('sha256').update(picture).digest('hex'), made_by: actor.personId, made_at: actor.now },
      facility_id: await markingFacility(tx, actor, patientId),
    })
    .execute()
  await emit(tx, actor, keyImagesChanged, {
    ...{ keyImageId: id, patientId, subjectKind: subject?.kind ?? '', subjectId: subject?.id ?? '' },
  })
  const rows = await standingKeyImages(tx, patientId).where('key.id', '=', id).execute()
  const [kept] = await keyImagesOf(tx, rows, actor.now)
  if (!kept) throw notFound()
  return kept
}
