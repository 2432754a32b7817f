import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, beforeEach, describe, test } from 'node:test'
import {
  type DeviceUnderTest,
  type HubUnderTest,
  letIn,
  newDevice,
  openHub,
} from '../../../capabilities/imaging/server/edges/hub-under-test.ts'
import { newId } from '../../../platform/server/new-id.ts'
import { createWorld, type World } from '../../../platform/test/world.ts'
import { Hub, HubRefused } from './hub.ts'
import { type Manner, NotYet, sendParcel, Yielded } from './send-parcel.ts'

type Taken = { bytes: Buffer; facilityId: string; aet: string }

let world: World
let server: HubUnderTest
let here: string
let device: DeviceUnderTest
let edgeId: string
let hub: Hub
let taken: Taken[] = []
let answer: 'stored' | 'away' | 'refused' = 'stored'

before(async () => {
  world = await createWorld()
  here = await world.facility('Mường Nhé')
  server = await openHub(world, {
    takeIn: async (bytes, from) => {
      if (answer === 'away') throw new Error('the archive is away')
      if (answer === 'refused') return { outcome: 'refused', problem: 'study-of-another-hospital' }
      taken.push({ bytes: Buffer.from(bytes), facilityId: from.facilityId, aet: from.aet })
      return { outcome: 'stored', studyId: newId() }
    },
  })
  device = newDevice()
  edgeId = await letIn(server, world, here, device)
  hub = openedBy(device, edgeId)
})
after(async () => {
  await hub.close()
  await server.close()
  await world.close()
})
beforeEach(() => {
  taken = []
  answer = 'stored'
})

function openedBy(by: DeviceUnderTest, kid: string): Hub {
  const opened = new Hub({ url: server.url, key: by.key, now: () => world.clock.now().getTime() })
  opened.signAs(kid)
  return opened
}

const facts = () => ({ id: newId(), studyUid: '1.2.3', instanceUid: '1.2.3.4', callingAet: 'CT1' })
const manner = (more: Partial<Manner> = {}): Manner => ({
  ...{ take: async () => undefined, shouldYield: () => false, isKnown: false },
  ...more,
})

/** Breaks the link after so many bytes. */
function breaksAfter(bytes: number): Manner {
  let left = bytes
  return manner({
    take: async (count) => {
      left -= count
      if (left < 0) throw new Error('cut')
    },
  })
}

