// From the POST of an emergency request to the hint at the on-duty screen, with 1,000 connected sites; beside the barest
// pipeline that is honest (bare-server.ts), in the same run, on the same PostgreSQL, alternating. Emergencies come one by
// one, sixteen a second at most: what many at once cost is the figure of request.bench.ts.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { request } from 'undici'
import { WebSocket } from 'ws'
import { makeDoctor, makePatients, openSession, quantile, type SignedIn } from './bench-people.ts'
import { openBenchStage } from './bench-stage.ts'

const sites = 1_000
const runs = 5
const asksPerRun = 60
const pauseMs = 60

const stage = await openBenchStage()
const { client, url, secret } = stage

async function connectOurs(person: SignedIn): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/live`, {
    headers: { cookie: person.cookie, origin: url },
  })
  await once(socket, 'open')
  const heard = once(socket, 'message')
  socket.send(JSON.stringify({ say: 'hear', topics: [`person/${person.personId}`] }))
  await heard
  return socket
}

async function inBatches<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let at = 0; at < items.length; at += 25) results.push(...(await Promise.all(items.slice(at, at + 25).map(work))))
  return results
}

const { rows: people } = await client.query(
  "select id, email from identity.login where email in ('dang@bachmai.demo', 'diep@muongnhe.demo') order by email",
)
const duty = await openSession(client, secret, people[0].id)
const asker = await openSession(client, secret, people[1].id)
const { rows: asking } = await client.query('select facility_id from identity.role where person_id = $1', [
  asker.personId,
])
const facilityId: string = asking[0].facility_id
const patients = await makePatients(client, facilityId, asker.personId, runs * asksPerRun + 10)
const { rows: others } = await client.query('select id from network.facility where id <> $1 limit $2', [
  facilityId,
  sites - 1,
])
const doctors = await inBatches(others, async (row: { id: string }) => await makeDoctor(client, secret, row.id))
const sockets = await inBatches(doctors, connectOurs)
const dutySocket = await connectOurs(duty)

const bare = spawn(process.execPath, [join(import.meta.dirname, 'bare-server.ts'), stage.databaseUrl], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
const [line] = (await once(bare.stdout, 'data')) as [Buffer]
const barePort = String(line).trim().split(' ')[1]
const bareSockets = await inBatches(
  Array.from({ length: sites }, (_, index) => `site-${index}`),
  async (site) => {
    const socket = new WebSocket(`ws://127.0.0.1:${barePort}/${site}`)
    await once(socket, 'open')
    return socket
  },
)

async function askOurs(): Promise<number> {
  const patientId = patients.pop()
  const heard = new Promise<number>((resolve) => {
    const listen = (data: Buffer) => {
      if (!String(data).includes('consult-requested')) return
      dutySocket.off('message', listen)
      resolve(performance.now())
    }
    dutySocket.on('message', listen)
  })
  const started = performance.now()
  const answer = request(`${url}/api/consults`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      cookie: asker.cookie,
      origin: url,
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify({
      facilityId,
      pathway: 'stroke',
      patient: { is: 'known', patientId },
      question: 'Có chỉ định tiêu sợi huyết không?',
    }),
  })
  const at = await heard
  const response = await answer
  if (response.statusCode !== 200) throw new Error(`answered ${response.statusCode}`)
  await response.body.dump()
  return at - started
}

async function askBare(): Promise<number> {
  const target = bareSockets[7]
  if (!target) throw new Error('no site')
  const heard = once(target, 'message').then(() => performance.now())
  const started = performance.now()
  const response = await request(`http://127.0.0.1:${barePort}/`, {
    method: 'POST',
    body: JSON.stringify({ site: 'site-7', question: 'Có chỉ định tiêu sợi huyết không?' }),
  })
  const at = await heard
  await response.body.dump()
  return at - started
}

for (let n = 0; n < 5; n += 1) {
  await askOurs()
  await askBare()
}
const ours: number[] = []
const peer: number[] = []
for (let run = 0; run < runs; run += 1) {
  for (const [times, ask] of [
    [peer, askBare],
    [ours, askOurs],
  ] as const) {
    for (let n = 0; n < asksPerRun; n += 1) {
      times.push(await ask())
      await pause(pauseMs)
    }
  }
}

for (const socket of [...sockets, ...bareSockets, dutySocket]) socket.terminate()
bare.kill('SIGTERM')
await stage.close()

const round = (ms: number) => Math.round(ms * 100) / 100
process.stdout.write(
  `${sites} connected sites, ${ours.length} emergencies each, ms from POST to the hint at the on-duty screen, one every ${pauseMs} ms\n`,
)
for (const [name, values] of [
  ['ours', ours],
  ['bare pipeline', peer],
] as const) {
  process.stdout.write(`${name.padEnd(14)} p50 ${round(quantile(values, 0.5))}  p99 ${round(quantile(values, 0.99))}\n`)
}
const p99 = { ours: round(quantile(ours, 0.99)), peer: round(quantile(peer, 0.99)) }
const result = {
  bench: 'alert',
  ratio: round(p99.ours / p99.peer),
  ...p99,
  ourP50: round(quantile(ours, 0.5)),
  peerP50: round(quantile(peer, 0.5)),
  peerName: 'POST, INSERT, NOTIFY, one ws send',
  unit: 'ms p99',
  runs,
}
process.stdout.write(`${JSON.stringify(result)}\n`)
