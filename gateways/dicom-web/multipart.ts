import { randomUUID } from 'node:crypto'

/** One part of a message in parts. */
export type Part = { type: string; location: string; bytes: Uint8Array }

/** A message of parts (RFC 2387): its media type and its bytes. */
export function multipartOf(parts: readonly Part[], rootType: string): { type: string; bytes: Buffer } {
  const boundary = randomUUID()
  const pieces = parts.flatMap((part) => [headOf(part, boundary), part.bytes, newLine])
  return { type: typeOf(rootType, boundary), bytes: Buffer.concat([...pieces, endOf(boundary)]) }
}

/** As `multipartOf`, for parts that come one after the other. */
export function partsMessage(
  parts: AsyncIterable<Part>,
  rootType: string,
): { type: string; pieces: AsyncIterable<Uint8Array> } {
  const boundary = randomUUID()
  async function* pieces() {
    for await (const part of parts) yield* [headOf(part, boundary), part.bytes, newLine]
    yield endOf(boundary)
  }
  return { type: typeOf(rootType, boundary), pieces: pieces() }
}

const newLine = Buffer.from('\r\n')
const endOf = (boundary: string): Buffer => Buffer.from(`--${boundary}--\r\n`)
const typeOf = (rootType: string, boundary: string): string =>
  `multipart/related; type="${rootType}"; boundary=${boundary}`

function headOf({ type, location, bytes }: Part, boundary: string): Buffer {
  const lines = [
    `--${boundary}`,
    `Content-Type: ${type}`,
    `Content-Length: ${bytes.length}`,
    `Content-Location: ${location}`,
  ]
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`)
}
