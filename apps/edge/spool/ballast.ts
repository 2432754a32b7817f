import { randomBytes } from 'node:crypto'
import { existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ballastBytes = 2 * 1024 * 1024

/**
 * A file that is only there to be thrown away: on a disk that others have filled to the last byte, what was sent could
 * otherwise not be recorded, so that nothing would ever be removed.
 */
export class Ballast {
  readonly #path: string

  constructor(folder: string) {
    this.#path = join(folder, 'ballast')
    this.take()
  }

  /** Takes the room, when there is plenty. */
  take(): void {
    const { bavail, bsize } = statfsSync(join(this.#path, '..'))
    if (existsSync(this.#path) || bavail * bsize < 2 * ballastBytes) return
    try {
      writeFileSync(this.#path, randomBytes(ballastBytes), { mode: 0o600 })
    } catch {
      rmSync(this.#path, { force: true })
    }
  }

  /** Does something that must succeed also on a full disk. */
  during<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      if (!isFull(error) || !existsSync(this.#path)) throw error
      rmSync(this.#path)
      return work()
    }
  }
}

const sqliteFull = 13

/** True for the error of a database that found no room on the disk. */
export const isFull = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === sqliteFull
