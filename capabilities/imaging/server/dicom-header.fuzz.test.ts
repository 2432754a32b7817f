import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { describe, it } from 'node:test'
import { createContext, Script } from 'node:vm'
import { deflateRawSync } from 'node:zlib'
import { fuzz, hugeLengths, roundsOf } from '../../../platform/test/chance.ts'
import { readDicomHeader } from './dicom-header.ts'

type Writer = { data: { datasetToDict(dataset: object): { write(): ArrayBuffer } } }

// dcmjs brings no types; this is the part of it that is used
const dcmjs = createRequire(import.meta.url)('dcmjs') as Writer

const plain = '1.2.840.10008.1.2.1'
const mebibyte = 1024 * 1024
const file = (syntax = plain) =>
  new Uint8Array(
    dcmjs.data
      .datasetToDict({
        _meta: { TransferSyntaxUID: { Value: [syntax], vr: 'UI' } },
        SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
        SOPInstanceUID: '1.2.3.4.5',
        PatientID: 'MN26-004417',
        StudyInstanceUID: '1.2.3.4',
        SeriesInstanceUID: '1.2.3.4.1',
        Modality: 'CT',
        _vrMap: {},
      })
      .write(),
  )
const good = file()
const afterMeta = 144 + Buffer.from(good).readUInt32LE(140)
const withData = (...parts: Uint8Array[]) => Buffer.concat([good.subarray(0, afterMeta), ...parts])

const sandbox = { read: (): unknown => null }
const reading = new Script('read()')
createContext(sandbox)

// only an interrupt from outside ends a loop that never yields
function readInTime(bytes: Uint8Array): ReturnType<typeof readDicomHeader> {
  let header: ReturnType<typeof readDicomHeader> = null
  sandbox.read = () => (header = readDicomHeader(bytes))
  reading.runInContext(sandbox, { timeout: 2000 })
  return header
}

function isHonest(bytes: Uint8Array): void {
  const header = readInTime(bytes)
  if (header === null) return
  assert.deepEqual(Object.keys(header), ['studyUid', 'seriesUid', 'instanceUid', 'patientId'])
  const { patientId, ...uids } = header
  for (const uid of Object.values(uids)) assert.match(uid, /^(?=.{1,64}$)[0-9]+(\.[0-9]+)*$/)
  assert.ok(patientId.length <= bytes.length)
}

const nested = (depth: number, isClosed: boolean) => {
  const open = Buffer.from('0800401153510000fffffffffeff00e0ffffffff', 'hex')
  const close = Buffer.from('feff0de000000000feffdde000000000', 'hex')
  return Buffer.concat([...Array(depth).fill(open), ...Array(isClosed ? depth : 0).fill(close)])
}

/** The most memory that the process ever held grew by no more than this while the action ran. */
function staysWithin(bytes: number, action: () => void): void {
  const before = process.resourceUsage().maxRSS
  action()
  assert.ok((process.resourceUsage().maxRSS - before) * 1024 < bytes, 'the parser took too much memory')
}

describe('the head of a stranger’s file, whatever its bytes', () => {
  it('is read or is not, when it is noise', async () => {
    await fuzz(1, 300, (chance) => {
      const noise = chance.bytes(chance.below(600))
      if (noise.length >= 132) noise.set(Buffer.from('DICM'), 128)
      isHonest(noise)
      isHonest(withData(noise))
    })
  })
  it('is read or is not, when bytes of it were changed', async () => {
    assert.equal(readInTime(good)?.studyUid, '1.2.3.4')
    await fuzz(1000, roundsOf(600), (chance) => {
      const head = chance.damaged(good.subarray(132))
      isHonest(Buffer.concat([good.subarray(0, 132), head]))
    })
  })
  it('is read or is not, wherever it is cut', () => {
    for (let length = 0; length <= good.length; length += 1) isHonest(good.subarray(0, length))
  })
  it('does not believe a length that the file has not', () => {
    staysWithin(256 * mebibyte, () => {
      for (let at = 132; at + 4 <= good.length; at += 1)
        for (const length of hugeLengths) {
          const copy = Buffer.from(good)
          copy.writeUInt32LE(length, at)
          isHonest(copy)
        }
    })
  })
  it('may hold sequences of no length, in one another, closed or not', async () => {
    const rest = good.subarray(afterMeta)
    assert.equal(readInTime(withData(nested(3, true), rest))?.studyUid, '1.2.3.4')
    for (const depth of [1, 10, 200])
      for (const closed of [true, false]) isHonest(withData(nested(depth, closed), rest))
    await fuzz(5000, 300, (chance) => {
      isHonest(withData(chance.damaged(nested(1 + chance.below(20), true)), rest))
    })
  })
  it('is not unfolded, though the preamble names another transfer syntax than the file has', () => {
    const bomb = deflateRawSync(Buffer.concat([good.subarray(afterMeta), new Uint8Array(64 * mebibyte)]))
    const head = file('1.2.840.10008.1.2.1.99').subarray(
      0,
      144 + Buffer.from(file('1.2.840.10008.1.2.1.99')).readUInt32LE(140),
    )
    const bytes = Buffer.concat([head, bomb])
    bytes.set(Buffer.from('020010005549140031', 'hex'), 0) // a decoy
    assert.equal(readInTime(bytes), null)
  })
})
