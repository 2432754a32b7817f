import type { SlideContent } from '../../contract/contents.ts'
import type { ImageSeries } from '../../contract/images.ts'

type Instance = ImageSeries['instances'][number]
/** A picture of a slide: one of its objects, and what is known of it. */
export type SlidePicture = SlideContent & { id: string; sopUid: string }

/** A slide: the levels of its pyramid from the smallest, and the pictures around them. */
export type Slide = {
  readonly levels: readonly SlidePicture[]
  readonly overview: SlidePicture | null
  /** Pictures that show or may show the paper label. */
  readonly labels: readonly SlidePicture[]
}

/** How far the shape of a level may be from the largest one's, since its size is rounded to whole pixels. */
const roundedBy = 2

/** The slide that a series holds. */
export function slideOf(instances: readonly Instance[]): Slide {
  const pictures = new Map<string, SlidePicture>()
  for (const { id, sopUid, content } of instances) {
    if (content?.kind === 'tiles' && !pictures.has(content.level))
      pictures.set(content.level, { ...content, id, sopUid })
  }
  const all = [...pictures.values()]
  const volumes = all
    .filter(({ role, showsLabel }) => role === 'volume' && !showsLabel)
    .toSorted((one, other) => one.columns - other.columns)
  const base = volumes.at(-1)
  const bySize = new Map(volumes.filter((each) => base && isOfPyramid(each, base)).map((each) => [each.columns, each]))
  return {
    levels: [...bySize.values()],
    overview: all.find(({ role, showsLabel }) => role === 'overview' && !showsLabel) ?? null,
    labels: all.filter(({ showsLabel }) => showsLabel),
  }
}

const isOfPyramid = (level: SlidePicture, base: SlidePicture): boolean =>
  Math.abs((base.rows * level.columns) / base.columns - level.rows) <= roundedBy

/** A length that a scale bar shows, in micrometres: 1, 2 or 5 times a power of ten, at most so long. */
export function barOf(mostMicrometres: number): number {
  const power = 10 ** Math.floor(Math.log10(mostMicrometres))
  return [5, 2, 1].map((times) => times * power).find((length) => length <= mostMicrometres) ?? power
}

/** Micrometres a pixel at which an objective of one time is scanned. */
const micrometresAtOne = 10

/** The magnification of the largest level: the objective's, else what its pixels are usually called; null where neither is known. */
export const baseMagnification = ({ power, spacing }: SlidePicture): number | null =>
  power ?? (spacing ? micrometresAtOne / (spacing * 1000) : null)
