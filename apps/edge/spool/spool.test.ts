import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { NoRoom, type ObjectFacts } from '#gateways/dicom/incoming.ts'
import { SealBroken } from './sealed-file.ts'
import { Spool, type SpoolOptions } from './spool.ts'

let folder: string
let spool: Spool
const key = randomBytes(32)
let clock = 1_795_000_000_000

const options = (more: Partial<SpoolOptions> = {}): SpoolOptions => ({
  ...{ folder, key, reserveBytes: 0, now: () => (clock += 1), isUrgentAet: (aet) => aet === 'CAPCUU' },
  ...more,
})

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tuyen-spool-'))
  spool = await Spool.open(options())
})
afterEach(() => {
  spool.close()
  rmSync(folder, { recursive: true, force: true })
})

const facts = (more: Partial<ObjectFacts> = {}): ObjectFacts => ({
  ...{ sopClassUid: '1.2.840.10008.5.1.4.1.1.2', instanceUid: '1.2.3.1', studyUid: '1.2.3', seriesUid: '1.2.3.9' },
  ...{ transferSyntaxUid: '1.2.840.10008.1.2.1', modality: 'CT', instanceNumber: 1, patientId: 'MN26-004417' },
  ...{ hasPixels: true, callingAet: 'CT1', calledAet: 'TUYEN' },
  ...more,
})

async function put(bytes: Buffer, more: Partial<ObjectFacts> = {}, into = spool) {
  const incoming = await into.begin()
  for (let at = 0; at < bytes.length; at += 100_000) await incoming.write(bytes.subarray(at, at + 100_000))
  return await incoming.keep(facts(more))
}

const objects = () => readdirSync(join(folder, 'objects'))
const waiting = () => spool.index.next(100)

/** Ends the process's hold on the spool as a power cut would, and opens it again. */
async function powerCut(more: Partial<SpoolOptions> = {}): Promise<void> {
  spool.close()
  spool = await Spool.open(options(more))
}

describe('an object in the spool', () => {
  test('is read back as it was given, whatever its size', async () => {
    for (const size of [0, 1, 256 * 1024 - 1, 256 * 1024, 256 * 1024 + 1, 1_000_000]) {
      const bytes = randomBytes(size)
      assert.equal(await put(bytes, { instanceUid: `1.2.${size}` }), 'kept')
      const kept = waiting().find((each) => each.instanceUid === `1.2.${size}`)
      assert.ok(bytes.equals(await spool.read(kept?.id ?? '')))
    }
  })

  test('is nowhere on the disk in plain text, and no patient is named in the index', async () => {
    const bytes = Buffer.from('VU A DE MN26-004417 '.repeat(1000))
    await put(bytes)
    for (const name of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!name.isFile()) continue
      const text = readFileSync(join(name.parentPath, name.name)).toString('latin1')
      assert.ok(!text.includes('VU A DE') && !text.includes('MN26-004417'), name.name)
    }
  })

  test('is not read when a byte of its file was changed, it was cut, renamed, or the key is another one', async () => {
    await put(randomBytes(300_000))
    const [id = ''] = objects()
    const path = join(folder, 'objects', id)
    const whole = readFileSync(path)
    for (const at of [0, 6, 30, 200_000, whole.length - 30, whole.length - 2]) {
      const changed = Buffer.from(whole)
      changed[at] = (changed[at] ?? 0) ^ 1
      writeFileSync(path, changed)
      await assert.rejects(spool.read(id), SealBroken, String(at))
    }
    writeFileSync(path, whole.subarray(0, -10))
    await assert.rejects(spool.read(id), SealBroken)
    writeFileSync(path, whole)
    renameSync(path, join(folder, 'objects', 'other'))
    await assert.rejects(spool.read('other'), SealBroken)
    renameSync(join(folder, 'objects', 'other'), path)
    assert.equal((await spool.read(id)).length, 300_000)
    await powerCut({ key: randomBytes(32) })
    await assert.rejects(spool.read(id), SealBroken)
  })

  test('that comes twice is kept once', async () => {
    const bytes = randomBytes(1000)
    assert.equal(await put(bytes), 'kept')
    assert.equal(await put(bytes), 'known')
    const both = await Promise.all([put(bytes, { instanceUid: '1.7' }), put(bytes, { instanceUid: '1.7' })])
    assert.deepEqual(both.sort(), ['kept', 'known'])
    assert.equal(objects().length, 2)
    assert.deepEqual(readdirSync(join(folder, 'incoming')), [])
  })

  test('with the UID of another one is kept apart, and neither is written over', async () => {
    const [first, second] = [randomBytes(1000), randomBytes(1000)]
    await put(first)
    assert.equal(await put(second), 'kept-apart')
    assert.equal(objects().length, 2)
    const [sent] = waiting()
    assert.equal(waiting().length, 1)
    assert.ok(first.equals(await spool.read(sent?.id ?? '')))
    assert.equal(spool.index.totals().held, 1)
  })

  test('that was sent leaves the disk, and is known when it comes again', async () => {
    const bytes = randomBytes(1000)
    await put(bytes)
    await spool.settle(waiting()[0]?.id ?? '', 'sent')
    assert.deepEqual(objects(), [])
    assert.equal(spool.index.totals().bytes, 0)
    assert.equal(await put(bytes), 'known')
  })
})

