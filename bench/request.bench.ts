// Throughput of the whole create-consult transaction through HTTP (sign-in, permission, row-level security, audit, event,
// job, idempotency), beside the same rows written by plain prepared statements on the same database: 16 clients each.
import pg from 'pg'
import { request } from 'undici'
import { makePatients, openSession } from './bench-people.ts'
import { openBenchStage } from './bench-stage.ts'
import { type PlainCase, plainRequest } from './plain-statements.ts'

const clients = 16
const runs = 5
const perClient = 20

const stage = await openBenchStage()
const { client, url, secret } = stage

const { rows: people } = await client.query(
  "select l.id, l.email, r.facility_id from identity.login l join identity.role r on r.person_id = l.id where l.email in ('diep@muongnhe.demo', 'dang@bachmai.demo', 'hanh@bachmai.demo', 'tram@bachmai.demo', 'chi@bachmai.demo') order by l.email",
)
const personOf = (email: string): { id: string; facility_id: string } => {
  const found = people.find((each: { email: string }) => each.email === email)
  if (!found) throw new Error(`${email} is not in the demo`)
  return found
}
const asking = personOf('diep@muongnhe.demo')
const asker = await openSession(client, secret, asking.id)
const patients = await makePatients(client, asking.facility_id, asking.id, clients * perClient * runs * 2 + 2 * clients)
const plainPool = new pg.Pool({ connectionString: stage.databaseUrl, max: clients })
const plainCase: PlainCase = {
  askerId: asking.id,
  askingId: asking.facility_id,
  supportingId: personOf('dang@bachmai.demo').facility_id,
  called: ['dang', 'hanh', 'tram', 'chi'].map((name) => personOf(`${name}@bachmai.demo`).id),
}

async function askOurs(): Promise<void> {
  const response = await request(`${url}/api/consults`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      cookie: asker.cookie,
      origin: url,
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify({
      facilityId: asking.facility_id,
      pathway: 'stroke',
      patient: { is: 'known', patientId: patients.pop() },
      question: 'Có chỉ định tiêu sợi huyết không?',
    }),
  })
  if (response.statusCode !== 200) throw new Error(`answered ${response.statusCode}`)
  await response.body.dump()
}

async function askPlain(): Promise<void> {
  const connection = await plainPool.connect()
  try {
    await plainRequest(connection, plainCase, patients.pop() ?? '')
  } finally {
    connection.release()
  }
}

async function perSecond(ask: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let n = 0; n < perClient; n += 1) await ask()
    }),
  )
  return (clients * perClient) / ((performance.now() - started) / 1000)
}

await Promise.all(Array.from({ length: clients }, askOurs))
await Promise.all(Array.from({ length: clients }, askPlain))
const ours: number[] = []
const peer: number[] = []
for (let run = 0; run < runs; run += 1) {
  peer.push(await perSecond(askPlain))
  ours.push(await perSecond(askOurs))
}
await plainPool.end()
await stage.close()

const median = (values: number[]): number =>
  Math.round(values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0)
process.stdout.write(
  `${clients} clients, ${clients * perClient} consults a run, consults per second, median of ${runs} runs\n`,
)
process.stdout.write(`ours   ${median(ours)}  (${ours.map(Math.round).join(' ')})\n`)
process.stdout.write(`plain  ${median(peer)}  (${peer.map(Math.round).join(' ')})\n`)
const result = {
  bench: 'request',
  ratio: Math.round((median(ours) / median(peer)) * 100) / 100,
  ours: median(ours),
  peer: median(peer),
  peerName: 'the same rows by plain prepared statements, without HTTP, row-level security or checks',
  unit: 'consults/s',
  runs,
}
process.stdout.write(`${JSON.stringify(result)}\n`)
