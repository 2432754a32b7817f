import type { Id } from '#platform/contract/id.ts'
import type { ImageSeries } from '../contract/images.ts'
import type { DicomTags } from './dicom-tags.ts'
import { shownTags } from './shown-tags.ts'

type SeriesRow = {
  id: string
  series_uid: string
  number: number | null
  modality: string
  description: string
  preview_frames: number
}

/** One object as lists of images tell it. */
export type ListedObject = {
  id: string
  sopUid: string
  tags: DicomTags
  layout: ImageSeries['instances'][number]['layout']
  /** For each frame where it begins, and where each of its resolutions ends. */
  places: readonly (readonly number[])[]
  content: ImageSeries['instances'][number]['content']
  problem: string | null
}

/** A series with its objects as screens get it: what all of them say is told once. */
export function imageSeriesOf(row: SeriesRow, own: readonly ListedObject[], addedBy: string | null): ImageSeries {
  const { shared, rest } = factored(own.map((each) => shownTags(each.tags)))
  return {
    ...{ id: row.id as Id<'series'>, seriesUid: row.series_uid, number: row.number, modality: row.modality },
    ...{ description: row.description, pictures: row.preview_frames, addedBy, tags: shared },
    instances: own.map((each, index) => ({
      ...{ id: each.id as Id<'instance'>, sopUid: each.sopUid, tags: rest[index] ?? {}, layout: each.layout },
      frames: each.places.map(([, ...ends]) => ends),
      ...{ content: each.content, problem: each.problem },
    })),
  }
}

/** What all of them say, once, and what each says otherwise. */
function factored(all: readonly DicomTags[]): { shared: DicomTags; rest: DicomTags[] } {
  const [first, ...others] = all
  if (!first) return { shared: {}, rest: [] }
  const texts = new Map(Object.entries(first).map(([tag, element]) => [tag, JSON.stringify(element)]))
  for (const other of others) {
    for (const [tag, text] of texts) if (JSON.stringify(other[tag]) !== text) texts.delete(tag)
  }
  const shared = Object.fromEntries(Object.entries(first).filter(([tag]) => texts.has(tag)))
  const rest = all.map((each) => Object.fromEntries(Object.entries(each).filter(([tag]) => !texts.has(tag))))
  return { shared, rest }
}