describe('a parcel', () => {
  test('comes whole to the facility of its gateway, whatever size it has', async () => {
    for (const size of [1, 512 * 1024, 1_400_000]) {
      const parcel = randomBytes(size)
      assert.deepEqual(await sendParcel(hub, facts(), parcel, manner()), { state: 'taken' })
      const last = taken.at(-1)
      assert.ok(last?.bytes.equals(parcel))
      assert.deepEqual([last?.facilityId, last?.aet], [here, 'CT1'])
    }
  })

  test('goes on where the link broke, and is taken in once', async () => {
    const [parcel, said] = [randomBytes(2_000_000), facts()]
    await assert.rejects(sendParcel(hub, said, parcel, breaksAfter(700_000)))
    let sent = 0
    const counted = manner({
      isKnown: true,
      take: async (bytes) => {
        sent += bytes
      },
    })
    assert.deepEqual(await sendParcel(hub, said, parcel, counted), { state: 'taken' })
    // two whole pieces were confirmed before it broke; a piece that is refused because the broken one still arrives is sent twice
    assert.ok(sent < parcel.length - 200_000, `${sent} bytes were sent again`)
    assert.equal(taken.length, 1)
    assert.ok(taken[0]?.bytes.equals(parcel))
  })

  test('is not taken in again when the answer was lost: the hub says what became of it', async () => {
    const [parcel, said] = [randomBytes(1000), facts()]
    await sendParcel(hub, said, parcel, manner())
    assert.deepEqual(await sendParcel(hub, said, parcel, manner({ isKnown: true })), { state: 'taken' })
    // also by a gateway that has forgotten that it ever began
    assert.deepEqual(await sendParcel(hub, said, parcel, manner()), { state: 'taken' })
    assert.equal(taken.length, 1)
  })

  test('stays at the hub while the archive is away, and is taken in when it is back', async () => {
    const [parcel, said] = [randomBytes(1000), facts()]
    answer = 'away'
    await assert.rejects(sendParcel(hub, said, parcel, manner()), NotYet)
    await assert.rejects(sendParcel(hub, said, parcel, manner({ isKnown: true })), NotYet)
    answer = 'stored'
    assert.deepEqual(await sendParcel(hub, said, parcel, manner({ isKnown: true })), { state: 'taken' })
  })

  test('that the hub refuses is refused by name, and again when it is asked', async () => {
    const [parcel, said] = [randomBytes(1000), facts()]
    answer = 'refused'
    const refused = { state: 'refused', problem: 'study-of-another-hospital' }
    assert.deepEqual(await sendParcel(hub, said, parcel, manner()), refused)
    assert.deepEqual(await sendParcel(hub, said, parcel, manner({ isKnown: true })), refused)
  })

  test('that was packed anew in between is begun anew', async () => {
    const said = facts()
    await assert.rejects(sendParcel(hub, said, randomBytes(2_000_000), breaksAfter(700_000)))
    const other = randomBytes(1_900_000)
    assert.deepEqual(await sendParcel(hub, said, other, manner({ isKnown: true })), { state: 'taken' })
    assert.ok(taken[0]?.bytes.equals(other))
    // of the same length, which only the checksum tells
    const second = facts()
    await assert.rejects(sendParcel(hub, second, randomBytes(2_000_000), breaksAfter(700_000)))
    const same = randomBytes(2_000_000)
    await assert.rejects(sendParcel(hub, second, same, manner({ isKnown: true })), NotYet)
    assert.deepEqual(await sendParcel(hub, second, same, manner({ isKnown: true })), { state: 'taken' })
    assert.ok(taken[1]?.bytes.equals(same))
  })

  test('lets something urgent go before', async () => {
    const [parcel, said] = [randomBytes(2_000_000), facts()]
    await assert.rejects(sendParcel(hub, said, parcel, manner({ shouldYield: () => true })), Yielded)
    assert.deepEqual(await sendParcel(hub, said, parcel, manner({ isKnown: true })), { state: 'taken' })
  })

  test('of one gateway is unknown to every other one', async () => {
    const said = facts()
    await assert.rejects(sendParcel(hub, said, randomBytes(2_000_000), breaksAfter(700_000)))
    const stranger = newDevice()
    const other = openedBy(stranger, await letIn(server, world, await world.facility('Nơi khác'), stranger))
    const path = `/api/edge/parcels/${said.id}`
    const piece = { 'content-type': 'application/offset+octet-stream', 'upload-offset': '262144' }
    assert.equal((await other.tus('HEAD', path)).status, 404)
    assert.equal((await other.tus('DELETE', path)).status, 404)
    assert.equal((await other.tus('PATCH', path, { headers: piece, body: Buffer.from('x') })).status, 404)
    await assert.rejects(sendParcel(other, said, randomBytes(10), manner()), HubRefused)
    await other.close()
    assert.equal(taken.length, 0)
  })

  test('of a revoked gateway, or of none, is refused', async () => {
    const gone = newDevice()
    const kid = await letIn(server, world, here, gone)
    await world.sql(
      'update imaging.edge set revoked_at = now(), revoked_by = (select made_by from imaging.edge_code limit 1) where id = $1',
      [kid],
    )
    const unknown = openedBy(gone, kid)
    await assert.rejects(
      sendParcel(unknown, facts(), randomBytes(10), manner()),
      (error: unknown) => error instanceof HubRefused && error.status === 401 && error.problem === 'edge-unknown',
    )
    await unknown.close()
  })
})
