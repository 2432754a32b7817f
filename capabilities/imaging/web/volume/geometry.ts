import { type DicomJson, numbersIn, tags, textIn } from '../../contract/dicom-json.ts'
import type { FrameShape } from '../frame-samples.ts'
import { type Place, placeOf } from './placed-slice.ts'
import { dot, plus, unit, type Vector } from './vector.ts'

/** What of a slice tells where its samples lie. */
export type GridSlice = { readonly metadata: DicomJson; readonly source: { readonly shape: FrameShape } }

/**
 * Where the samples of parallel slices lie in the patient, slice by slice: neither need the slices be equally far apart
 * nor stand upright on each other. Lengths are millimetres.
 */
export type VolumeGrid = {
  readonly columns: number
  readonly rows: number
  readonly right: Vector
  readonly down: Vector
  readonly normal: Vector
  /** Between the middles of neighbouring columns. */
  readonly columnSpacing: number
  /** Between the middles of neighbouring rows. */
  readonly rowSpacing: number
  /** How far along the normal each slice lies; rising. */
  readonly depths: readonly number[]
  /** Where the first pixel of each slice lies along `right` and `down`. */
  readonly lefts: readonly number[]
  readonly tops: readonly number[]
  /** Which of the given slices each one is. */
  readonly order: readonly number[]
  /** How much the stack leans from the normal of its slices, in degrees. */
  readonly tilt: number
  /** The distances between neighbouring slices that occur more than once, rounded to 0.1, rising. */
  readonly spacings: readonly number[]
}

/** Why no reformat can be made of a series; each has a sentence. */
export type Refusal =
  | { readonly reason: 'projection' | 'colour' | 'unplaced' | 'not-parallel' | 'unlike' | 'two-frames-of-reference' }
  | { readonly reason: 'too-few'; readonly slices: number }
  | { readonly reason: 'same-place'; readonly slices: number }
  | { readonly reason: 'gap'; readonly after: number; readonly gap: number; readonly usual: number }

const fewest = 5
const samePlaceMm = 0.02
const parallel = 0.9999
/** A distance this many times that of both neighbourhoods is a missing slice. */
const gapTimes = 1.5
// what has no depth: projections, and pictures of a surface or a screen
const depthless = new Set([
  'CR',
  'DX',
  'MG',
  'RF',
  'XA',
  'IO',
  'PX',
  'US',
  'IVUS',
  'OP',
  'OPT',
  'ES',
  'XC',
  'SM',
  'GM',
  'OT',
])

/** The grid on which the samples of a series lie, or why there is none. */
export function gridOf(slices: readonly GridSlice[]): VolumeGrid | Refusal {
  const [first] = slices
  if (first && depthless.has(textIn(first.metadata, tags.modality))) return { reason: 'projection' }
  if (slices.some(({ source }) => source.shape.components !== 1)) return { reason: 'colour' }
  if (!first || slices.length < fewest) return { reason: 'too-few', slices: slices.length }
  const places = slices.flatMap(({ metadata }) => placeOf(metadata) ?? [])
  const [place] = places
  if (!place || places.length < slices.length) return { reason: 'unplaced' }
  if (places.some((other) => dot(other.right, place.right) < parallel || dot(other.down, place.down) < parallel))
    return { reason: 'not-parallel' }
  if (new Set(slices.map(({ metadata }) => textIn(metadata, tags.frameOfReference))).size > 1)
    return { reason: 'two-frames-of-reference' }
  const [rowSpacing, columnSpacing] = numbersIn(first.metadata, tags.pixelSpacing)
  if (!rowSpacing || !columnSpacing) return { reason: 'unplaced' }
  if (slices.some((slice) => !isAlike(slice, first))) return { reason: 'unlike' }
  return stacked(places, place, { ...sizeOf(first), columnSpacing, rowSpacing })
}

/** True when there is a grid. */
export const isGrid = (found: VolumeGrid | Refusal): found is VolumeGrid => 'depths' in found

const sizeOf = ({ source: { shape } }: GridSlice) => ({ columns: shape.columns, rows: shape.rows })

type Flat = { columns: number; rows: number; columnSpacing: number; rowSpacing: number }

function stacked(places: readonly Place[], place: Place, flat: Flat): VolumeGrid | Refusal {
  const { right, down, normal } = place
  const found = places
    .map(({ position }, index) => ({ index, position, depth: dot(position, normal) }))
    .toSorted((a, b) => a.depth - b.depth)
  const depths = found.map((slice) => slice.depth)
  const gaps = depths.slice(1).map((depth, index) => depth - (depths[index] ?? 0))
  const same = gaps.filter((gap) => gap < samePlaceMm).length
  if (same > 0) return { reason: 'same-place', slices: same + 1 }
  const gap = gapOf(gaps)
  if (gap) {
    const [one = 0, two = 0] = [found[gap.at]?.index, found[gap.at + 1]?.index]
    return { reason: 'gap', after: Math.min(one, two) + 1, gap: gap.mm, usual: gap.usual }
  }
  const [top, bottom] = [found[0]?.position ?? place.position, found.at(-1)?.position ?? place.position]
  return {
    ...{ ...flat, right, down, normal, depths },
    lefts: found.map((slice) => dot(slice.position, right)),
    tops: found.map((slice) => dot(slice.position, down)),
    order: found.map((slice) => slice.index),
    tilt: (Math.acos(Math.min(1, dot(unit(plus(bottom, top, -1)), normal))) * 180) / Math.PI,
    spacings: spacingsOf(gaps),
  }
}

function isAlike({ metadata, source: { shape } }: GridSlice, first: GridSlice): boolean {
  const other = first.source.shape
  const isSameShape =
    shape.columns === other.columns &&
    shape.rows === other.rows &&
    shape.bitsAllocated === other.bitsAllocated &&
    shape.isSigned === other.isSigned
  const [a = [], b = []] = [metadata, first.metadata].map((each) => numbersIn(each, tags.pixelSpacing))
  return isSameShape && a.length === 2 && a.every((mm, index) => Math.abs(mm - (b[index] ?? 0)) < 0.001 * mm)
}

/** The first distance far beyond those on both of its sides. */
function gapOf(gaps: readonly number[]): { at: number; mm: number; usual: number } | null {
  for (const [at, mm] of gaps.entries()) {
    const sides = [gaps.slice(Math.max(0, at - 3), at), gaps.slice(at + 1, at + 4)].filter((side) => side.length > 0)
    const usual = Math.max(...sides.map(median))
    if (mm > usual * gapTimes) return { at, mm, usual }
  }
  return null
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

function spacingsOf(gaps: readonly number[]): number[] {
  const rounded = gaps.map((gap) => Math.round(gap * 10) / 10).toSorted((a, b) => a - b)
  // tenths that only rounding keeps apart are one distance
  const groups: number[][] = []
  for (const mm of rounded) {
    const last = groups.at(-1)
    if (last && mm - (last.at(-1) ?? 0) < 0.15) last.push(mm)
    else groups.push([mm])
  }
  return groups.filter((group) => group.length > 1).map(median)
}
