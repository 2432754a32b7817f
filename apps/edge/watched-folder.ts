import { createReadStream } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Keeper } from '#gateways/dicom/incoming.ts'
import { takeFile } from '#gateways/dicom/take-file.ts'
import type { Log } from '#platform/server/log.ts'

/** A folder that something else writes DICOM files into. */
export type WatchedFolderOptions = {
  path: string
  callingAet: string
  calledAet: string
  /** Whether a file is removed once it is kept; else it is left and not taken again. */
  isEmptied: boolean
}

/**
 * Takes the files that appear in a folder. A file is taken when it has not changed between two looks, so that one that is
 * still being written is left alone.
 */
export class WatchedFolder {
  readonly #options: WatchedFolderOptions
  readonly #keeper: Keeper
  readonly #log: Log
  #seen = new Map<string, string>()
  #done = new Map<string, string>()

  constructor(options: WatchedFolderOptions, keeper: Keeper, log: Log) {
    this.#options = options
    this.#keeper = keeper
    this.#log = log
  }

  /** Looks once; returns how many files were taken. */
  async look(): Promise<number> {
    const seen = new Map<string, string>()
    let taken = 0
    for (const path of await this.#files()) {
      const state = await stateOf(path)
      if (state === null) continue
      seen.set(path, state)
      if (this.#done.get(path) === state || this.#seen.get(path) !== state) continue
      if (await this.#take(path, state)) taken += 1
    }
    this.#seen = seen
    this.#done = new Map([...this.#done].filter(([path]) => seen.has(path)))
    return taken
  }

  async #files(): Promise<string[]> {
    const entries = await readdir(this.#options.path, { recursive: true, withFileTypes: true })
    // no links, which may lead anywhere, and nothing that is hidden while it is written
    return entries
      .filter((entry) => entry.isFile() && !/^\.|\.(part|tmp)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
  }

  async #take(path: string, state: string): Promise<boolean> {
    const { outcome } = await takeFile(this.#keeper, createReadStream(path), this.#options)
    const isKept = outcome === 'kept' || outcome === 'known' || outcome === 'kept-apart'
    // for want of room, or when the disk failed, it is tried again
    if (outcome === 'no-room' || outcome === 'failed') return false
    // names of files are often names of patients, so none is logged
    if (!isKept) this.#log.warn({ outcome }, 'a file of the watched folder is no DICOM file')
    if (isKept && this.#options.isEmptied) await rm(path, { force: true })
    else this.#done.set(path, state)
    return isKept
  }
}

async function stateOf(path: string): Promise<string | null> {
  const found = await stat(path).catch(() => null)
  return found && `${found.size} ${found.mtimeMs}`
}
