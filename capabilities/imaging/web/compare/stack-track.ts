import { numbersIn, tags, textIn } from '../../contract/dicom-json.ts'
import type { GridSlice } from '../volume/geometry.ts'
import { placeOf } from '../volume/placed-slice.ts'
import { dot, plus, type Vector } from '../volume/vector.ts'

/** Where the middles of the slices of a stack lie in the patient, and the way upright on them. */
export type Track = { readonly middles: readonly Vector[]; readonly normal: Vector; readonly frameOfReference: string }

/** The track of a stack of parallel slices; null where slices do not say where they are. */
export function trackOf(slices: readonly GridSlice[]): Track | null {
  const middles: Vector[] = []
  const [first] = slices
  const normal = first && placeOf(first.metadata)?.normal
  if (!first || !normal) return null
  for (const { metadata, source } of slices) {
    const place = placeOf(metadata)
    const [row, column] = numbersIn(metadata, tags.pixelSpacing)
    if (!place || !row || !column || dot(place.normal, normal) < parallel) return null
    const { columns, rows } = source.shape
    const right = plus(place.position, place.right, ((columns - 1) / 2) * column)
    middles.push(plus(right, place.down, ((rows - 1) / 2) * row))
  }
  return { middles, normal, frameOfReference: textIn(first.metadata, tags.frameOfReference) }
}

const parallel = 0.999
/** Slices that lean further from each other than this, about 30 degrees, are not the same cut. */
const sameCut = 0.87

/**
 * How two stacks move in step: by their place in the body where both have one frame of reference, else by millimetres
 * from the two slices at which they were linked.
 */
export type Link =
  | { readonly kind: 'place' }
  | { readonly kind: 'distance'; readonly from: readonly [one: number, two: number] }
  | { readonly kind: 'none'; readonly reason: 'unplaced' | 'other-cut' }

/** How two stacks can be linked, at the slices that are shown of them. */
export function linkOf(one: Track | null, two: Track | null, at: readonly [number, number]): Link {
  if (!one || !two) return { kind: 'none', reason: 'unplaced' }
  if (Math.abs(dot(one.normal, two.normal)) < sameCut) return { kind: 'none', reason: 'other-cut' }
  const isOne = one.frameOfReference !== '' && one.frameOfReference === two.frameOfReference
  return isOne ? { kind: 'place' } : { kind: 'distance', from: at }
}

/** The slice of another stack that lies where one's slice does, and how far from it, in millimetres. */
export type Partner = { readonly slice: number; readonly apartMm: number }

/** The slice of `to` that goes with slice `at` of `from`; `side` says which of the two the link counts first `from` is. */
export function partnerOf(link: Link, [from, to]: readonly [Track, Track], at: number, side: 0 | 1): Partner | null {
  const here = from.middles[at]
  if (!here || link.kind === 'none') return null
  if (link.kind === 'place') return nearest(to, dot(here, to.normal))
  const [linkedFrom, linkedTo] = [from.middles[link.from[side]], to.middles[link.from[side === 0 ? 1 : 0]]]
  if (!linkedFrom || !linkedTo) return null
  const way = dot(from.normal, to.normal) < 0 ? -1 : 1
  const moved = dot(plus(here, linkedFrom, -1), from.normal) * way
  return nearest(to, dot(linkedTo, to.normal) + moved)
}

function nearest({ middles, normal }: Track, depth: number): Partner {
  const apart = middles.map((middle) => Math.abs(dot(middle, normal) - depth))
  const apartMm = Math.min(...apart)
  return { slice: apart.indexOf(apartMm), apartMm }
}
