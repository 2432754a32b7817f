import { type DicomJson, numbersIn, tags } from '../../contract/dicom-json.ts'
import { cross, unit, type Vector, vectorOf } from './vector.ts'

/** Where a slice lies in the patient: the middle of its first pixel, and the directions of its rows and columns. */
export type Place = {
  readonly position: Vector
  readonly right: Vector
  readonly down: Vector
  readonly normal: Vector
}

/** The place of a slice; null when it does not say its own (PS3.3 C.7.6.2). */
export function placeOf(metadata: DicomJson): Place | null {
  const position = vectorOf(numbersIn(metadata, tags.position))
  const orientation = numbersIn(metadata, tags.orientation)
  const right = vectorOf(orientation.slice(0, 3))
  const down = vectorOf(orientation.slice(3))
  if (!position || !right || !down || orientation.length !== 6) return null
  const upright = cross(right, down)
  if (Math.hypot(...upright) < 0.99) return null
  return { position, right: unit(right), down: unit(down), normal: unit(upright) }
}
