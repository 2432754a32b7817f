import type { IncomingMessage } from 'node:http'
import { Server } from '@tus/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { isTreatedAt } from '#capabilities/records/server/index.ts'
import { type Actor, holds, nobody } from '#platform/server/actor.ts'
import { writeAudit } from '#platform/server/audit.ts'
import { hasRoomFor } from '#platform/server/disk-room.ts'
import { type House, inTransaction } from '#platform/server/house.ts'
import { newId } from '#platform/server/new-id.ts'
import { notFound, Problem, problemBodyOf } from '#platform/server/problem.ts'
import { type Gate, headersOf } from '#platform/server/serve.ts'
import { tusMetadataOf } from './tus-metadata.ts'
import type { UploadDesk, UploadFacts } from './upload-desk.ts'

const path = '/api/uploads'
const maxBytes = 2 * 1024 ** 3
const maxPerMinute = 6000

const chosen = z.object({ patientId: z.guid(), facilityId: z.guid() })

/** Puts the resumable upload (tus 1.0) on the server, behind the same gate as every endpoint. */
export function uploadRoutes(app: FastifyInstance, house: House, gate: Gate, desk: UploadDesk): void {
  const creations = new WeakMap<IncomingMessage, UploadFacts>()
  const checked = new WeakMap<IncomingMessage, string>()
  const tus = tusServer(gate, desk, { creations, checked })
  // the bytes go to the spool as they come; the limit for bodies in memory is that of the rest of the server
  app.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null))
  const pass = async (request: FastifyRequest, reply: FastifyReply, check: (actor: Actor) => Promise<void>) => {
    let actor = nobody(house.clock.now())
    try {
      actor = await uploaderOf(request, house, gate)
      // tus reads the address otherwise than the router does
      if (/[?#]/.test(request.url)) throw new Problem(400, 'invalid-input')
      await check(actor)
    } catch (error) {
      return await refuse({ house, request, reply, actor }, error)
    }
    reply.hijack()
    reply.raw.setHeader('cache-control', 'no-store')
    reply.raw.setHeader('x-content-type-options', 'nosniff')
    await tus.handle(request.raw, reply.raw)
    return reply
  }
  const keyGenerator = async (request: FastifyRequest) => await callerOf(request, house, gate)
  const rateLimit = { max: maxPerMinute, timeWindow: '1 minute', keyGenerator }
  const limit = { config: { rateLimit }, schema: { hide: true } }
  app.post(path, limit, async (request, reply) => {
    return await pass(request, reply, async (actor) => {
      const facts = await mayCreate({ house, gate, desk }, actor, request)
      creations.set(request.raw, facts)
    })
  })
  app.route<{ Params: { uploadId: string } }>({
    method: ['HEAD', 'PATCH', 'DELETE'],
    url: `${path}/:uploadId`,
    ...limit,
    handler: async (request, reply) =>
      await pass(request, reply, async (actor) => {
        const { uploadId } = request.params
        const isId = z.guid().safeParse(uploadId).success
        // another person's upload is as unknown as one that never was
        if (!isId || !(await desk.factsOf(uploadId, actor.personId))) throw notFound()
        checked.set(request.raw, uploadId)
      }),
  })
}

/** One caller for the rate limit: the person who is signed in, else the address; a stranger may write any cookie. */
async function callerOf(request: FastifyRequest, house: House, gate: Gate): Promise<string> {
  const actor = await gate.identify(headersOf(request), house.clock.now())
  return actor?.kind === 'person' ? `person ${actor.personId}` : request.ip
}

type Known = { creations: WeakMap<IncomingMessage, UploadFacts>; checked: WeakMap<IncomingMessage, string> }

function tusServer(gate: Gate, desk: UploadDesk, { creations, checked }: Known): Server {
  return new Server({
    path,
    datastore: desk.store,
    maxSize: maxBytes,
    relativeLocation: true,
    allowedOrigins: [gate.origin],
    disableTerminationForFinishedUploads: true,
    // only on what was checked, whatever the address says
    getFileIdFromRequest: (request) => checked.get(request.runtime?.node?.req as IncomingMessage),
    namingFunction: () => newId(),
    onUploadCreate: async (request) => {
      const node = request.runtime?.node?.req
      const facts = node && creations.get(node as IncomingMessage)
      if (!facts) throw { status_code: 403, body: 'not permitted' }
      return { metadata: { ...facts } }
    },
    onUploadFinish: async (_request, upload) => {
      desk.finished(upload.id)
      return {}
    },
  })
}

async function uploaderOf(request: FastifyRequest, house: House, gate: Gate): Promise<Actor> {
  const isRead = request.method === 'HEAD'
  if (!isRead && request.headers.origin !== gate.origin) throw new Problem(403, 'cross-site-request')
  const actor = await gate.identify(headersOf(request), house.clock.now())
  if (actor?.kind !== 'person') throw new Problem(401, 'not-signed-in')
  if (!holds(actor, gate.permissions['study.upload'] ?? [])) throw new Problem(403, 'not-permitted')
  return actor
}

type Parts = { house: House; gate: Gate; desk: UploadDesk }

async function mayCreate({ house, gate, desk }: Parts, actor: Actor, request: FastifyRequest): Promise<UploadFacts> {
  const parsed = chosen.safeParse(tusMetadataOf(request.headers['upload-metadata']))
  if (!parsed.success) throw new Problem(400, 'invalid-input', [{ path: 'upload-metadata', message: 'ids' }])
  const { patientId, facilityId } = parsed.data
  if (Number(request.headers['upload-length'] ?? Number.NaN) > maxBytes) throw new Problem(413, 'body-too-large')
  // a length that is told later could not be refused before its bytes are here
  if (request.headers['upload-length'] === undefined) throw new Problem(400, 'invalid-input')
  if (!holds(actor, gate.permissions['study.upload'] ?? [], facilityId)) throw new Problem(403, 'not-your-facility')
  const isTreated = await inTransaction(
    house,
    actor,
    async (tx) => await isTreatedAt(tx, patientId, facilityId),
    'read',
  )
  if (!isTreated) throw notFound()
  if (!(await hasRoomFor(desk.store.directory, Number(request.headers['upload-length']))))
    throw new Problem(507, 'hub-is-full')
  if (await desk.isFull(actor.personId)) throw new Problem(429, 'too-many-requests')
  return { patientId, facilityId, personId: actor.personId, source: request.ip }
}

type Refused = { house: House; request: FastifyRequest; reply: FastifyReply; actor: Actor }

async function refuse({ house, request, reply, actor }: Refused, error: unknown): Promise<unknown> {
  const known = error instanceof Problem ? error : new Problem(500, 'internal')
  if (!(error instanceof Problem))
    house.log.error({ requestId: request.id, fault: error instanceof Error ? error.message : 'unknown' }, 'fault')
  const asked = chosen.safeParse(tusMetadataOf(request.headers['upload-metadata']))
  await writeAudit(house.db, actor, {
    endpoint: 'upload-images',
    outcome: known.status === 500 ? 'failed' : 'refused',
    problem: known.problem,
    patientId: asked.success ? asked.data.patientId : null,
    purpose: 'images',
    basis: null,
    requestId: request.id,
    source: request.ip,
  }).catch((fault: Error) => house.log.error({ fault: fault.message }, 'audit'))
  // what is left of the body is not read, so the connection cannot serve another call
  return await reply
    .code(known.status)
    .header('connection', 'close')
    .type('application/problem+json')
    .send(problemBodyOf(known, request.id))
}
