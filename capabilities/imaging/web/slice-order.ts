import { type DicomJson, numberIn, numbersIn, tags, textIn } from '../contract/dicom-json.ts'

const sameDirection = 0.99
const byNumber = (a: DicomJson, b: DicomJson) =>
  (numberIn(a, tags.instanceNumber) ?? 0) - (numberIn(b, tags.instanceNumber) ?? 0) ||
  textIn(a, tags.instanceUid).localeCompare(textIn(b, tags.instanceUid))
// frames of one object have its number and UID in common: a stable sort leaves them as they follow each other

/**
 * Images of a series in the order in which they lie in the body: by ImagePositionPatient along the normal of the
 * planes (PS3.3 C.7.6.2.1.1), in the direction in which the scanner numbered them. Without a common geometry, by
 * InstanceNumber.
 */
export function inSliceOrder(images: readonly DicomJson[]): DicomJson[] {
  const depths = depthsOf(images)
  if (!depths) return images.toSorted(byNumber)
  const sorted = images.toSorted((a, b) => (depths.get(a) ?? 0) - (depths.get(b) ?? 0) || byNumber(a, b))
  const first = sorted[0] && numberIn(sorted[0], tags.instanceNumber)
  const last = sorted.at(-1)
  const final = last ? numberIn(last, tags.instanceNumber) : null
  return first != null && final !== null && first > final ? sorted.toReversed() : sorted
}

/** How deep each image lies along the common normal; null without a common geometry. */
function depthsOf(images: readonly DicomJson[]): Map<DicomJson, number> | null {
  const normals = images.map((image) => normalOf(numbersIn(image, tags.orientation)))
  const [normal] = normals
  if (!normal || normals.some((other) => !other || dot(other, normal) < sameDirection)) return null
  const depths = new Map<DicomJson, number>()
  for (const image of images) {
    const position = numbersIn(image, tags.position)
    if (position.length !== 3) return null
    depths.set(image, dot(position, normal))
  }
  return depths
}

function normalOf(orientation: readonly number[]): number[] | null {
  if (orientation.length !== 6) return null
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = orientation
  const cross = [b * f - c * e, c * d - a * f, a * e - b * d]
  const length = Math.hypot(...cross)
  return length > 0.5 ? cross.map((part) => part / length) : null
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, part, index) => sum + part * (b[index] ?? 0), 0)
