import { Zip, ZipDeflate } from 'fflate'

/** A file and where it lay in what was dropped; the place is only used for a stable order. */
export type Found = { readonly file: File; readonly place: string }

/** What is sent: one file, as it was or packed, and a name for it that is the same when the same files come again. */
export type Parcel = { readonly blob: Blob; readonly fingerprint: string }

// a fixed time makes the same files the same archive, so that a broken transfer goes on where it ended
const noTime = new Date('1980-01-01T00:00:00')
const packLevel = 6
const partBytes = 1024 * 1024

/** The files in what was dropped, folders opened. */
export async function filesOf(transfer: DataTransfer): Promise<Found[]> {
  // the entries must be taken before the first await: the list is emptied afterwards
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  if (entries.length === 0) return foundIn([...transfer.files])
  return (await Promise.all(entries.map(walk))).flat()
}

/** The files of a file picker. */
export const foundIn = (files: readonly File[]): Found[] =>
  files.map((file) => ({ file, place: file.webkitRelativePath || file.name }))

async function walk(entry: FileSystemEntry): Promise<Found[]> {
  if (entry.isFile) {
    // isFile tells which of the two kinds it is; the DOM's types do not
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))
    return [{ file, place: entry.fullPath }]
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const children: FileSystemEntry[] = []
  // a reader gives at most a hundred entries at a time
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) break
    children.push(...some)
  }
  return (await Promise.all(children.map(walk))).flat()
}

/** One parcel of many files: a zip is sent as it is, others are packed into one, smaller than the files. */
export async function packFiles(found: readonly Found[], owner: string): Promise<Parcel> {
  const sorted = [...found].sort((a, b) => (a.place < b.place ? -1 : 1))
  const facts = sorted.map(({ file, place }) => `${place}\n${file.size}\n${file.lastModified}`)
  const fingerprint = await digestOf([owner, ...facts].join('\n'))
  const [only] = sorted
  if (only && sorted.length === 1) return { blob: only.file, fingerprint }
  return { blob: await zipOf(sorted), fingerprint }
}

async function zipOf(found: readonly Found[]): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const zip = new Zip((error, chunk, isLast) => {
    if (error) return reject(error)
    parts.push(chunk)
    return isLast ? resolve() : undefined
  })
  for (const [index, { file }] of found.entries()) {
    // names may be those of patients: the order alone is kept
    const entry = new ZipDeflate(`${String(index).padStart(6, '0')}.dcm`, { level: packLevel })
    entry.mtime = noTime
    zip.add(entry)
    await pushInParts(entry, file)
  }
  zip.end()
  await promise
  return new Blob(parts, { type: 'application/zip' })
}

// the page stays alive between the parts, and no more than one is held besides what is packed already
async function pushInParts(entry: ZipDeflate, file: File): Promise<void> {
  for (let at = 0; at === 0 || at < file.size; at += partBytes) {
    const part = new Uint8Array(await file.slice(at, at + partBytes).arrayBuffer())
    entry.push(part, at + partBytes >= file.size)
  }
}

async function digestOf(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
