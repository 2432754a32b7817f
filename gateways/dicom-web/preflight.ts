import type { FastifyInstance } from 'fastify'

/** Hands a body of parts on as it comes, instead of refusing it. */
export function takeParts(scope: FastifyInstance): void {
  scope.addContentTypeParser('multipart/related', (_request, body, done) => done(null, body))
}

/** Lets viewers of other houses ask with their token: the browser asks first whether it may (Fetch, CORS). */
export function answerPreflights(scope: FastifyInstance): void {
  scope.options('/api/outside/*', { schema: { hide: true } }, async (_request, reply) => {
    return await reply
      .code(204)
      .header('access-control-allow-origin', '*')
      .header('access-control-allow-methods', 'GET, POST')
      .header('access-control-allow-headers', 'authorization, accept, content-type')
      .header('access-control-max-age', '600')
      .send()
  })
}
