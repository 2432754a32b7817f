// On a narrow link bytes in bulk fill the queue in which voice waits. While somebody speaks on this page they go in small
// pieces, one after the other, and pause as long as voice suffers.

/** Whether voice travels on this page's link, and whether it is heard well. */
export type Voice = 'none' | 'well' | 'suffers'

const pieceBytes = 32 * 1024
const firstPauseMs = 250
const longestPauseMs = 4_000

let voice: Voice = 'none'
let pauseMs = 0
let bulk = 0

/** Says how voice is doing, again and again while there is a call; `none` when it is over. */
export function sayVoice(now: Voice): void {
  voice = now
  if (now === 'none') pauseMs = 0
  if (now === 'well') pauseMs = pauseMs < firstPauseMs ? 0 : pauseMs / 2
  if (now === 'suffers') pauseMs = Math.min(longestPauseMs, Math.max(firstPauseMs, pauseMs * 2))
}

/** True while somebody speaks or may speak on this page. */
export const isVoiceOn = (): boolean => voice !== 'none'

/** True while bytes in bulk are under way on this page. */
export const isBulkGoing = (): boolean => bulk > 0

/** Says that bytes in bulk are under way until the work is done. */
export async function inBulk<T>(work: () => Promise<T>): Promise<T> {
  bulk += 1
  try {
    return await work()
  } finally {
    bulk -= 1
  }
}

/** How many bytes in bulk may go in one piece now. */
export const pieceNow = (): number => (isVoiceOn() ? pieceBytes : Number.POSITIVE_INFINITY)

/** Waits until the next piece of bytes in bulk may go: at once without voice, or when voice does well. */
export async function roomBesideVoice(signal?: AbortSignal): Promise<void> {
  const waitMs = pauseMs
  if (waitMs === 0 || signal?.aborted) return
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, waitMs)
    signal?.addEventListener('abort', end)
  })
}
