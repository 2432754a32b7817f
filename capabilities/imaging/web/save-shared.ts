import { Zip, ZipDeflate } from 'fflate'
import { sharedImagesRoot } from '../contract/shared-images.ts'

const packLevel = 6

/** Brings the shared files one by one and hands them over as one archive; tells how many are there. */
export async function saveShared(instanceIds: readonly string[], tell: (done: number) => void): Promise<void> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  const zip = new Zip((_error, chunk) => void parts.push(chunk))
  for (const [index, instanceId] of instanceIds.entries()) {
    const reply = await fetch(`${sharedImagesRoot}/files/${instanceId}`)
    if (!reply.ok) throw new Error(`the file was answered with ${reply.status}`)
    const entry = new ZipDeflate(`${String(index + 1).padStart(6, '0')}.dcm`, { level: packLevel })
    zip.add(entry)
    entry.push(new Uint8Array(await reply.arrayBuffer()), true)
    tell(index + 1)
  }
  zip.end()
  const address = URL.createObjectURL(new Blob(parts, { type: 'application/zip' }))
  const link = document.createElement('a')
  Object.assign(link, { href: address, download: 'dicom.zip' })
  link.click()
  URL.revokeObjectURL(address)
}
