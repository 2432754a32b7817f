import { z } from 'zod'
import { frameLayout } from '../contract/images.ts'
import type { DecoderName } from './syntaxes.ts'

// How the tiles of one object of a slide lie beside its frames: the length of a JSON header, the header, a table with a row a
// tile in the order of the grid (place, length, where it begins after the table), the tiles.

const decoders = ['jpeg', 'jpeg-lossless', 'jpeg-ls', 'jpeg-2000', 'htj2k', 'rle'] as const satisfies DecoderName[]
const header = z.object({
  decoder: z.enum(decoders).nullable(),
  layout: frameLayout,
  photometric: z.string(),
  isPlanar: z.boolean(),
  isBigEndian: z.boolean(),
  count: z.number().int().min(0),
})

/** How tiles are encoded. */
export type TileForm = Omit<z.output<typeof header>, 'count'>

/** A tile and its place in the grid, counted row by row. */
export type Tile = { cell: number; bytes: Uint8Array }

/** Where the tiles of an object lie. */
export type TileTable = {
  form: TileForm
  /** From where to where a tile lies in the file; null for a place without one. */
  placeOf: (cell: number) => [start: number, end: number] | null
}

const rowBytes = 16
/** The bytes that say how long the header is. */
export const prefixBytes = 4

/** The file of tiles. */
export function packTiles(form: TileForm, tiles: readonly Tile[]): Buffer {
  const ordered = tiles.toSorted((one, other) => one.cell - other.cell)
  const head = Buffer.from(JSON.stringify({ ...form, count: ordered.length }))
  const prefix = Buffer.alloc(prefixBytes)
  prefix.writeUInt32LE(head.length)
  const table = Buffer.alloc(ordered.length * rowBytes)
  let start = 0
  for (const [row, { cell, bytes }] of ordered.entries()) {
    table.writeUInt32LE(cell, row * rowBytes)
    table.writeUInt32LE(bytes.length, row * rowBytes + 4)
    table.writeDoubleLE(start, row * rowBytes + 8)
    start += bytes.length
  }
  return Buffer.concat([prefix, head, table, ...ordered.map((each) => each.bytes)])
}

/** Reads where the tiles lie, with a reader of the file's bytes from `start` up to `end`. */
export async function readTileTable(
  read: (start: number, end: number) => Promise<Buffer | null>,
): Promise<TileTable | null> {
  const prefix = await read(0, prefixBytes)
  const headEnd = prefixBytes + (prefix?.readUInt32LE(0) ?? 0)
  const head = prefix && (await read(prefixBytes, headEnd))
  if (!head) return null
  const { count, ...form } = header.parse(JSON.parse(head.toString('utf8')))
  const begin = headEnd + count * rowBytes
  const table = await read(headEnd, begin)
  if (!table) return null
  return {
    form,
    placeOf: (cell) => {
      const row = rowOf(table, count, cell)
      if (row === null) return null
      const start = begin + table.readDoubleLE(row * rowBytes + 8)
      return [start, start + table.readUInt32LE(row * rowBytes + 4)]
    },
  }
}

function rowOf(table: Buffer, count: number, cell: number): number | null {
  let [low, high] = [0, count - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = table.readUInt32LE(middle * rowBytes)
    if (found === cell) return middle
    if (found < cell) low = middle + 1
    else high = middle - 1
  }
  return null
}
