import {
  type FrameFiles,
  type OpenShare,
  type Orthanc,
  type PixelPool,
  type ShareDesk,
  type SharedInstance,
} from '#capabilities/imaging/server/index.ts'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { type Handler, handleOutside, type OutsideCall } from '#platform/server/handler.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import * as contract from './contract.ts'
import { acceptedTypes, frameFormOf, htj2k } from './media-types.ts'
import { multipartOf } from './multipart.ts'
import { instanceAnswer, metadataOf, seriesAnswer, studyAnswer } from './shared-json.ts'

/** What the gateway needs: who holds which token, where frames lie, and the archive of the files. */
export type DicomWebParts = { shares: ShareDesk; files: FrameFiles; orthanc: Orthanc | null; pool: PixelPool }

/** The most samples that one answer holds. */
const mostSampleBytes = 64 * 1024 * 1024

type Query = ParsedOf<typeof contract.searchStudies>

/** DICOMweb for outsiders with a token; what a token does not open is not there. */
export function dicomWebHandlers(parts: DicomWebParts): Handler[] {
  const json =
    <Input>(answer: (share: OpenShare, input: Input) => unknown[]) =>
    async (call: OutsideCall, input: Input) => {
      const share = await admit(parts, call)
      await sendJson(call, answer(share, input))
      return undefined
    }
  return [
    handleOutside(
      contract.searchStudies,
      json<Query>((share, query) => narrowed(share, query, studyAnswer(share))),
    ),
    handleOutside(
      contract.searchSeries,
      json<ParsedOf<typeof contract.searchSeries>>((share, input) =>
        narrowed(of(share, input), input, seriesAnswer(share)),
      ),
    ),
    handleOutside(
      contract.searchInstances,
      json<ParsedOf<typeof contract.searchInstances>>((share, input) =>
        narrowed(of(share, input), input, instanceAnswer(share, input.seriesUid)),
      ),
    ),
    handleOutside(
      contract.studyMetadata,
      json<ParsedOf<typeof contract.studyMetadata>>((share, input) => of(share, input).instances.map(metadataOf)),
    ),
    handleOutside(
      contract.seriesMetadata,
      json<ParsedOf<typeof contract.seriesMetadata>>((share, input) => inSeries(share, input).map(metadataOf)),
    ),
    handleOutside(
      contract.instanceMetadata,
      json<ParsedOf<typeof contract.instanceMetadata>>((share, input) => [metadataOf(instanceOf(share, input))]),
    ),
    handleOutside(contract.retrieveFrames, async (call, input) => await sendFrames(parts, call, input)),
    handleOutside(contract.retrieveInstance, async (call, input) => await sendFile(parts, call, input)),
    handleOutside(contract.retrieveRendered, async (call, input) => await sendPicture(parts, call, input, 4096)),
    handleOutside(contract.retrieveThumbnail, async (call, input) => await sendPicture(parts, call, input, 256)),
  ]
}

async function admit({ shares }: DicomWebParts, call: OutsideCall): Promise<OpenShare> {
  // a viewer of another house asks from its own address; the token is all that lets it in, never a cookie
  call.reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin')
  const token = /^bearer ([\w-]{20,100})$/i.exec(call.request.headers.authorization ?? '')?.[1]
  if (!token) {
    call.reply.header('www-authenticate', 'Bearer')
    throw new Problem(401, 'token-needed')
  }
  const opened = await shares.open(token, call.request.ip)
  if (!opened) throw notFound()
  call.note({ patientId: opened.share.patientId, purpose: 'shared-images', basis: opened.share.basis })
  if (!opened.isFirst) call.isPartOfLook()
  return opened.share
}

/** Matches what a query names; a name is never matched, since whoever guesses names must learn nothing. */
function narrowed(share: OpenShare, query: Query, answer: unknown[]): unknown[] {
  if (query.PatientName || query['00100010']) return []
  const [first] = share.instances
  const code = query.PatientID ?? query['00100020']
  if (code && first?.tags['00100020']?.Value?.[0] !== code) return []
  const studyUid = query.StudyInstanceUID ?? query['0020000D']
  if (studyUid && studyUid !== share.studyUid) return []
  const from = query.offset ?? 0
  return answer.slice(from, query.limit === undefined ? undefined : from + query.limit)
}

function of(share: OpenShare, { studyUid }: { studyUid: string }): OpenShare {
  if (share.studyUid !== studyUid) throw notFound()
  return share
}

function inSeries(share: OpenShare, input: { studyUid: string; seriesUid: string }): SharedInstance[] {
  const found = of(share, input).instances.filter((each) => each.seriesUid === input.seriesUid)
  if (found.length === 0) throw notFound()
  return found
}

type Named = { studyUid: string; seriesUid: string; instanceUid: string }

