import { readFileSync } from 'node:fs'
import type { Locator } from 'playwright-core'
import { openDicom } from '../capabilities/imaging/pixels/index.ts'

type Vector = readonly [number, number, number]
type Slice = {
  at: Vector
  right: Vector
  down: Vector
  columns: number
  rows: number
  value: (index: number) => number
}

/** The values of a stack of files anywhere between its samples; null outside. */
export type FileVolume = {
  readonly valueAt: (at: Vector) => number | null
  /** All values of one file, row by row. */
  readonly sliceAt: (index: number) => number[]
}

const numbers = (text: string | undefined): number[] => (text ?? '').split('\\').map(Number)
const vector = ([x = 0, y = 0, z = 0]: readonly number[]): Vector => [x, y, z]
const minus = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
const times = (a: Vector, by: number): Vector => [a[0] * by, a[1] * by, a[2] * by]
const triple = (a: Vector, b: Vector, c: Vector): number =>
  a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0])

/**
 * Reads files in the order of their slices. Between two slices a point is found as in a leaning box whose edges are a row,
 * a column and the way from one first pixel to the next, by Cramer's rule: another way than the product's.
 */
export function fileVolume(files: readonly string[]): FileVolume {
  const slices = files.map(read)
  return {
    sliceAt: (index) => {
      const slice = slices[index]
      return slice ? Array.from({ length: slice.columns * slice.rows }, (_, at) => slice.value(at)) : []
    },
    valueAt: (at) => {
      for (const [index, one] of slices.entries()) {
        const two = slices[index + 1]
        const found = two && between(one, two, at)
        if (found !== undefined && found !== null) return found
      }
      return null
    },
  }
}

function read(file: string): Slice {
  const bytes = readFileSync(file)
  const { data, pixels } = openDicom(bytes)
  if (!pixels) throw new Error(`${file} has no pixels`)
  const [slope, intercept] = [Number(data.string('x00281053') ?? 1), Number(data.string('x00281052') ?? 0)]
  const [down = 1, right = 1] = numbers(data.string('x00280030'))
  const orientation = numbers(data.string('x00200037'))
  const { columns, rows } = pixels.layout
  return {
    ...{ columns, rows, at: vector(numbers(data.string('x00200032'))) },
    right: times(vector(orientation.slice(0, 3)), right),
    down: times(vector(orientation.slice(3)), down),
    value: (index) => bytes.readInt16LE(pixels.element.dataOffset + index * 2) * slope + intercept,
  }
}

function between(one: Slice, two: Slice, point: Vector): number | null {
  const way = minus(two.at, one.at)
  const from = minus(point, one.at)
  const whole = triple(one.right, one.down, way)
  const x = triple(from, one.down, way) / whole
  const y = triple(one.right, from, way) / whole
  const part = triple(one.right, one.down, from) / whole
  if (part < 0 || part > 1 || x < 0 || y < 0 || x > one.columns - 1 || y > one.rows - 1) return null
  return inSlice(one, x, y) * (1 - part) + inSlice(two, x, y) * part
}

function inSlice({ columns, rows, value }: Slice, x: number, y: number): number {
  const [column, row] = [Math.min(columns - 2, Math.floor(x)), Math.min(rows - 2, Math.floor(y))]
  const at = (right: number, down: number) => value((row + down) * columns + column + right)
  const [dx, dy] = [x - column, y - row]
  return (at(0, 0) * (1 - dx) + at(1, 0) * dx) * (1 - dy) + (at(0, 1) * (1 - dx) + at(1, 1) * dx) * dy
}

const axes: Record<string, { right: Vector; down: Vector }> = {
  axial: { right: [1, 0, 0], down: [0, 1, 0] },
  coronal: { right: [1, 0, 0], down: [0, 0, -1] },
  sagittal: { right: [0, 1, 0], down: [0, 0, -1] },
}

/** A pixel of a pane: where it lies in the patient, and its grey. */
export type SeenPixel = { at: Vector; grey: number }

/** Every so many pixels of a pane that shows what was asked. */
export async function seenPixels(
  pane: Locator,
  every: number,
): Promise<{ pixels: SeenPixel[]; window: [number, number] }> {
  const seen = await pane.evaluate((root, step) => {
    const canvas = root.querySelector('canvas')
    const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data
    const greys: [number, number, number][] = []
    for (let row = 0; row < (canvas?.height ?? 0); row += step)
      for (let column = 0; column < (canvas?.width ?? 0); column += step)
        greys.push([column, row, data?.[(row * (canvas?.width ?? 0) + column) * 4] ?? 0])
    const fact = (name: string) => root.getAttribute(`data-${name}`) ?? ''
    return { greys, plane: fact('plane'), origin: fact('origin'), mm: Number(fact('mm')), window: fact('window') }
  }, every)
  const origin = vector(seen.origin.split(' ').map(Number))
  const { right, down } = axes[seen.plane] ?? { right: [0, 0, 0], down: [0, 0, 0] }
  const [width = 0, center = 0] = seen.window.split('/').map(Number)
  return {
    window: [width, center],
    pixels: seen.greys.map(([column, row, grey]) => {
      const move = (axis: 0 | 1 | 2) => origin[axis] + (right[axis] * column + down[axis] * row) * seen.mm
      return { at: [move(0), move(1), move(2)], grey }
    }),
  }
}

/** The grey of a value in a window of width and middle, by PS3.3 C.11.2.1.2.1. */
export const greyOf = (value: number, [width, center]: readonly [number, number]): number =>
  Math.max(0, Math.min(1, (value - (center - 0.5)) / (width - 1) + 0.5)) * 255
