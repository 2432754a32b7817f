// A thousand pages that fall due in the same moment, on the whole product: how late the latest is. Three in ten devices are
// off and SMS takes messages without ever answering; whoever's device is on presses one to four seconds after it rang, as
// people do. Every emergency must reach a person, and nobody is rung after the answer. Beside it, in the same run and on the
// same PostgreSQL: as many bare timers of pg-boss, due in the same moment.
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { request } from 'undici'
import { newId } from '../platform/server/new-id.ts'
import { openGateway } from '../platform/test/gateway-under-test.ts'
import { createPushReceiver } from '../platform/test/push-under-test.ts'
import { makeDoctor, makePatients, openSession, type SignedIn } from './bench-people.ts'
import { openBenchStage } from './bench-stage.ts'

const pages = 1_000
const hospitals = 100
const runs = 2
const offShare = 0.3
const rungGapMs = 6_000
const leadMs = 3_000
const endMs = 60_000
/** From the ring to the press: the shortest, and how far the longest is from it. */
const pressAfterMs = 1_000
const pressWithinMs = 3_000
/** What was on its way when somebody answered may still come for this long. */
const graceMs = 1_000

const gateway = await openGateway()
gateway.answers = (path) => (path.startsWith('/sms') ? 'silence' : 201)
const stage = await openBenchStage({
  PUSH_HOSTS: gateway.url,
  SMS_GATEWAY_URL: `${gateway.url}/sms`,
  SMS_GATEWAY_TOKEN: 'a-token-for-this-bench',
})
const { client, url, secret } = stage
const pool = new pg.Pool({ connectionString: stage.databaseUrl, max: 4 })
const keys = createPushReceiver()

type Rung = SignedIn & { isOn: boolean; position: string }
type Hospital = { facilityId: string; rungs: Rung[] }

/** The position of each rung after the first; the last is of the backup hospital, whose device is on. */
const positions = ['second', 'senior', 'leader'] as const
const people = new Map<string, Rung>()

async function onDuty(facilityId: string, position: string, isOn: boolean): Promise<Rung> {
  const person = { ...(await makeDoctor(client, secret, facilityId)), isOn, position }
  await client.query(
    `insert into identity.duty_shift (id, facility_id, specialty, position, person_id, starts_at, ends_at)
     values ($1, $2, $3, $4, $5, now() - interval '1 hour', now() + interval '1 day')`,
    [newId(), facilityId, position === 'leader' ? null : 'stroke', position, person.personId],
  )
  await client.query("update identity.person set phone = '0912000000' where id = $1", [person.personId])
  await client.query(
    `insert into identity.push_subscription (person_id, device_id, label, endpoint, p256dh, auth, created_at)
     values ($1, gen_random_uuid(), 'bench', $2, $3, $4, now())`,
    [person.personId, `${gateway.url}/push/${person.personId}`, keys.p256dh, keys.auth],
  )
  people.set(person.personId, person)
  return person
}

const ladder = {
  rungs: [
    { afterSeconds: 0, at: 'supporting', whom: ['first'], sends: [{ channel: 'app', afterSeconds: 0 }] },
    ...positions.map((position, at) => ({
      afterSeconds: 3000 + at,
      at: 'supporting',
      whom: [position],
      sends: ['app', 'push', 'sms'].map((channel) => ({ channel, afterSeconds: 0 })),
    })),
    {
      afterSeconds: 3100,
      at: 'backup',
      whom: ['first'],
      sends: ['app', 'push', 'sms'].map((channel) => ({ channel, afterSeconds: 0 })),
    },
  ],
}

let off = 0
const isNextOn = () => {
  off += offShare
  if (off < 1) return true
  off -= 1
  return false
}