function instanceOf(share: OpenShare, input: Named): SharedInstance {
  const found = inSeries(share, input).find((each) => each.sopUid === input.instanceUid)
  if (!found) throw notFound()
  return found
}

const sendJson = async (call: OutsideCall, value: unknown[]) =>
  await call.reply.type('application/dicom+json').header('cache-control', 'no-store').send(JSON.stringify(value))

async function frameOf(
  { files }: DicomWebParts,
  share: OpenShare,
  instance: SharedInstance,
  frame: number,
): Promise<Buffer> {
  const [start, ...ends] = instance.places[frame - 1] ?? []
  if (start === undefined) throw notFound()
  const bytes = await files.readFrames(share.studyId, instance.id, start, start + (ends.at(-1) ?? 0))
  if (!bytes) throw notFound()
  return bytes
}

async function sendFrames(
  parts: DicomWebParts,
  call: OutsideCall,
  input: ParsedOf<typeof contract.retrieveFrames>,
): Promise<undefined> {
  const share = await admit(parts, call)
  const instance = instanceOf(share, input)
  const { layout } = instance
  const form = frameFormOf(acceptedTypes(call.request.headers.accept))
  const numbers = input.frames.split(',').map(Number)
  if (!form || (!form.inParts && numbers.length > 1)) throw new Problem(406, 'not-acceptable')
  if (!layout) throw notFound()
  const size = layout.columns * layout.rows * layout.components * (layout.bitsAllocated / 8)
  if (form.as === 'samples' && size * numbers.length > mostSampleBytes) throw new Problem(406, 'not-acceptable')
  const path = call.request.url.split('?')[0]?.replace(/\/frames\/.*$/, '') ?? ''
  const mediaType = form.as === 'htj2k' ? 'image/jphc' : 'application/octet-stream'
  const syntax = form.as === 'htj2k' ? htj2k : '1.2.840.10008.1.2.1'
  const frames = []
  for (const number of numbers) {
    const bytes = await frameOf(parts, share, instance, number)
    const sent = form.as === 'htj2k' ? bytes : await parts.pool.samples(bytes, layout)
    frames.push({ type: `${mediaType};transfer-syntax=${syntax}`, location: `${path}/frames/${number}`, bytes: sent })
  }
  // what one share opens is another's after it: no shared cache keeps it, and the browser only while the share stands
  call.reply.header('cache-control', 'private, max-age=3600').header('vary', 'accept, authorization')
  const [only] = frames
  if (!form.inParts && only) await call.reply.type(only.type).send(only.bytes)
  else {
    const { type, bytes } = multipartOf(frames, mediaType)
    await call.reply.header('content-type', type).send(bytes)
  }
  return undefined
}

async function sendFile(parts: DicomWebParts, call: OutsideCall, input: Named): Promise<undefined> {
  const share = await admit(parts, call)
  const instance = instanceOf(share, input)
  if (!share.mayDownload) throw new Problem(403, 'files-not-shared')
  const isWanted = acceptedTypes(call.request.headers.accept).some(
    ({ type, parameters }) =>
      type === '*/*' || type === 'application/dicom' || parameters['type'] === 'application/dicom',
  )
  if (!isWanted) throw new Problem(406, 'not-acceptable')
  if (!parts.orthanc) throw new Problem(503, 'imaging-is-off')
  const bytes = await parts.orthanc.file(instance.archiveId)
  if (!bytes) throw notFound()
  const message = multipartOf([{ type: 'application/dicom', location: call.request.url, bytes }], 'application/dicom')
  await call.reply.header('content-type', message.type).header('cache-control', 'no-store').send(message.bytes)
  return undefined
}

async function sendPicture(
  parts: DicomWebParts,
  call: OutsideCall,
  input: ParsedOf<typeof contract.retrieveRendered>,
  largest: number,
): Promise<undefined> {
  const share = await admit(parts, call)
  const instance = instanceOf(share, input)
  if (!instance.layout) throw notFound()
  const types = acceptedTypes(call.request.headers.accept).map((each) => each.type)
  const kind = (['jpeg', 'png', 'webp'] as const).find(
    (each) => types.includes(`image/${each}`) || types.includes('*/*') || types.includes('image/*'),
  )
  if (!kind) throw new Problem(406, 'not-acceptable')
  const [width = largest, height = largest] = input.viewport?.split(',').map(Number) ?? []
  const [center, span] = input.window?.split(',').slice(0, 2).map(Number) ?? []
  const bytes = await frameOf(parts, share, instance, 1)
  const how = {
    ...{ kind, width: Math.min(largest, width), height: Math.min(largest, height) },
    window: center !== undefined && span !== undefined && span >= 1 ? { center, width: span } : null,
  }
  const picture = await parts.pool.picture({ bytes, layout: instance.layout, tags: instance.tags, how })
  await call.reply.type(`image/${kind}`).header('cache-control', 'private, max-age=3600').send(picture)
  return undefined
}
