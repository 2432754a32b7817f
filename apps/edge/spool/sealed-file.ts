import { createCipheriv, createDecipheriv, createHash, type Hash, hkdfSync, randomBytes } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'

// One object on the disk of the gateway: "TUYS", a version, a salt, then sealed segments of at most 256 KiB, the last of
// which is the note that says what the object is, and at the very end the length of that last segment. Each file has a
// key of its own, made from the key of the gateway and the salt; each segment is bound to its place in this file.

const magic = Buffer.from('TUYS\x01', 'latin1')
const saltBytes = 16
const headBytes = magic.length + saltBytes
const segmentBytes = 256 * 1024
const lengthBytes = 4
const tagBytes = 16
const longestNote = 64 * 1024

const data = 0
const note = 1

/** The file was cut, changed, or sealed with another key. */
export class SealBroken extends Error {
  constructor() {
    super('seal broken')
    this.name = 'SealBroken'
  }
}

const keyOf = (key: Buffer, salt: Buffer): Buffer => Buffer.from(hkdfSync('sha256', key, salt, 'tuyen edge spool', 32))

function nonceOf(kind: number, count: number): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt8(kind, 0)
  nonce.writeUInt32BE(count, 8)
  return nonce
}

/** Writes one sealed file; whatever goes wrong, `close` it. */
export class SealedWriter {
  readonly #file: FileHandle
  readonly #key: Buffer
  readonly #name: Buffer
  readonly #hash: Hash = createHash('sha256')
  #parts: Buffer[] = []
  #filled = 0
  #count = 0
  #bytes = 0

  private constructor(file: FileHandle, key: Buffer, name: string) {
    this.#file = file
    this.#key = key
    this.#name = Buffer.from(name)
  }

  /** Begins a file at a path that does not exist yet; `name` is what it must be called when it is read. */
  static async begin(path: string, key: Buffer, name: string): Promise<SealedWriter> {
    const file = await open(path, 'wx', 0o600)
    const salt = randomBytes(saltBytes)
    const writer = new SealedWriter(file, keyOf(key, salt), name)
    await file.appendFile(Buffer.concat([magic, salt]))
    return writer
  }

  /** Plain bytes so far. */
  get bytes(): number {
    return this.#bytes
  }

  async write(bytes: Buffer): Promise<void> {
    this.#hash.update(bytes)
    this.#bytes += bytes.length
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + segmentBytes - this.#filled)
      this.#parts.push(Buffer.from(part))
      this.#filled += part.length
      at += part.length
      if (this.#filled === segmentBytes) await this.#flush()
    }
  }

  /** The SHA-256 of the plain bytes, in hexadecimal; nothing may be written after it was asked for. */
  digest(): string {
    return this.#hash.digest('hex')
  }

  /** Writes the rest and the note; the bytes are on the disk when this resolves. */
  async seal(text: string): Promise<void> {
    await this.#flush()
    const sealed = this.#segment(note, 0, Buffer.from(JSON.stringify({ segments: this.#count, text })))
    const length = Buffer.alloc(lengthBytes)
    length.writeUInt32BE(sealed.length)
    await this.#file.appendFile(Buffer.concat([sealed, length]))
    await this.#file.sync()
  }

  async close(): Promise<void> {
    await this.#file.close()
  }

  async #flush(): Promise<void> {
    if (this.#filled === 0) return
    const plain = Buffer.concat(this.#parts, this.#filled)
    this.#parts = []
    this.#filled = 0
    await this.#file.appendFile(this.#segment(data, this.#count, plain))
    this.#count += 1
  }

  #segment(kind: number, count: number, plain: Buffer): Buffer {
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonceOf(kind, count))
    cipher.setAAD(this.#name)
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  }
}

function opened(sealed: Buffer, key: Buffer, nonce: Buffer, name: string): Buffer {
  if (sealed.length < tagBytes) throw new SealBroken()
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
    decipher.setAAD(Buffer.from(name))
    decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()])
  } catch {
    throw new SealBroken()
  }
}

type Opened = { file: FileHandle; key: Buffer; size: number; noteAt: number; segments: number; text: string }

async function openSealed(path: string, key: Buffer, name: string): Promise<Opened> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    if (size < headBytes + lengthBytes + tagBytes) throw new SealBroken()
    const head = await piece(file, 0, headBytes)
    if (!head.subarray(0, magic.length).equals(magic)) throw new SealBroken()
    const fileKey = keyOf(key, head.subarray(magic.length))
    const length = (await piece(file, size - lengthBytes, lengthBytes)).readUInt32BE()
    const noteAt = size - lengthBytes - length
    if (length > longestNote || noteAt < headBytes) throw new SealBroken()
    const plain = opened(await piece(file, noteAt, length), fileKey, nonceOf(note, 0), name)
    // sealed by us, so it is what we wrote
    const { segments, text } = JSON.parse(plain.toString()) as { segments: number; text: string }
    return { file, key: fileKey, size, noteAt, segments, text }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function piece(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await file.read(bytes, 0, length, at)
  if (bytesRead !== length) throw new SealBroken()
  return bytes
}

/** The note of a sealed file. Throws SealBroken. */
export async function readNote(path: string, key: Buffer, name: string): Promise<string> {
  const { file, text } = await openSealed(path, key, name)
  await file.close()
  return text
}

/** The plain bytes of a sealed file, proven to be those that were written. Throws SealBroken. */
export async function readSealed(path: string, key: Buffer, name: string): Promise<Buffer> {
  const { file, key: fileKey, noteAt, segments } = await openSealed(path, key, name)
  try {
    const parts: Buffer[] = []
    let at = headBytes
    for (let count = 0; at < noteAt; count += 1) {
      const length = Math.min(segmentBytes + tagBytes, noteAt - at)
      parts.push(opened(await piece(file, at, length), fileKey, nonceOf(data, count), name))
      at += length
    }
    if (parts.length !== segments) throw new SealBroken()
    return Buffer.concat(parts)
  } finally {
    await file.close()
  }
}
