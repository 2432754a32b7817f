import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { connectJanus, type JanusClient } from './janus-client.ts'
import type { HandleEvent } from './janus-handle.ts'
import { createRoomBody, JanusLost, JanusRefusal, type JanusRoom, janusCode } from './janus-messages.ts'
import { type JanusUnderTest, startJanusUnderTest } from './janus-under-test.ts'

let janus: JanusUnderTest
let client: JanusClient
const lost: string[] = []

before(async () => {
  janus = await startJanusUnderTest()
  client = await connectJanus({ url: janus.url, apiSecret: janus.apiSecret, onLost: (reason) => lost.push(reason) })
})
after(async () => {
  client.close()
  await janus.stop()
})

function room(changes: Partial<JanusRoom> = {}): JanusRoom {
  return {
    roomId: randomUUID(),
    adminKey: janus.adminKey,
    secret: 's3cret',
    publishers: 8,
    bitrateBps: 800_000,
    ...changes,
  }
}

/** Collects what a handle is told, and lets a test wait for one of them. */
function listener() {
  const events: HandleEvent[] = []
  let wake = () => {}
  const until = async (matches: (event: HandleEvent) => boolean): Promise<HandleEvent> => {
    const found = events.find(matches)
    if (found) return found
    await new Promise<void>((resolve) => {
      wake = resolve
    })
    return await until(matches)
  }
  return {
    until,
    hear: (event: HandleEvent) => {
      events.push(event)
      wake()
    },
  }
}

const refused = (code: number) => (error: unknown) => error instanceof JanusRefusal && error.code === code

// A browser's offer in miniature: enough for Janus to answer, not enough to connect.
const offer = {
  type: 'offer' as const,
  sdp: `${[
    'v=0',
    'o=- 1 2 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=group:BUNDLE 0',
    'a=msid-semantic: WMS stream',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111',
    'c=IN IP4 0.0.0.0',
    'a=ice-ufrag:abcd',
    'a=ice-pwd:abcdefghijklmnopqrstuvwx',
    'a=ice-options:trickle',
    `a=fingerprint:sha-256 ${Array(32).fill('AB').join(':')}`,
    'a=setup:actpass',
    'a=mid:0',
    'a=sendonly',
    'a=rtcp-mux',
    'a=rtpmap:111 opus/48000/2',
    'a=ssrc:1001 cname:test',
  ].join('\r\n')}\r\n`,
}

