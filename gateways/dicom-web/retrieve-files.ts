import { Readable } from 'node:stream'
import { type OpenShare, type Orthanc, type SharedInstance, TurnCounter } from '#capabilities/imaging/server/index.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import { acceptedTypes } from './media-types.ts'
import { multipartOf, partsMessage } from './multipart.ts'
import { type DicomWebParts, frameOf, madeOf, mostSampleBytes } from './parts.ts'

const pixelData = '7FE00010'
// each is held as a whole until it is sent
const turns = new TurnCounter({ ofShare: 2, ofAll: 8 })

/** The archive, where the share gives files. */
function archiveFor({ orthanc }: DicomWebParts, share: OpenShare): Orthanc {
  if (!share.mayDownload) throw new Problem(403, 'files-not-shared')
  if (!orthanc) throw new Problem(503, 'imaging-is-off')
  return orthanc
}

/** Sends files as they were sent, one after the other, never more than one of them in memory. */
export async function sendFiles(
  parts: DicomWebParts,
  call: OutsideCall,
  share: OpenShare,
  instances: readonly SharedInstance[],
): Promise<undefined> {
  const archive = archiveFor(parts, share)
  const isWanted = acceptedTypes(call.request.headers.accept).some(
    ({ type, parameters }) =>
      type === '*/*' || type === 'application/dicom' || parameters['type'] === 'application/dicom',
  )
  if (!isWanted) throw new Problem(406, 'not-acceptable')
  const path = call.request.url.replace(/\/(series|instances)\/.*$|\?.*$/, '')
  const [first, ...others] = instances
  // the first is there before anything is said, so that an archive that lost it is a refusal and not half an answer
  const begun = first && (await archive.file(first.archiveId))
  if (!begun) throw notFound()
  const partOf = (instance: SharedInstance, bytes: Buffer) => ({
    type: 'application/dicom',
    location: `${path}/series/${instance.seriesUid}/instances/${instance.sopUid}`,
    bytes,
  })
  async function* all(whole: Buffer, one: SharedInstance) {
    yield partOf(one, whole)
    for (const instance of others) {
      const bytes = await archive.file(instance.archiveId)
      if (!bytes) throw new Error('the archive has lost a file')
      yield partOf(instance, bytes)
    }
  }
  const message = partsMessage(all(begun, first), 'application/dicom')
  await call.reply
    .header('content-type', message.type)
    .header('cache-control', 'no-store')
    .send(Readable.from(message.pieces))
  return undefined
}

type BulkData = { share: OpenShare; instance: SharedInstance; tag: string }

/** Sends the samples of all frames as plain bytes, or another element as it stands in the file. */
export async function sendBulkData(
  parts: DicomWebParts,
  call: OutsideCall,
  { share, instance, tag }: BulkData,
): Promise<undefined> {
  const isWanted = acceptedTypes(call.request.headers.accept).some(
    ({ type, parameters }) =>
      ['*/*', 'application/octet-stream'].includes(type) ||
      (type === 'multipart/related' &&
        (parameters['type'] ?? 'application/octet-stream') === 'application/octet-stream'),
  )
  if (!isWanted) throw new Problem(406, 'not-acceptable')
  turns.take(call, share.shareId)
  const bytes =
    tag === pixelData ? await samplesOf(parts, share, instance) : await elementOf(parts, share, instance, tag)
  const location = call.request.url
  const message = multipartOf([{ type: 'application/octet-stream', location, bytes }], 'application/octet-stream')
  await call.reply.header('content-type', message.type).header('cache-control', 'no-store').send(message.bytes)
  return undefined
}

async function samplesOf(parts: DicomWebParts, share: OpenShare, instance: SharedInstance): Promise<Buffer> {
  const { layout, places } = instance
  if (!layout || places.length === 0) throw notFound()
  const size = layout.columns * layout.rows * layout.components * (layout.bitsAllocated / 8)
  if (size * places.length > mostSampleBytes) throw new Problem(406, 'not-acceptable')
  const frames: Buffer[] = []
  for (const index of places.keys()) {
    frames.push(await madeOf(parts.pool.samples(await frameOf(parts, share, instance, index + 1), layout)))
  }
  return Buffer.concat(frames)
}

// any other element may bear the name of the patient, a document most of all
async function elementOf(
  parts: DicomWebParts,
  share: OpenShare,
  { archiveId }: SharedInstance,
  tag: string,
): Promise<Uint8Array> {
  const found = await archiveFor(parts, share).rawTag(archiveId, `${tag.slice(0, 4)}-${tag.slice(4)}`)
  if (!found) throw notFound()
  return found
}
