/** A point `[x, y]` of an image, in pixels; the corner of the first pixel is 0, 0. */
export type ImagePoint = readonly [x: number, y: number]

/** What is drawn upon a slice. */
export type MarkKind = 'length' | 'angle' | 'ellipse' | 'probe' | 'arrow' | 'text'

/** How many points a mark of this kind has. */
export const pointsOf: Record<MarkKind, number> = { length: 2, angle: 3, ellipse: 2, probe: 1, arrow: 2, text: 1 }

/** Values of the slice at or within a mark, in the units of the modality. */
export type MarkValues = { mean: number; deviation: number; min: number; max: number; samples: number }

/** Millimetres a pixel, `[row, column]`; null when nobody knows. */
export type Spacing = readonly [row: number, column: number] | null

/**
 * A length and an arrow run from the first point to the second; an angle lies at its second; an ellipse fills the box
 * between its two; a probe and a text are one.
 */
type Shape = { readonly kind: string; readonly points: readonly ImagePoint[] }

/** How long a line is: in millimetres when the spacing is known, else in pixels. */
export function lengthOf([from, to]: readonly ImagePoint[], spacing: Spacing): number {
  if (!from || !to) return 0
  const [row, column] = spacing ?? [1, 1]
  return Math.hypot((to[0] - from[0]) * column, (to[1] - from[1]) * row)
}

/** The angle at the second of three points, in degrees from 0 to 180; in pixels that are not square, as it is in the body. */
export function angleOf([one, at, two]: readonly ImagePoint[], spacing: Spacing): number {
  if (!one || !at || !two) return 0
  const [row, column] = spacing ?? [1, 1]
  const arm = (to: ImagePoint): ImagePoint => [(to[0] - at[0]) * column, (to[1] - at[1]) * row]
  const [a, b] = [arm(one), arm(two)]
  const size = Math.hypot(...a) * Math.hypot(...b)
  if (size === 0) return 0
  return (Math.acos(Math.max(-1, Math.min(1, (a[0] * b[0] + a[1] * b[1]) / size))) * 180) / Math.PI
}

/** The area of an ellipse: in square millimetres when the spacing is known, else in pixels. */
export function areaOf([from, to]: readonly ImagePoint[], spacing: Spacing): number {
  if (!from || !to) return 0
  const [row, column] = spacing ?? [1, 1]
  return (Math.PI / 4) * Math.abs(to[0] - from[0]) * column * Math.abs(to[1] - from[1]) * row
}

/** The samples of a grey slice, and what makes units of the modality of them. */
export type GreySlice = { values: ArrayLike<number>; columns: number; rows: number; slope: number; intercept: number }

/** The values of a grey slice at a probe, or of the pixels whose middle lies within an ellipse; null outside the slice. */
export function valuesOf(mark: Shape, slice: GreySlice): MarkValues | null {
  const inside =
    mark.kind === 'probe' ? atProbe(mark.points) : mark.kind === 'ellipse' ? withinEllipse(mark.points) : null
  if (!inside) return null
  let [samples, sum, squares] = [0, 0, 0]
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  const { left, right, top, bottom, holds } = inside
  for (let row = Math.max(0, top); row <= Math.min(slice.rows - 1, bottom); row += 1) {
    for (let column = Math.max(0, left); column <= Math.min(slice.columns - 1, right); column += 1) {
      if (!holds(column + 0.5, row + 0.5)) continue
      const value = (slice.values[row * slice.columns + column] ?? 0) * slice.slope + slice.intercept
      samples += 1
      sum += value
      squares += value * value
      min = Math.min(min, value)
      max = Math.max(max, value)
    }
  }
  if (samples === 0) return null
  const mean = sum / samples
  return { mean, deviation: Math.sqrt(Math.max(0, squares / samples - mean * mean)), min, max, samples }
}

type Inside = { left: number; right: number; top: number; bottom: number; holds: (x: number, y: number) => boolean }

function atProbe([at]: readonly ImagePoint[]): Inside | null {
  if (!at) return null
  const [column, row] = [Math.floor(at[0]), Math.floor(at[1])]
  return { left: column, right: column, top: row, bottom: row, holds: () => true }
}

function withinEllipse([from, to]: readonly ImagePoint[]): Inside | null {
  if (!from || !to) return null
  const [x, y] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]
  const [wide, high] = [Math.abs(to[0] - from[0]) / 2, Math.abs(to[1] - from[1]) / 2]
  if (wide === 0 || high === 0) return null
  return {
    ...{
      left: Math.floor(x - wide),
      right: Math.ceil(x + wide),
      top: Math.floor(y - high),
      bottom: Math.ceil(y + high),
    },
    holds: (column, row) => ((column - x) / wide) ** 2 + ((row - y) / high) ** 2 <= 1,
  }
}
