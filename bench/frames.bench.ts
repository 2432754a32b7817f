// Frames a second through our authorised gateway, from its memory and from disk for the first time, beside the same
// slices asked of the archive directly, without any check: 16 clients each.
import { rmSync } from 'node:fs'
import { Pool } from 'undici'
import { sendByStore } from '../e2e/head-ct.ts'
import { openSession } from './bench-people.ts'
import { openBenchStage } from './bench-stage.ts'
import { framesReady, makeStudies } from './many-studies.ts'

const clients = 16
const studyCount = 20
const seconds = 4

const stage = await openBenchStage()
const { client, url, secret, stack } = stage
const many = makeStudies(studyCount, 'MN26-004417')
const all = many.studies.flatMap((study) => study.files)
for (const study of many.studies) sendByStore(study.files, stack.ports.ORTHANC_DICOM_PORT)
await framesReady(
  client,
  many.studies.map((study) => study.uid),
  all.length,
)
const { rows } = await client.query("select id from identity.login where email = 'diep@muongnhe.demo'")
const { cookie } = await openSession(client, secret, (rows[0] as { id: string }).id)
const { rows: places } = await client.query(
  `select s.id as study, s.study_uid, r.series_uid, i.id as instance, i.sop_uid from imaging.instance i
     join imaging.study s on s.id = i.study_id join imaging.series r on r.id = i.series_id where s.study_uid = any ($1)`,
  [many.studies.map((study) => study.uid)],
)
type Place = { study: string; study_uid: string; series_uid: string; instance: string; sop_uid: string }
const ours = (place: Place) => `/api/studies/${place.study}/frames/${place.instance}/1`
const theirs = (place: Place) =>
  `/dicom-web/studies/${place.study_uid}/series/${place.series_uid}/instances/${place.sop_uid}/frames/1`

const gateway = new Pool(url, { connections: clients })
const archive = new Pool(`http://127.0.0.1:${stack.ports.ORTHANC_PORT}`, { connections: clients })
const authorization = `Basic ${Buffer.from(`tuyen:${stage.orthancPassword}`).toString('base64')}`
const accept = 'multipart/related; type="application/octet-stream"; transfer-syntax=*'

async function get(pool: Pool, path: string, headers: Record<string, string>): Promise<number> {
  const reply = await pool.request({ path, method: 'GET', headers })
  const bytes = await reply.body.arrayBuffer()
  if (reply.statusCode !== 200) throw new Error(`${path} answered ${reply.statusCode}`)
  return bytes.byteLength
}
const askOurs = async (place: Place) => await get(gateway, ours(place), { cookie })
const askTheirs = async (place: Place) => await get(archive, theirs(place), { authorization, accept })

/** Each of the places once. */
async function once(list: Place[], ask: (place: Place) => Promise<number>): Promise<number> {
  const left = [...list]
  const started = performance.now()
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let place = left.pop(); place; place = left.pop()) await ask(place)
    }),
  )
  return list.length / ((performance.now() - started) / 1000)
}

/** The same few places again and again. */
async function again(list: Place[], ask: (place: Place) => Promise<number>): Promise<number> {
  const [first] = list
  if (!first) throw new Error('there is nothing to ask for')
  let count = 0
  const until = performance.now() + seconds * 1000
  const started = performance.now()
  await Promise.all(
    Array.from({ length: clients }, async (_, number) => {
      for (let at = number; performance.now() < until; at += 1, count += 1) await ask(list[at % list.length] ?? first)
    }),
  )
  return count / ((performance.now() - started) / 1000)
}

const list = places as Place[]
const [warm, cold] = [list.slice(0, 28), list.slice(28)]
await once(warm, askOurs)
await once(warm, askTheirs)
const oursCold = await once(cold, askOurs)
const theirsCold = await once(cold, askTheirs)
const oursWarm = await again(warm, askOurs)
const theirsWarm = await again(warm, askTheirs)
await Promise.all([gateway.close(), archive.close()])
await stage.close()
rmSync(many.folder, { recursive: true })

const round = (value: number) => Math.round(value)
const ratio = (one: number, other: number) => Math.round((one / other) * 100) / 100
process.stdout.write(`${many.origin} head CT, ${studyCount} studies, ${clients} clients, frames a second\n`)
process.stdout.write(`from memory  ours ${round(oursWarm)}, archive ${round(theirsWarm)}\n`)
process.stdout.write(`first time   ours ${round(oursCold)}, archive ${round(theirsCold)}\n`)
const result = {
  bench: 'frames',
  ratio: ratio(oursWarm, theirsWarm),
  coldRatio: ratio(oursCold, theirsCold),
  ours: round(oursWarm),
  peer: round(theirsWarm),
  oursCold: round(oursCold),
  peerCold: round(theirsCold),
  peerName: 'the archive itself (Orthanc), without authorisation, the frames as they were sent',
  unit: 'frames/s',
}
process.stdout.write(`${JSON.stringify(result)}\n`)
