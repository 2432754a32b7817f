import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it, mock } from 'node:test'
import type { ClientSignal, Peer, ServerSignal } from '../signal.ts'
import { browserUnderTest } from './browser-under-test.ts'
import { CallDriver } from './call-driver.ts'

beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] }))
afterEach(() => mock.timers.reset())

const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

const ann: Peer = {
  peerId: 'ann',
  display: 'Ánh',
  muted: false,
  camera: true,
  feeds: [{ feedId: 'ann~camera~1', kind: 'camera', streams: [{ mid: '0', type: 'audio', simulcast: false }] }],
}
const binh: Peer = { ...ann, peerId: 'binh', feeds: ann.feeds.map((feed) => ({ ...feed, feedId: 'binh~camera~1' })) }
const welcome = (...peers: Peer[]): ServerSignal => ({ type: 'welcome', peerId: 'me', iceServers: [], peers })
const answer = { type: 'answer' as const, sdp: 'answer' }
const subscribeOffer: ServerSignal = {
  type: 'subscribe-offer',
  jsep: { type: 'offer', sdp: 'offer' },
  streams: [{ mid: '0', feedId: 'ann~camera~1', type: 'audio' }],
}

async function callOf(devices = { audio: true, video: true }) {
  const sent: ClientSignal[] = []
  let tell = (_message: ServerSignal) => {}
  let setOpen = (_isOpen: boolean) => {}
  const { connections, screens, browser } = browserUnderTest(devices)
  const driver = new CallDriver(browser, {
    send: (message) => sent.push(message),
    onMessage: (listener) => {
      tell = listener
      return () => {}
    },
    onOpenChange: (listener) => {
      setOpen = listener
      return () => {}
    },
  })
  await driver.openDevices()
  driver.join()
  return {
    driver,
    connections,
    screens,
    hear: async (message: ServerSignal) => {
      tell(message)
      await settle()
    },
    socket: async (isOpen: boolean) => {
      setOpen(isOpen)
      await settle()
    },
    pass: async (ms: number) => {
      mock.timers.tick(ms)
      await settle()
    },
    said: () => sent.splice(0).map((message) => ('kind' in message ? `${message.type} ${message.kind}` : message.type)),
    at: () => driver.getSnapshot().room.at,
  }
}

async function liveCall(devices?: { audio: boolean; video: boolean }) {
  const call = await callOf(devices)
  await call.hear(welcome(ann))
  await call.pass(400) // no picture of hers comes
  await call.hear({ type: 'publish-answer', kind: 'camera', jsep: answer })
  call.connections[0]?.become('connected')
  await call.pass(50)
  call.said()
  return call
}

