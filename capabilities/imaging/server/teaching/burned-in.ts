import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js'
import type { Box } from '../../contract/teaching.ts'

const largestSide = 2_000
const enlarge = 2
const leastConfidence = 25
const margin = 4
const require = createRequire(import.meta.url)
const homes = {
  vie: dirname(require.resolve('@tesseract.js-data/vie/package.json')),
  eng: dirname(require.resolve('@tesseract.js-data/eng/package.json')),
}

/** Grey bytes as a screen shows them. */
export type GreyPicture = { bytes: Uint8Array; columns: number; rows: number }

/** Finds text that was burned into pixels. It misses some: a person looks at what it found before anybody relies on it. */
export class TextFinder {
  readonly #worker: Worker
  readonly #folder: string

  private constructor(worker: Worker, folder: string) {
    this.#worker = worker
    this.#folder = folder
  }

  /** Opens it with the languages that npm brought; nothing is fetched from anywhere. */
  static async open(): Promise<TextFinder> {
    const folder = await mkdtemp(join(tmpdir(), 'tuyen-letters-'))
    for (const [language, home] of Object.entries(homes)) {
      const file = `${language}.traineddata.gz`
      await symlink(join(home, '4.0.0_best_int', file), join(folder, file))
    }
    const worker = await createWorker(Object.keys(homes), OEM.LSTM_ONLY, {
      langPath: folder,
      cacheMethod: 'none',
      gzip: true,
      // what it cannot read it would write to the log of the process
      logger: () => undefined,
      errorHandler: () => undefined,
    })
    await worker.setParameters({ tessedit_pageseg_mode: PSM.SPARSE_TEXT, user_defined_dpi: '150' })
    return new TextFinder(worker, folder)
  }

  /** The boxes in which there may be text, in pixels of the picture, a little wider than the letters. */
  async find({ bytes, columns, rows }: GreyPicture): Promise<Box[]> {
    const scale = Math.min(enlarge, largestSide / Math.max(columns, rows))
    const picture = sharp(bytes, { raw: { width: columns, height: rows, channels: 1 } }).resize(
      Math.max(1, Math.round(columns * scale)),
      Math.max(1, Math.round(rows * scale)),
    )
    const boxes: Box[] = []
    // letters are light on dark or dark on light; each is read best as dark on light
    for (const look of [picture.clone(), picture.clone().negate()]) {
      const { data } = await this.#worker.recognize(await look.png().toBuffer(), {}, { blocks: true, text: false })
      const lines = (data.blocks ?? []).flatMap((block) => block.paragraphs.flatMap((each) => each.lines))
      const words = lines.flatMap((line) => line.words).filter(isText)
      boxes.push(...words.map((word) => boxOf(word.bbox, scale, { columns, rows })))
    }
    return joined(boxes)
  }

  /** The text that can be read in a picture, as one string. */
  async read(picture: Buffer): Promise<string> {
    const { width } = await sharp(picture).metadata()
    const large = await sharp(picture)
      .greyscale()
      .resize(width * enlarge)
      .png()
      .toBuffer()
    const { data } = await this.#worker.recognize(large)
    return data.text
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
    await rm(this.#folder, { recursive: true, force: true })
  }
}

const isText = (word: { text: string; confidence: number }): boolean =>
  /[\p{L}\p{N}]/u.test(word.text) && word.confidence >= leastConfidence

type Corners = { x0: number; y0: number; x1: number; y1: number }

function boxOf(corners: Corners, scale: number, size: { columns: number; rows: number }): Box {
  const x = Math.max(0, Math.floor(corners.x0 / scale) - margin)
  const y = Math.max(0, Math.floor(corners.y0 / scale) - margin)
  const right = Math.min(size.columns, Math.ceil(corners.x1 / scale) + margin)
  const bottom = Math.min(size.rows, Math.ceil(corners.y1 / scale) + margin)
  return { x, y, width: Math.max(1, right - x), height: Math.max(1, bottom - y) }
}

/** Boxes that touch are one. */
export function joined(boxes: readonly Box[]): Box[] {
  const left = [...boxes]
  const out: Box[] = []
  for (let box = left.pop(); box; box = left.pop()) {
    const current: Box = box
    const at = left.findIndex((other) => touch(current, other))
    const other = at >= 0 ? left.splice(at, 1)[0] : undefined
    if (other) left.push(around(current, other))
    else out.push(current)
  }
  return out.toSorted((one, other) => one.y - other.y || one.x - other.x)
}

const touch = (one: Box, other: Box): boolean =>
  one.x <= other.x + other.width &&
  other.x <= one.x + one.width &&
  one.y <= other.y + other.height &&
  other.y <= one.y + one.height

function around(one: Box, other: Box): Box {
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)]
  const right = Math.max(one.x + one.width, other.x + other.width)
  const bottom = Math.max(one.y + one.height, other.y + other.height)
  return { x, y, width: right - x, height: bottom - y }
}
