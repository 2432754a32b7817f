import { facilityNames } from '#capabilities/network/server/index.ts'
import type { Tx } from '#platform/server/db.ts'
import { frameTags } from '../../contract/frame-tags.ts'
import { frameLayout } from '../../contract/images.ts'
import type { SavedMark } from '../../contract/marks.ts'
import type { DicomTags } from '../dicom-tags.ts'
import { type Dataset, digestOf, type ObjectFacts, studyModule } from './dicom-object.ts'
import { type MarkRow, marksOf, newestMarks } from './mark-row.ts'
import { levelIn, slideLayout } from './marked-slides.ts'
import { type Report, reportOf } from './report-object.ts'
import { type StateImage, stateKey, stateOf } from './state-object.ts'

/** What is to lie beside the images of a study: one report of each person, one state of each series. */
export type WantedObject = {
  kind: 'sr' | 'pr'
  part: string
  /** Of what it says, however often it is written. */
  digest: string
  datasetOf: (facts: ObjectFacts, predecessor: Report['predecessor']) => Dataset
}

// grows when the same marks are to be written otherwise
const edition = 1

/** The objects that tell what is marked on a study now; none while it is in nobody's record. */
export async function objectsOfStudy(
  tx: Tx,
  study: { id: string; studyUid: string; patientId: string | null },
  now: Date,
): Promise<WantedObject[]> {
  if (!study.patientId) return []
  const rows = (await newestMarks(tx, { studyId: study.id, patientId: study.patientId })).filter(
    (row) => row.removed_reason === null,
  )
  if (rows.length === 0) return []
  const marks = await marksOf(tx, rows, now)
  const images = await imagesOf(tx, rows, marks)
  const facilities = await facilityNames(
    tx,
    rows.flatMap((row) => row.facility_id ?? []),
    now,
  )
  const nameOf = (mark: SavedMark) => {
    const row = rows.find((each) => each.mark_id === mark.markId)
    return (row?.facility_id && facilities.get(row.facility_id)?.name) || ''
  }
  return [...reports(study.studyUid, marks, images, nameOf), ...states(images)]
}

const said = (marks: readonly SavedMark[]) => marks.map(({ markId, version }) => [markId, version])

function reports(
  studyUid: string,
  marks: readonly SavedMark[],
  images: readonly StateImage[],
  facilityOf: (mark: SavedMark) => string,
): WantedObject[] {
  const byUid = new Map(images.map((image) => [image.sopUid, image]))
  return [...Map.groupBy(marks, (mark) => mark.by.id)].flatMap(([personId, own]) => {
    const [first] = own
    const image = first && byUid.get(first.sopUid)
    if (!first || !image) return []
    const facilityName = facilityOf(first)
    return [
      {
        ...{
          kind: 'sr' as const,
          part: personId,
          digest: digestOf([edition, first.by.fullName, facilityName, said(own)]),
        },
        datasetOf: (facts: ObjectFacts, predecessor: Report['predecessor']) => ({
          ...studyModule(image.tags),
          ...reportOf(
            { studyUid, author: first.by.fullName, facilityName, marks: own, images: byUid, predecessor },
            facts,
          ),
        }),
      },
    ]
  })
}

function states(images: MarkedFrames): WantedObject[] {
  return [
    ...Map.groupBy(
      images.filter((image) => image.isGrey),
      stateKey,
    ),
  ].flatMap(([key, own]) => {
    const [first] = own
    if (!first) return []
    const digest = digestOf([edition, own.map((image) => [image.sopUid, image.frame, said(image.marks)])])
    return [
      {
        ...{ kind: 'pr' as const, part: digestOf(key), digest },
        datasetOf: (facts: ObjectFacts) => ({ ...studyModule(first.tags), ...stateOf(own, facts) }),
      },
    ]
  })
}

type MarkedFrames = readonly (StateImage & { isGrey: boolean })[]

async function imagesOf(tx: Tx, rows: readonly MarkRow[], marks: readonly SavedMark[]): Promise<MarkedFrames> {
  const found = await tx
    .selectFrom('imaging.instance as instance')
    .innerJoin('imaging.series as series', 'series.id', 'instance.series_id')
    .select(['instance.sop_uid', 'instance.sop_class', 'instance.tags', 'instance.layout', 'instance.frames'])
    .select('instance.content')
    .select('series.series_uid')
    .where('instance.id', 'in', [...new Set(rows.map((row) => row.instance_id))])
    .execute()
  return found.flatMap((row) => {
    const slide = levelIn(row.content)
    const { columns, rows: lines, components } = slide ? slideLayout(slide) : frameLayout.parse(row.layout)
    const own = marks.filter((mark) => mark.sopUid === row.sop_uid)
    return [...Map.groupBy(own, (mark) => mark.frame)].map(([frame, upon]) => ({
      ...{ sopUid: row.sop_uid, sopClass: row.sop_class, seriesUid: row.series_uid, frame, columns, rows: lines },
      // written by keep-instance.ts as these
      frames: (row.frames as unknown[]).length,
      isSlide: slide !== null,
      tags: frameTags(row.tags as DicomTags, frame) as DicomTags,
      ...{ marks: upon, isGrey: components === 1 },
    }))
  })
}
