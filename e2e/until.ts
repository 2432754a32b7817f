import { setTimeout as sleep } from 'node:timers/promises'

const betweenMs = 50
const usualMs = 60_000

type Maybe<T> = T | undefined | false

/**
 * Waits for a fact of another process, asked again and again, also while it cannot be asked; gives what was found, and
 * throws when it does not come true in time.
 */
export async function until<T>(what: string, fact: () => Maybe<T> | Promise<Maybe<T>>, withinMs = usualMs): Promise<T> {
  const deadline = Date.now() + withinMs
  for (;;) {
    let cause: unknown
    try {
      const found = await fact()
      if (found) return found
    } catch (error) {
      cause = error
    }
    if (Date.now() > deadline) throw new Error(`${what} did not come true within ${withinMs / 1000} s`, { cause })
    await sleep(betweenMs)
  }
}
