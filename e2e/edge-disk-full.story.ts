// Runs alone: it fills a disk and cuts a link.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type SmallStudy, smallStudies } from '../gateways/dicom/studies-under-test.ts'
import { type CuttableLink, openCuttableLink } from './cuttable-link.ts'
import { type EdgeOnStage, openEdge } from './edge.ts'
import { openStage, type Stage } from './stage.ts'
import { until } from './until.ts'

const patientId = 'MN26-004417'
const diskBytes = 8 * 1024 * 1024
const sliceCount = 50

let stage: Stage
let link: CuttableLink
let edge: EdgeOnStage
let folder: string
let disk: string
let study: SmallStudy
let isMounted = false

before(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'tuyen-full-'))
  disk = join(folder, 'disk')
  mkdirSync(disk)
  isMounted = mountSmallDisk()
  study = smallStudies(join(folder, 'study'), patientId, 1, { slices: sliceCount, size: 300 })[0] ?? {
    studyUid: '',
    files: [],
  }
  link = await openCuttableLink(stage.url)
  // without a disk of its own, as for an account that may not mount, the spool's own limit stands for it
  const spool = isMounted ? { reserveBytes: 0 } : { reserveBytes: 0, mostBytes: diskBytes }
  edge = await openEdge(stage, { hubUrl: link.url, folder: disk, settings: { spool } })
})
after(async () => {
  await edge.stop()
  if (isMounted) execFileSync('umount', [disk])
  await link.close()
  await stage.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A disk of a few megabytes in memory, inside the namespace of the story; false where that needs more rights. */
function mountSmallDisk(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes},mode=0700`, 'tmpfs', disk], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** How many objects storescu was told are kept, and how many were refused for want of room. */
const told = (output: string) => ({
  kept: output.match(/Received Store Response \(Success\)/g)?.length ?? 0,
  refused: output.match(/Received Store Response \(Refused: OutOfResources\)/g)?.length ?? 0,
})

describe('a gateway whose disk is full', () => {
  test('tells the modality so, and keeps all that it confirmed and nothing else', async () => {
    link.cut()
    const { output } = await edge.send(['--no-halt', ...study.files])
    const { kept, refused } = told(output)
    assert.ok(kept > 5 && refused > 5, output.slice(-2000))
    assert.equal(kept + refused, sliceCount)
    assert.deepEqual(edge.counts(), { waiting: kept })
    assert.equal(readdirSync(join(disk, 'data/spool/objects')).length, kept)
    assert.deepEqual(readdirSync(join(disk, 'data/spool/incoming')), [])
  })

  test('also when the disk was filled by somebody else to the last byte', async (t) => {
    if (!isMounted) return t.diagnostic('no disk of its own on this machine: the limit of the spool stood for it')
    const { bavail, bsize } = statfsSync(disk)
    writeFileSync(join(disk, 'filler'), Buffer.alloc(bavail * bsize))
    const earlier = edge.counts()
    const { kept, refused } = told((await edge.send(['--no-halt', ...study.files])).output)
    assert.deepEqual([kept, refused], [0, sliceCount])
    assert.deepEqual(edge.counts(), earlier)
  })

  test('loses nothing of it when the power is cut on a full disk', async () => {
    const earlier = edge.counts()
    const sizes = () =>
      readdirSync(join(disk, 'data/spool/objects')).map((name) => statSync(join(disk, 'data/spool/objects', name)).size)
    const whole = sizes()
    await edge.kill()
    await edge.start()
    assert.deepEqual([edge.counts(), sizes()], [earlier, whole])
  })

  test('recovers by itself when the link is back: what went leaves room for the rest', async () => {
    link.mend()
    await until('sending what was kept', async () => (edge.counts()['waiting'] ?? 0) === 0)
    rmSync(join(disk, 'filler'), { force: true })
    for (let round = 0; (edge.counts()['sent'] ?? 0) < sliceCount; round += 1) {
      assert.ok(round < 10, 'no room was made')
      await edge.send(['--no-halt', ...study.files])
      await until('sending the rest', async () => (edge.counts()['waiting'] ?? 0) === 0)
    }
    assert.deepEqual(edge.counts(), { sent: sliceCount })
    const rows = await stage.sql(
      'select count(*)::int as n, count(distinct sop_uid)::int as different from imaging.instance',
    )
    assert.deepEqual(rows, [{ n: sliceCount, different: sliceCount }])
  })
})
