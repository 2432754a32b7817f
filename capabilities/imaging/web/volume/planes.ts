import type { VolumeGrid } from './geometry.ts'
import { dot, plus, type Vector } from './vector.ts'

/** The three planes of the patient. */
export const planeNames = ['axial', 'coronal', 'sagittal'] as const
export type PlaneName = (typeof planeNames)[number]

/** A raster in the patient, seen as a radiologist sees it: the middle of its first pixel, and its directions. */
export type Plane = {
  readonly origin: Vector
  readonly right: Vector
  readonly down: Vector
  readonly normal: Vector
  readonly mmPerPixel: number
  readonly columns: number
  readonly rows: number
}

/** The room in the patient that a volume fills. */
export type Box = { readonly low: Vector; readonly high: Vector }

/** Directions on the screen, from the feet, from the front and from the left of the patient. */
export const directions: Record<PlaneName, { right: Vector; down: Vector; normal: Vector }> = {
  axial: { right: [1, 0, 0], down: [0, 1, 0], normal: [0, 0, 1] },
  coronal: { right: [1, 0, 0], down: [0, 0, -1], normal: [0, 1, 0] },
  sagittal: { right: [0, 1, 0], down: [0, 0, -1], normal: [1, 0, 0] },
}

const mostSide = 1024

/** The room that the middles of all samples fill. */
export function boxOf(grid: VolumeGrid): Box {
  const corners = grid.depths.flatMap((_, index) => cornersOf(grid, index))
  const ends = (pick: (...values: number[]) => number): Vector => [
    pick(...corners.map((at) => at[0])),
    pick(...corners.map((at) => at[1])),
    pick(...corners.map((at) => at[2])),
  ]
  return { low: ends(Math.min), high: ends(Math.max) }
}

function cornersOf(grid: VolumeGrid, index: number): Vector[] {
  const [left, top, depth] = [grid.lefts[index] ?? 0, grid.tops[index] ?? 0, grid.depths[index] ?? 0]
  const [wide, high] = [(grid.columns - 1) * grid.columnSpacing, (grid.rows - 1) * grid.rowSpacing]
  return [0, wide].flatMap((across) =>
    [0, high].map((along) =>
      plus(plus(pointOf(grid.right, left + across), grid.down, top + along), grid.normal, depth),
    ),
  )
}

const pointOf = (direction: Vector, length: number): Vector => plus([0, 0, 0], direction, length)

/** The middle of a room. */
export const middleOf = ({ low, high }: Box): Vector => [
  (low[0] + high[0]) / 2,
  (low[1] + high[1]) / 2,
  (low[2] + high[2]) / 2,
]

/** The point of a room that is nearest to a point. */
export const inside = ({ low, high }: Box, at: Vector): Vector => {
  const held = (axis: 0 | 1 | 2) => Math.max(low[axis], Math.min(high[axis], at[axis]))
  return [held(0), held(1), held(2)]
}

/** How fine a raster must be to lose nothing of a grid within its slices. */
export function finenessOf(grid: VolumeGrid): number {
  const { low, high } = boxOf(grid)
  const longest = Math.max(high[0] - low[0], high[1] - low[1], high[2] - low[2])
  return Math.max(Math.min(grid.columnSpacing, grid.rowSpacing), longest / (mostSide - 1))
}

/** The raster of a plane of the patient through a point, over the whole room. */
export function planeThrough(box: Box, name: PlaneName, at: Vector, mmPerPixel: number): Plane {
  const { right, down, normal } = directions[name]
  const ends = (direction: Vector) => [dot(box.low, direction), dot(box.high, direction)].toSorted((a, b) => a - b)
  const [[left = 0, far = 0], [top = 0, bottom = 0]] = [ends(right), ends(down)]
  return {
    origin: plus(plus(pointOf(right, left), down, top), normal, dot(at, normal)),
    ...{ right, down, normal, mmPerPixel },
    columns: Math.floor((far - left) / mmPerPixel + 1e-6) + 1,
    rows: Math.floor((bottom - top) / mmPerPixel + 1e-6) + 1,
  }
}

/** Where a point of the patient lies on a raster, in pixels; its corner is 0, 0. */
export function onPlane(plane: Plane, at: Vector): readonly [x: number, y: number] {
  const from = plus(at, plane.origin, -1)
  return [dot(from, plane.right) / plane.mmPerPixel + 0.5, dot(from, plane.down) / plane.mmPerPixel + 0.5]
}

/** The point of the patient under a point of a raster. */
export function fromPlane(plane: Plane, [x, y]: readonly [number, number]): Vector {
  return plus(plus(plane.origin, plane.right, (x - 0.5) * plane.mmPerPixel), plane.down, (y - 0.5) * plane.mmPerPixel)
}
