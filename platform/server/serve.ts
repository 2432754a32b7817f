import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Endpoint, pathKeys } from '../contract/endpoint.ts'
import { type Actor, holds, nobody } from './actor.ts'
import { notedAccess, writeAudit, writeAuditWithAnswer } from './audit.ts'
import { together } from './db.ts'
import type { Handler } from './handler.ts'
import { flush, type House, inTransaction } from './house.ts'
import { type Command, commandOf, firstAnswer, isTwin, keepAnswer } from './idempotency.ts'
import { callSeconds } from './metrics.ts'
import { Problem, problemBodyOf } from './problem.ts'

/** Which roles hold a permission; the capabilities declare them in their contracts, the wiring merges them. */
export type Permissions = Readonly<Record<string, readonly string[]>>

/** Finds who asks from the headers of a call; null without a valid session. */
export type Identify = (headers: Headers, now: Date) => Promise<Actor | null>

/** What `serve` needs besides the house. */
export type Gate = { identify: Identify; permissions: Permissions; origin: string }

/** `source` is read when the call arrives: a caller who hangs up has no address any more. */
type Call = { handler: Handler; request: FastifyRequest; reply: FastifyReply; actor: Actor; source: string }
type Noted = { patientId: string | null; purpose: string | null; basis: string | null }

/** The headers of a call as the web's own type. */
export function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string') headers.set(name, value)
  }
  return headers
}

function refuseForeignPage(request: FastifyRequest, origin: string): void {
  if (request.method !== 'GET' && request.headers.origin !== origin) throw new Problem(403, 'cross-site-request')
}

function refuseUnlessMay(handler: Handler, actor: Actor, permissions: Permissions): void {
  const { may } = handler.endpoint
  if (may === 'anyone') return
  if (actor.kind !== 'person') throw new Problem(401, 'not-signed-in')
  if (may === 'signed-in') return
  if (!holds(actor, permissions[may] ?? [])) throw new Problem(403, 'not-permitted')
}

function parseInput(handler: Handler, request: FastifyRequest): unknown {
  const sent = { ...asObject(request.query), ...asObject(request.body), ...asObject(request.params) }
  const parsed = handler.endpoint.input.safeParse(sent)
  if (parsed.success) return parsed.data
  throw new Problem(
    400,
    'invalid-input',
    parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.code })),
  )
}

/** Every look at patient data and every command leaves a row, also when refused. */
const isAudited = (endpoint: Endpoint): boolean => endpoint.touchesPatient || !endpoint.readsOnly

const asObject = (value: unknown): object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value) ? value : {}

function commandFor(call: Call, input: unknown): Command | null {
  const key = call.request.headers['idempotency-key']
  const { endpoint } = call.handler
  if (endpoint.method !== 'POST' || endpoint.readsOnly || endpoint.isShownOnce || typeof key !== 'string') return null
  if (!z.guid().safeParse(key).success)
    throw new Problem(400, 'invalid-input', [{ path: 'idempotency-key', message: 'guid' }])
  return commandOf(key, endpoint.name, input)
}

async function runOperation(house: House, call: Call, input: unknown): Promise<unknown> {
  const { handler, actor } = call
  if (handler.kind !== 'operation') return
  const { endpoint } = handler
  const command = commandFor(call, input)
  let noted: Noted = { patientId: null, purpose: null, basis: null }
  const value = await inTransaction(
    house,
    actor,
    async (tx) => {
      const output = await handler.run(tx, actor, input)
      noted = notedAccess(tx)
      const isCommand = !endpoint.readsOnly
      const entry = entryOf(call, 'done', noted)
      if (command && isCommand) {
        await together([writeAuditWithAnswer(tx, actor, entry, { command, reply: output }), flush(house, tx)])
      } else if (command) await keepAnswer(tx, actor, command, output)
      else if (isCommand) await writeAudit(tx, actor, entry)
      return output
    },
    endpoint.readsOnly ? 'read' : 'write',
  ).catch(async (error: unknown) => {
    // a command that came before fails on its key, or on what it did itself: then the first answer is the answer
    const isAgain = command && actor.kind === 'person' && (error instanceof Problem || isTwin(error))
    const kept = isAgain ? await firstAnswer(house.db, actor, command) : null
    if (kept) return kept.reply
    throw error
  })
  if (endpoint.readsOnly && endpoint.touchesPatient) await writeAudit(house.db, actor, entryOf(call, 'done', noted))
  return value
}

async function runOutside(house: House, call: Call, input: unknown): Promise<unknown> {
  const { handler, actor, request, reply } = call
  if (handler.kind !== 'outside') return
  const noted: Noted = { patientId: null, purpose: null, basis: null }
  let isPart = false
  const outside = {
    ...{ house, actor, request, reply },
    note: (access: object) => void Object.assign(noted, { purpose: null, basis: null }, access),
    isPartOfLook: () => {
      isPart = true
    },
  }
  const value = await handler.run(outside, input)
  if (isAudited(handler.endpoint) && !isPart) await writeAudit(house.db, actor, entryOf(call, 'done', noted))
  return value
}

