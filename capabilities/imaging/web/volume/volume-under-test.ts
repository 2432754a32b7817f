// Volumes whose values are known everywhere, for the tests of this folder.

import { type GridSlice, gridOf, isGrid } from './geometry.ts'
import type { Volume } from './sampling.ts'
import { plus, type Vector } from './vector.ts'

const [columns, rows] = [40, 44]
const [rowSpacing, columnSpacing] = [1.5, 1.25]
const tilt = (18.5 * Math.PI) / 180

/** Directions of the rows and columns of a gantry that leans. */
export const leaning = { right: [1, 0, 0], down: [0, Math.cos(tilt), -Math.sin(tilt)] } as const

/** Depths along the table of slices 4 mm apart, then 7, as a head is taken. */
export const twoSpacings = [0, 4.2, 8.4, 12.6, 16.8, 18, 25.4, 32.8, 40.2, 47.6]

/** A slice at a place, as an object says it. */
export function slice(
  position: Vector,
  changes: { tags?: Record<string, unknown[]>; columns?: number } = {},
): GridSlice {
  const said: Record<string, unknown[]> = {
    '00080060': ['CT'],
    '00200032': [...position],
    '00200037': [...leaning.right, ...leaning.down],
    '00200052': ['1.2.3'],
    '00280030': [rowSpacing, columnSpacing],
    ...changes.tags,
  }
  const layout = {
    columns: changes.columns ?? columns,
    rows,
    bitsAllocated: 16,
    components: 1,
    isSigned: true,
  } as const
  return {
    metadata: Object.fromEntries(Object.entries(said).map(([tag, Value]) => [tag, { Value }])),
    source: { shape: { ...layout, slope: 1, intercept: 0 } },
  }
}

/** Slices of a leaning gantry at these places of the table. */
export const stackAt = (depths: readonly number[]): GridSlice[] => depths.map((depth) => slice([-25, -30, 10 + depth]))

/** A leaning, irregular volume of a field, stored in hundredths, from 10 mm of the table on. */
export function volumeOf(field: (at: Vector) => number, depths: readonly number[] = twoSpacings): Volume {
  const grid = gridOf(stackAt(depths))
  if (!isGrid(grid)) throw new Error(grid.reason)
  const samples = new Int16Array(columns * rows * depths.length)
  for (const [index, depth] of depths.entries()) {
    for (let row = 0; row < rows; row += 1) {
      const begin = plus([-25, -30, 10 + depth], leaning.down, row * rowSpacing)
      for (let column = 0; column < columns; column += 1) {
        const at = plus(begin, leaning.right, column * columnSpacing)
        samples[(index * rows + row) * columns + column] = Math.round((field(at) - 100) * 100)
      }
    }
  }
  return {
    ...{ grid, samples },
    slopes: new Float64Array(depths.length).fill(0.01),
    intercepts: new Float64Array(depths.length).fill(100),
  }
}
