import type { DataSet } from 'dicom-parser'
import type { SlideContent } from '../contract/contents.ts'
import type { FoundContent } from './contents.ts'
import { frameBytes, Unreadable } from './layout.ts'
import { type DicomObject, isUid, type Pixels, textOf } from './open-dicom.ts'
import { packTiles, type Tile } from './tile-file.ts'

/** The class of the objects of whole slides. */
export const wholeSlide = '1.2.840.10008.5.1.4.1.1.77.1.6'
const mostCells = 1_000_000

/** True for an object of a whole slide. */
export const isSlide = ({ sopClass }: Pick<DicomObject, 'sopClass'>): boolean => sopClass === wholeSlide

/** True for an object of a slide whose picture may hold the paper label with a name on it; true too where nobody can tell. */
export function mayShowLabel(object: DicomObject): boolean {
  if (!isSlide(object)) return false
  const role = roleOf(object.data)
  const said = textOf(object.data, 'x00480010')
  return role === 'label' || said === 'YES' || (role === 'overview' && said !== 'NO')
}

/** The tiles of an object of a slide as they lie in the file, each with its place in the grid. Throws `Unreadable`. */
export function slideOf(object: DicomObject): FoundContent {
  const { data, pixels, pixelProblem, syntax } = object
  if (!pixels) throw new Unreadable(pixelProblem ?? 'pixels-unreadable')
  const { layout, photometric } = pixels
  const whole = (tag: string, usual: number) => (data.elements[tag] ? (data.uint32(tag) ?? usual) : usual)
  const columns = whole('x00480006', layout.columns)
  const rows = whole('x00480007', layout.rows)
  const across = Math.ceil(columns / layout.columns)
  const down = Math.ceil(rows / layout.rows)
  if (columns < 1 || rows < 1) throw new Unreadable('pixels-unreadable')
  if (across * down > mostCells) throw new Unreadable('too-large')
  const cells = cellsOf(data, pixels, { across, down })
  const header = {
    ...{ decoder: syntax.decoder, layout, photometric, isPlanar: pixels.isPlanar },
    isBigEndian: syntax.isBigEndian === true,
  }
  const seen = new Set<number>()
  const tiles: Tile[] = []
  for (const { frame, bytes } of frameBytesOf(object, pixels)) {
    const cell = cells(frame)
    // of several depths or colours at one place the first is shown
    if (cell === null || seen.has(cell)) continue
    seen.add(cell)
    tiles.push({ cell, bytes })
  }
  if (tiles.length === 0) throw new Unreadable('pixels-unreadable')
  return { facts: factsOf(object, pixels, { columns, rows }), bytes: packTiles(header, tiles) }
}

function factsOf(object: DicomObject, { layout }: Pixels, size: { columns: number; rows: number }): SlideContent {
  const { data } = object
  const concatenation = textOf(data, 'x00209161')
  return {
    kind: 'tiles',
    level: isUid(concatenation) ? concatenation : object.sopUid,
    role: roleOf(data),
    showsLabel: mayShowLabel(object),
    ...size,
    tileColumns: layout.columns,
    tileRows: layout.rows,
    spacing: spacingOf(data),
    power: positive(itemOf(data, 'x00480105'), 'x00480112', 0),
    planes: Math.min(1000, Math.max(1, data.elements['x00480303'] ? (data.uint32('x00480303') ?? 1) : 1)),
  }
}

function roleOf(data: DataSet): SlideContent['role'] {
  const said = (data.string('x00080008') ?? '').split('\\').map((each) => each.replaceAll('\0', '').trim())
  return (['label', 'overview', 'thumbnail'] as const).find((role) => said.includes(role.toUpperCase())) ?? 'volume'
}

const itemOf = (data: DataSet | undefined, tag: string): DataSet | undefined => data?.elements[tag]?.items?.[0]?.dataSet

function positive(data: DataSet | undefined, tag: string, index: number): number | null {
  const value = data?.elements[tag] ? data.floatString(tag, index) : undefined
  return value !== undefined && Number.isFinite(value) && value > 0 ? value : null
}

/** Millimetres a pixel where both directions say nearly the same; a scale that fits only one of them misleads. */
function spacingOf(data: DataSet): number | null {
  const shared = itemOf(itemOf(data, 'x52009229'), 'x00289110') ?? data
  const [down, across] = [positive(shared, 'x00280030', 0), positive(shared, 'x00280030', 1)]
  if (!down || !across || Math.abs(down - across) > across / 100) return null
  return across
}

type Grid = { across: number; down: number }

/** The place of a frame in the grid, row by row; null for what lies on no tile of it (PS3.3 C.7.6.17.3, C.8.12.14). */
function cellsOf(data: DataSet, { layout, frames }: Pixels, { across, down }: Grid): (frame: number) => number | null {
  const items = data.elements['x52009230']?.items
  const first = itemOf(items?.[0]?.dataSet, 'x0048021a')
  if (first) {
    return (frame) => {
      const place = itemOf(items?.[frame]?.dataSet, 'x0048021a')
      const column = ((place?.int32('x0048021e') ?? 0) - 1) / layout.columns
      const row = ((place?.int32('x0048021f') ?? 0) - 1) / layout.rows
      // tiles that overlap are drawn nowhere rather than beside their place
      if (!Number.isInteger(column) || !Number.isInteger(row)) throw new Unreadable('pixels-unreadable')
      return column >= 0 && row >= 0 && column < across && row < down ? row * across + column : null
    }
  }
  const isFull = textOf(data, 'x00209311') === 'TILED_FULL' || frames === across * down
  if (!isFull) throw new Unreadable('pixels-unreadable')
  const before = data.elements['x00209228'] ? (data.uint32('x00209228') ?? 0) : 0
  return (frame) => (before + frame < across * down ? before + frame : null)
}

type Frame = { frame: number; bytes: Uint8Array }

function* frameBytesOf(object: DicomObject, pixels: Pixels): Generator<Frame> {
  const { element, frames, layout, photometric } = pixels
  if (!object.syntax.decoder) {
    if (object.data.uint16('x00280100') === 1) throw new Unreadable('pixels-unreadable')
    const length = photometric === 'YBR_FULL_422' ? (frameBytes(layout) * 2) / 3 : frameBytes(layout)
    for (let frame = 0; frame < frames; frame += 1) {
      const from = element.dataOffset + frame * length
      yield { frame, bytes: object.bytes.subarray(from, from + length) }
    }
    return
  }
  yield* fragmentsOf(object, pixels)
}

/** The fragments of each frame: one a frame, all of a single frame, or as the table of offsets says. */
function* fragmentsOf({ bytes }: DicomObject, { element, frames }: Pixels): Generator<Frame> {
  const fragments = element.fragments ?? []
  const table = element.basicOffsetTable ?? []
  if (frames > 1 && fragments.length !== frames && table.length !== frames) throw new Unreadable('pixels-unreadable')
  const isTabled = frames > 1 && fragments.length !== frames
  let next = 0
  for (let frame = 0; frame < frames; frame += 1) {
    const parts: Uint8Array[] = []
    const end = isTabled ? (table[frame + 1] ?? Number.POSITIVE_INFINITY) : 0
    while (next < fragments.length) {
      const { offset, position, length } = fragments[next] ?? { offset: 0, position: 0, length: 0 }
      if (isTabled ? offset >= end : frames > 1 && parts.length > 0) break
      if (position + length > bytes.length) throw new Unreadable('truncated')
      parts.push(bytes.subarray(position, position + length))
      next += 1
    }
    if (parts.length === 0) throw new Unreadable('truncated')
    yield { frame, bytes: parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts) }
  }
}
