import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import rateLimit from '@fastify/rate-limit'
import { Upload } from '@tus/server'
import fastify from 'fastify'
import { digestOf, signCall } from '#platform/server/device-signature.ts'
import { newId } from '#platform/server/new-id.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { parcelPath } from '../../contract/edges.ts'
import { type DeviceUnderTest, type HubUnderTest, letIn, newDevice, openHub } from './hub-under-test.ts'
import { ParcelDesk } from './parcel-desk.ts'
import { parcelRoutes } from './parcel-routes.ts'
import { tusHeaders } from './who-calls.ts'

let world: World
let hub: HubUnderTest
let mine: DeviceUnderTest
let edgeId: string
let otherId: string

before(async () => {
  world = await createWorld()
  hub = await openHub(world, { takeIn: async () => ({ outcome: 'stored', studyId: newId() }) })
  mine = newDevice()
  edgeId = await letIn(hub, world, await world.facility('Mường Nhé'), mine)
  otherId = await letIn(hub, world, await world.facility('Nơi khác'), newDevice())
})
after(async () => {
  await hub.close()
  await world.close()
})

/** A parcel as it lies at the desk: as many bytes as came of it. */
async function lay(desk: ParcelDesk, of: string, { size, bytes }: { size: number; bytes: Buffer }): Promise<string> {
  const id = newId()
  const metadata = {
    ...{ id, studyUid: '1.2', instanceUid: '1.2.3', callingAet: 'CT', edgeId: of, facilityId: of, source: 'x' },
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
  await desk.store.create(new Upload({ id, size, offset: 0, metadata }))
  writeFileSync(join(desk.store.directory, id), bytes)
  return id
}

/** A call of my gateway to exactly this address. */
async function call(method: string, path: string, more: Record<string, string> = {}): Promise<number> {
  const headers: Record<string, string> = { 'tus-resumable': '1.0.0', ...more }
  const digest = digestOf(tusHeaders.map((name) => `${name}:${headers[name] ?? ''}`).join('\n'))
  const authorization = signCall(mine.key, edgeId, { method, path, digest }, world.clock.now().getTime())
  const { port } = new URL(hub.url)
  return await new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, method, path, headers: { ...headers, authorization } },
      (answer) => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
      },
    )
    sent.on('error', reject).end()
  })
}

describe('the address of a parcel', () => {
  test('names one parcel alone: what was checked is what is touched', async () => {
    const half = { size: 9, bytes: Buffer.from('half') }
    const [own, theirs] = [await lay(hub.desk, edgeId, half), await lay(hub.desk, otherId, half)]
    const type = { 'content-type': 'application/offset+octet-stream', 'upload-offset': '4' }
    for (const mark of ['?', '#', '?x=']) {
      for (const method of ['HEAD', 'PATCH', 'DELETE'])
        assert.equal(await call(method, `${parcelPath}/${own}${mark}/${theirs}`, type), 400, `${method} ${mark}`)
    }
    assert.equal(await call('POST', `${parcelPath}?/${theirs}`), 400)
    assert.ok(await hub.desk.find(theirs, otherId))
    assert.equal(await call('DELETE', `${parcelPath}/${own}`), 204)
    assert.equal(await hub.desk.find(own, edgeId), null)
    const rows = await world.sql('select distinct problem from platform.audit_entry where actor_name = $1', [
      `edge ${edgeId}`,
    ])
    assert.deepEqual(rows, [{ problem: 'invalid-input' }])
  })
})

describe('a stranger who calls where parcels come', () => {
  const unproven = async () =>
    await world.sql("select 1 from platform.audit_entry where actor_name <> $1 and endpoint = 'take-parcel'", [
      `edge ${edgeId}`,
    ])
  const forged = () => {
    const said = { method: 'POST', path: parcelPath, digest: 'x' }
    return { authorization: signCall(newDevice().key, edgeId, said, world.clock.now().getTime()) }
  }

  test('leaves 60 rows in a minute at most, under no name that was claimed', async () => {
    for (let count = 0; count < 70; count += 1) assert.equal((await hub.plain(parcelPath, {}, forged())).status, 401)
    assert.equal((await unproven()).length, 60)
    world.clock.advance(60_000)
    await hub.plain(parcelPath, {}, forged())
    assert.equal((await unproven()).length, 61)
    const names = await world.sql(
      `select distinct actor_name from platform.audit_entry
       where endpoint = 'take-parcel' and problem = 'edge-signature-wrong'`,
    )
    assert.deepEqual(names, [{ actor_name: 'unproven gateway' }])
  })

  test('is one caller for the rate limit, whatever cookie is sent', async () => {
    const app = fastify()
    await app.register(rateLimit, { global: false, keyGenerator: (asked) => String(asked.headers.cookie) })
    await app.register(async (scope) => parcelRoutes(scope, world.house, hub.desk))
    const left: number[] = []
    for (const cookie of ['session_token=a', 'session_token=b']) {
      const answer = await app.inject({ method: 'POST', url: parcelPath, headers: { cookie } })
      left.push(Number(answer.headers['x-ratelimit-remaining']))
    }
    await app.close()
    assert.equal(left[1], (left[0] ?? 0) - 1)
  })
})

describe('parcels that are complete', () => {
  test('are taken in two at a time, one of each gateway, the gateways in turn', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parcels-'))
    const third = await letIn(hub, world, await world.facility('Thứ ba'), newDevice())
    const begun: { edge: string; end: () => void }[] = []
    const takeIn = async (_parcel: Uint8Array, { facilityId }: { facilityId: string }) => {
      await new Promise<void>((end) => begun.push({ edge: facilityId, end }))
      return { outcome: 'stored' as const, studyId: newId() }
    }
    const desk = new ParcelDesk({ house: world.house, intake: { takeIn }, folder })
    let looked = 0
    const outcomeOf = desk.outcomeOf.bind(desk)
    desk.outcomeOf = async (...asked) => await outcomeOf(...asked).finally(() => (looked += 1))
    const owners = [edgeId, edgeId, edgeId, edgeId, otherId, third]
    const ids: string[] = []
    for (const owner of owners) ids.push(await lay(desk, owner, { size: 4, bytes: Buffer.from('four') }))
    const settling = Promise.all(ids.map(async (id) => await desk.settle(id)))
    // each is looked up before it waits for its turn, and the two that have one once more
    while (looked < owners.length + 2 || begun.length < 2) await setImmediate()
    for (let ended = 0; ended < owners.length; ended += 1) {
      // longer than one more would need to begin
      for (let look = 0; look < 10; look += 1) await outcomeOf(newId(), edgeId)
      const running = begun.slice(ended)
      assert.ok(running.length <= 2, `${running.length} at once`)
      assert.equal(new Set(running.map(({ edge }) => edge)).size, running.length)
      begun[ended]?.end()
      const next = Math.min(ended + 2, owners.length)
      while (begun.length < next) await setImmediate()
    }
    assert.ok((await settling).every(({ state }) => state === 'taken'))
    const order = begun.map(({ edge }) => edge)
    const secondLast = order.lastIndexOf(edgeId, order.lastIndexOf(edgeId) - 1)
    assert.ok(Math.max(order.indexOf(otherId), order.indexOf(third)) < secondLast, order.join())
    await desk.close()
    rmSync(folder, { recursive: true })
  })
})
