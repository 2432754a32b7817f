import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'

const guid = z.guid()

/** Whose frames they are. */
type FrameOwner = { studyId: string; instanceId: string }

/** The files of frames and the pictures of series, one folder a study. What is here can be made again from the archive. */
export class FrameFiles {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Writes the frames of an instance; they are whole or not there. */
  async writeFrames(studyId: string, instanceId: string, bytes: Uint8Array): Promise<void> {
    await this.#write(this.#frames(studyId, instanceId), bytes)
  }

  /** The bytes of one frame, which begins at the first number of its place and is whole at the last; null when it is gone. */
  async readFrame(of: FrameOwner, place: readonly number[] | undefined): Promise<Buffer | null> {
    const [start, ...ends] = place ?? []
    if (start === undefined) return null
    return await readPart(this.#frames(of.studyId, of.instanceId), start, start + (ends.at(-1) ?? 0))
  }

  /** Writes what screens show of an object: its frames, or what it holds instead of them. */
  async writeObject(
    studyId: string,
    instanceId: string,
    { frames, content }: { frames: Uint8Array; content: { bytes: Uint8Array } | null },
  ): Promise<void> {
    if (frames.length > 0) await this.writeFrames(studyId, instanceId, frames)
    if (content) await this.#write(this.#content(studyId, instanceId), content.bytes)
  }

  /** What an object holds instead of frames, from `start` up to `end` or the whole; null when it is gone. */
  async readContent(studyId: string, instanceId: string, start = 0, end?: number): Promise<Buffer | null> {
    const path = this.#content(studyId, instanceId)
    return end === undefined ? await readFile(path).catch(() => null) : await readPart(path, start, end)
  }

  /** Takes away frames that belong to nothing, and what was there instead of them. */
  async removeFrames(studyId: string, instanceId: string): Promise<void> {
    await rm(this.#frames(studyId, instanceId), { force: true })
    await rm(this.#content(studyId, instanceId), { force: true })
  }

  /** Takes away all frames and pictures of a study. */
  async removeStudy(studyId: string): Promise<void> {
    await rm(join(this.#folder, guid.parse(studyId)), { recursive: true, force: true })
  }

  /** Writes a picture of a series. */
  async writePicture(studyId: string, seriesId: string, kind: Picture, bytes: Uint8Array): Promise<void> {
    await this.#write(this.#picture(studyId, seriesId, kind), bytes)
  }

  /** A picture of a series; null when none was made yet. */
  async readPicture(studyId: string, seriesId: string, kind: Picture): Promise<Buffer | null> {
    return await readFile(this.#picture(studyId, seriesId, kind)).catch(() => null)
  }

  async #write(path: string, bytes: Uint8Array): Promise<void> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const temporary = `${path}.${process.pid}.new`
    try {
      await writeFile(temporary, bytes, { mode: 0o600 })
      await rename(temporary, path)
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
  }

  // ids are parsed again here, where they become a path
  #frames(studyId: string, instanceId: string): string {
    return join(this.#folder, guid.parse(studyId), `${guid.parse(instanceId)}.htj2k`)
  }

  #content(studyId: string, instanceId: string): string {
    return join(this.#folder, guid.parse(studyId), `${guid.parse(instanceId)}.content`)
  }

  #picture(studyId: string, seriesId: string, kind: Picture): string {
    return join(this.#folder, guid.parse(studyId), `${guid.parse(seriesId)}.${kind}.webp`)
  }
}

async function readPart(path: string, start: number, end: number): Promise<Buffer | null> {
  const file = await open(path).catch(() => null)
  if (!file) return null
  try {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(end - start), 0, end - start, start)
    return bytesRead === end - start ? buffer : null
  } finally {
    await file.close()
  }
}

/** The pictures of a series: one slice at its own size, the same small, or all slices small side by side. */
export type Picture = 'key' | 'thumb' | 'mosaic'
