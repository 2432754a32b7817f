import type { FrameLayout } from '../contract/images.ts'

/** How the samples of a frame lie, and what makes modality units of them. */
export type FrameShape = FrameLayout & { slope: number; intercept: number }

/** Work for the worker: bytes of a frame, and how many of its resolutions they hold. */
export type FrameWork = { at: number; bytes: ArrayBuffer; shape: FrameShape; resolutions: number }

/** The values of one frame: grey in modality units, or red, green, blue and opaque; at full size, also when few were read. */
export type Samples = {
  values: Int16Array | Uint16Array | Uint8Array | Float32Array
  min: number
  max: number
}

type Raw = Int16Array | Uint16Array | Int8Array | Uint8Array

/** Makes modality units of what a decoder gave for `read.width` × `read.height` samples, stretched to the whole frame. */
export function samplesOf(bytes: Uint8Array, read: { width: number; height: number }, shape: FrameShape): Samples {
  if (shape.components === 3) return coloured(bytes, read, shape)
  const raw = rawOf(bytes, shape)
  const values = targetFor(shape)
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  const isWhole = read.width === shape.columns && read.height === shape.rows
  for (let row = 0; row < shape.rows; row += 1) {
    const from = (isWhole ? row : Math.floor((row * read.height) / shape.rows)) * read.width
    for (let column = 0; column < shape.columns; column += 1) {
      const place = isWhole ? column : Math.floor((column * read.width) / shape.columns)
      const value = (raw[from + place] ?? 0) * shape.slope + shape.intercept
      values[row * shape.columns + column] = value
      if (value < min) min = value
      if (value > max) max = value
    }
  }
  return { values, min, max }
}

function rawOf(bytes: Uint8Array, { bitsAllocated, isSigned }: FrameShape): Raw {
  const { buffer, byteOffset, byteLength } = bytes
  if (bitsAllocated === 8) return isSigned ? new Int8Array(buffer, byteOffset, byteLength) : bytes
  return isSigned
    ? new Int16Array(buffer, byteOffset, byteLength / 2)
    : new Uint16Array(buffer, byteOffset, byteLength / 2)
}

// the smallest type that holds every value that can come, so that no grey is lost and little memory taken
function targetFor({ columns, rows, bitsAllocated, isSigned, slope, intercept }: FrameShape): Samples['values'] {
  const count = columns * rows
  const [low, high] = isSigned
    ? [-(2 ** (bitsAllocated - 1)), 2 ** (bitsAllocated - 1) - 1]
    : [0, 2 ** bitsAllocated - 1]
  const ends = [low * slope + intercept, high * slope + intercept]
  const isWholeNumbers = Number.isInteger(slope) && Number.isInteger(intercept)
  const fits = (least: number, most: number) => isWholeNumbers && ends.every((end) => end >= least && end <= most)
  if (fits(0, 255)) return new Uint8Array(count)
  if (fits(-32_768, 32_767)) return new Int16Array(count)
  if (fits(0, 65_535)) return new Uint16Array(count)
  return new Float32Array(count)
}

function coloured(bytes: Uint8Array, read: { width: number; height: number }, { columns, rows }: FrameShape): Samples {
  const values = new Uint8Array(columns * rows * 4)
  for (let row = 0; row < rows; row += 1) {
    const from = Math.floor((row * read.height) / rows) * read.width
    for (let column = 0; column < columns; column += 1) {
      const source = (from + Math.floor((column * read.width) / columns)) * 3
      const target = (row * columns + column) * 4
      values[target] = bytes[source] ?? 0
      values[target + 1] = bytes[source + 1] ?? 0
      values[target + 2] = bytes[source + 2] ?? 0
      values[target + 3] = 255
    }
  }
  return { values, min: 0, max: 255 }
}