describe('call driver', () => {
  it('joins, publishes its offer before any candidate, and is live once connected', async () => {
    const call = await callOf()
    assert.deepEqual(call.said(), ['join camera'])
    assert.equal(call.at(), 'waiting')
    await call.hear(welcome())
    assert.deepEqual(call.said(), ['media-state', 'offer camera', 'trickle'])
    await call.hear({ type: 'publish-answer', kind: 'camera', jsep: answer })
    call.connections[0]?.become('connected')
    assert.equal(call.at(), 'live')
  })

  it('keeps candidates that overtake the answer until it is there', async () => {
    const call = await callOf()
    await call.hear(welcome())
    await call.hear({ type: 'trickle', handle: 'camera', candidate: { candidate: 'early' } })
    assert.deepEqual(call.connections[0]?.candidates, [])
    await call.hear({ type: 'publish-answer', kind: 'camera', jsep: answer })
    assert.deepEqual(call.connections[0]?.candidates, [{ candidate: 'early' }])
  })

  it('asks once for several changes among the peers, and shows what arrives', async () => {
    const call = await callOf()
    await call.hear(welcome(ann))
    assert.ok(!call.said().includes('subscribe'), 'what is usual is on the way already')
    await call.hear({ type: 'peers', peers: [ann, binh] })
    await call.hear({ type: 'peers', peers: [ann] })
    await call.hear({ type: 'peers', peers: [ann, binh] })
    await call.pass(50)
    assert.deepEqual(call.said(), ['subscribe'])
    await call.hear(subscribeOffer)
    assert.deepEqual(call.said(), ['answer', 'trickle'])
    assert.equal(call.driver.getSnapshot().tiles[0]?.stream?.getTracks().length, 1)
  })

  it('sends the small picture too only while a crowd is there', async () => {
    const call = await liveCall()
    const layers = () => call.connections[0]?.layers().map(({ rid }) => rid)
    assert.deepEqual(layers(), ['h'])
    const crowd = ['1', '2', '3', '4', '5'].map((peerId) => ({ ...ann, peerId, feeds: [] }))
    await call.hear({ type: 'peers', peers: crowd })
    assert.deepEqual(layers(), ['h', 'l'])
    await call.hear({ type: 'peers', peers: [ann] })
    assert.deepEqual(layers(), ['h'])
  })

  it('lets the others come before it sends itself, but does not wait long for them', async () => {
    const call = await callOf()
    await call.hear(welcome(ann))
    await call.hear(subscribeOffer)
    assert.deepEqual(call.said(), ['join camera', 'media-state', 'answer', 'trickle'])
    call.connections[1]?.become('connected')
    await settle()
    assert.deepEqual(call.said(), ['offer camera', 'trickle'])
    const silent = await callOf()
    await silent.hear(welcome(ann))
    await silent.pass(400)
    assert.ok(silent.said().includes('offer camera'))
  })

  it('asks at once for the first who sends, when nobody did at the welcome', async () => {
    const call = await callOf()
    await call.hear(welcome())
    call.said()
    await call.hear({ type: 'peers', peers: [ann] })
    assert.deepEqual(call.said(), ['subscribe'])
  })

  it('comes without a camera by sound, and without any device as a listener', async () => {
    const bySound = await liveCall({ audio: true, video: false })
    assert.equal(bySound.driver.getSnapshot().self.camera, false)
    assert.equal(bySound.at(), 'live')
    const listener = await callOf({ audio: false, video: false })
    await listener.hear(welcome())
    assert.equal(listener.at(), 'live')
    assert.ok(!listener.said().includes('offer camera'))
  })

  it('closes every connection when the media are lost, and sends and receives again when they are back', async () => {
    const call = await liveCall()
    await call.hear(subscribeOffer)
    await call.driver.shareScreen()
    await settle()
    call.said()
    await call.hear({ type: 'media-lost' })
    assert.equal(call.at(), 'interrupted')
    assert.deepEqual(
      call.connections.map(({ signalingState }) => signalingState),
      ['closed', 'closed', 'closed'],
    )
    await call.hear({ type: 'media-back' })
    await call.hear(welcome(ann))
    await call.pass(400)
    call.connections[3]?.become('connected')
    await call.pass(50)
    assert.equal(call.at(), 'live')
    const said = call.said()
    for (const wish of ['join camera', 'offer camera', 'join screen', 'offer screen'])
      assert.ok(said.includes(wish), wish)
  })

  it('waits without asking while the socket is down, and joins again when it is back', async () => {
    const call = await liveCall()
    await call.socket(false)
    assert.equal(call.at(), 'interrupted')
    await call.pass(60_000)
    assert.deepEqual(call.said(), [])
    await call.socket(true)
    assert.deepEqual(call.said(), ['join camera'])
  })

  it('begins anew after three seconds without connection, but not for a shorter gap', async () => {
    const call = await liveCall()
    call.connections[0]?.become('disconnected')
    await call.pass(2_900)
    call.connections[0]?.become('connected')
    await call.pass(5_000)
    assert.equal(call.at(), 'live')
    call.connections[0]?.become('disconnected')
    await call.pass(3_100)
    assert.equal(call.at(), 'interrupted')
    await call.pass(1)
    assert.deepEqual(call.said(), ['join camera'])
  })

  it('begins anew when a description cannot be taken, but not for one that comes late for a closed connection', async () => {
    const call = await liveCall()
    await call.hear({ type: 'publish-answer', kind: 'camera', jsep: { type: 'answer', sdp: 'broken' } })
    assert.equal(call.at(), 'interrupted')
    const other = await liveCall()
    await other.hear({ type: 'hangup', handle: 'screen' })
    assert.equal(other.at(), 'live')
  })

  it('asks again when the server does not answer', async () => {
    const call = await liveCall()
    await call.hear({ type: 'media-lost' })
    await call.hear({ type: 'media-back' })
    call.said()
    await call.pass(8_001)
    assert.deepEqual(call.said(), ['join camera'])
  })

  it('switches the camera without a new offer, and tells the others of camera and microphone', async () => {
    const call = await liveCall()
    await call.driver.setCamera(false)
    call.driver.setMuted(true)
    assert.deepEqual(call.said(), ['media-state', 'media-state'])
    assert.deepEqual(call.connections[0]?.pictures, [null])
    const { muted, camera } = call.driver.getSnapshot().self
    assert.deepEqual({ muted, camera }, { muted: true, camera: false })
  })

  it('stops sharing when the person uses the button of the browser', async () => {
    const call = await liveCall()
    await call.driver.shareScreen()
    await settle()
    assert.deepEqual(call.said(), ['join screen', 'offer screen', 'trickle'])
    call.screens[0]?.dispatchEvent(new Event('ended'))
    assert.equal(call.driver.getSnapshot().self.sharing, false)
    assert.deepEqual(call.said(), ['leave screen'])
  })

  it('gives devices and connections back at the end, and says nothing more', async () => {
    const call = await liveCall()
    const { preview } = call.driver.getSnapshot().self
    await call.hear({ type: 'ended', because: 'removed' })
    assert.deepEqual(call.driver.getSnapshot().room, { at: 'ended', because: 'removed' })
    assert.deepEqual(
      preview?.getTracks().map(({ readyState }) => readyState),
      ['ended'],
    )
    assert.equal(call.connections[0]?.signalingState, 'closed')
    call.driver.dispose()
    await call.pass(60_000)
    assert.deepEqual(call.said(), [])
  })
})