describe('janus client', () => {
  it('makes a room, finds it, refuses a second of the same name, and closes it', async () => {
    const made = room()
    assert.equal(await client.roomExists(made.roomId), false)
    await client.createRoom(made)
    assert.equal(await client.roomExists(made.roomId), true)
    await assert.rejects(client.createRoom(made), refused(janusCode.roomExists))
    await assert.rejects(client.destroyRoom(made.roomId, 'wrong'), refused(janusCode.unauthorized))
    await client.destroyRoom(made.roomId, made.secret)
    assert.equal(await client.roomExists(made.roomId), false)
  })

  it('makes no room without the admin key, and no session without the secret', async () => {
    await assert.rejects(client.createRoom(room({ adminKey: 'guess' })), refused(janusCode.unauthorized))
    await assert.rejects(
      connectJanus({ url: janus.url, apiSecret: 'guess', onLost: () => {} }),
      (error) => error instanceof JanusRefusal && error.code === 403,
    )
  })

  it('lets a participant join, lists them, and tells them when they are thrown out', async () => {
    const made = room()
    await client.createRoom(made)
    const heard = listener()
    const handle = await client.attach(heard.hear)
    const joined = await handle.joinAsPublisher({ roomId: made.roomId, id: 'ann', display: 'BS Ánh' })
    assert.equal(joined.id, 'ann')
    assert.ok(joined.private_id)
    assert.deepEqual(
      (await client.listParticipants(made.roomId)).map(({ id, display }) => ({ id, display })),
      [{ id: 'ann', display: 'BS Ánh' }],
    )
    const twin = await client.attach(() => {})
    await assert.rejects(
      twin.joinAsPublisher({ roomId: made.roomId, id: 'ann', display: 'twin' }),
      refused(janusCode.idExists),
    )
    await client.kick(made.roomId, made.secret, 'ann')
    await heard.until(
      (event) => event.type === 'plugin' && event.data.leaving === 'ok' && event.data.reason === 'kicked',
    )
    assert.deepEqual(await client.listParticipants(made.roomId), [])
  })

  it('opens a room with tokens only to those who hold one, until it is withdrawn', async () => {
    const made = room({ allowedTokens: [] })
    await client.createRoom(made)
    const handle = await client.attach(() => {})
    const join = { roomId: made.roomId, id: 'ann', display: 'Ánh', token: 'ticket' }
    await assert.rejects(handle.joinAsPublisher(join), refused(janusCode.unauthorized))
    await client.addToken(made.roomId, made.secret, 'ticket')
    await handle.joinAsPublisher(join)
    await handle.detach()
    await client.removeToken(made.roomId, made.secret, 'ticket')
    const again = await client.attach(() => {})
    await assert.rejects(again.joinAsPublisher(join), refused(janusCode.unauthorized))
  })

  it('lets nobody receive who has not joined', async () => {
    const made = room()
    const handle = await client.attach(() => {})
    await handle.ask({ ...createRoomBody(made), dummy_publisher: true })
    const [dummy] = await client.listParticipants(made.roomId)
    const receive = (privateId: number) =>
      handle.joinAsSubscriber({ roomId: made.roomId, privateId, streams: [{ feed: dummy?.id ?? '' }] })
    await assert.rejects(receive(1), refused(janusCode.unauthorized))
    const participant = await client.attach(() => {})
    const joined = await participant.joinAsPublisher({ roomId: made.roomId, id: 'ann', display: 'Ánh' })
    const answer = await receive(joined.private_id ?? 0)
    assert.equal(answer.jsep?.type, 'offer')
  })

  it('answers an offer and takes candidates in the shape that Janus reads', async () => {
    const made = room()
    await client.createRoom(made)
    const handle = await client.attach(() => {})
    await handle.joinAsPublisher({ roomId: made.roomId, id: 'ann', display: 'Ánh' })
    const answer = await handle.publish(offer)
    assert.equal(answer.type, 'answer')
    assert.match(answer.sdp, /opus\/48000\/2/)
    await handle.trickle({
      candidate: 'candidate:1 1 udp 2122260223 192.0.2.7 54321 typ host',
      sdpMid: '0',
      sdpMLineIndex: 0,
    })
    await handle.trickle(null)
    await handle.hangup()
    await handle.leave()
  })

  it('tells those inside when the room is closed', async () => {
    const made = room()
    await client.createRoom(made)
    const heard = listener()
    const handle = await client.attach(heard.hear)
    await handle.joinAsPublisher({ roomId: made.roomId, id: 'ann', display: 'Ánh' })
    await client.destroyRoom(made.roomId, made.secret)
    await heard.until((event) => event.type === 'plugin' && event.data.videoroom === 'destroyed')
  })

  it('reports the loss of a killed server once, refuses what is asked after, and works anew after a restart', async () => {
    await janus.kill()
    const deadline = Date.now() + 1_000
    while (lost.length === 0 && Date.now() < deadline) await new Promise((resolve) => setImmediate(resolve))
    assert.equal(lost.length, 1)
    assert.equal(client.isOpen, false)
    await assert.rejects(client.roomExists('x'), JanusLost)
    await assert.rejects(connectJanus({ url: janus.url, apiSecret: janus.apiSecret, onLost: () => {} }), JanusLost)
    await janus.restart()
    client = await connectJanus({ url: janus.url, apiSecret: janus.apiSecret, onLost: () => {} })
    assert.equal(await client.roomExists('x'), false)
  })
})
