import assert from 'node:assert/strict'
import { createHmac, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { WebSocket } from 'ws'
import { arrangeEmergency, type Emergency } from '#capabilities/consults/server/emergency-under-test.ts'
import { type Config, readConfig } from '#platform/server/config.ts'
import { newId } from '#platform/server/new-id.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { freePorts } from '../../ops/ports.ts'
import { type RunningServer, startServer } from './start-server.ts'

const origin = 'http://127.0.0.1:8080'
const secret = 'a secret for this test alone, long enough'

let world: World
let here: Emergency
let folder: string
let one: RunningServer
let other: RunningServer

const cookieOf = async (personId: string): Promise<string> => {
  const token = randomBytes(24).toString('base64url')
  await world.sql(
    "insert into identity.login_session (id, user_id, token, expires_at, created_at, updated_at) values ($1, $2, $3, now() + interval '1 hour', now(), now())",
    [newId(), personId, token],
  )
  const signature = createHmac('sha256', secret).update(token).digest('base64')
  return `tuyen.session_token=${encodeURIComponent(`${token}.${signature}`)}`
}

const listen = async (server: RunningServer, cookie: string): Promise<WebSocket> => {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/api/live`, { headers: { cookie, origin } })
  await once(socket, 'open')
  return socket
}

before(async () => {
  world = await createWorld()
  here = await arrangeEmergency(world)
  folder = mkdtempSync(join(tmpdir(), 'tuyen-two-'))
  const settings = {
    DATABASE_URL: world.appUrl,
    PUBLIC_URL: origin,
    SESSION_SECRET: secret,
    DATA_DIR: folder,
    DEMO: '1',
    WEB_DIR: '/nowhere',
  }
  const configOn = async (): Promise<Config> => readConfig({ ...settings, PORT: String((await freePorts()).PORT) })
  one = await startServer(await configOn(), world.clock)
  other = await startServer(await configOn(), world.clock)
})
after(async () => {
  await one.close()
  await other.close()
  await world.close()
  rmSync(folder, { recursive: true })
})

test('who listens at one server process hears what was done at another', async () => {
  const socket = await listen(other, await cookieOf(here.first))
  const heard = once(socket, 'message')
  socket.send(JSON.stringify({ say: 'hear', topics: [`person/${here.first}`] }))
  await heard
  const hint = once(socket, 'message')
  const answer = await fetch(`http://127.0.0.1:${one.port}/api/consults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, cookie: await cookieOf(here.asker) },
    body: JSON.stringify({
      facilityId: here.asking,
      pathway: 'stroke',
      patient: { is: 'known', patientId: here.patientId },
      question: 'Có chỉ định tiêu sợi huyết không?',
    }),
  })
  assert.equal(answer.status, 200, await answer.clone().text())
  const [data] = (await hint) as [Buffer]
  assert.deepEqual(JSON.parse(data.toString('utf8')), {
    say: 'hint',
    topic: `person/${here.first}`,
    type: 'consult-requested',
  })
  socket.terminate()
})

test('a command that a weak link repeated gets the first answer, at whichever process it arrives', async () => {
  await world.sql("update consults.consult set status = 'cancelled'")
  const cookie = await cookieOf(here.asker)
  const key = newId()
  const ask = async (server: RunningServer, question: string) =>
    await fetch(`http://127.0.0.1:${server.port}/api/consults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin, cookie, 'idempotency-key': key },
      body: JSON.stringify({
        facilityId: here.asking,
        pathway: 'stroke',
        patient: { is: 'known', patientId: here.patientId },
        question,
      }),
    })
  const answers = await Promise.all([ask(one, 'một'), ask(other, 'một'), ask(one, 'một')])
  const bodies = await Promise.all(answers.map(async (answer) => await answer.text()))
  assert.deepEqual(
    answers.map((answer) => answer.status),
    [200, 200, 200],
    bodies.join(' '),
  )
  assert.equal(new Set(bodies).size, 1)
  const other422 = await ask(other, 'hai')
  assert.deepEqual(
    [other422.status, ((await other422.json()) as { name: string }).name],
    [422, 'idempotency-key-reused'],
  )
})

test('a session that is revoked loses its live socket, also at the other process', async () => {
  const cookie = await cookieOf(here.second)
  const socket = await listen(other, cookie)
  const closed = once(socket, 'close')
  const me = (await (await fetch(`http://127.0.0.1:${one.port}/api/me`, { headers: { cookie } })).json()) as {
    sessionId: string
  }
  const answer = await fetch(`http://127.0.0.1:${one.port}/api/me/sessions/${me.sessionId}/revoke`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, cookie },
    body: '{}',
  })
  assert.equal(answer.status, 200)
  const [code] = (await closed) as [number]
  assert.equal(code, 4001)
})

test('nonsense on a live socket closes that socket alone; the server goes on', async () => {
  const cookie = await cookieOf(here.first)
  const nonsense = [
    '',
    '{',
    'null',
    '[]',
    '{"say":"hear"}',
    '{"say":"hear","topics":["../../x"]}',
    '{"say":"signal","session":"x"}',
  ]
  for (const text of [...nonsense, 'x'.repeat(300_000), randomBytes(500).toString('latin1')]) {
    const socket = await listen(one, cookie)
    const closed = once(socket, 'close')
    socket.on('error', () => undefined)
    socket.send(text)
    await closed
  }
  assert.equal((await fetch(`http://127.0.0.1:${one.port}/healthz`)).status, 200)
})

test('five wrong passwords lock the name, and the right one is refused until the lock has passed', async () => {
  const attempt = async (password: string) =>
    await fetch(`http://127.0.0.1:${one.port}/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ email: 'nobody@test.example', password }),
    })
  const statuses: number[] = []
  for (let n = 0; n < 6; n += 1) statuses.push((await attempt('wrong')).status)
  assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429])
  world.clock.advance(15 * 60_000 + 1)
  assert.equal((await attempt('wrong')).status, 401)
  assert.equal((await attempt('wrong')).status, 401)
})
