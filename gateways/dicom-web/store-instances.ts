import type { Readable } from 'node:stream'
import { type Addition, addToShare, type OpenShare, TurnCounter } from '#capabilities/imaging/server/index.ts'
import { MultipartBroken, partsOf, partsTypeOf } from '#gateways/dicom/multipart.ts'
import type { OutsideCall } from '#platform/server/handler.ts'
import { Problem } from '#platform/server/problem.ts'
import type { DicomWebParts } from './parts.ts'

const mostPartBytes = 256 * 1024 * 1024
const mostParts = 1_000
const mostBodyBytes = 1024 ** 3
const longestMs = 10 * 60_000
// each holds a part as a whole
const turns = new TurnCounter({ ofShare: 1, ofAll: 2 })

type Tried = Addition | { outcome: 'too-large'; sopClass: string; sopUid: string }

/** Adds what the body holds, part by part, and says of each object what became of it (PS3.18 10.5.3). */
export async function storeInstances(parts: DicomWebParts, call: OutsideCall, share: OpenShare): Promise<undefined> {
  if (!share.mayAdd) throw new Problem(403, 'adding-not-shared')
  if (!parts.maker) throw new Problem(503, 'imaging-is-off')
  const body = call.request.body as Readable | undefined
  const kind = partsTypeOf(call.request.headers['content-type'] ?? '')
  if (!body || kind?.type !== 'application/dicom') throw new Problem(415, 'not-multipart')
  turns.take(call, share.shareId)
  // who sends drop by drop keeps the turn of nobody
  const late = setTimeout(() => body.destroy(), longestMs)
  const tried: Tried[] = []
  try {
    for await (const part of partsOf(counted(body), kind.boundary)) {
      if (tried.length >= mostParts) break
      const file = await wholeOf(part.bytes)
      tried.push(file ? await addToShare(parts.maker, share, file) : { outcome: 'too-large', sopClass: '', sopUid: '' })
    }
  } catch (error) {
    // what was whole before it is kept, and is said to be
    if (!(error instanceof MultipartBroken)) throw error
  } finally {
    clearTimeout(late)
  }
  if (tried.length === 0) throw new Problem(400, 'not-multipart')
  const kept = tried.filter(isKept)
  const status = kept.length === tried.length ? 200 : kept.length > 0 ? 202 : 409
  await call.reply
    .code(status)
    .type('application/dicom+json')
    .header('cache-control', 'no-store')
    .send(
      JSON.stringify(
        answerOf(
          kept,
          tried.filter((each) => !isKept(each)),
        ),
      ),
    )
  return undefined
}

/** The bytes of a body up to what one call may bring; a longer one is broken off. */
async function* counted(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let length = 0
  for await (const piece of body) {
    length += piece.length
    if (length > mostBodyBytes) throw new MultipartBroken()
    yield piece
  }
}

const isKept = ({ outcome }: Tried): boolean => outcome === 'stored' || outcome === 'known'

/** A part as a whole; null when it is longer than an object may be, and then it is passed over. */
async function wholeOf(bytes: AsyncIterable<Buffer>): Promise<Buffer | null> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of bytes) {
    length += piece.length
    if (length <= mostPartBytes) pieces.push(Buffer.from(piece))
    else pieces.length = 0
  }
  return length <= mostPartBytes ? Buffer.concat(pieces) : null
}

/** Failure reasons of PS3.18 10.5.3 where it has one; the rest cannot be understood as an object. */
const reasonOf = (outcome: Tried['outcome']): number =>
  outcome === 'too-many' || outcome === 'too-large'
    ? 0xa700
    : outcome === 'another-study' || outcome === 'series-of-the-sender' || outcome === 'same-uid-other-content'
      ? 0xa900
      : 0xc000

const uid = (value: string) => ({ vr: 'UI', Value: [value] })
const itemOf = ({ sopClass, sopUid }: Tried) => ({ '00081150': uid(sopClass), '00081155': uid(sopUid) })

const answerOf = (kept: Tried[], failed: Tried[]): object => ({
  ...(kept.length > 0 ? { '00081199': { vr: 'SQ', Value: kept.map(itemOf) } } : {}),
  ...(failed.length > 0
    ? {
        '00081198': {
          vr: 'SQ',
          Value: failed.map((each) => ({ ...itemOf(each), '00081197': { vr: 'US', Value: [reasonOf(each.outcome)] } })),
        },
      }
    : {}),
})
