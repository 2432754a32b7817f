import { randomUUID } from 'node:crypto'

/** One part of a message in parts. */
export type Part = { type: string; location: string; bytes: Uint8Array }

/** A message of parts (RFC 2387): its media type and its bytes. */
export function multipartOf(parts: readonly Part[], rootType: string): { type: string; bytes: Buffer } {
  const boundary = randomUUID()
  const pieces: Uint8Array[] = []
  for (const { type, location, bytes } of parts) {
    const head = [
      `--${boundary}`,
      `Content-Type: ${type}`,
      `Content-Length: ${bytes.length}`,
      `Content-Location: ${location}`,
    ]
    pieces.push(Buffer.from(`${head.join('\r\n')}\r\n\r\n`), bytes, Buffer.from('\r\n'))
  }
  pieces.push(Buffer.from(`--${boundary}--\r\n`))
  return { type: `multipart/related; type="${rootType}"; boundary=${boundary}`, bytes: Buffer.concat(pieces) }
}
