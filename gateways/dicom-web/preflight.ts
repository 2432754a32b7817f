import type { FastifyInstance } from 'fastify'

/** Lets viewers of other houses ask with their token: the browser asks first whether it may (Fetch, CORS). */
export function answerPreflights(scope: FastifyInstance): void {
  scope.options('/api/outside/*', { schema: { hide: true } }, async (_request, reply) => {
    return await reply
      .code(204)
      .header('access-control-allow-origin', '*')
      .header('access-control-allow-methods', 'GET')
      .header('access-control-allow-headers', 'authorization, accept')
      .header('access-control-max-age', '600')
      .send()
  })
}
