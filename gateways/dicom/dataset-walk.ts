const longValueReps = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'])
const undefinedLength = 0xffffffff
const item = 0xfffee000
const itemEnd = 0xfffee00d
const sequenceEnd = 0xfffee0dd
const pixelData = 0x7fe00010
const delimiters = 0xfffe
const deepest = 32
const longestKept = 1024

/** Why a data set is not what it should be. */
export class DatasetBroken extends Error {
  readonly why: 'truncated' | 'malformed'
  constructor(why: 'truncated' | 'malformed') {
    super(why)
    this.name = 'DatasetBroken'
    this.why = why
  }
}

/** How the bytes of a data set are to be read. */
export type Encoding = { isExplicit: boolean; isLittleEndian: boolean }

/** What is open: `left` bytes of it are to come, null when an end is marked; `isExplicit` how its elements are written. */
type Level = { kind: 'items' | 'elements' | 'fragments'; left: number | null; isExplicit: boolean }
type Head = { tag: number; length: number; headBytes: number; valueRep: string }

/**
 * Reads a data set in the pieces in which it comes, keeps the values of a few elements of its top level, and knows at
 * the end whether its last element was complete (PS3.5 7). It holds no more than one element head and one short value.
 */
export class DatasetWalk {
  readonly values = new Map<number, string>()
  /** True when the data set has pixel data of its own. */
  hasPixels = false
  readonly #wanted: ReadonlySet<number>
  readonly #encoding: Encoding
  #pending: Buffer = Buffer.alloc(0)
  #skip = 0
  #keep: { tag: number; left: number; parts: Buffer[] } | null = null
  readonly #levels: Level[]

  constructor(encoding: Encoding, wanted: readonly number[]) {
    this.#encoding = encoding
    this.#wanted = new Set(wanted)
    this.#levels = [{ kind: 'elements', left: null, isExplicit: encoding.isExplicit }]
  }

  /** Takes the next bytes. Throws DatasetBroken when they cannot go on like this. */
  write(bytes: Buffer): void {
    let rest = bytes
    while (rest.length > 0) {
      if (this.#skip > 0) rest = this.#skipIn(rest)
      else if (this.#keep) rest = this.#keepIn(rest)
      else rest = this.#headIn(rest)
    }
  }

  /** Says that there are no more bytes. Throws DatasetBroken when something was begun and not ended. */
  end(): void {
    this.#closeFull()
    const isWhole = this.#pending.length === 0 && this.#skip === 0 && !this.#keep && this.#levels.length === 1
    if (!isWhole) throw new DatasetBroken('truncated')
  }

  #skipIn(bytes: Buffer): Buffer {
    const step = Math.min(this.#skip, bytes.length)
    this.#skip -= step
    return bytes.subarray(step)
  }

  #keepIn(bytes: Buffer): Buffer {
    const keep = this.#keep
    if (!keep) return bytes
    const part = bytes.subarray(0, keep.left)
    keep.parts.push(Buffer.from(part))
    keep.left -= part.length
    if (keep.left === 0) {
      this.values.set(keep.tag, Buffer.concat(keep.parts).toString('latin1').replace(/\0/g, '').trim())
      this.#keep = null
    }
    return bytes.subarray(part.length)
  }

  #headIn(bytes: Buffer): Buffer {
    const before = this.#pending.length
    // 12 bytes are the longest head
    const seen = before === 0 ? bytes : Buffer.concat([this.#pending, bytes.subarray(0, 12)])
    this.#closeFull()
    const head = this.#readHead(seen)
    if (!head) {
      this.#pending = Buffer.from(seen)
      return bytes.subarray(bytes.length)
    }
    this.#pending = Buffer.alloc(0)
    this.#enter(head)
    return bytes.subarray(head.headBytes - before)
  }

  #readHead(bytes: Buffer): Head | null {
    if (bytes.length < 8) return null
    const isLittle = this.#encoding.isLittleEndian
    const short = (at: number) => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at))
    const long = (at: number) => (isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at))
    const tag = short(0) * 0x10000 + short(2)
    // items and their ends never have a value representation
    if (!this.#top.isExplicit || short(0) === delimiters) return { tag, length: long(4), headBytes: 8, valueRep: '' }
    const valueRep = bytes.toString('latin1', 4, 6)
    if (!/^[A-Z]{2}$/.test(valueRep)) throw new DatasetBroken('malformed')
    if (!longValueReps.has(valueRep)) return { tag, length: short(6), headBytes: 8, valueRep }
    if (bytes.length < 12) return null
    return { tag, length: long(8), headBytes: 12, valueRep }
  }

  get #top(): Level {
    const level = this.#levels.at(-1)
    if (!level) throw new DatasetBroken('malformed')
    return level
  }

  #enter(head: Head): void {
    const level = this.#top
    this.#take(head.headBytes)
    if (level.kind === 'elements') return this.#enterElement(level, head)
    if (head.tag === sequenceEnd && level.left === null) return this.#leave()
    if (head.tag !== item) throw new DatasetBroken('malformed')
    if (level.kind === 'fragments') return this.#pass(head.length)
    this.#descend('elements', head.length, level.isExplicit)
  }

  #enterElement(level: Level, head: Head): void {
    const isTop = this.#levels.length === 1
    if (isTop && head.tag === pixelData) this.hasPixels = true
    if (head.tag === itemEnd && !isTop && level.left === null) return this.#leave()
    if (Math.floor(head.tag / 0x10000) === delimiters) throw new DatasetBroken('malformed')
    if (head.length === undefinedLength) {
      const isPixels = head.tag === pixelData && head.valueRep !== 'SQ'
      // what is unknown and of no known length is written in implicit VR inside (PS3.5 6.2.2)
      const isExplicit = level.isExplicit && head.valueRep !== 'UN'
      return this.#descend(isPixels ? 'fragments' : 'items', undefinedLength, isExplicit)
    }
    if (isTop && this.#wanted.has(head.tag)) return this.#keepValue(head)
    // a sequence of a known length is passed as a whole: nothing of its inside is wanted
    this.#pass(head.length)
  }

  #keepValue(head: Head): void {
    // an element that stands there twice would say one thing to us and another to the next reader
    if (this.values.has(head.tag) || head.length > longestKept) throw new DatasetBroken('malformed')
    this.#take(head.length)
    if (head.length === 0) this.values.set(head.tag, '')
    else this.#keep = { tag: head.tag, left: head.length, parts: [] }
  }

  #descend(kind: Level['kind'], length: number, isExplicit: boolean): void {
    if (this.#levels.length >= deepest) throw new DatasetBroken('malformed')
    if (length !== undefinedLength) this.#take(length)
    this.#levels.push({ kind, left: length === undefinedLength ? null : length, isExplicit })
  }

  #leave(): void {
    this.#levels.pop()
  }

  #pass(length: number): void {
    if (length === undefinedLength) throw new DatasetBroken('malformed')
    this.#take(length)
    this.#skip = length
  }

  /** Counts bytes that belong to the innermost level of a known length; what lies around it has counted them before. */
  #take(bytes: number): void {
    const level = this.#levels.findLast((each) => each.left !== null)
    if (level?.left === null || level === undefined) return
    if (bytes > level.left) throw new DatasetBroken('malformed')
    level.left -= bytes
  }

  #closeFull(): void {
    while (this.#levels.length > 1 && this.#levels.at(-1)?.left === 0 && this.#skip === 0) this.#levels.pop()
  }
}
