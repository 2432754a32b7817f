import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request that a receiver has got. */
export type Received = { path: string; headers: IncomingHttpHeaders; body: Buffer; at: number }

/** A push service, or a gateway for SMS and calls, on 127.0.0.1: it keeps what it gets and answers as it is told. */
export type GatewayUnderTest = {
  url: string
  received: Received[]
  /** What the next requests are answered: a status, or `silence` for no answer at all. */
  answers: (path: string) => number | 'silence'
  close: () => Promise<void>
}

/** Starts a receiver that takes everything. */
export async function openGateway(): Promise<GatewayUnderTest> {
  const gateway: GatewayUnderTest = {
    url: '',
    received: [],
    answers: () => 201,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  const server: Server = createServer((request, reply) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const path = request.url ?? '/'
      const answer = gateway.answers(path)
      if (answer === 'silence') return
      gateway.received.push({ path, headers: request.headers, body: Buffer.concat(chunks), at: Date.now() })
      reply.writeHead(answer).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  gateway.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return gateway
}
