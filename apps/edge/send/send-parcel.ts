import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type ParcelFacts,
  parcelPath,
  parcelProblemHeader,
  parcelStateHeader,
} from '#capabilities/imaging/contract/edges.ts'
import { type Hub, type HubAnswer, HubRefused } from './hub.ts'

const pieceBytes = 256 * 1024
const sipBytes = 16 * 1024
const mostAsked = 5
const betweenAskedMs = 100

/** What the hub said of an object in the end. */
export type Sent = { state: 'taken' } | { state: 'refused'; problem: string }

/** Something urgent came in between; what was sent of this parcel stays at the hub. */
export class Yielded extends Error {
  constructor() {
    super('yielded')
    this.name = 'Yielded'
  }
}

/** The hub has the whole of it and could not take it in yet. */
export class NotYet extends Error {
  constructor() {
    super('not yet')
    this.name = 'NotYet'
  }
}

/** What sending needs: how fast, and whether something else should go first. */
export type Manner = { take: (bytes: number) => Promise<void>; shouldYield: () => boolean; isKnown: boolean }

/**
 * Sends a parcel by tus and goes on where an earlier try ended. Resolves when the hub has said what became of it;
 * throws Yielded, NotYet, HubRefused, or what the network says.
 */
export async function sendParcel(
  hub: Hub,
  facts: Omit<ParcelFacts, 'sha256'>,
  parcel: Buffer,
  manner: Manner,
): Promise<Sent> {
  const path = `${parcelPath}/${facts.id}`
  const begin = async () => await beginParcel(hub, facts, parcel, manner)
  // nobody asks for a parcel that was never begun
  let answer = manner.isKnown ? await hub.tus('HEAD', path) : await begin()
  if (answer.status === 409 && answer.problem === 'parcel-known') answer = await hub.tus('HEAD', path)
  if (answer.status === 404 || answer.status === 410) answer = await begin()
  let asked = 0
  for (;;) {
    const sent = settledOf(answer)
    if (sent) return sent
    if (answer.status >= 400) throw new HubRefused(answer.status, answer.problem)
    const offset = Number(answer.header('upload-offset') || '0')
    const length = Number(answer.header('upload-length') || parcel.length)
    if (length !== parcel.length || offset > parcel.length) answer = await anew(hub, path, begin)
    else if (offset === parcel.length) throw new NotYet()
    else if (manner.shouldYield()) throw new Yielded()
    else answer = await sendPiece(hub, path, parcel, { offset, manner })
    // a piece that broke off may still have been on its way to the hub's disk when it was asked how far it is
    if (answer.status === 409 && asked < mostAsked) {
      asked += 1
      await sleep(asked * betweenAskedMs)
      answer = await hub.tus('HEAD', path)
    }
  }
}

/** Packed again, perhaps by another version, the parcel is another one: what the hub has of the old one is dropped. */
async function anew(hub: Hub, path: string, begin: () => Promise<HubAnswer>): Promise<HubAnswer> {
  await hub.tus('DELETE', path)
  return await begin()
}

async function beginParcel(
  hub: Hub,
  facts: Omit<ParcelFacts, 'sha256'>,
  parcel: Buffer,
  manner: Manner,
): Promise<HubAnswer> {
  const said = { ...facts, sha256: createHash('sha256').update(parcel).digest('hex') }
  const metadata = Object.entries(said).map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
  return await hub.tus('POST', parcelPath, {
    headers: {
      'upload-length': String(parcel.length),
      'upload-metadata': metadata.join(','),
      ...pieceHeaders(Math.min(pieceBytes, parcel.length)),
    },
    body: sips(parcel.subarray(0, pieceBytes), manner),
  })
}

async function sendPiece(
  hub: Hub,
  path: string,
  parcel: Buffer,
  { offset, manner }: { offset: number; manner: Manner },
): Promise<HubAnswer> {
  const piece = parcel.subarray(offset, offset + pieceBytes)
  return await hub.tus('PATCH', path, {
    headers: { 'upload-offset': String(offset), ...pieceHeaders(piece.length) },
    body: sips(piece, manner),
  })
}

const pieceHeaders = (bytes: number) => ({
  'content-type': 'application/offset+octet-stream',
  'content-length': String(bytes),
})

/** The bytes in sips, each when it may go. */
function sips(bytes: Buffer, { take }: Manner): Readable {
  return Readable.from(
    (async function* () {
      for (let at = 0; at < bytes.length; at += sipBytes) {
        const sip = bytes.subarray(at, at + sipBytes)
        await take(sip.length)
        yield sip
      }
    })(),
    { objectMode: false },
  )
}

function settledOf(answer: HubAnswer): Sent | null {
  const state = answer.header(parcelStateHeader)
  if (state === 'taken') return { state }
  if (state === 'refused') return { state, problem: answer.header(parcelProblemHeader) || 'unknown' }
  return null
}
