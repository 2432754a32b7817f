const showAfterMs = 16

/** What a page shows of something that changes often: composed when it is looked at, told at most once a frame. */
export class SnapshotStore<Snapshot> {
  readonly #compose: () => Snapshot
  readonly #listeners = new Set<() => void>()
  #snapshot: Snapshot | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(compose: () => Snapshot) {
    this.#compose = compose
  }

  /** For `useSyncExternalStore`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** For `useSyncExternalStore`: the same object until something has changed. */
  readonly getSnapshot = (): Snapshot => {
    this.#snapshot ??= this.#compose()
    return this.#snapshot
  }

  /** Something has changed; several changes in a row are told as one. */
  changed(): void {
    this.#snapshot = undefined
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      for (const listener of this.#listeners) listener()
    }, showAfterMs)
  }

  /** Tells nobody any more. */
  close(): void {
    clearTimeout(this.#timer)
    this.#listeners.clear()
  }
}
