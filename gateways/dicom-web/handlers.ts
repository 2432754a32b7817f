import { type OpenShare, type SharedInstance, TurnCounter } from '#capabilities/imaging/server/index.ts'
import type { ParsedOf } from '#platform/contract/endpoint.ts'
import { type Handler, handleOutside, type OutsideCall } from '#platform/server/handler.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import * as contract from './contract.ts'
import { acceptedTypes, frameFormOf, htj2k } from './media-types.ts'
import { multipartOf } from './multipart.ts'
import { type DicomWebParts, frameOf, madeOf, mostSampleBytes } from './parts.ts'
import { sendBulkData, sendFiles } from './retrieve-files.ts'
import { instanceAnswer, metadataOf, seriesAnswer, studyAnswer } from './shared-json.ts'
import { storeInstances } from './store-instances.ts'

// as many as the browsers of a few people ask for at once
const frameTurns = new TurnCounter({ ofShare: 24, ofAll: 96 })

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
    ...metadataHandlers(parts),
    ...fileHandlers(parts),
    handleOutside(contract.retrieveRendered, async (call, input) => await sendPicture(parts, call, input, 4096)),
    handleOutside(contract.retrieveThumbnail, async (call, input) => await sendPicture(parts, call, input, 256)),
  ]
}

function metadataHandlers(parts: DicomWebParts): Handler[] {
  const json =
    <Input>(instances: (share: OpenShare, input: Input) => SharedInstance[]) =>
    async (call: OutsideCall, input: Input) => {
      const share = await admit(parts, call)
      const at = `${call.request.protocol}://${call.request.host}${contract.root}/studies/${share.studyUid}`
      await sendJson(
        call,
        instances(share, input).map((each) =>
          metadataOf(each, `${at}/series/${each.seriesUid}/instances/${each.sopUid}/bulkdata`),
        ),
      )
      return undefined
    }
  return [
    handleOutside(
      contract.studyMetadata,
      json<ParsedOf<typeof contract.studyMetadata>>((share, input) => of(share, input).instances),
    ),
    handleOutside(contract.seriesMetadata, json<ParsedOf<typeof contract.seriesMetadata>>(inSeries)),
    handleOutside(
      contract.instanceMetadata,
      json<ParsedOf<typeof contract.instanceMetadata>>((share, input) => [instanceOf(share, input)]),
    ),
  ]
}

function fileHandlers(parts: DicomWebParts): Handler[] {
  return [
    handleOutside(contract.retrieveFrames, async (call, input) => await sendFrames(parts, call, input)),
    handleOutside(contract.retrieveStudy, async (call, input) => {
      const share = await admit(parts, call, true)
      return await sendFiles(parts, call, share, of(share, input).instances)
    }),
    handleOutside(contract.retrieveSeries, async (call, input) => {
      const share = await admit(parts, call, true)
      return await sendFiles(parts, call, share, inSeries(share, input))
    }),
    handleOutside(contract.retrieveInstance, async (call, input) => {
      const share = await admit(parts, call, true)
      return await sendFiles(parts, call, share, [instanceOf(share, input)])
    }),
    handleOutside(contract.retrieveBulkData, async (call, input) => {
      const share = await admit(parts, call, true)
      return await sendBulkData(parts, call, { share, instance: instanceOf(share, input), tag: input.tag })
    }),
    handleOutside(contract.storeInstances, async (call, input) => {
      const share = await admit(parts, call, true)
      return await storeInstances(parts, call, of(share, input))
    }),
  ]
}

/** `isByItself`: leaves a row of its own in the audit trail, also within a look that has left one. */
async function admit({ shares }: DicomWebParts, call: OutsideCall, isByItself = false): Promise<OpenShare> {
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
  if (!opened.isFirst && !isByItself) call.isPartOfLook()
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
  frameTurns.take(call, share.shareId)
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
    const sent = form.as === 'htj2k' ? bytes : await madeOf(parts.pool.samples(bytes, layout))
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
  const { layout, tags } = instance
  const picture = await madeOf(parts.pool.picture({ bytes, layout, tags, how }))
  await call.reply.type(`image/${kind}`).header('cache-control', 'no-store').send(picture)
  return undefined
}
