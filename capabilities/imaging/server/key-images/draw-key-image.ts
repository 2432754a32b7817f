import type { KeyView } from '../../contract/key-images.ts'
import type { SavedMark } from '../../contract/marks.ts'
import { spacingOf } from '../../contract/spacing.ts'
import type { DicomTags } from '../dicom-tags.ts'
import type { Rendering } from '../render-frame.ts'

const longestSide = 900
const quality = 82

type Frame = { columns: number; rows: number; tags: DicomTags }
type Part = NonNullable<Rendering['part']>

/**
 * How a view is drawn for paper: the part of the image that was looked at, in the shape that it has in the body, with the
 * marks in it and a number at each. What they measure stands as text beside the picture, so that it can be read and found.
 */
export function keyRendering(frame: Frame, view: KeyView, marks: readonly SavedMark[]): Rendering {
  return renderingOf(frame, partOf(frame, view), { window: view.window, marks })
}

type Shown = { window: KeyView['window']; marks: readonly SavedMark[] }

/** How a part of an image is drawn, in the shape that it has in the body, with the marks upon it. */
export function renderingOf(frame: Pick<Frame, 'tags'>, part: Part, { window, marks }: Shown): Rendering {
  const [row, column] = spacingOf(frame.tags) ?? [1, 1]
  const shape = (part.height * row) / (part.width * column)
  const width = Math.max(16, Math.round(shape > 1 ? longestSide / shape : longestSide))
  const height = Math.max(16, Math.round(shape > 1 ? longestSide : longestSide * shape))
  return {
    ...{ kind: 'jpeg', width, height, window, part, quality },
    overlay: overlayOf(marks, part, { width, height }),
  }
}

function partOf({ columns, rows }: Frame, { zoom, focus }: KeyView): Part {
  if (zoom <= 1) return { left: 0, top: 0, width: columns, height: rows }
  const [width, height] = [columns, rows].map((side) => Math.max(8, Math.min(side, Math.round(side / zoom)))) as [
    number,
    number,
  ]
  const within = (middle: number, size: number, side: number) =>
    Math.max(0, Math.min(side - size, Math.round(middle * side - size / 2)))
  return { left: within(focus[0], width, columns), top: within(focus[1], height, rows), width, height }
}

type Size = { width: number; height: number }

function overlayOf(marks: readonly SavedMark[], part: Part, { width, height }: Size): string {
  const [x, y] = [width / part.width, height / part.height]
  const at = (point: readonly [number, number]): [number, number] => [
    (point[0] - part.left) * x,
    (point[1] - part.top) * y,
  ]
  const drawn = marks
    .filter((mark) => mark.points.length > 0)
    .map((mark) => {
      const points = mark.points.map(at)
      const number = marks.indexOf(mark) + 1
      return `${shapeOf(mark.kind, points)}${numberAt(number, points.at(-1) ?? [0, 0])}`
    })
    .join('')
  // a dark line under a light one is seen on black and on white
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" fill="none" stroke-linecap="round"><g stroke="#000" stroke-width="9" opacity="0.65">${drawn}</g><g stroke="#ffd24a" stroke-width="4">${drawn}</g></svg>`
}

const fixed = (value: number) => value.toFixed(1)
const line = (points: readonly (readonly [number, number])[]) =>
  `<polyline points="${points.map((point) => point.map(fixed).join(',')).join(' ')}"/>`

function shapeOf(kind: SavedMark['kind'], points: readonly [number, number][]): string {
  const [a = [0, 0], b = a] = points
  if (kind === 'ellipse') {
    const [rx, ry] = [Math.abs(b[0] - a[0]) / 2, Math.abs(b[1] - a[1]) / 2]
    return `<ellipse cx="${fixed((a[0] + b[0]) / 2)}" cy="${fixed((a[1] + b[1]) / 2)}" rx="${fixed(rx)}" ry="${fixed(ry)}"/>`
  }
  if (kind === 'probe' || kind === 'text') return `<circle cx="${fixed(a[0])}" cy="${fixed(a[1])}" r="6"/>`
  return kind === 'arrow' ? `${line([a, b])}${headAt(a, b)}` : line(points)
}

function headAt([x, y]: readonly [number, number], [fromX, fromY]: readonly [number, number]): string {
  const angle = Math.atan2(fromY - y, fromX - x)
  const side = (turn: number): [number, number] => [x + 16 * Math.cos(angle + turn), y + 16 * Math.sin(angle + turn)]
  return line([side(0.45), [x, y], side(-0.45)])
}

// the strokes of the digits on a grid of 2 by 4: letters of the machine that draws may be missing, strokes are not
const strokes: Record<string, readonly (readonly [number, number])[]> = {
  '0': [
    [0, 0],
    [2, 0],
    [2, 4],
    [0, 4],
    [0, 0],
  ],
  '1': [
    [0, 1],
    [1, 0],
    [1, 4],
  ],
  '2': [
    [0, 0],
    [2, 0],
    [2, 2],
    [0, 2],
    [0, 4],
    [2, 4],
  ],
  '3': [
    [0, 0],
    [2, 0],
    [2, 2],
    [0, 2],
    [2, 2],
    [2, 4],
    [0, 4],
  ],
  '4': [
    [0, 0],
    [0, 2],
    [2, 2],
    [2, 0],
    [2, 4],
  ],
  '5': [
    [2, 0],
    [0, 0],
    [0, 2],
    [2, 2],
    [2, 4],
    [0, 4],
  ],
  '6': [
    [2, 0],
    [0, 0],
    [0, 4],
    [2, 4],
    [2, 2],
    [0, 2],
  ],
  '7': [
    [0, 0],
    [2, 0],
    [1, 4],
  ],
  '8': [
    [0, 0],
    [2, 0],
    [2, 4],
    [0, 4],
    [0, 0],
    [0, 2],
    [2, 2],
  ],
  '9': [
    [2, 2],
    [0, 2],
    [0, 0],
    [2, 0],
    [2, 4],
    [0, 4],
  ],
}

function numberAt(number: number, [x, y]: readonly [number, number]): string {
  return Array.from(String(number))
    .map((digit, index) =>
      line((strokes[digit] ?? []).map(([right, down]) => [x + 12 + index * 16 + right * 5, y + 4 + down * 5] as const)),
    )
    .join('')
}
