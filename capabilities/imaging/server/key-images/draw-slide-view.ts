import { sql } from 'kysely'
import type { Tx } from '#platform/server/db.ts'
import { Problem } from '#platform/server/problem.ts'
import type { SlideContent } from '../../contract/contents.ts'
import type { KeyView } from '../../contract/key-images.ts'
import type { SavedMark } from '../../contract/marks.ts'
import type { MarkDesk, MarkedFrame } from '../marks/marked-frames.ts'
import { levelIn } from '../marks/marked-slides.ts'
import type { Mosaic } from '../render-mosaic.ts'
import { TileReader } from '../tile-reader.ts'
import { renderingOf } from './draw-key-image.ts'

type Part = NonNullable<KeyView['part']>
type Level = SlideContent & { ids: string[] }

/** A slide with the levels of its pyramid, from the smallest. */
export type SlideToDraw = { frame: MarkedFrame; base: SlideContent; levels: Level[] }

/** The slide that a view shows; null for a frame. */
export async function slideToDraw(tx: Tx, frame: MarkedFrame): Promise<SlideToDraw | null> {
  if (!frame.slide) return null
  const rows = await tx
    .selectFrom('imaging.instance')
    .select(['id', 'content'])
    .where('series_id', '=', frame.seriesId)
    .where(sql<string>`content->>'kind'`, '=', 'tiles')
    .execute()
  const levels = new Map<string, Level>()
  for (const row of rows) {
    const level = levelIn(row.content)
    if (!level) continue
    const known = levels.get(level.level)
    if (known) known.ids.push(row.id)
    else levels.set(level.level, { ...level, ids: [row.id] })
  }
  return { frame, base: frame.slide, levels: [...levels.values()].sort((one, other) => one.columns - other.columns) }
}

// a stage of 900 pixels needs at most these of the usual levels; more would be a crafted view
const mostTiles = 400
const mostPixels = 24_000_000

/** The part of the slide that lies within it; a view beside the slide shows nothing. */
function within({ columns, rows }: SlideContent, part: Part): Part {
  const left = Math.max(0, part.left)
  const top = Math.max(0, part.top)
  const width = Math.min(columns, part.left + part.width) - left
  const height = Math.min(rows, part.top + part.height) - top
  if (width < 1 || height < 1) throw new Problem(422, 'no-picture')
  return { left, top, width, height }
}

/** The smallest level that is fine enough for the picture, else the finest. */
function levelFor({ base, levels }: SlideToDraw, part: Part, width: number): Level {
  const isEnough = (level: Level) => (part.width * level.columns) / base.columns >= width
  const found = levels.find(isEnough) ?? levels.at(-1)
  if (!found) throw new Problem(422, 'no-picture')
  return found
}

/** Draws what was seen of a slide from its tiles, with the marks upon it. */
export async function drawSlideView(
  { files, pool }: MarkDesk,
  slide: SlideToDraw,
  seen: Part,
  marks: readonly SavedMark[],
): Promise<Buffer> {
  const part = within(slide.base, seen)
  const how = renderingOf(slide.frame, part, { window: null, marks })
  const level = levelFor(slide, part, how.width)
  const mosaic = await mosaicOf(new TileReader(files, pool), slide, level, part)
  return await pool.mosaic(mosaic, how)
}

async function mosaicOf(reader: TileReader, { frame, base }: SlideToDraw, level: Level, part: Part): Promise<Mosaic> {
  const scale = level.columns / base.columns
  const [left, top] = [Math.floor(part.left * scale), Math.floor(part.top * scale)]
  const width = Math.max(1, Math.min(level.columns - left, Math.round(part.width * scale)))
  const height = Math.max(1, Math.min(level.rows - top, Math.round(part.height * scale)))
  const across = Math.ceil(level.columns / level.tileColumns)
  const [firstX, firstY] = [Math.floor(left / level.tileColumns), Math.floor(top / level.tileRows)]
  const lastX = Math.floor((left + width - 1) / level.tileColumns)
  const lastY = Math.floor((top + height - 1) / level.tileRows)
  if ((lastX - firstX + 1) * (lastY - firstY + 1) > mostTiles || width * height > mostPixels)
    throw new Problem(422, 'no-picture')
  const tiles: Mosaic['tiles'][number][] = []
  let form: Mosaic['form'] | null = null
  for (let y = firstY; y <= lastY; y += 1) {
    for (let x = firstX; x <= lastX; x += 1) {
      const found = await reader.find(frame.studyId, level.ids, y * across + x)
      if (!found) continue
      form = found.form
      tiles.push({ bytes: found.bytes, left: x * level.tileColumns - left, top: y * level.tileRows - top })
    }
  }
  if (!form) throw new Problem(422, 'no-picture')
  return { form, width, height, tiles }
}
