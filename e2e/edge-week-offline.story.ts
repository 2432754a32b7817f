// Runs alone: it ends processes and waits for links.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type SmallStudy, smallStudies } from '../gateways/dicom/studies-under-test.ts'
import { type CuttableLink, openCuttableLink } from './cuttable-link.ts'
import { type EdgeOnStage, openEdge } from './edge.ts'
import { openStage, type Stage } from './stage.ts'
import { until } from './until.ts'

const studyCount = 30
const longestMs = 120_000
const sliceCount = 6
const patientId = 'MN26-004417'
const weekMs = 7 * 24 * 60 * 60 * 1000

let stage: Stage
let link: CuttableLink
let edge: EdgeOnStage
let folder: string
let studies: SmallStudy[]

before(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'tuyen-week-'))
  studies = smallStudies(folder, patientId, studyCount, { slices: sliceCount })
  link = await openCuttableLink(stage.url)
  edge = await openEdge(stage, { hubUrl: link.url })
})
after(async () => {
  await edge.close()
  await link.close()
  await stage.close()
  rmSync(folder, { recursive: true, force: true })
})

const files = (from: readonly SmallStudy[]) => from.flatMap((each) => each.files)

describe('a gateway whose link is away for a week', () => {
  test('sends what comes while the link is there', async () => {
    const sent = await edge.send(files(studies.slice(0, 1)))
    assert.equal(sent.code, 0, sent.output)
    await until('the first study', async () => (edge.counts()['sent'] ?? 0) === sliceCount, longestMs)
  })

  test('takes everything that comes meanwhile, and loses nothing when the power is cut in between', async () => {
    link.cut()
    const third = Math.floor(studyCount / 3)
    assert.equal((await edge.send(files(studies.slice(1, third)))).code, 0)
    await edge.kill()
    await edge.start()
    assert.equal((await edge.send(files(studies.slice(third, 2 * third)))).code, 0)
    // the power is cut while a modality sends: what was not confirmed it sends again
    const rest = files(studies.slice(2 * third))
    const sending = edge.send(rest)
    await until(
      'a few of the rest',
      async () => (edge.counts()['waiting'] ?? 0) > (2 * third - 1) * sliceCount + 3,
      longestMs,
    )
    await edge.kill()
    assert.notEqual((await sending).code, 0)
    await edge.start()
    assert.equal((await edge.send(rest)).code, 0)
    assert.deepEqual(edge.counts(), { sent: sliceCount, waiting: (studyCount - 1) * sliceCount })
  })

  test('sends all of it once when the link is back, although its clock is a week wrong by then', async () => {
    await edge.stop()
    await edge.start(-weekMs)
    link.mend()
    await until(
      'some of it',
      async () => (edge.counts()['waiting'] ?? 0) < studyCount * sliceCount - sliceCount * 4,
      longestMs,
    )
    // once more in the middle
    link.cut()
    await edge.kill()
    await edge.start()
    link.mend()
    await until('the last object', async () => (edge.counts()['sent'] ?? 0) === studyCount * sliceCount, longestMs)
    const rows = await stage.sql(
      'select count(*)::int as n, count(distinct instance_uid)::int as different from imaging.edge_parcel',
    )
    assert.deepEqual(rows, [{ n: studyCount * sliceCount, different: studyCount * sliceCount }])
  })

  test('and each object lies in the archive as the modality sent it', async () => {
    const authorization = `Basic ${btoa(`${stage.stack.env['ORTHANC_USER']}:${stage.stack.env['ORTHANC_PASSWORD']}`)}`
    const ask = async (path: string) =>
      await fetch(`${stage.stack.env['ORTHANC_URL']}${path}`, { headers: { authorization } })
    const ids = (await (await ask('/instances')).json()) as string[]
    assert.equal(ids.length, studyCount * sliceCount)
    const pixels = (bytes: Buffer) =>
      createHash('sha256')
        .update(bytes.subarray(-64 * 64 * 2))
        .digest('hex')
    const wanted = files(studies).map((file) => pixels(readFileSync(file)))
    const found = await Promise.all(
      ids.map(async (id) => pixels(Buffer.from(await (await ask(`/instances/${id}/file`)).arrayBuffer()))),
    )
    assert.deepEqual(found.sort(), wanted.sort())
    const whole = `select count(*)::int as n from imaging.study where patient_id is not null and instance_count = $1`
    await until(
      'the count of each study',
      async () => (await stage.sql(whole, [sliceCount]))[0]?.['n'] === studyCount,
      longestMs,
    )
  })
})
