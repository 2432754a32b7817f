import type { SavedMark } from '../../contract/marks.ts'

type Drawn = Pick<SavedMark, 'kind' | 'points'>

/** A mark as DICOM draws it: points in pixels of the image, the corner of the first being 0, 0 (PS3.3 C.10.5.1.2). */
export type Graphic = { type: 'POINT' | 'POLYLINE' | 'ELLIPSE'; data: [number, number][] }

/** The graphic of a mark; null for what is said of the whole image. */
export function graphicOf({ kind, points }: Drawn): Graphic | null {
  const all = points.map(([x, y]): [number, number] => [x, y])
  const [from = [0, 0], to = from] = all
  switch (kind) {
    case 'length':
    case 'angle':
    case 'arrow':
      return { type: 'POLYLINE', data: all }
    case 'probe':
    case 'text':
      return { type: 'POINT', data: [from] }
    case 'ellipse':
      return { type: 'ELLIPSE', data: axesOf(from, to) }
    case 'aspects':
      return null
    default:
      return kind satisfies never
  }
}

// the ends of the longer axis come first
function axesOf(from: [number, number], to: [number, number]): [number, number][] {
  const [left, right] = [Math.min(from[0], to[0]), Math.max(from[0], to[0])]
  const [top, bottom] = [Math.min(from[1], to[1]), Math.max(from[1], to[1])]
  const [x, y] = [(left + right) / 2, (top + bottom) / 2]
  const across: [number, number][] = [
    [left, y],
    [right, y],
  ]
  const down: [number, number][] = [
    [x, top],
    [x, bottom],
  ]
  return right - left >= bottom - top ? [...across, ...down] : [...down, ...across]
}
