import type { VolumeGrid } from './geometry.ts'
import type { Plane } from './planes.ts'
import type { Slab, Volume } from './sampling.ts'
import type { Vector } from './vector.ts'

/** What the worker of a volume is asked. */
export type VolumeWork =
  | { kind: 'open'; grid: VolumeGrid; bitsAllocated: 8 | 16; isSigned: boolean }
  | { kind: 'slice'; index: number; samples: Volume['samples']; slope: number; intercept: number }
  | { kind: 'plane'; at: number; plane: Plane; slab: Slab }
  | { kind: 'point'; at: number; point: Vector }

/** What it answers: the values on a raster, or the one at a point; NaN outside. */
export type VolumeAnswer = { at: number; values: Float32Array }

/** Room for a whole volume, two bytes a sample at most: what makes units of them stays beside it. */
export function emptyVolume({ grid, bitsAllocated, isSigned }: Extract<VolumeWork, { kind: 'open' }>): Volume {
  const slices = grid.depths.length
  const count = grid.columns * grid.rows * slices
  const samples = isSigned
    ? new Int16Array(count)
    : bitsAllocated === 8
      ? new Uint8Array(count)
      : new Uint16Array(count)
  return { grid, samples, slopes: new Float64Array(slices).fill(1), intercepts: new Float64Array(slices) }
}

/** Puts a slice into its place. */
export function fillSlice(volume: Volume, work: Extract<VolumeWork, { kind: 'slice' }>): void {
  const { columns, rows } = volume.grid
  volume.samples.set(work.samples, work.index * columns * rows)
  volume.slopes[work.index] = work.slope
  volume.intercepts[work.index] = work.intercept
}
