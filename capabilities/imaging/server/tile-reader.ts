import { sql } from 'kysely'
import type { Tx } from '#platform/server/db.ts'
import { asJpeg, isJpegAsItLies, readTileTable, type TileTable, Unreadable } from '../pixels/index.ts'
import type { FrameFiles } from './frame-files.ts'
import type { PixelPool } from './pixel-pool.ts'

// a table of a hundred thousand tiles takes 1.6 MB
const mostTables = 16

/** A tile as it lies in the file, and how it is encoded. */
export type FoundTile = { bytes: Buffer; form: TileTable['form'] }

/** Reads tiles of slides; who may see them is asked before. */
export class TileReader {
  readonly #files: FrameFiles
  readonly #pool: PixelPool
  readonly #tables = new Map<string, TileTable>()

  constructor(files: FrameFiles, pool: PixelPool) {
    this.#files = files
    this.#pool = pool
  }

  /** A tile of the level that these objects hold, as JPEG; null where there is none or it cannot be read. */
  async jpeg(studyId: string, ids: readonly string[], tile: number): Promise<Buffer | null> {
    const found = await this.find(studyId, ids, tile)
    if (!found) return null
    const { bytes, form } = found
    const work = isJpegAsItLies(form) ? asJpeg(bytes, form) : this.#pool.tile(bytes, form)
    const jpeg = await work.catch((error: unknown) => {
      if (error instanceof Unreadable) return null
      throw error
    })
    return jpeg && Buffer.from(jpeg)
  }

  /** A tile of the level that these objects hold, as it lies; null where there is none. */
  async find(studyId: string, ids: readonly string[], tile: number): Promise<FoundTile | null> {
    for (const id of ids) {
      const table = await this.#table(studyId, id)
      const [start, end] = table?.placeOf(tile) ?? []
      const bytes = start === undefined ? null : await this.#files.readContent(studyId, id, start, end)
      if (table && bytes) return { bytes, form: table.form }
    }
    return null
  }

  async #table(studyId: string, instanceId: string): Promise<TileTable | null> {
    const key = `${studyId}/${instanceId}`
    const known = this.#tables.get(key)
    const read = async (start: number, end: number) => await this.#files.readContent(studyId, instanceId, start, end)
    const table = known ?? (await readTileTable(read).catch(() => null))
    if (!table) return null
    this.#tables.delete(key)
    this.#tables.set(key, table)
    for (const oldest of this.#tables.keys()) {
      if (this.#tables.size <= mostTables) break
      this.#tables.delete(oldest)
    }
    return table
  }
}

/** The objects that hold the tiles of the level of one of them, in its own series. */
export async function partRows(tx: Tx, studyId: string, instanceId: string): Promise<string[]> {
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
