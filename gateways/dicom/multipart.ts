const longestHeaders = 16 * 1024
const mostParts = 20_000
const blankLine = Buffer.from('\r\n\r\n')

/** The body is not what its content type says. */
export class MultipartBroken extends Error {
  constructor() {
    super('multipart broken')
    this.name = 'MultipartBroken'
  }
}

/** One part: its content type, and its bytes, which must be read before the next part is asked for. */
export type Part = { type: string; bytes: AsyncIterable<Buffer> }

/** The boundary and the type of the parts of a multipart/related content type (RFC 2387); null for another one. */
export function partsTypeOf(contentType: string): { boundary: string; type: string } | null {
  const [kind = '', ...pairs] = contentType.split(';').map((each) => each.trim())
  if (kind.toLowerCase() !== 'multipart/related') return null
  const values = Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      return [
        pair.slice(0, at).trim().toLowerCase(),
        pair
          .slice(at + 1)
          .trim()
          .replace(/^"(.*)"$/, '$1'),
      ]
    }),
  )
  const { boundary = '', type = '' } = values
  // RFC 2046 5.1.1: 1 to 70 characters
  return /^[0-9A-Za-z'()+_,\-./:=? ]{1,70}$/.test(boundary) ? { boundary, type: type.toLowerCase() } : null
}

/** Reads the parts of a body one after the other, without holding any of them. Throws MultipartBroken. */
export async function* partsOf(body: AsyncIterable<Buffer>, boundary: string): AsyncGenerator<Part> {
  const source = new Source(body)
  const delimiter = Buffer.from(`\r\n--${boundary}`)
  // the first boundary may stand at the very beginning, without a line before it
  source.unshift(Buffer.from('\r\n'))
  await passOver(source.until(delimiter))
  for (let count = 0; count < mostParts; count += 1) {
    const end = await source.take(2)
    if (end.toString() === '--') return
    if (end.toString() !== '\r\n') throw new MultipartBroken()
    const headers = await source.headers()
    const bytes = source.until(delimiter)
    // a reader that stops early must not end what the rest is passed over with
    yield { type: typeOf(headers), bytes: { [Symbol.asyncIterator]: () => ({ next: async () => await bytes.next() }) } }
    // what the reader left of the part is passed over
    await passOver(bytes)
  }
  throw new MultipartBroken()
}

async function passOver(bytes: AsyncIterable<Buffer>): Promise<void> {
  for await (const passed of bytes) void passed
}

const typeOf = (headers: string): string =>
  (/^content-type:\s*([^;\r\n]+)/im.exec(headers)?.[1] ?? '').trim().toLowerCase()

/** Bytes that come in pieces, read up to marks that may lie across them. */
class Source {
  readonly #from: AsyncIterator<Buffer>
  #held: Buffer = Buffer.alloc(0)
  #isOver = false

  constructor(body: AsyncIterable<Buffer>) {
    this.#from = body[Symbol.asyncIterator]()
  }

  unshift(bytes: Buffer): void {
    this.#held = Buffer.concat([bytes, this.#held])
  }

  /** The bytes before the next mark, in pieces; the mark is passed. */
  async *until(mark: Buffer): AsyncGenerator<Buffer> {
    for (;;) {
      const at = this.#held.indexOf(mark)
      if (at >= 0) {
        const piece = this.#held.subarray(0, at)
        this.#held = this.#held.subarray(at + mark.length)
        if (piece.length > 0) yield piece
        return
      }
      const safe = this.#held.length - mark.length + 1
      if (safe > 0) {
        const piece = this.#held.subarray(0, safe)
        this.#held = this.#held.subarray(safe)
        yield piece
      }
      await this.#more()
    }
  }

  async take(count: number): Promise<Buffer> {
    while (this.#held.length < count) await this.#more()
    const taken = this.#held.subarray(0, count)
    this.#held = this.#held.subarray(count)
    return taken
  }

  /** The headers of a part, without the empty line after them. */
  async headers(): Promise<string> {
    this.unshift(Buffer.from('\r\n'))
    for (;;) {
      const at = this.#held.indexOf(blankLine)
      if (at >= 0) {
        const text = this.#held.toString('latin1', 0, at)
        this.#held = this.#held.subarray(at + blankLine.length)
        return text
      }
      if (this.#held.length > longestHeaders) throw new MultipartBroken()
      await this.#more()
    }
  }

  async #more(): Promise<void> {
    const { value, done } = this.#isOver ? { value: null, done: true } : await this.#from.next()
    this.#isOver = done === true
    if (done || !value) throw new MultipartBroken()
    this.#held = this.#held.length === 0 ? Buffer.from(value) : Buffer.concat([this.#held, value])
  }
}
