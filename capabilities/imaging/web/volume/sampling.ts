import type { VolumeGrid } from './geometry.ts'
import type { Plane } from './planes.ts'
import { dot, plus, type Vector } from './vector.ts'

/** Stored samples of a volume, slice after slice, and what makes units of the modality of those of each slice. */
export type Volume = {
  readonly grid: VolumeGrid
  readonly samples: Int16Array | Uint16Array | Uint8Array
  readonly slopes: Float64Array
  readonly intercepts: Float64Array
}

/** What one value is made of through the thickness: mean, maximum (MIP) or minimum (MinIP). */
export type SlabMode = 'mean' | 'max' | 'min'

/** A slab around a plane; 0 mm is the plane alone. */
export type Slab = { readonly mode: SlabMode; readonly thicknessMm: number }

const edge = 1e-4

/** The value at a point of the patient, between the eight samples around it; NaN outside. */
export function sampleAt(volume: Volume, at: Vector): number {
  const line = new Float64Array(1)
  fillLine(volume, line, coordinatesOf(volume.grid, at), { left: 0, top: 0, depth: 0 })
  return line[0] ?? Number.NaN
}

/** The values on a raster, row by row, in the units of the modality; NaN outside. */
export function samplePlane(volume: Volume, plane: Plane, slab: Slab): Float32Array {
  const { columns, rows, mmPerPixel, normal } = plane
  const out = new Float32Array(columns * rows)
  const line = new Float64Array(columns)
  const by = coordinatesOf(volume.grid, plus([0, 0, 0], plane.right, mmPerPixel))
  const gather = new Gather(columns)
  for (let row = 0; row < rows; row += 1) {
    const begin = plus(plane.origin, plane.down, row * mmPerPixel)
    gather.clear()
    for (const offset of offsetsOf(slab, mmPerPixel)) {
      fillLine(volume, line, coordinatesOf(volume.grid, plus(begin, normal, offset)), by)
      gather.take(line, slab.mode)
    }
    gather.give(out, row * columns, slab.mode)
  }
  return out
}

/** Where a slab is sampled, in millimetres from its plane: always upon the plane itself too, never coarser than a pixel. */
export function offsetsOf({ thicknessMm }: Slab, stepMm: number): number[] {
  const half = Math.ceil(thicknessMm / 2 / stepMm - 1e-9)
  if (half <= 0) return [0]
  return Array.from({ length: half * 2 + 1 }, (_, index) => ((index - half) * thicknessMm) / 2 / half)
}

class Gather {
  readonly #values: Float64Array
  readonly #counts: Uint16Array
  constructor(columns: number) {
    this.#values = new Float64Array(columns)
    this.#counts = new Uint16Array(columns)
  }

  clear(): void {
    this.#values.fill(0)
    this.#counts.fill(0)
  }

  take(line: Float64Array, mode: SlabMode): void {
    const [values, counts] = [this.#values, this.#counts]
    for (let at = 0; at < line.length; at += 1) {
      const value = line[at] ?? Number.NaN
      if (Number.isNaN(value)) continue
      const held = values[at] ?? 0
      const isFirst = counts[at] === 0
      if (isFirst || (mode === 'max' && value > held) || (mode === 'min' && value < held)) values[at] = value
      else if (mode === 'mean') values[at] = held + value
      counts[at] = (counts[at] ?? 0) + 1
    }
  }

  give(out: Float32Array, from: number, mode: SlabMode): void {
    for (let at = 0; at < this.#values.length; at += 1) {
      const count = this.#counts[at] ?? 0
      const value = this.#values[at] ?? 0
      out[from + at] = count === 0 ? Number.NaN : mode === 'mean' ? value / count : value
    }
  }
}

/** A point along the directions of the grid, in millimetres. */
type Coordinates = { left: number; top: number; depth: number }

const coordinatesOf = ({ right, down, normal }: VolumeGrid, at: Vector): Coordinates => ({
  left: dot(at, right),
  top: dot(at, down),
  depth: dot(at, normal),
})

/** Fills a line with the values from a point on, step by step; the innermost loop of all. */
function fillLine(
  { grid, samples, slopes, intercepts }: Volume,
  line: Float64Array,
  from: Coordinates,
  by: Coordinates,
) {
  const { depths, lefts, tops, columns, rows, columnSpacing, rowSpacing } = grid
  const last = depths.length - 1
  const [nearest, farthest] = [(depths[0] ?? 0) - edge, (depths[last] ?? 0) + edge]
  const size = columns * rows
  let slice = 0
  for (let at = 0; at < line.length; at += 1) {
    const depth = from.depth + at * by.depth
    line[at] = Number.NaN
    if (depth < nearest || depth > farthest) continue
    while (slice > 0 && depth < (depths[slice] ?? 0)) slice -= 1
    while (slice < last - 1 && depth >= (depths[slice + 1] ?? 0)) slice += 1
    const begin = depths[slice] ?? 0
    const part = Math.max(0, Math.min(1, (depth - begin) / ((depths[slice + 1] ?? 0) - begin)))
    const [left, top] = [lefts[slice] ?? 0, tops[slice] ?? 0]
    const across = (from.left + at * by.left - left - ((lefts[slice + 1] ?? 0) - left) * part) / columnSpacing
    const along = (from.top + at * by.top - top - ((tops[slice + 1] ?? 0) - top) * part) / rowSpacing
    if (across < -0.5 || along < -0.5 || across > columns - 0.5 || along > rows - 0.5) continue
    const x = Math.max(0, Math.min(columns - 1, across))
    const y = Math.max(0, Math.min(rows - 1, along))
    const column = Math.min(columns - 2, Math.floor(x))
    const row = Math.min(rows - 2, Math.floor(y))
    const [dx, dy] = [x - column, y - row]
    const here = slice * size + row * columns + column
    const one = bilinear(samples, here, columns, dx, dy) * (slopes[slice] ?? 1) + (intercepts[slice] ?? 0)
    const two =
      bilinear(samples, here + size, columns, dx, dy) * (slopes[slice + 1] ?? 1) + (intercepts[slice + 1] ?? 0)
    line[at] = one + (two - one) * part
  }
}

// oxlint-disable-next-line max-params -- called some hundred million times: an object each time would be the slowest part
function bilinear(samples: Volume['samples'], at: number, columns: number, dx: number, dy: number): number {
  const above = (samples[at] ?? 0) * (1 - dx) + (samples[at + 1] ?? 0) * dx
  const below = (samples[at + columns] ?? 0) * (1 - dx) + (samples[at + columns + 1] ?? 0) * dx
  return above * (1 - dy) + below * dy
}
