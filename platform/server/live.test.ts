import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { WebSocket } from 'ws'
import { createWorld, type World } from '../test/world.ts'
import { type Actor, systemActor } from './actor.ts'
import { Live } from './live.ts'

const origin = 'https://tuyen.example'

let world: World
const sick = async () => await Promise.reject(new Error('the database is away'))
let http: Server
let live: Live
let whoIs: () => Promise<Actor | null>

before(async () => {
  world = await createWorld()
  http = createServer()
  live = new Live(world.house, { identify: async () => await whoIs(), rules: { sick }, origin })
  live.attach(http)
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
})
after(async () => {
  live.close()
  http.close()
  await world.close()
})

async function connect(): Promise<{ socket: WebSocket; said: string[] }> {
  whoIs = async () => await Promise.resolve(systemActor('test', world.clock.now()))
  const { port } = http.address() as AddressInfo
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/live`, { headers: { origin } })
  const said: string[] = []
  socket.on('message', (data: Buffer) => said.push(String(data)))
  await once(socket, 'open')
  return { socket, said }
}

const hear = JSON.stringify({ say: 'hear', topics: ['person/1'] })

test('a session that has ended is signed out', async () => {
  const { socket, said } = await connect()
  whoIs = async () => await Promise.resolve(null)
  socket.send(hear)
  await once(socket, 'close')
  assert.deepEqual(said, ['{"say":"signed-out"}'])
})

test('a database that is away signs nobody out: the socket ends, and the browser comes back', async () => {
  const { socket, said } = await connect()
  whoIs = async () => await Promise.reject(new Error('the database is away'))
  socket.send(hear)
  await once(socket, 'close')
  assert.deepEqual(said, [])
})

test('when nobody can say whether a topic may be heard, it is not refused for good: the browser comes back and asks again', async () => {
  const { socket, said } = await connect()
  socket.send(JSON.stringify({ say: 'hear', topics: ['sick/1'] }))
  await once(socket, 'close')
  assert.deepEqual(said, [])
})
