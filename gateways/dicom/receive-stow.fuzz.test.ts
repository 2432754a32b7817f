import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { fuzz, roundsOf } from '#platform/test/chance.ts'
import { type KeeperUnderTest, memoryKeeper } from './keeper-under-test.ts'
import { listenForStow } from './receive-stow.ts'
import { smallStudies } from './studies-under-test.ts'

const token = 'a token for this test alone, long enough'
const boundary = 'between-parts'

let folder: string
let files: Buffer[]
let url: string
let keeper: KeeperUnderTest
let stow: { close(): Promise<void> }

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tuyen-stow-'))
  files = (smallStudies(folder, 'MN26-004417', 1, { slices: 3 })[0]?.files ?? []).map((each) => readFileSync(each))
  const free = createServer().listen(0, '127.0.0.1')
  await once(free, 'listening')
  // a server that listens on TCP has such an address
  const { port } = free.address() as AddressInfo
  free.close()
  keeper = memoryKeeper()
  stow = await listenForStow({ host: '127.0.0.1', port, token, callingAet: 'STOW', calledAet: 'TUYEN' }, keeper)
  url = `http://127.0.0.1:${port}/studies`
})
after(async () => {
  await stow.close()
  rmSync(folder, { recursive: true })
})
beforeEach(() => {
  keeper.kept.length = 0
  keeper.answer = 'kept'
})

const bodyOf = (parts: Buffer[], end = `\r\n--${boundary}--\r\n`): Buffer =>
  Buffer.concat([
    ...parts.flatMap((part) => [Buffer.from(`\r\n--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`), part]),
    Buffer.from(end),
  ]).subarray(2)

async function post(body: Buffer, headers: Record<string, string> = {}, to = url) {
  const answer = await fetch(to, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': `multipart/related; type="application/dicom"; boundary=${boundary}`,
      ...headers,
    },
  })
  const text = await answer.text()
  return { status: answer.status, body: (text ? JSON.parse(text) : {}) as Record<string, { Value: object[] }> }
}

describe('STOW-RS at the gateway', () => {
  test('keeps each file of a body, byte for byte', async () => {
    const { status, body } = await post(bodyOf(files))
    assert.equal(status, 200)
    assert.deepEqual(
      keeper.kept.map((each) => each.bytes),
      files,
    )
    assert.equal(body['00081199']?.Value.length, 3)
    assert.deepEqual([keeper.kept[0]?.facts.callingAet, keeper.kept[0]?.facts.calledAet], ['STOW', 'TUYEN'])
  })

  test('says of each file that it could not take why, and keeps the others', async () => {
    const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = files
    const cut = second.subarray(0, -10)
    const { status, body } = await post(bodyOf([Buffer.from('no image at all'.repeat(20)), first, cut]))
    assert.equal(status, 202)
    assert.equal(keeper.kept.length, 1)
    assert.deepEqual(
      body['00081198']?.Value.map((each) => (each as Record<string, { Value: number[] }>)['00081197']?.Value[0]),
      [0xc000, 0xc000],
    )
    assert.equal(keeper.open(), 0)
  })

  test('answers that nothing was taken when there is no room', async () => {
    keeper.answer = 'no-room'
    const { status } = await post(bodyOf(files))
    assert.equal(status, 409)
  })

  test('is closed without the token, for other types and other paths', async () => {
    const body = bodyOf(files)
    assert.equal((await post(body, { authorization: 'Bearer other' })).status, 401)
    assert.equal((await post(body, { 'content-type': 'application/dicom' })).status, 415)
    assert.equal((await post(body, {}, url.replace('studies', 'series'))).status, 404)
    assert.equal((await fetch(url, { headers: { authorization: `Bearer ${token}` } })).status, 405)
    assert.equal(keeper.kept.length, 0)
  })

  test('keeps what was whole of a body that ends too early', async () => {
    const { status } = await post(bodyOf(files.slice(0, 2), ''))
    assert.equal(status, 200)
    assert.deepEqual([keeper.kept.length, keeper.open()], [1, 0])
    assert.equal((await post(Buffer.from('--other\r\n'))).status, 400)
  })
})

describe('whatever a stranger who knows the token sends', () => {
  test('is answered by what became of it, never by a fault, and only what is whole is kept', async () => {
    const whole = bodyOf(files)
    await fuzz(7000, roundsOf(150), async (chance) => {
      keeper.kept.length = 0
      const bytes = chance.below(2) ? chance.damaged(whole) : whole.subarray(0, chance.below(whole.length))
      const answer = await post(Buffer.from(bytes)).catch(() => ({ status: 400 }))
      assert.ok([200, 202, 400, 409, 415].includes(answer.status), String(answer.status))
      // a changed byte of pixels makes another whole object; what was cut is none
      if (bytes.length < (files[0]?.length ?? 0)) assert.equal(keeper.kept.length, 0)
      assert.equal(keeper.open(), 0)
    })
    assert.equal((await post(whole)).status, 200)
  })
})