describe('a power cut', () => {
  test('while an object comes leaves nothing of it', async () => {
    const incoming = await spool.begin()
    await incoming.write(randomBytes(600_000))
    await powerCut()
    assert.deepEqual(readdirSync(join(folder, 'incoming')), [])
    assert.deepEqual([objects(), waiting()], [[], []])
    await incoming.discard()
  })

  test('between the file and its record adds the record at the next start', async () => {
    const before = mkdtempSync(join(tmpdir(), 'tuyen-before-'))
    cpSync(join(folder, 'index.sqlite'), join(before, 'index.sqlite'))
    const bytes = randomBytes(1000)
    await put(bytes)
    spool.close()
    for (const name of readdirSync(folder).filter((each) => each.startsWith('index.sqlite'))) rmSync(join(folder, name))
    cpSync(join(before, 'index.sqlite'), join(folder, 'index.sqlite'))
    rmSync(before, { recursive: true })
    spool = await Spool.open(options())
    assert.equal(spool.recovered.added, 1)
    assert.ok(bytes.equals(await spool.read(waiting()[0]?.id ?? '')))
    assert.equal(await put(bytes), 'known')
  })

  test('between the record of sending and the removal of the file removes it at the next start', async () => {
    await put(randomBytes(1000))
    const [sent] = waiting()
    spool.index.settle(sent?.id ?? '', 'sent', clock)
    await powerCut()
    assert.deepEqual(objects(), [])
  })

  test('that damages the index loses nothing: it is written anew from the files', async () => {
    const all = [randomBytes(500), randomBytes(500), randomBytes(500)]
    for (const [index, bytes] of all.entries()) await put(bytes, { instanceUid: `1.5.${index}`, calledAet: 'CAPCUU' })
    await put(randomBytes(500), { instanceUid: '1.5.0' })
    spool.close()
    for (const end of ['-wal', '-shm']) rmSync(join(folder, `index.sqlite${end}`), { force: true })
    writeFileSync(join(folder, 'index.sqlite'), randomBytes(8192))
    spool = await Spool.open(options())
    assert.deepEqual([spool.recovered.isIndexNew, spool.recovered.added], [true, 4])
    assert.equal(waiting().length, 3)
    assert.ok(waiting().every((each) => each.isUrgent))
    assert.equal(spool.index.totals().held, 1)
  })

  test('that takes a file away is reported, and the object is taken when it comes again', async () => {
    const bytes = randomBytes(1000)
    await put(bytes)
    rmSync(join(folder, 'objects', objects()[0] ?? ''))
    await powerCut()
    assert.equal(spool.recovered.lost, 1)
    assert.equal(await put(bytes), 'kept')
    assert.ok(bytes.equals(await spool.read(waiting()[0]?.id ?? '')))
  })

  test('that leaves a half file among the whole ones is reported, and it stays for a person to look at', async () => {
    appendFileSync(join(folder, 'objects', 'half'), randomBytes(100))
    await powerCut()
    assert.equal(spool.recovered.damaged, 1)
    assert.deepEqual(objects(), ['half'])
  })
})

describe('a spool that may hold no more', () => {
  test('refuses before and in the middle of an object, and leaves nothing of it', async () => {
    await powerCut({ mostBytes: 500_000 })
    assert.equal(await put(randomBytes(300_000), { instanceUid: '1.1' }), 'kept')
    const incoming = await spool.begin()
    await incoming.write(randomBytes(100_000))
    await assert.rejects(incoming.write(randomBytes(150_000)), NoRoom)
    await incoming.discard()
    assert.deepEqual(readdirSync(join(folder, 'incoming')), [])
    await powerCut({ mostBytes: 300_000 })
    await assert.rejects(spool.begin(), NoRoom)
    await spool.settle(waiting()[0]?.id ?? '', 'sent')
    assert.equal(await put(randomBytes(100_000), { instanceUid: '1.2' }), 'kept')
  })

  test('refuses when the disk has no more than its reserve', async () => {
    await powerCut({ reserveBytes: Number.MAX_SAFE_INTEGER })
    await assert.rejects(spool.begin(), NoRoom)
  })
})

describe('what goes first', () => {
  test('is what was sent to the name for emergencies, and the patients whom the hub names', async () => {
    await put(randomBytes(10), { instanceUid: '1.1', studyUid: '1', seriesUid: '1.1', patientId: 'A' })
    await put(randomBytes(10), { instanceUid: '2.1', studyUid: '2', seriesUid: '2.1', patientId: 'B' })
    await put(randomBytes(10), { instanceUid: '3.1', studyUid: '3', seriesUid: '3.1', calledAet: 'CAPCUU' })
    assert.deepEqual(
      waiting().map((each) => each.studyUid),
      ['3', '1', '2'],
    )
    assert.equal(spool.index.setUrgent([spool.markOf('B')]), true)
    assert.equal(spool.index.setUrgent([spool.markOf('B')]), false)
    assert.deepEqual(
      waiting().map((each) => [each.studyUid, each.isUrgent]),
      [
        ['2', true],
        ['3', true],
        ['1', false],
      ],
    )
    spool.index.setUrgent([])
    assert.deepEqual(
      waiting().map((each) => each.studyUid),
      ['3', '1', '2'],
    )
  })
})
