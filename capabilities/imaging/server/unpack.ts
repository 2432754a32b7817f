import { type FileHandle, open } from 'node:fs/promises'
import { promisify } from 'node:util'
import { crc32, inflateRaw } from 'node:zlib'
import { packedBytesOf, type ZipEntry, zipDirectory } from './zip-directory.ts'

/** How much an archive may hold; beyond it is taken for a bomb. */
export type UnpackLimits = {
  /** Entries, folders counted. */
  entries: number
  /** Bytes of all entries after unpacking. */
  totalBytes: number
  /** Bytes of one entry after unpacking. */
  entryBytes: number
  /** Bytes out for each byte in, counted once `ratioFromBytes` would come out. */
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

const preamble = 132
const stored = 0
const deflated = 8
const inflate = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflateRaw)

/** True when the bytes begin as a DICOM file does: 128 bytes of anything, then DICM (PS3.10 7.1). */
export const isDicom = (bytes: Uint8Array): boolean =>
  bytes.length >= preamble && Buffer.from(bytes.buffer, bytes.byteOffset + 128, 4).toString('latin1') === 'DICM'

/**
 * The DICOM files in an upload, one after the other, and null for what is none: the upload itself, or the entries of a
 * zip. What a zip claims is checked before anything comes out, each file by its checksum; nothing is written to the
 * disk, names are not used, archives inside the archive stay closed. Throws UnpackRefused.
 */
export async function* unpack(path: string, limits: UnpackLimits = unpackLimits): AsyncGenerator<Uint8Array | null> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    if (!(await isZip(file))) return yield await onlyFile(file, size, limits)
    const entries = await zipDirectory(file, size, limits.entries)
    if (!entries) throw new UnpackRefused('archive-damaged')
    refuseBomb(entries, size, limits)
    for (const entry of entries) {
      if (entry.name.endsWith('/') && entry.bytes === 0) continue
      yield await unpacked(file, size, entry)
    }
  } finally {
    await file.close()
  }
}

async function isZip(file: FileHandle): Promise<boolean> {
  const head = Buffer.alloc(4)
  await file.read(head, 0, 4, 0)
  return head.toString('latin1') === 'PK\x03\x04'
}

async function onlyFile(file: FileHandle, size: number, limits: UnpackLimits): Promise<Uint8Array | null> {
  if (size > limits.entryBytes) throw new UnpackRefused('archive-too-large')
  const bytes = await file.readFile()
  return isDicom(bytes) ? bytes : null
}

function refuseBomb(entries: readonly ZipEntry[], size: number, limits: UnpackLimits): void {
  const total = entries.reduce((sum, entry) => sum + entry.bytes, 0)
  // entries may claim the same bytes; what is read of the file counts as much as what comes out of it
  const read = entries.reduce((sum, entry) => sum + entry.packedBytes, 0)
  const isTooLarge =
    entries.length > limits.entries ||
    total > limits.totalBytes ||
    read > limits.totalBytes ||
    entries.some((entry) => Math.max(entry.bytes, entry.packedBytes) > limits.entryBytes) ||
    (total > limits.ratioFromBytes && total > size * limits.ratio)
  if (isTooLarge) throw new UnpackRefused('archive-too-large')
}

async function unpacked(file: FileHandle, size: number, entry: ZipEntry): Promise<Uint8Array | null> {
  const packed = entry.isEncrypted ? null : await packedBytesOf(file, size, entry)
  const bytes = packed && (await plain(packed, entry))
  if (!bytes || bytes.length !== entry.bytes || crc32(bytes) !== entry.crc) throw new UnpackRefused('archive-damaged')
  return isDicom(bytes) ? bytes : null
}

// no more than was claimed comes out, so that a false claim is damage and not a bomb
async function plain(packed: Buffer, entry: ZipEntry): Promise<Buffer | null> {
  if (entry.method === stored) return packed
  if (entry.method !== deflated) return null
  return await inflate(packed, { maxOutputLength: Math.max(1, entry.bytes) }).catch(() => null)
}
