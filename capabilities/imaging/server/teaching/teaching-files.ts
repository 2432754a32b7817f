import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const guid = z.guid()

/** As what an image lies there: with its pixels as they came, for who reviews it; or with its boxes blacked out. */
export type TeachingStage = 'held' | 'final'

/** The files of teaching copies, one folder a copy. */
export class TeachingFiles {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Writes an image; it is whole or not there. */
  async write(copyId: string, imageId: string, stage: TeachingStage, bytes: Uint8Array): Promise<void> {
    const path = this.#path(copyId, imageId, stage)
    await mkdir(this.#copy(copyId), { recursive: true, mode: 0o700 })
    await writeFile(`${path}.new`, bytes, { mode: 0o600 })
    await rename(`${path}.new`, path)
  }

  /** An image; null when it is not there. */
  async read(copyId: string, imageId: string, stage: TeachingStage): Promise<Buffer | null> {
    return await readFile(this.#path(copyId, imageId, stage)).catch(() => null)
  }

  /** Takes away one image as it lay at a stage. */
  async remove(copyId: string, imageId: string, stage: TeachingStage): Promise<void> {
    await rm(this.#path(copyId, imageId, stage), { force: true })
  }

  /** Takes away all of a copy. */
  async clear(copyId: string): Promise<void> {
    await rm(this.#copy(copyId), { recursive: true, force: true })
  }

  // ids are parsed again here, where they become a path
  #copy(copyId: string): string {
    return join(this.#folder, guid.parse(copyId))
  }

  #path(copyId: string, imageId: string, stage: TeachingStage): string {
    return join(this.#copy(copyId), `${guid.parse(imageId)}.${stage}.dcm`)
  }
}
