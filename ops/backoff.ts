const firstDelayMs = 200
const longestDelayMs = 10_000
const healthyAfterMs = 30_000

/** Waiting times before a crashed child starts again: 0.2 s doubling to 10 s, from the start again after 30 s of health. */
export interface Backoff {
  /** The time to wait, given how long the child had lived. */
  next(livedMs: number): number
}

/** Makes the waiting times of one child. */
export function createBackoff(): Backoff {
  let failures = 0
  return {
    next(livedMs) {
      if (livedMs >= healthyAfterMs) failures = 0
      const delayMs = Math.min(firstDelayMs * 2 ** failures, longestDelayMs)
      failures += 1
      return delayMs
    },
  }
}
