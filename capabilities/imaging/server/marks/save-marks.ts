import type { OutputOf, ParsedOf } from '#platform/contract/endpoint.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Tx } from '#platform/server/db.ts'
import { emit } from '#platform/server/events.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { enqueue } from '#platform/server/jobs.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import {
  type saveMarks as contract,
  type DrawnMark,
  type Measure,
  markLimits,
  marksChanged,
} from '../../contract/marks.ts'
import { Unreadable } from '../../pixels/index.ts'
import { tagText } from '../dicom-tags.ts'
import { findStudy } from '../study-row.ts'
import { markingFacility, marksOf, newestMarks } from './mark-row.ts'
import { bytesOfFrame, frameKey, framesOfStudy, type MarkDesk, type MarkedFrame } from './marked-frames.ts'
import { refuseOnSlide } from './marked-slides.ts'
import { writeMarksJob } from './marks-job.ts'
import { measureMark, readsValues } from './measure-mark.ts'

type Input = ParsedOf<typeof contract>
type Measured = { mark: DrawnMark; measure: Measure }

/** Saves marks: each lies on an image of this study, and what it measures is read from the file before it is written. */
export async function saveMarks(desk: MarkDesk, call: OutsideCall, input: Input): Promise<OutputOf<typeof contract>> {
  const { house, actor } = call
  const { patientId, frames } = await inTransaction(
    house,
    actor,
    async (tx) => {
      const study = await findStudy(tx, { studyId: input.studyId })
      if (!study.patient_id) throw notFound()
      call.note({ patientId: study.patient_id, purpose: 'mark-images' })
      return { patientId: study.patient_id, frames: await framesOfStudy(tx, study.id, input.marks) }
    },
    'read',
  )
  for (const mark of input.marks) refuseOutside(mark, frames)
  const samples = await samplesFor(desk, frames, input.marks)
  const measured = input.marks.map((mark): Measured => {
    const frame = frames.get(frameKey(mark))
    if (!frame) throw notFound()
    return { mark, measure: measureMark(mark, { ...frame, samples: samples.get(frameKey(mark)) ?? null }) }
  })
  return await inTransaction(
    house,
    actor,
    async (tx) => await writeMarks(tx, actor, { studyId: input.studyId, patientId }, measured),
  )
}

function refuseOutside({ points, aspects, ...mark }: DrawnMark, frames: ReadonlyMap<string, MarkedFrame>): void {
  const frame = frames.get(frameKey(mark))
  if (!frame) throw notFound()
  refuseOnSlide(mark.kind, frame)
  const { columns, rows } = frame.layout
  const isInside = points.every(([x, y]) => x >= 0 && y >= 0 && x <= columns && y <= rows)
  if (!isInside) throw new Problem(422, 'mark-outside-image')
  if (aspects && tagText(frame.tags, '00080060') !== 'CT') throw new Problem(422, 'aspects-needs-ct')
}

/** The samples of the grey frames of which values are read. */
async function samplesFor(
  { files, pool }: MarkDesk,
  frames: ReadonlyMap<string, MarkedFrame>,
  marks: readonly DrawnMark[],
): Promise<Map<string, Buffer>> {
  const samples = new Map<string, Buffer>()
  for (const key of new Set(marks.filter((mark) => readsValues(mark.kind)).map(frameKey))) {
    const frame = frames.get(key)
    if (frame?.layout.components !== 1) continue
    const bytes = await bytesOfFrame(files, frame)
    if (!bytes) throw notFound()
    const found = await pool.samples(bytes, frame.layout).catch((error: unknown) => {
      if (error instanceof Unreadable) return null
      throw error
    })
    if (found) samples.set(key, found)
  }
  return samples
}

async function writeMarks(
  tx: Tx,
  actor: Actor,
  of: { studyId: string; patientId: string },
  measured: readonly Measured[],
): Promise<OutputOf<typeof contract>> {
  const { studyId } = of
  // reading the files takes a while, in which the study may come into another record
  if ((await findStudy(tx, { studyId })).patient_id !== of.patientId) throw notFound()
  const standing = (await newestMarks(tx, of)).filter((row) => row.removed_reason === null)
  const added = measured.filter(({ mark }) => !mark.corrects).length
  if (standing.length + added > markLimits.marksOfStudy) throw new Problem(422, 'too-many-marks')
  const facilityId = await markingFacility(tx, actor, of.patientId)
  const ids = new Set<string>()
  for (const { mark, measure } of measured) {
    const before = mark.corrects && standing.find((row) => row.mark_id === mark.corrects?.markId)
    if (mark.corrects && before?.version !== mark.corrects.version) throw new Problem(409, 'mark-changed')
    if (before && before.made_by !== actor.personId) throw new Problem(403, 'mark-of-another')
    const isElsewhere = before && (before.instance_id !== mark.instanceId || before.frame !== mark.frame)
    if (isElsewhere || (before && before.kind !== mark.kind)) throw notFound()
    const id = newId()
    const written = await tx
      .insertInto('imaging.mark')
      .values({
        ...{ id, mark_id: before?.mark_id ?? id, version: (before?.version ?? 0) + 1 },
        ...{ study_id: studyId, patient_id: of.patientId, instance_id: mark.instanceId, frame: mark.frame },
        ...{ kind: mark.kind, points: JSON.stringify(mark.points), text: mark.text.normalize('NFC') },
        ...{ aspects: mark.aspects && JSON.stringify(mark.aspects), measure: JSON.stringify(measure) },
        ...{ made_by: actor.personId, facility_id: facilityId, made_at: actor.now },
      })
      .onConflict((conflict) => conflict.columns(['mark_id', 'version']).doNothing())
      .executeTakeFirst()
    if (!written.numInsertedOrUpdatedRows) throw new Problem(409, 'mark-changed')
    ids.add(before?.mark_id ?? id)
  }
  await emit(tx, actor, marksChanged, of)
  enqueue(tx, writeMarksJob, { studyId })
  const rows = await newestMarks(tx, of)
  return await marksOf(
    tx,
    rows.filter((row) => ids.has(row.mark_id)),
    actor.now,
  )
}