function entryOf(call: Call, outcome: 'done' | 'refused' | 'failed', noted: Noted, problem: string | null = null) {
  return {
    endpoint: call.handler.endpoint.name,
    outcome,
    problem,
    ...noted,
    requestId: call.request.id,
    source: call.source,
  }
}

async function answerProblem(house: House, call: Call, error: unknown): Promise<unknown> {
  const { endpoint } = call.handler
  const known = error instanceof Problem ? error : new Problem(500, 'internal')
  if (!(error instanceof Problem)) {
    const fault = error instanceof Error ? { message: error.message, stack: error.stack } : { message: 'unknown' }
    house.log.error({ requestId: call.request.id, endpoint: endpoint.name, fault }, 'fault')
  }
  if (isAudited(endpoint)) {
    const sent = asObject(call.request.params)
    const patientId = 'patientId' in sent && z.guid().safeParse(sent.patientId).success ? String(sent.patientId) : null
    const outcome = known.status === 500 ? 'failed' : 'refused'
    const entry = entryOf(call, outcome, { patientId, purpose: null, basis: null }, known.problem)
    await writeAudit(house.db, call.actor, entry).catch((fault: Error) =>
      house.log.error({ fault: fault.message }, 'audit'),
    )
  }
  return await call.reply
    .code(known.status)
    .type('application/problem+json')
    .send(problemBodyOf(known, call.request.id))
}

type Exchange = { request: FastifyRequest; reply: FastifyReply }

async function answer(house: House, gate: Gate, handler: Handler, { request, reply }: Exchange) {
  const now = house.clock.now()
  const call: Call = { handler, request, reply, actor: nobody(now), source: request.ip }
  const stop = callSeconds.startTimer({ endpoint: handler.endpoint.name })
  try {
    if (!handler.endpoint.isForMachines) refuseForeignPage(request, gate.origin)
    call.actor = (await gate.identify(headersOf(request), now)) ?? call.actor
    refuseUnlessMay(handler, call.actor, gate.permissions)
    const input = parseInput(handler, request)
    const run = handler.kind === 'operation' ? runOperation : runOutside
    const value = await run(house, call, input)
    stop({ outcome: 'done' })
    if (reply.sent || value === undefined) return reply
    return await reply.header('cache-control', 'no-store').send(value)
  } catch (error) {
    stop({ outcome: error instanceof Problem ? 'refused' : 'failed' })
    return await answerProblem(house, call, error)
  }
}

function splitInput(endpoint: Endpoint): { params: z.ZodObject | null; rest: z.ZodObject } {
  const keys = pathKeys(endpoint.path)
  const part = (isWanted: (key: string) => boolean) =>
    z.object(Object.fromEntries(Object.entries(endpoint.input.shape).filter(([key]) => isWanted(key))))
  return {
    params: keys.length > 0 ? part((key) => keys.includes(key)) : null,
    rest: part((key) => !keys.includes(key)),
  }
}

/** Puts every handler on the server: sign-in → may → parse → begin → actor → operation → audit → commit → reply. */
export function serve(app: FastifyInstance, house: House, gate: Gate, handlers: readonly Handler[]): void {
  for (const handler of handlers) {
    const { endpoint } = handler
    if (!['anyone', 'signed-in'].includes(endpoint.may) && !gate.permissions[endpoint.may]) {
      throw new Error(`${endpoint.name}: no role holds ${endpoint.may}`)
    }
    const { params, rest } = splitInput(endpoint)
    app.route({
      method: endpoint.method,
      url: endpoint.path.replace(/\{(\w+)\}/g, ':$1'),
      schema: {
        operationId: endpoint.name,
        ...(params ? { params } : {}),
        ...(endpoint.method === 'GET' ? { querystring: rest } : { body: rest }),
        response: { 200: endpoint.output },
      },
      // the endpoint's own parse runs after the permission check, so that a stranger learns nothing from it
      validatorCompiler: () => (value: unknown) => ({ value }),
      config: {
        rateLimit: {
          max: endpoint.perMinute ?? 6000,
          timeWindow: '1 minute',
          // a stranger may write any cookie; only the address tells strangers apart
          ...(endpoint.may === 'anyone' ? { keyGenerator: (request: FastifyRequest) => request.ip } : {}),
        },
      },
      ...(endpoint.maxBodyBytes ? { bodyLimit: endpoint.maxBodyBytes } : {}),
      handler: async (request, reply) => await answer(house, gate, handler, { request, reply }),
    })
  }
}
