import { inBulk, pieceNow, roomBesideVoice } from '#platform/web/voice-first.ts'
import type { FetchBytes } from './frame-queue.ts'

/** Fetches bytes of a frame from our own server, beside voice piece by piece; throws when it refuses or the link fails. */
export const fetchBytes: FetchBytes = async (url, range, signal) =>
  await inBulk(async () => await fetchPieces(url, range, signal))

const fetchPieces: FetchBytes = async (url, range, signal) => {
  if (!range || range[1] - range[0] <= pieceNow()) return await fetchPiece(url, range, signal)
  const all = new Uint8Array(range[1] - range[0])
  for (let from = range[0]; from < range[1]; ) {
    const to = Math.min(range[1], from + pieceNow())
    all.set(new Uint8Array(await fetchPiece(url, [from, to], signal)), from - range[0])
    from = to
  }
  return all.buffer
}

const fetchPiece: FetchBytes = async (url, range, signal) => {
  await roomBesideVoice(signal)
  const headers = new Headers(range ? { range: `bytes=${range[0]}-${range[1] - 1}` } : undefined)
  const reply = await fetch(url, { headers, signal, credentials: 'same-origin' })
  if (reply.status !== (range ? 206 : 200)) {
    await reply.body?.cancel()
    throw new Error(`the frame was answered with ${reply.status}`)
  }
  return await reply.arrayBuffer()
}
