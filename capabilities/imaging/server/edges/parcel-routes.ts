import type { IncomingMessage } from 'node:http'
import { Server } from '@tus/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { House } from '#platform/server/house.ts'
import { notFound, Problem, problemBodyOf } from '#platform/server/problem.ts'
import {
  hubTimeHeader,
  type ParcelFacts,
  parcelFacts,
  parcelPath,
  parcelProblemHeader,
  parcelStateHeader,
} from '../../contract/edges.ts'
import { tusMetadataOf } from '../tus-metadata.ts'
import { noteRefusalOf } from './edge-refusal.ts'
import type { KeptParcel, ParcelDesk, Settled } from './parcel-desk.ts'
import { type CallingEdge, whoCalls } from './who-calls.ts'

const maxBytes = 2 * 1024 ** 3
const maxPerMinute = 20_000

/** Puts the upload of gateways (tus 1.0) on the server; each call is signed by the gateway. */
export function parcelRoutes(app: FastifyInstance, house: House, desk: ParcelDesk): void {
  const begun = new WeakMap<IncomingMessage, KeptParcel>()
  const checked = new WeakMap<IncomingMessage, string>()
  const tus = tusServer(desk, begun, checked)
  if (!app.hasContentTypeParser('application/offset+octet-stream'))
    app.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null))
  const answer = async (request: FastifyRequest, reply: FastifyReply, work: (edge: CallingEdge) => Promise<Answer>) => {
    const at = String(house.clock.now().getTime())
    void reply.header(hubTimeHeader, at)
    let parcelId = ''
    let edge: CallingEdge | null = null
    try {
      edge = await whoCalls(house, request, 'tus')
      // tus reads the address otherwise than the router does
      if (/[?#]/.test(request.url)) throw new Problem(400, 'invalid-input')
      const given = await work(edge)
      if ('state' in given) return await sayOver(reply, given)
      parcelId = given.parcelId
    } catch (error) {
      return await refuse(house, { request, reply, edge }, error)
    }
    checked.set(request.raw, parcelId)
    reply.hijack()
    reply.raw.setHeader(hubTimeHeader, at)
    reply.raw.setHeader('cache-control', 'no-store')
    reply.raw.setHeader('x-content-type-options', 'nosniff')
    await tus.handle(request.raw, reply.raw)
    await desk.clear(parcelId)
    return reply
  }
  // no session comes here, and a stranger may write any cookie
  const keyGenerator = (request: FastifyRequest) => request.ip
  const rateLimit = { max: maxPerMinute, timeWindow: '1 minute', keyGenerator }
  const limit = { config: { rateLimit }, schema: { hide: true } }
  app.post(
    parcelPath,
    limit,
    async (request, reply) =>
      await answer(request, reply, async (edge) => {
        const facts = await mayBegin(desk, edge, request)
        begun.set(request.raw, { ...facts, ...edge, source: request.ip })
        return { parcelId: facts.id }
      }),
  )
  app.route<{ Params: { parcelId: string } }>({
    method: ['HEAD', 'PATCH', 'DELETE'],
    url: `${parcelPath}/:parcelId`,
    ...limit,
    handler: async (request, reply) =>
      await answer(request, reply, async (edge) => await onItsWay(desk, edge, request, request.params.parcelId)),
  })
}

/** Either tus answers, or the parcel is over and we say what became of it. */
type Answer = { parcelId: string } | Settled

async function onItsWay(
  desk: ParcelDesk,
  edge: CallingEdge,
  request: FastifyRequest,
  parcelId: string,
): Promise<Answer> {
  if (!z.guid().safeParse(parcelId).success) throw notFound()
  // another gateway's parcel is as unknown as one that never was
  if (await desk.find(parcelId, edge.edgeId)) {
    if (request.method !== 'HEAD') return { parcelId }
    const settled = await desk.settle(parcelId)
    if (settled.state !== 'again') return settled
    // it may have been over, and cleared away, since it was found
    return (await desk.outcomeOf(parcelId, edge.edgeId)) ?? { parcelId }
  }
  const over = await desk.outcomeOf(parcelId, edge.edgeId)
  if (!over) throw notFound()
  return over
}

async function sayOver(reply: FastifyReply, { state, problem }: Settled): Promise<unknown> {
  return await reply
    .code(200)
    .header('cache-control', 'no-store')
    .header('tus-resumable', '1.0.0')
    .headers(headersOf({ state, problem }))
    .send()
}

const headersOf = ({ state, problem }: Settled): Record<string, string> => ({
  [parcelStateHeader]: state,
  ...(problem ? { [parcelProblemHeader]: problem } : {}),
})

function tusServer(
  desk: ParcelDesk,
  begun: WeakMap<IncomingMessage, KeptParcel>,
  checked: WeakMap<IncomingMessage, string>,
): Server {
  return new Server({
    path: parcelPath,
    datastore: desk.store,
    maxSize: maxBytes,
    relativeLocation: true,
    disableTerminationForFinishedUploads: true,
    // only on what was checked, whatever the address says
    getFileIdFromRequest: (request) => checked.get(request.runtime?.node?.req as IncomingMessage),
    namingFunction: (request) => factsOf(begun, request).id,
    onUploadCreate: async (request) => ({ metadata: { ...factsOf(begun, request) } }),
    onUploadFinish: async (_request, upload) => ({ headers: headersOf(await desk.settle(upload.id)) }),
  })
}

function factsOf(
  begun: WeakMap<IncomingMessage, KeptParcel>,
  request: { runtime?: { node?: { req?: unknown } } },
): KeptParcel {
  // on Node the request behind the web's own type is this one
  const facts = begun.get(request.runtime?.node?.req as IncomingMessage)
  if (!facts) throw { status_code: 403, body: 'not permitted' }
  return facts
}

async function mayBegin(desk: ParcelDesk, edge: CallingEdge, request: FastifyRequest): Promise<ParcelFacts> {
  const parsed = parcelFacts.safeParse(tusMetadataOf(request.headers['upload-metadata']))
  const bytes = Number(request.headers['upload-length'] ?? Number.NaN)
  if (!parsed.success || !Number.isSafeInteger(bytes)) throw new Problem(400, 'invalid-input')
  if (bytes > maxBytes) throw new Problem(413, 'body-too-large')
  if (await desk.isTaken(parsed.data.id)) throw new Problem(409, 'parcel-known')
  const refusal = await desk.refusesMore(edge.edgeId, bytes)
  if (refusal) throw new Problem(refusal === 'hub-is-full' ? 507 : 429, refusal)
  return parsed.data
}

async function refuse(
  house: House,
  { request, reply, edge }: { request: FastifyRequest; reply: FastifyReply; edge: CallingEdge | null },
  error: unknown,
): Promise<unknown> {
  const known = error instanceof Problem ? error : new Problem(500, 'internal')
  if (!(error instanceof Problem))
    house.log.error({ requestId: request.id, fault: error instanceof Error ? error.message : 'unknown' }, 'fault')
  // that a parcel is not here yet, is here already, or comes too soon belongs to the course of its work
  if (![404, 409, 429].includes(known.status))
    await noteRefusalOf(house, request, { endpoint: 'take-parcel', problem: known.problem, proven: edge })
  // what is left of the body is not read, so the connection cannot serve another call
  return await reply
    .code(known.status)
    .header('connection', 'close')
    .type('application/problem+json')
    .send(problemBodyOf(known, request.id))
}
