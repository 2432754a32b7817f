import type { ParsedOf } from '#platform/contract/endpoint.ts'
import type { Tx } from '#platform/server/db.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { inTransaction } from '#platform/server/house.ts'
import { notFound } from '#platform/server/problem.ts'
import { type getObjectContent, type getSlideTile, objectContent } from '../contract/contents.ts'
import type { FrameFiles } from './frame-files.ts'
import type { ImagePasses } from './image-passes.ts'
import type { PixelPool } from './pixel-pool.ts'
import { partRows, TileReader } from './tile-reader.ts'

// a frame and a picture of a version never change; only this browser keeps them, until its person signs out
/** How long a browser keeps what never changes. */
export const forever = 'private, max-age=31536000, immutable'

const mostParts = 10_000
const partsMs = 5_000
/** How a document is opened. */
// no script, no form, nothing from elsewhere: whatever a stranger's document asks for
export const documentPolicy = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"

/** Sends the tiles of slides, waveforms and documents to those who may see their study. */
export class ContentSender {
  readonly #passes: ImagePasses
  readonly #files: FrameFiles
  readonly #tiles: TileReader
  readonly #parts = new Map<string, { studyId: string; ids: readonly string[]; until: number }>()

  constructor(passes: ImagePasses, files: FrameFiles, pool: PixelPool) {
    this.#passes = passes
    this.#files = files
    this.#tiles = new TileReader(files, pool)
  }

  /** One tile of a slide as JPEG: as it lies in the file where browsers can read it. */
  async tile(call: OutsideCall, input: ParsedOf<typeof getSlideTile>): Promise<undefined> {
    const { studyId, instanceId } = input
    const look = await this.#passes.admit(call, studyId)
    const jpeg = await this.#tiles.jpeg(studyId, await this.#partsOf(call, studyId, instanceId), input.tile)
    if (!jpeg) throw notFound()
    await call.reply.type('image/jpeg').header('cache-control', forever).send(jpeg)
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
