import { parse } from 'csv-parse/sync'
import { unzipSync } from 'fflate'
import readXlsx from 'read-excel-file/node'
import { Problem } from '#platform/server/problem.ts'

const mostLines = 2000
const xlsxSign = Buffer.from('PK')
const mostUnpackedBytes = 20 * 1024 * 1024

/** A line of a roster file as people see it, counted from 1 with its head; times and dates as `HH:mm` and `dd/MM/yyyy`. */
export type RosterLine = { line: number; cells: string[] }

const pad = (value: number): string => String(value).padStart(2, '0')

/** What a cell of a spreadsheet shows: dates at midnight as a date, other moments of its first day as a time. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) {
    const time = `${pad(value.getUTCHours())}:${pad(value.getUTCMinutes())}`
    const date = `${pad(value.getUTCDate())}/${pad(value.getUTCMonth() + 1)}/${value.getUTCFullYear()}`
    return value.getUTCFullYear() < 1901 ? time : date
  }
  if (typeof value === 'number' && value > 0 && value < 1) {
    const minutes = Math.round(value * 24 * 60)
    return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value).trim()
    : ''
}

/** The lines of a CSV (comma or semicolon, UTF-8) or XLSX file below its head. Refuses what is neither. */
export async function readRosterFile(bytes: Buffer): Promise<RosterLine[]> {
  const rows = await rowsOf(bytes).catch(() => {
    throw new Problem(422, 'file-unreadable')
  })
  const lines = rows
    .map((cells, at) => ({ line: at + 1, cells: cells.map(cellText) }))
    .slice(1)
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
  if (lines.length === 0) throw new Problem(422, 'file-has-no-lines')
  if (lines.length > mostLines) throw new Problem(422, 'too-many-lines')
  return lines
}

async function rowsOf(bytes: Buffer): Promise<unknown[][]> {
  if (bytes.subarray(0, 2).equals(xlsxSign)) return await firstSheet(bytes)
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).normalize('NFC')
  if (text.includes('\0')) throw new Error('no text')
  const [head = ''] = text.split('\n', 1)
  const delimiter = head.split(';').length > head.split(',').length ? ';' : ','
  return parse(text, { delimiter, relaxColumnCount: true, bom: true, skipEmptyLines: false, trim: true })
}

/** The rows of the first sheet; a small file that unfolds to a huge one is refused before it does. */
async function firstSheet(bytes: Buffer): Promise<unknown[][]> {
  let unpacked = 0
  unzipSync(bytes, {
    filter: (file) => {
      unpacked += file.originalSize
      return false
    },
  })
  if (unpacked > mostUnpackedBytes) throw new Error('too large')
  const [sheet] = await readXlsx(bytes)
  return sheet?.data ?? []
}
