import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import rateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import swagger from '@fastify/swagger'
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { jsonSchemaTransform, serializerCompiler } from 'fastify-type-provider-zod'
import { takeParts } from '#gateways/dicom-web/preflight.ts'
import type { Config } from '#platform/server/config.ts'
import type { Handler } from '#platform/server/handler.ts'
import type { House } from '#platform/server/house.ts'
import { registry } from '#platform/server/metrics.ts'
import { Problem, problemBodyOf } from '#platform/server/problem.ts'
import { type Gate, serve } from '#platform/server/serve.ts'

const bodyLimitBytes = 1024 * 1024

/** Says what is not ready, by name; an empty list means that the process may be sent work. */
export type Readiness = () => Promise<string[]>

type Options = {
  config: Config
  house: House
  gate: Gate
  handlers: readonly Handler[]
  isReady: Readiness
  /** Routes that are no endpoints, in a scope of their own. */
  mount?: (scope: FastifyInstance) => void
}

const securityHeaders = (config: Config): Record<string, string> => ({
  'content-security-policy': [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    `connect-src 'self' ${config.PUBLIC_URL.replace(/^http/, 'ws')}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(self), microphone=(self), display-capture=(self), geolocation=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  ...(config.PUBLIC_URL.startsWith('https://') ? { 'strict-transport-security': 'max-age=31536000' } : {}),
})

/** Frames and pictures of series, hundreds at a time on a weak link. */
const pixels = /^image\/(jphc|webp|jpeg)/

/** Of them what means something for bytes that are no page. */
const pixelHeaders = (config: Config): Record<string, string> =>
  Object.fromEntries(
    Object.entries(securityHeaders(config)).filter(([name]) =>
      ['x-content-type-options', 'cross-origin-resource-policy'].includes(name),
    ),
  )

/** The HTTP server with every endpoint, the web app, health, metrics and the API's description. */
export async function buildApp(options: Options): Promise<FastifyInstance> {
  const { config, house, gate, handlers } = options
  const isTls = config.TLS_CERT_FILE && config.TLS_KEY_FILE
  const app = fastify({
    bodyLimit: bodyLimitBytes,
    trustProxy: config.TRUST_PROXY ?? false,
    genReqId: () => randomUUID(),
    logger: false,
    ...(isTls
      ? { https: { cert: readFileSync(config.TLS_CERT_FILE ?? ''), key: readFileSync(config.TLS_KEY_FILE ?? '') } }
      : {}),
  }) as unknown as FastifyInstance // the TLS server's type differs only in its socket
  app.setSerializerCompiler(serializerCompiler)
  const [forPages, forPixels] = [securityHeaders(config), pixelHeaders(config)]
  app.addHook('onSend', async (_request, reply) => {
    const isPixels = pixels.test(String(reply.getHeader('content-type')))
    for (const [name, value] of Object.entries(isPixels ? forPixels : forPages)) {
      // a stranger's document comes with a stricter policy of its own
      if (name !== 'content-security-policy' || !reply.hasHeader(name)) reply.header(name, value)
    }
  })
  app.setErrorHandler(async (error: { statusCode?: number; code?: string; message: string }, request, reply) => {
    const problem = problemFor(error)
    if (problem.status >= 500) house.log.error({ requestId: request.id, fault: error.message }, 'fault')
    return await reply.code(problem.status).type('application/problem+json').send(problemBodyOf(problem, request.id))
  })
  await app.register(rateLimit, { global: false, keyGenerator: callerOf })
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Tuyến', version: '0.1.0', license: { name: 'Apache-2.0' } } },
    transform: jsonSchemaTransform,
  })
  await app.register(async (api) => {
    // on a weak link every byte of an answer waits its turn behind voice
    await api.register(compress, {
      threshold: 1024,
      brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    })
    takeParts(api)
    serve(api, house, gate, handlers)
  })
  await app.register(async (scope) => options.mount?.(scope))
  addHealth(app, options.isReady)
  await addWeb(app, config)
  return app
}

/** One caller for the rate limits: the session when there is one, else the address. */
function callerOf(request: FastifyRequest): string {
  const cookie = request.headers.cookie
  return cookie?.includes('session_token') ? createHash('sha256').update(cookie).digest('base64url') : request.ip
}

function problemFor(error: { statusCode?: number; code?: string }): Problem {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Problem(413, 'body-too-large')
  if (error.statusCode === 429) return new Problem(429, 'too-many-requests')
  if (error.statusCode && error.statusCode >= 400 && error.statusCode < 500)
    return new Problem(error.statusCode, 'invalid-input')
  return new Problem(500, 'internal')
}

function addHealth(app: FastifyInstance, isReady: Readiness): void {
  app.get('/healthz', { schema: { hide: true } }, async () => ({ ok: true }))
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const missing = await isReady()
    return await reply.code(missing.includes('database') ? 503 : 200).send({ ready: missing.length === 0, missing })
  })
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (request.ip !== '127.0.0.1' && request.ip !== '::1') return await reply.code(404).send()
    return await reply.type(registry.contentType).send(await registry.metrics())
  })
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}

async function addWeb(app: FastifyInstance, config: Config): Promise<void> {
  const root = resolve(config.WEB_DIR)
  if (!existsSync(root)) return
  if (config.LAN_CA_FILE) {
    const authority = readFileSync(config.LAN_CA_FILE)
    app.get(
      '/ca.crt',
      { schema: { hide: true } },
      async (_request, reply) => await reply.type('application/x-x509-ca-cert').send(authority),
    )
  }
  await app.register(fastifyStatic, {
    root,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (response, path) => {
      const isHashed = path.includes('/assets/')
      response.raw.setHeader('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.setNotFoundHandler(async (request, reply) => {
    const isPage = request.method === 'GET' && !request.url.startsWith('/api/') && !/\.\w+$/.test(request.url)
    if (isPage) return await reply.header('cache-control', 'no-cache').sendFile('index.html')
    return await reply
      .code(404)
      .type('application/problem+json')
      .send(problemBodyOf(new Problem(404, 'not-found'), request.id))
  })
}
