import type { Matrix } from '../viewer-state.ts'

/** Pixels inside a region of an image, one byte each. */
export type Region = { columns: number; rows: number; inside: Uint8Array; pattern: number }

type Colour = readonly [red: number, green: number, blue: number]

/** The colours of the patterns, each also of another direction. */
export const hatchColours: readonly Colour[] = [
  [255, 214, 10],
  [100, 210, 255],
  [255, 130, 220],
  [150, 255, 120],
]

/** Which of `columns × rows` pixels are inside, from lengths of runs as LEB128; what says more pixels than there are ends there. */
export function insideOf(runs: Uint8Array, columns: number, rows: number): Uint8Array {
  const inside = new Uint8Array(columns * rows)
  let [at, run, shift] = [0, 0, 0]
  let isInside = false
  for (const byte of runs) {
    run += (byte & 127) * 2 ** shift
    shift += 7
    if (byte & 128) continue
    if (isInside) inside.fill(1, at, at + run)
    at += run
    isInside = !isInside
    run = 0
    shift = 0
  }
  return inside
}

const period = 7
const line = 2

function isOnLine(pattern: number, x: number, y: number): boolean {
  const along = [x + y, x - y, y, x][pattern % hatchColours.length] ?? x + y
  const wide = pattern < hatchColours.length ? period : period * 2
  return ((along % wide) + wide) % wide < line
}

/**
 * Draws a region over an image as lines of its own direction and an edge, and nothing outside of its pixels; between the
 * lines the image stays as it is. `matrix` is from image to the pixels of the picture.
 */
export function drawHatch(picture: ImageData, region: Region, matrix: Matrix): void {
  const { width, height, data } = picture
  const [a, b, c, d, e, f] = matrix
  const determinant = a * d - b * c
  if (!determinant) return
  const isInside = (x: number, y: number): boolean => {
    const [right, down] = [x + 0.5 - e, y + 0.5 - f]
    const column = Math.floor((d * right - c * down) / determinant)
    const row = Math.floor((a * down - b * right) / determinant)
    if (column < 0 || row < 0 || column >= region.columns || row >= region.rows) return false
    return region.inside[row * region.columns + column] === 1
  }
  const isEdge = (x: number, y: number) =>
    !isInside(x - 1, y) || !isInside(x + 1, y) || !isInside(x, y - 1) || !isInside(x, y + 1)
  const [red, green, blue] = hatchColours[region.pattern % hatchColours.length] ?? [255, 255, 255]
  const [left, top, right, bottom] = boundsOf(region, matrix, width, height)
  for (let y = top; y < bottom; y += 1)
    for (let x = left; x < right; x += 1)
      if (isInside(x, y) && (isOnLine(region.pattern, x, y) || isEdge(x, y)))
        data.set([red, green, blue, 255], (y * width + x) * 4)
}

/** The part of the picture in which a region can lie. */
function boundsOf({ columns, rows, inside }: Region, matrix: Matrix, width: number, height: number) {
  let [left, top, right, bottom] = [columns, rows, 0, 0]
  for (let at = inside.indexOf(1); at >= 0; at = inside.indexOf(1, at + 1)) {
    const [x, y] = [at % columns, Math.floor(at / columns)]
    left = Math.min(left, x)
    right = Math.max(right, x + 1)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y + 1)
  }
  const [a, b, c, d, e, f] = matrix
  const corners = [left, right].flatMap((x) =>
    [top, bottom].map((y) => [a * x + c * y + e, b * x + d * y + f] as const),
  )
  const within = (value: number, most: number) => Math.max(0, Math.min(most, value))
  const xs = corners.map(([x]) => x)
  const ys = corners.map(([, y]) => y)
  return [
    within(Math.floor(Math.min(...xs)), width),
    within(Math.floor(Math.min(...ys)), height),
    within(Math.ceil(Math.max(...xs)), width),
    within(Math.ceil(Math.max(...ys)), height),
  ] as const
}