const { rows: all } = await client.query(
  "select id from network.facility where kind = 'hospital' order by id limit $1",
  [hospitals + 1],
)
const [backup = '', ...chosen] = all.map((row: { id: string }) => row.id)
const { rows: askers } = await client.query(
  "select l.id, r.facility_id from identity.login l join identity.role r on r.person_id = l.id where l.email = 'diep@muongnhe.demo'",
)
await onDuty(backup, 'first', true)
const supporting: Hospital[] = []
for (const facilityId of chosen) {
  await client.query(
    `insert into consults.ladder (facility_id, version, document, set_by, set_at) values ($1, 1, $2, $3, now())`,
    [facilityId, JSON.stringify(ladder), askers[0].id],
  )
  await client.query(
    `insert into network.backup (facility_id, specialty, backup_facility_id, valid_from) values ($1, 'stroke', $2, '2021-01-01') on conflict do nothing`,
    [facilityId, backup],
  )
  const first = await onDuty(facilityId, 'first', false)
  const rungs = [first]
  for (const position of positions) rungs.push(await onDuty(facilityId, position, isNextOn()))
  supporting.push({ facilityId, rungs })
}

const asker = await openSession(client, secret, askers[0].id)
const facilityId: string = askers[0].facility_id

const post = async (who: SignedIn, path: string, body: object): Promise<number> => {
  const answer = await request(`${url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      cookie: who.cookie,
      origin: url,
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify(body),
  })
  await answer.body.dump()
  return answer.statusCode
}

/** Asks the emergencies through the product, each at the next hospital; their second rung is far away in time. */
async function ask(): Promise<void> {
  const patients = await makePatients(client, facilityId, asker.personId, pages)
  for (const [at, hospital] of supporting.entries()) {
    await client.query(
      `with gone as (update network.support_link set valid_to = current_date where to_facility_id = $1 and (valid_to is null or valid_to > current_date) returning 1)
       insert into network.support_link (id, from_facility_id, to_facility_id, programme, specialty, valid_from) values ($2, $3, $1, 'telehealth', 'stroke', '2021-01-01')`,
      [facilityId, newId(), hospital.facilityId],
    )
    const mine = patients.slice(at * (pages / hospitals), (at + 1) * (pages / hospitals))
    const codes = await Promise.all(
      mine.map(async (patientId) =>
        post(asker, '/api/consults', {
          facilityId,
          pathway: 'stroke',
          patient: { is: 'known', patientId },
          question: 'Có chỉ định tiêu sợi huyết không?',
        }),
      ),
    )
    if (codes.some((code) => code !== 200)) throw new Error(`answered ${codes.join()}`)
  }
}

type Arrival = { personId: string; at: number }

/** Lets the second rung of all fall due in one moment and the others after it; whoever's device is on answers. */
async function ringOurs(): Promise<{ worstMs: number; reached: number; afterAnswer: number }> {
  await ask()
  gateway.received.length = 0
  const due = Date.now() + leadMs
  await client.query(
    `update consults.page p set rings_at = to_timestamp($1 / 1000.0) + (p.rung - 2) * $2 * interval '1 millisecond',
       next_send_at = to_timestamp($1 / 1000.0) + (p.rung - 2) * $2 * interval '1 millisecond'
     from consults.consult c where c.id = p.consult_id and c.status = 'requested' and p.rung > 1 and p.answer is null`,
    [due, rungGapMs],
  )
  await client.query('update consults.participant set since = now() where since > now()')
  await client.query(
    'update records.access_grant set starts_at = now() where starts_at > now() and withdrawn_at is null',
  )
  await client.query(
    `update consults.consult set backup_due_at = to_timestamp($1 / 1000.0) + $2 * interval '1 millisecond' where status = 'requested'`,
    [due, positions.length * rungGapMs],
  )
  const open = new Set<string>()
  let seen = 0
  const answeredAt = new Map<string, number>()
  const answers: Promise<void>[] = []
  const hear = async ({ personId }: Arrival) => {
    const person = people.get(personId)
    if (!person?.isOn || open.has(personId)) return
    open.add(personId)
    await pause(pressAfterMs + ((open.size * 7) % 30) * (pressWithinMs / 30))
    const { rows } = await pool.query(
      `select p.consult_id as id from consults.page p join consults.consult c on c.id = p.consult_id
       where p.person_id = $1 and p.answer is null and p.rings_at <= now() and c.status = 'requested'`,
      [personId],
    )
    open.delete(personId)
    for (const { id } of rows as { id: string }[]) {
      if (answeredAt.has(id)) continue
      answeredAt.set(id, Date.now())
      const code = await post(person, `/api/consults/${id}/accept`, {})
      if (code !== 200) throw new Error(`accepting answered ${code}`)
      answeredAt.set(id, Date.now())
    }
  }
  while (Date.now() < due + endMs && answeredAt.size < pages) {
    for (; seen < gateway.received.length; seen += 1) {
      const arrival = gateway.received[seen]
      if (arrival) answers.push(hear({ personId: arrival.path.split('/').at(-1) ?? '', at: arrival.at }))
    }
    await pause(5)
  }
  await Promise.all(answers)
  await pause(rungGapMs)
  const { rows } = await client.query(
    `select max(extract(epoch from p.rang_at - p.rings_at)) * 1000 as rang,
       max(extract(epoch from d.sent_at - d.due_at)) filter (where d.channel = 'push') * 1000 as sent
     from consults.page p join consults.consult c on c.id = p.consult_id
       left join consults.delivery d on d.page_id = p.id
     where p.rung > 1 and p.rang_at is not null and c.asked_at > to_timestamp($1 / 1000.0) - interval '10 minutes' and c.status = 'accepted'`,
    [due],
  )
  const { rows: counted } = await client.query(
    "select count(*)::int as n from consults.consult where status = 'accepted'",
  )
  const { rows: sent } = await client.query('select id, consult_id from consults.delivery')
  const consultOf = new Map(sent.map((row: { id: string; consult_id: string }) => [row.id, row.consult_id]))
  const afterAnswer = gateway.received.filter(({ path, body, at }) => {
    const message = JSON.parse(path.startsWith('/push') ? keys.open(body) : body.toString('utf8')) as { id: string }
    const answered = answeredAt.get(consultOf.get(message.id) ?? '')
    return answered !== undefined && at > answered + graceMs
  }).length
  await client.query("update consults.consult set status = 'cancelled' where status in ('requested', 'accepted')")
  return { worstMs: Math.max(Number(rows[0].rang), Number(rows[0].sent)), reached: counted[0].n, afterAnswer }
}

/** The same number of bare timers, taken as fast as pg-boss allows: its shortest pause, many at once. */
async function ringBare(run: number): Promise<number> {
  const boss = new PgBoss({
    connectionString: stage.databaseUrl,
    schema: 'bench_jobs',
    supervise: false,
    schedule: false,
  })
  boss.on('error', () => undefined)
  await boss.start()
  const queue = `timers-${run}`
  await boss.createQueue(queue)
  const due = new Date(Date.now() + leadMs)
  await boss.insert(
    queue,
    Array.from({ length: pages }, () => ({ startAfter: due, data: {} })),
  )
  const late: number[] = []
  await boss.work(queue, { pollingIntervalSeconds: 0.5, batchSize: 100 }, async (jobs) => {
    for (const _ of jobs) late.push(Date.now() - due.getTime())
    await Promise.resolve()
  })
  while (late.length < pages) await pause(20)
  await boss.stop({ graceful: false, close: true })
  return Math.max(...late)
}

const ours: { worstMs: number; reached: number; afterAnswer: number }[] = []
const peer: number[] = []
for (let run = 0; run < runs; run += 1) {
  peer.push(await ringBare(run))
  ours.push(await ringOurs())
}
await pool.end()
await stage.close()
await gateway.close()

const worst = { ours: Math.round(Math.max(...ours.map((each) => each.worstMs))), peer: Math.round(Math.max(...peer)) }
const reached = Math.min(...ours.map((each) => each.reached))
const afterAnswer = ours.reduce((sum, each) => sum + each.afterAnswer, 0)
process.stdout.write(
  `${pages} pages due in one moment, ${offShare * 100} % of devices off, SMS silent: ${reached} reached a person in the worse run, ${afterAnswer} rung after the answer\n`,
)
process.stdout.write(`worst lateness of a rung: ${worst.ours} ms; of a bare timer: ${worst.peer} ms\n`)
const ratio = Math.round((worst.ours / worst.peer) * 100) / 100
process.stdout.write(
  `${JSON.stringify({ bench: 'ladder', ratio, ...worst, reached, afterAnswer, peerName: 'bare pg-boss timers', unit: 'ms worst lateness', runs })}\n`,
)
if (reached < pages || afterAnswer > 0) process.exitCode = 1
