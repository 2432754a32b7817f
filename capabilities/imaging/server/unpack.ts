import { Unzip, type UnzipFile, UnzipInflate } from 'fflate'

/** How much an archive may hold; beyond it is taken for a bomb. */
export type UnpackLimits = {
  /** Entries, folders counted. */
  entries: number
  /** Bytes of all entries after unpacking. */
  totalBytes: number
  /** Bytes of one entry after unpacking. */
  entryBytes: number
  /** Bytes out for each byte in, counted once `ratioFromBytes` came out. */
  ratio: number
  ratioFromBytes: number
}

const mebibyte = 1024 * 1024

/** Room for a CD of a large examination. */
export const unpackLimits: UnpackLimits = {
  entries: 20_000,
  totalBytes: 8192 * mebibyte,
  entryBytes: 512 * mebibyte,
  ratio: 100,
  ratioFromBytes: 64 * mebibyte,
}

/** The files of an upload cannot be taken in, by name. */
export class UnpackRefused extends Error {
  readonly problem: 'archive-damaged' | 'archive-too-large'
  constructor(problem: UnpackRefused['problem']) {
    super(problem)
    this.name = 'UnpackRefused'
    this.problem = problem
  }
}

/** One file of an upload: the bytes of a DICOM file, or null for what is none. */
export type Unpacked = Uint8Array | null

const preamble = 132

/** True when the bytes begin as a DICOM file does: 128 bytes of anything, then DICM (PS3.10 7.1). */
export const isDicom = (bytes: Uint8Array): boolean =>
  bytes.length >= preamble && Buffer.from(bytes.buffer, bytes.byteOffset + 128, 4).toString('latin1') === 'DICM'

/** True when the bytes begin as a zip archive does. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes.length >= 4 && bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4

/**
 * The files in an upload, one after the other: the upload itself, or the entries of a zip. Nothing is written to the
 * disk, names are not used, and archives inside the archive stay closed. Throws UnpackRefused.
 */
export async function* unpack(
  chunks: AsyncIterable<Uint8Array>,
  limits: UnpackLimits = unpackLimits,
): AsyncGenerator<Unpacked> {
  let head: Uint8Array = new Uint8Array(0)
  let zip: ZipReader | null = null
  const whole: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (head.length < 4) head = Buffer.concat([head, chunk.subarray(0, 4)])
    if (!zip && bytes >= 4 && isZip(head)) {
      zip = new ZipReader(limits)
      for (const early of whole.splice(0)) zip.push(early, false)
    }
    if (!zip) {
      if (bytes > limits.entryBytes) throw new UnpackRefused('archive-too-large')
      whole.push(chunk)
      continue
    }
    zip.push(chunk, false)
    yield* zip.taken()
  }
  if (!zip) {
    const file = Buffer.concat(whole)
    return yield isDicom(file) ? file : null
  }
  zip.push(new Uint8Array(0), true)
  yield* zip.taken()
  zip.mustBeWhole()
}

/** Reads a zip as it comes, within limits. */
class ZipReader {
  readonly #limits: UnpackLimits
  readonly #zip: Unzip
  #done: Unpacked[] = []
  #fault: UnpackRefused | null = null
  #entries = 0
  #open = 0
  #bytesIn = 0
  #bytesOut = 0

  constructor(limits: UnpackLimits) {
    this.#limits = limits
    this.#zip = new Unzip((file) => this.#begin(file))
    this.#zip.register(UnzipInflate)
  }

  push(chunk: Uint8Array, isLast: boolean): void {
    this.#bytesIn += chunk.length
    try {
      this.#zip.push(chunk, isLast)
    } catch (error) {
      throw this.#fault ?? refusalOf(error)
    }
    if (this.#fault) throw this.#fault
  }

  /** The files that have come out since the last call. */
  taken(): Unpacked[] {
    return this.#done.splice(0)
  }

  mustBeWhole(): void {
    if (this.#entries === 0 || this.#open > 0) throw new UnpackRefused('archive-damaged')
  }

  #begin(file: UnzipFile): void {
    this.#entries += 1
    if (this.#entries > this.#limits.entries) this.#refuse('archive-too-large')
    if (file.name.endsWith('/')) return
    this.#open += 1
    const parts: Uint8Array[] = []
    const entry = { bytes: 0, isOther: false }
    file.ondata = (error, chunk, isLast) => {
      if (error) this.#refuse('archive-damaged')
      this.#count(entry, chunk)
      if (!entry.isOther) parts.push(chunk)
      if (!entry.isOther && entry.bytes >= preamble && parts.length > 0) {
        const begin = parts[0] && parts[0].length >= preamble ? parts[0] : Buffer.concat(parts.splice(0))
        if (parts.length === 0) parts.push(begin)
        entry.isOther = !isDicom(begin)
        if (entry.isOther) parts.length = 0
      }
      if (!isLast) return
      this.#open -= 1
      const whole = Buffer.concat(parts)
      this.#done.push(!entry.isOther && isDicom(whole) ? whole : null)
    }
    file.start()
  }

  #count(entry: { bytes: number }, chunk: Uint8Array): void {
    entry.bytes += chunk.length
    this.#bytesOut += chunk.length
    const { entryBytes, totalBytes, ratio, ratioFromBytes } = this.#limits
    const isBomb = this.#bytesOut > ratioFromBytes && this.#bytesOut > this.#bytesIn * ratio
    if (entry.bytes > entryBytes || this.#bytesOut > totalBytes || isBomb) this.#refuse('archive-too-large')
  }

  // thrown at once, so that nothing more comes out; kept too, since the inflater reports what it catches as damage
  #refuse(problem: UnpackRefused['problem']): never {
    this.#fault ??= new UnpackRefused(problem)
    throw this.#fault
  }
}

const refusalOf = (error: unknown): UnpackRefused =>
  error instanceof UnpackRefused ? error : new UnpackRefused('archive-damaged')
