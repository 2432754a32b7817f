import { type DicomJson, numbersIn, tags, textIn } from '../../contract/dicom-json.ts'
import { frameTags } from '../../contract/frame-tags.ts'
import type { Mask, ResultProblem, ResultShape } from '../../contract/results.ts'
import type { SegmentationContent, SegmentFrame } from './result-content.ts'

/** An image of a study, with where it lies where that is known. */
export type ImageInPlace = {
  sopUid: string
  seriesUid: string
  frame: number
  rows: number
  columns: number
  frameOfReference: string
  position: number[]
  orientation: number[]
  spacing: number[]
}

// a place is written with a few decimals: a twentieth of a millimetre is the same, a hundredth of a pixel's size too
const sameMillimetres = 0.05
const sameCosine = 0.001
const sameSpacing = 0.005

type Instance = { sopUid: string; seriesUid: string; rows: number; columns: number; frames: number; tags: DicomJson }

/** The images of an object, each where it lies. */
export function imagesInPlace({ sopUid, seriesUid, rows, columns, frames, tags: all }: Instance): ImageInPlace[] {
  return Array.from({ length: frames }, (_, index) => {
    const own = frameTags(all, index + 1)
    return {
      ...{ sopUid, seriesUid, rows, columns, frame: index + 1 },
      frameOfReference: textIn(all, tags.frameOfReference),
      position: numbersIn(own, tags.position),
      orientation: numbersIn(own, tags.orientation),
      spacing: numbersIn(own, tags.pixelSpacing),
    }
  })
}

/** What of a segmentation lies exactly on which image; what does not is counted, with why. */
export function fitSegmentation(
  content: Pick<SegmentationContent, 'rows' | 'columns' | 'frames' | 'seriesUids'>,
  images: readonly ImageInPlace[],
): { masks: Mask[]; unplaced: number; problem: ResultProblem | null } {
  const masks: Mask[] = []
  const problems: ResultProblem[] = []
  const meant = images.filter((image) => content.seriesUids.includes(image.seriesUid))
  const byPlace = Map.groupBy(meant.length > 0 ? meant : images, (image) => placeKey(image))
  const bySource = new Map(images.map((image) => [`${image.sopUid} ${image.frame}`, image]))
  for (const frame of content.frames) {
    const found = imagesOf(frame, content, { bySource, byPlace })
    if (typeof found === 'string') problems.push(found)
    else
      for (const { sopUid, frame: number } of found)
        masks.push({ segment: frame.segment, sopUid, frame: number, start: frame.start, end: frame.end })
  }
  return { masks, unplaced: problems.length, problem: problems[0] ?? null }
}

type Known = { bySource: ReadonlyMap<string, ImageInPlace>; byPlace: ReadonlyMap<string, ImageInPlace[]> }

function imagesOf(
  frame: SegmentFrame,
  size: { rows: number; columns: number },
  { bySource, byPlace }: Known,
): ImageInPlace[] | ResultProblem {
  const source = frame.image && bySource.get(`${frame.image.sopUid} ${frame.image.frame}`)
  if (source) {
    if (source.rows !== size.rows || source.columns !== size.columns) return 'size-differs'
    // what names an image and says another place contradicts itself
    return hasPlace(frame) && hasPlace(source) && !isSamePlane(frame, source) ? 'place-differs' : [source]
  }
  if (!frame.frameOfReference || !hasPlace(frame)) return 'not-here'
  const near = [-1, 0, 1].flatMap((step) => byPlace.get(placeKey(frame, step)) ?? [])
  const here = near.filter((image) => hasPlace(image) && isSamePlane(frame, image))
  if (here.length === 0) return 'not-here'
  const fitting = here.filter((image) => image.rows === size.rows && image.columns === size.columns)
  return fitting.length > 0 ? fitting : 'size-differs'
}

type Placed = Pick<ImageInPlace, 'frameOfReference' | 'position' | 'orientation' | 'spacing'>

const hasPlace = ({ position, orientation, spacing }: Placed): boolean =>
  position.length === 3 && orientation.length === 6 && spacing.length === 2

// neighbours by the sum of the coordinates in whole millimetres, so that not every frame is compared with every image
const placeKey = ({ frameOfReference, position }: Placed, step = 0): string =>
  `${frameOfReference} ${Math.round(position.reduce((sum, each) => sum + each, 0)) + (step || 0)}`

function isSamePlane(one: Placed, other: Placed): boolean {
  const near = (a: readonly number[], b: readonly number[], by: number) =>
    a.every((value, index) => Math.abs(value - (b[index] ?? Number.NaN)) <= by)
  return (
    (one.frameOfReference === '' || other.frameOfReference === '' || one.frameOfReference === other.frameOfReference) &&
    near(one.position, other.position, sameMillimetres) &&
    near(one.orientation, other.orientation, sameCosine) &&
    near(one.spacing, other.spacing, sameSpacing)
  )
}

/** Why points cannot be drawn on the image that they name; null when they can. */
export function whyNotOn(shape: ResultShape, image: ImageInPlace | undefined): ResultProblem | null {
  if (!image) return 'not-here'
  const isInside = shape.points.every(([x, y]) => x >= 0 && y >= 0 && x <= image.columns && y <= image.rows)
  return isInside ? null : 'outside-image'
}
