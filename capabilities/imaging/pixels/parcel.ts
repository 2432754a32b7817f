import { createHash } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { z } from 'zod'
import { frameLayout } from '../contract/images.ts'
import { decodeFrame, encodeFrame } from './htj2k.ts'
import { frameBytes, Unreadable } from './layout.ts'
import { type DicomObject, openDicom, type Pixels } from './open-dicom.ts'

// How one DICOM object crosses a link. "TUYP", a version, the length of a JSON header, the header, then the parts that it
// lists. The object is rebuilt byte for byte and proven by its SHA-256.

const magic = Buffer.from('TUYP')
const version = 1
const prefixBytes = magic.length + 1 + 4
const maxHeaderBytes = 16 * 1024 * 1024
const maxObjectBytes = 2 * 1024 * 1024 * 1024
/** How long the bytes around the frames may become; a whole object may become longer where enough of it was sent. */
const mostAround = 64 * 1024 * 1024
const mostTimes = 40

const size = z.number().int().min(0).max(maxObjectBytes)
const header = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: size,
  /** Bytes before the frames and after them, deflated, and how long they become. */
  head: z.object({ packed: size, bytes: size }),
  tail: z.object({ packed: size, bytes: size }),
  frames: z.array(z.object({ packed: size })).max(100_000),
  layout: frameLayout.nullable(),
})
type Header = z.output<typeof header>

/** What came out of a parcel: the object as it was sent, and its frames as HTJ2K where they travelled so. */
export type Unpacked = { file: Buffer; sha256: string; frames: Buffer[] }

/** Packs an object for the link; throws `Unreadable` when it is none. */
export async function packInstance(file: Uint8Array): Promise<Buffer> {
  const object = openDicom(file)
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { pixels } = object
  if (!pixels || !lieOpen(object, pixels) || isMuchAround(bytes, pixels)) {
    // what is compressed already gains nothing
    const isCompressed = object.syntax.decoder !== null || object.syntax.isDeflated || object.syntax.isUnknown
    return join(
      { sha256, bytes: bytes.length, head: bytes, tail: Buffer.alloc(0), frames: [], layout: null },
      !isCompressed,
    )
  }
  const length = frameBytes(pixels.layout)
  const from = pixels.element.dataOffset
  const frames: Buffer[] = []
  for (let frame = 0; frame < pixels.frames; frame += 1) {
    const samples = bytes.subarray(from + frame * length, from + (frame + 1) * length)
    frames.push((await encodeFrame(samples, pixels.layout)).bytes)
  }
  return join({ sha256, bytes: bytes.length, ...aroundOf(bytes, pixels), frames, layout: pixels.layout }, true)
}

/** Whether the samples lie in the file just as the codec takes them. */
const lieOpen = ({ syntax, data }: DicomObject, pixels: Pixels): boolean =>
  syntax.decoder === null &&
  !syntax.isBigEndian &&
  !syntax.isDeflated &&
  !pixels.isPlanar &&
  pixels.photometric !== 'YBR_FULL_422' &&
  data.uint16('x00280100') !== 1

const aroundOf = (bytes: Buffer, { element, frames, layout }: Pixels): { head: Buffer; tail: Buffer } => ({
  head: bytes.subarray(0, element.dataOffset),
  tail: bytes.subarray(element.dataOffset + frames * frameBytes(layout)),
})

const isMuchAround = (bytes: Buffer, pixels: Pixels): boolean =>
  Object.values(aroundOf(bytes, pixels)).some((part) => part.length > mostAround)

/** How many bytes a part that was packed into so many may become. */
const mostBytes = (packed: number, isWhole: boolean): number =>
  isWhole ? Math.max(mostAround, mostTimes * packed) : mostAround

type Parts = { sha256: string; bytes: number; head: Buffer; tail: Buffer; frames: Buffer[]; layout: Header['layout'] }

function join({ head, tail, frames, ...facts }: Parts, isDeflating: boolean): Buffer {
  const pack = (part: Buffer) => {
    const packed = isDeflating ? deflateRawSync(part) : null
    // what would become too much of too little travels as it is
    const isFit = packed && part.length <= mostBytes(packed.length, frames.length === 0)
    return isFit ? packed : deflateRawSync(part, { level: 0 })
  }
  const [packedHead, packedTail] = [pack(head), pack(tail)]
  const said: Header = {
    ...facts,
    head: { packed: packedHead.length, bytes: head.length },
    tail: { packed: packedTail.length, bytes: tail.length },
    frames: frames.map((frame) => ({ packed: frame.length })),
  }
  const text = Buffer.from(JSON.stringify(said))
  const prefix = Buffer.alloc(prefixBytes)
  magic.copy(prefix)
  prefix.writeUInt8(version, magic.length)
  prefix.writeUInt32BE(text.length, magic.length + 1)
  return Buffer.concat([prefix, text, packedHead, ...frames, packedTail])
}

/** Opens a parcel and proves the object by its checksum; throws `Unreadable` when it is damaged or no parcel. */
export async function unpackParcel(parcel: Uint8Array): Promise<Unpacked> {
  const all = Buffer.from(parcel.buffer, parcel.byteOffset, parcel.byteLength)
  const { said, at } = headerOf(all)
  let place = at
  const take = (length: number) => all.subarray(place, (place += length))
  const head = inflated(take(said.head.packed), said.head.bytes)
  const frames = said.frames.map(({ packed }) => take(packed))
  const tail = inflated(take(said.tail.packed), said.tail.bytes)
  const pieces = [head]
  if (said.layout) for (const frame of frames) pieces.push(await decodeFrame(frame, said.layout))
  const file = Buffer.concat([...pieces, tail])
  const sha256 = createHash('sha256').update(file).digest('hex')
  if (file.length !== said.bytes || sha256 !== said.sha256) throw new Unreadable('truncated')
  return { file, sha256, frames }
}

function headerOf(all: Buffer): { said: Header; at: number } {
  if (all.length < prefixBytes || !all.subarray(0, magic.length).equals(magic) || all[magic.length] !== version) {
    throw new Unreadable('not-dicom')
  }
  const length = all.readUInt32BE(magic.length + 1)
  const at = prefixBytes + length
  if (length > maxHeaderBytes || at > all.length) throw new Unreadable('truncated')
  const said = headerIn(all.toString('utf8', prefixBytes, at))
  const whole = said.layout ? frameBytes(said.layout) * said.frames.length : 0
  if (said.head.bytes + whole + said.tail.bytes !== said.bytes) throw new Unreadable('truncated')
  // first that all is here, for how much may come of a part depends on how much of it came
  const packed = said.frames.reduce((sum, frame) => sum + frame.packed, said.head.packed + said.tail.packed)
  if (at + packed !== all.length) throw new Unreadable('truncated')
  for (const part of [said.head, said.tail])
    if (part.bytes > mostBytes(part.packed, said.frames.length === 0)) throw new Unreadable('too-large')
  return { said, at }
}

function headerIn(text: string): Header {
  try {
    return header.parse(JSON.parse(text))
  } catch {
    throw new Unreadable('truncated')
  }
}

function inflated(part: Buffer, bytes: number): Buffer {
  try {
    const out = inflateRawSync(part, { maxOutputLength: Math.max(1, bytes) })
    if (out.length === bytes) return out
  } catch {
    // falls through to the one refusal
  }
  throw new Unreadable('truncated')
}
