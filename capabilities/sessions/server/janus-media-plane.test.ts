import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { connectJanus, type JanusClient } from './janus-client.ts'
import { type JanusMediaPlane, startJanusMediaPlane } from './janus-media-plane.ts'
import { type JanusUnderTest, startJanusUnderTest } from './janus-under-test.ts'
import { type MediaEvent, MediaUnavailable } from './media-plane.ts'

let janus: JanusUnderTest
let plane: JanusMediaPlane
let onlooker: JanusClient

const onlook = () => connectJanus({ url: janus.url, apiSecret: janus.apiSecret, onLost: () => {} })

before(async () => {
  janus = await startJanusUnderTest()
  plane = startJanusMediaPlane({ url: janus.url, apiSecret: janus.apiSecret, adminKey: janus.adminKey, retryMs: 20 })
  await plane.whenUp()
  onlooker = await onlook()
})
after(async () => {
  await plane.close()
  onlooker.close()
  await janus.stop()
})

async function openRoom(): Promise<string> {
  const roomId = randomUUID()
  await plane.openRoom({ roomId, publishers: 4, bitrateBps: 600_000 })
  return roomId
}

function openLeg(roomId: string, peerId: string) {
  const events: MediaEvent[] = []
  let wake = () => {}
  const leg = plane.openLeg({ roomId, peerId, display: peerId }, (event) => {
    events.push(event)
    wake()
  })
  const told = async (type: MediaEvent['type']): Promise<MediaEvent> => {
    const found = events.find((event) => event.type === type)
    if (found) return found
    await new Promise<void>((resolve) => {
      wake = resolve
    })
    return await told(type)
  }
  return { leg, told }
}

const kindsIn = async (roomId: string) =>
  (await onlooker.listParticipants(roomId)).map(({ id }) => id.split('~').slice(0, 2).join('~')).toSorted()

const unavailable = (because: MediaUnavailable['because']) => (error: unknown) =>
  error instanceof MediaUnavailable && error.because === because

describe('media plane on janus', () => {
  it('lets a peer in with camera and screen, and out again', async () => {
    const roomId = await openRoom()
    const { leg } = openLeg(roomId, 'ann')
    await assert.rejects(leg.join('screen'), unavailable('not-joined'))
    await leg.join('camera')
    await leg.join('screen')
    assert.deepEqual(await kindsIn(roomId), ['ann~camera', 'ann~screen'])
    await leg.leave('screen')
    assert.deepEqual(await kindsIn(roomId), ['ann~camera'])
    await leg.leave('camera')
    assert.deepEqual(await kindsIn(roomId), [])
  })

  it('replaces the old camera of a peer who joins again after a broken link', async () => {
    const roomId = await openRoom()
    const { leg } = openLeg(roomId, 'ann')
    await leg.join('camera')
    await leg.join('screen')
    await leg.join('camera')
    assert.deepEqual(await kindsIn(roomId), ['ann~camera'])
  })

  it('throws a peer out with every feed and tells them', async () => {
    const roomId = await openRoom()
    const { leg, told } = openLeg(roomId, 'ann')
    await leg.join('camera')
    await leg.join('screen')
    await plane.remove(roomId, 'ann')
    await told('removed')
    await leg.leave('camera')
    assert.deepEqual(await kindsIn(roomId), [])
  })

  it('tells everybody inside that the room was closed', async () => {
    const roomId = await openRoom()
    const { leg, told } = openLeg(roomId, 'ann')
    await leg.join('camera')
    await plane.closeRoom(roomId)
    await told('room-closed')
    await plane.closeRoom(roomId)
  })

  it('opens the same room twice without harm, and drops what arrives for a connection that is gone', async () => {
    const roomId = await openRoom()
    await plane.openRoom({ roomId, publishers: 4, bitrateBps: 600_000 })
    const { leg } = openLeg(roomId, 'ann')
    await leg.trickle('camera', null)
    await leg.answer({ type: 'answer', sdp: 'v=0' })
    await assert.rejects(leg.subscribe([]), unavailable('not-joined'))
  })

  it('asks nothing of janus for a feed that is not there', async () => {
    const roomId = await openRoom()
    const { leg } = openLeg(roomId, 'ann')
    await leg.join('camera')
    await leg.subscribe([{ feedId: 'ben~camera~1', video: true }])
    await leg.leave('camera')
  })

  it('tells of the loss of janus, rebuilds the room at its return, and lets the peer join again', async () => {
    const roomId = await openRoom()
    const { leg, told } = openLeg(roomId, 'ann')
    await leg.join('camera')
    await janus.kill()
    await told('media-lost')
    assert.equal(plane.isUp, false)
    await assert.rejects(leg.join('camera'), unavailable('media-down'))
    await leg.leave('screen')
    const meanwhile = randomUUID()
    await plane.openRoom({ roomId: meanwhile, publishers: 4, bitrateBps: 600_000 })
    await janus.restart()
    await told('media-back')
    await leg.join('camera')
    onlooker = await onlook()
    assert.deepEqual(await kindsIn(roomId), ['ann~camera'])
    assert.equal(await onlooker.roomExists(meanwhile), true)
  })
})
