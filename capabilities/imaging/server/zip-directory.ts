import type { FileHandle } from 'node:fs/promises'

/** One entry of a zip as its directory describes it; its bytes lie behind the local header at `at`. */
export type ZipEntry = {
  name: string
  method: number
  isEncrypted: boolean
  crc: number
  packedBytes: number
  bytes: number
  at: number
}

const endMark = 0x06054b50
const entryMark = 0x02014b50
const localMark = 0x04034b50
const endBytes = 22
const entryBytes = 46
const localBytes = 30
const maxComment = 0xffff
/** More than the directory of the most entries that are taken, with long names. */
const maxDirectoryBytes = 16 * 1024 ** 2
/** What a field holds when the real value is in a Zip64 record, which files under 4 GiB have no need of. */
const tooLarge = 0xffffffff

/** The entries that a zip says it holds (APPNOTE 4.3); null when its directory is missing, cut or not to be believed. */
export async function zipDirectory(file: FileHandle, size: number, maxEntries: number): Promise<ZipEntry[] | null> {
  const tail = await bytesAt(file, Math.max(0, size - endBytes - maxComment), Math.min(size, endBytes + maxComment))
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0 || end + endBytes > tail.length || tail.readUInt32LE(end) !== endMark) return null
  const count = tail.readUInt16LE(end + 10)
  const [length, start] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)]
  if (start + length > size) return null
  // counted before it is read, so that a directory of millions takes no memory
  if (count > maxEntries) return Array.from({ length: count }, () => nothing)
  if (length > maxDirectoryBytes) return null
  return entriesIn(await bytesAt(file, start, length), count)
}

const nothing: ZipEntry = { name: '', method: 0, isEncrypted: false, crc: 0, packedBytes: 0, bytes: 0, at: 0 }

function entriesIn(directory: Buffer, count: number): ZipEntry[] | null {
  const entries: ZipEntry[] = []
  let at = 0
  while (entries.length < count) {
    if (at + entryBytes > directory.length || directory.readUInt32LE(at) !== entryMark) return null
    const nameBytes = directory.readUInt16LE(at + 28)
    const entry = {
      name: directory.toString('utf8', at + entryBytes, at + entryBytes + nameBytes),
      method: directory.readUInt16LE(at + 10),
      isEncrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      crc: directory.readUInt32LE(at + 16),
      packedBytes: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      at: directory.readUInt32LE(at + 42),
    }
    if (entry.packedBytes === tooLarge || entry.bytes === tooLarge || entry.at === tooLarge) return null
    entries.push(entry)
    at += entryBytes + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}

/** The packed bytes of an entry; null when they are not where the directory says. */
export async function packedBytesOf(file: FileHandle, size: number, entry: ZipEntry): Promise<Buffer | null> {
  if (entry.at + localBytes > size) return null
  const local = await bytesAt(file, entry.at, localBytes)
  if (local.readUInt32LE(0) !== localMark) return null
  const start = entry.at + localBytes + local.readUInt16LE(26) + local.readUInt16LE(28)
  if (start + entry.packedBytes > size) return null
  return await bytesAt(file, start, entry.packedBytes)
}

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  let read = 0
  while (read < length) {
    const { bytesRead } = await file.read(buffer, read, length - read, at + read)
    if (bytesRead === 0) break
    read += bytesRead
  }
  return buffer
}
