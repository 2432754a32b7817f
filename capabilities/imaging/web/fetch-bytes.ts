import type { FetchBytes } from './frame-queue.ts'

/** Fetches bytes of a frame from our own server; throws when it refuses or the link fails. */
export const fetchBytes: FetchBytes = async (url, range, signal) => {
  const headers = new Headers(range ? { range: `bytes=${range[0]}-${range[1] - 1}` } : undefined)
  const reply = await fetch(url, { headers, signal, credentials: 'same-origin' })
  if (reply.status !== (range ? 206 : 200)) {
    await reply.body?.cancel()
    throw new Error(`the frame was answered with ${reply.status}`)
  }
  return await reply.arrayBuffer()
}
