import { sql } from 'kysely'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import type { Tx } from '#platform/server/db.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { notFound } from '#platform/server/problem.ts'
import { type getObjectContent, type getSlideTile, objectContent } from '../contract/contents.ts'
import { asJpeg, isJpegAsItLies, readTileTable, type TileTable, Unreadable } from '../pixels/index.ts'
import type { FrameFiles } from './frame-files.ts'
import type { ImagePasses } from './image-passes.ts'
import type { PixelPool } from './pixel-pool.ts'

// a frame and a picture of a version never change; only this browser keeps them, until its person signs out
/** How long a browser keeps what never changes. */
export const forever = 'private, max-age=31536000, immutable'

// a table of a hundred thousand tiles takes 1.6 MB
const mostTables = 16
const mostParts = 10_000
const partsMs = 5_000
// no script, no form, nothing from elsewhere: whatever a stranger's document asks for
const documentPolicy = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"

type FoundTile = { bytes: Buffer; form: TileTable['form'] }

/** Sends the tiles of slides, waveforms and documents to those who may see their study. */
export class ContentSender {
  readonly #passes: ImagePasses
  readonly #files: FrameFiles
  readonly #pool: PixelPool
  readonly #tables = new Map<string, TileTable>()
  readonly #parts = new Map<string, { studyId: string; ids: readonly string[]; until: number }>()

  constructor(passes: ImagePasses, files: FrameFiles, pool: PixelPool) {
    this.#passes = passes
    this.#files = files
    this.#pool = pool
  }

  /** One tile of a slide as JPEG: as it lies in the file where browsers can read it. */
  async tile(call: OutsideCall, input: ParsedOf<typeof getSlideTile>): Promise<undefined> {
    const { studyId, instanceId } = input
    const look = await this.#passes.admit(call, studyId)
    const found = await this.#find(studyId, await this.#partsOf(call, studyId, instanceId), input.tile)
    if (!found) throw notFound()
    const { bytes, form } = found
    const work = isJpegAsItLies(form) ? asJpeg(bytes, form) : this.#pool.tile(bytes, form)
    const jpeg = await work.catch((error: unknown) => {
      throw error instanceof Unreadable ? notFound() : error
    })
    await call.reply.type('image/jpeg').header('cache-control', forever).send(Buffer.from(jpeg))
    look.begun()
    return undefined
  }

  /** A waveform or a document. */
  async content(call: OutsideCall, input: ParsedOf<typeof getObjectContent>): Promise<undefined> {
    const { studyId, instanceId } = input
    const look = await this.#passes.admit(call, studyId)
    const read = async (tx: Tx) => await contentRow(tx, studyId, instanceId)
    const kind = await inTransaction(call.house, call.actor, read, 'read')
    const bytes = kind === 'tiles' ? null : await this.#files.readContent(studyId, instanceId)
    if (!bytes) throw notFound()
    const { reply } = call
    if (kind === 'document') {
      reply
        .type('application/pdf')
        .header('content-disposition', 'inline; filename="tai-lieu.pdf"')
        .header('content-security-policy', documentPolicy)
        .header('cache-control', 'no-store')
    } else reply.type('application/json').header('cache-control', forever)
    await reply.send(bytes)
    look.begun()
    return undefined
  }

  /** The objects of the study that hold the tiles of a level, as they were a moment ago: more of them may still come. */
  async #partsOf(call: OutsideCall, studyId: string, instanceId: string): Promise<readonly string[]> {
    const known = this.#parts.get(instanceId)
    if (known && known.studyId === studyId && known.until > Date.now()) return known.ids
    const read = async (tx: Tx) => await partRows(tx, studyId, instanceId)
    const ids = await inTransaction(call.house, call.actor, read, 'read')
    if (ids.length === 0) throw notFound()
    if (this.#parts.size >= mostParts) this.#parts.clear()
    this.#parts.set(instanceId, { studyId, ids, until: Date.now() + partsMs })
    return ids
  }

  async #find(studyId: string, ids: readonly string[], tile: number): Promise<FoundTile | null> {
    for (const id of ids) {
      const { form, placeOf } = await this.#table(studyId, id)
      const [start, end] = placeOf(tile) ?? []
      const bytes = start === undefined ? null : await this.#files.readContent(studyId, id, start, end)
      if (bytes) return { bytes, form }
    }
    return null
  }

  async #table(studyId: string, instanceId: string): Promise<TileTable> {
    const key = `${studyId}/${instanceId}`
    const known = this.#tables.get(key)
    const read = async (start: number, end: number) => await this.#files.readContent(studyId, instanceId, start, end)
    const table = known ?? (await readTileTable(read).catch(() => null))
    if (!table) throw notFound()
    this.#tables.delete(key)
    this.#tables.set(key, table)
    for (const oldest of this.#tables.keys()) {
      if (this.#tables.size <= mostTables) break
      this.#tables.delete(oldest)
    }
    return table
  }
}

async function contentRow(tx: Tx, studyId: string, instanceId: string): Promise<string> {
  const row = await tx
    .selectFrom('imaging.instance')
    .select('content')
    .where('id', '=', instanceId)
    .where('study_id', '=', studyId)
    .executeTakeFirst()
  if (!row?.content) throw notFound()
  return objectContent.parse(row.content).kind
}

async function partRows(tx: Tx, studyId: string, instanceId: string): Promise<string[]> {
  const level = (alias: string) => sql.ref(`${alias}.content`)
  const rows = await tx
    .selectFrom('imaging.instance as asked')
    .innerJoin('imaging.instance as part', (join) =>
      join
        .onRef('part.study_id', '=', 'asked.study_id')
        .onRef('part.series_id', '=', 'asked.series_id')
        .on(sql`${level('part')}->>'level'`, '=', sql`${level('asked')}->>'level'`),
    )
    .select('part.id')
    .where('asked.id', '=', instanceId)
    .where('asked.study_id', '=', studyId)
    .where(sql<string>`asked.content->>'kind'`, '=', 'tiles')
    .execute()
  return rows.map(({ id }) => id)
}
