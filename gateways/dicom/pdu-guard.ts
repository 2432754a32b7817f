import type { Socket } from 'node:net'

const headBytes = 6

/**
 * Closes a connection whose peer announces a protocol data unit larger than any that we accept, before a byte of it is
 * kept: the library would gather up to 4 GB of it in memory.
 */
export function guardPdus(socket: Socket, longestBytes: number): void {
  const watch = pduWatch(longestBytes)
  socket.prependListener('data', (bytes: Buffer) => {
    if (!watch(bytes)) socket.destroy()
  })
}

/** Follows the lengths of data units through the pieces in which they come; false when one is too long. */
export function pduWatch(longestBytes: number): (bytes: Uint8Array) => boolean {
  const head = Buffer.alloc(headBytes)
  let headFilled = 0
  let left = 0
  return (bytes) => {
    let at = 0
    while (at < bytes.length) {
      if (left > 0) {
        const step = Math.min(left, bytes.length - at)
        left -= step
        at += step
        continue
      }
      head[headFilled] = bytes[at] ?? 0
      headFilled += 1
      at += 1
      if (headFilled < headBytes) continue
      headFilled = 0
      left = head.readUInt32BE(2)
      if (left > longestBytes) return false
    }
    return true
  }
}
