import type { Id } from '#platform/contract/id.ts'
import type { Actor } from '#platform/server/actor.ts'
import { noteAccess } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/db.ts'
import { notFound } from '#platform/server/problem.ts'
import { frameLayout } from '../../contract/images.ts'
import { type Result, type ResultProblem, resultLimits } from '../../contract/results.ts'
import type { DicomTags } from '../dicom-tags.ts'
import { addedBy } from '../list-images.ts'
import { findStudy } from '../study-row.ts'
import { fitSegmentation, type ImageInPlace, imagesInPlace, whyNotOn } from './fit-result.ts'
import { reportClasses, segmentationClass } from './result-classes.ts'
import type { ReportContent, SegmentationContent } from './result-content.ts'

/** The results of others of a study; what they say only of those that the actor has turned on. */
export async function listResults(tx: Tx, actor: Actor, { studyId }: { studyId: string }): Promise<Result[]> {
  const study = await findStudy(tx, { studyId })
  if (!study.patient_id) throw notFound()
  noteAccess(tx, { patientId: study.patient_id, purpose: 'images' })
  const rows = await tx
    .selectFrom('imaging.result as result')
    .innerJoin('imaging.instance as instance', 'instance.id', 'result.instance_id')
    .leftJoin('imaging.series as series', 'series.id', 'instance.series_id')
    .leftJoin('imaging.share as share', (on) =>
      on.onRef('share.id', '=', 'series.share_id').on('share.patient_id', '=', study.patient_id),
    )
    .select(['result.id', 'result.kind', 'result.content', 'result.problem', 'share.made_for', 'series.share_id'])
    .where('result.study_id', '=', studyId)
    // beyond the limit the newest are shown, in the order in which they came
    .orderBy('result.id', 'desc')
    .limit(resultLimits.ofStudy)
    .execute()
  const on = await turnedOn(tx, actor, { patientId: study.patient_id, resultIds: rows.map((row) => row.id) })
  const images = on.size > 0 ? await imagesOf(tx, studyId) : []
  return rows.toReversed().map((row) => {
    // written by read-results.ts as one of these
    const content = row.content as unknown as SegmentationContent | ReportContent
    const { title, isByAlgorithm, maker } = content
    const kind = 'findings' in content ? ('report' as const) : ('segmentation' as const)
    const isOn = on.has(row.id)
    return {
      ...{ id: row.id as Id<'result'>, kind, title, isByAlgorithm, maker, addedBy: addedBy(row), isOn },
      ...{ segments: [], rows: 0, columns: 0, masks: [], findings: [], unplaced: 0 },
      // the table's rows are written with these
      problem: row.problem as ResultProblem | null,
      ...(isOn && !row.problem ? said(content, images) : {}),
    }
  })
}

function said(content: SegmentationContent | ReportContent, images: readonly ImageInPlace[]): Partial<Result> {
  if (!('findings' in content)) {
    const { segments, rows, columns } = content
    return { segments, rows, columns, ...fitSegmentation(content, images) }
  }
  const byImage = new Map(images.map((image) => [`${image.sopUid} ${image.frame}`, image]))
  let unplaced = 0
  const findings = content.findings.map((finding) => {
    const problems = finding.at.map((shape) => whyNotOn(shape, byImage.get(`${shape.sopUid} ${shape.frame}`)))
    const problem = problems.find((each) => each !== null) ?? finding.problem
    if (problem) unplaced += 1
    return { ...finding, at: finding.at.filter((_, index) => problems[index] === null), problem }
  })
  return { findings, unplaced }
}

async function imagesOf(tx: Tx, studyId: string): Promise<ImageInPlace[]> {
  const rows = await tx
    .selectFrom('imaging.instance as instance')
    .innerJoin('imaging.series as series', 'series.id', 'instance.series_id')
    .select(['instance.sop_uid', 'instance.tags', 'instance.layout', 'instance.frames', 'series.series_uid'])
    .where('instance.study_id', '=', studyId)
    .where('instance.layout', 'is not', null)
    .where('instance.sop_class', 'not in', [segmentationClass, ...reportClasses])
    .execute()
  return rows.flatMap((row) => {
    const { rows: lines, columns } = frameLayout.parse(row.layout)
    // written by keep-instance.ts as these
    const frames = (row.frames as unknown[]).length
    const tags = row.tags as DicomTags
    return imagesInPlace({ sopUid: row.sop_uid, seriesUid: row.series_uid, rows: lines, columns, frames, tags })
  })
}

/** Which of these results the actor has turned on while the study was of this patient. */
export async function turnedOn(
  tx: Tx,
  actor: Actor,
  { patientId, resultIds }: { patientId: string; resultIds: readonly string[] },
): Promise<Set<string>> {
  if (resultIds.length === 0) return new Set()
  const rows = await tx
    .selectFrom('imaging.result_switch')
    .distinctOn('result_id')
    .select(['result_id', 'is_on'])
    .where('person_id', '=', actor.personId)
    .where('patient_id', '=', patientId)
    .where('result_id', 'in', resultIds)
    .orderBy('result_id')
    .orderBy('id', 'desc')
    .execute()
  return new Set(rows.filter((row) => row.is_on).map((row) => row.result_id))
}
