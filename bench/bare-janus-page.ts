// The barest honest page that talks to the media server itself. Its functions run in the browser, from their own text.

/** Where the media server is, which room, and under which name the page sends. */
export type BareRoom = { url: string; apiSecret: string; room: string }

type Body = Record<string, unknown>
type Publisher = { id: string; streams: { type: string; mid: string }[] }
type Message = {
  janus: string
  transaction?: string
  sender?: number
  data?: { id: number }
  plugindata?: {
    data: { private_id?: number; publishers?: Publisher[]; leaving?: string; unpublished?: string; error?: string }
  }
  jsep?: RTCSessionDescriptionInit
  candidate?: RTCIceCandidateInit & { completed?: boolean }
}
type Handle = { ask(body: Body, jsep?: RTCSessionDescriptionInit): Promise<Message>; tell(body: Body): void }
type Janus = { attach(onMessage: (message: Message) => void): Promise<Handle> }

/** A session on an open socket. */
async function openSession(socket: WebSocket, apiSecret: string): Promise<Janus> {
  const waiting = new Map<string, (message: Message) => void>()
  const handles = new Map<number, (message: Message) => void>()
  let session: Body = {}
  const send = (body: Body): string => {
    const transaction = crypto.randomUUID()
    socket.send(JSON.stringify({ ...body, ...session, transaction, apisecret: apiSecret }))
    return transaction
  }
  const ask = async (body: Body) => await new Promise<Message>((resolve) => waiting.set(send(body), resolve))
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(data) as Message
    if (message.janus === 'ack') return
    const answer = waiting.get(message.transaction ?? '')
    waiting.delete(message.transaction ?? '')
    if (answer) answer(message)
    else handles.get(message.sender ?? 0)?.(message)
  })
  session = { session_id: (await ask({ janus: 'create' })).data?.id }
  setInterval(() => send({ janus: 'keepalive' }), 20_000)
  return {
    attach: async (onMessage) => {
      const id = (await ask({ janus: 'attach', plugin: 'janus.plugin.videoroom' })).data?.id ?? 0
      handles.set(id, onMessage)
      return {
        ask: async (body, jsep) => await ask({ janus: 'message', handle_id: id, body, ...(jsep ? { jsep } : {}) }),
        tell: (body) => void send({ ...body, handle_id: id }),
      }
    },
  }
}

/** A connection whose candidates go to a handle as they are found. */
function newConnection(handle: Handle): RTCPeerConnection {
  const connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' })
  connection.onicecandidate = ({ candidate }) =>
    handle.tell({ janus: 'trickle', candidate: candidate ?? { completed: true } })
  return connection
}

/** Takes a candidate of the server; it comes after its description, as the server keeps no candidate for later. */
function takeCandidate(connection: RTCPeerConnection | undefined, { janus, candidate }: Message): void {
  if (janus === 'trickle' && candidate?.candidate) void connection?.addIceCandidate(candidate)
}

/** Sends camera and microphone. */
async function sendMedia(connection: RTCPeerConnection, handle: Handle, stream: MediaStream): Promise<void> {
  for (const track of stream.getTracks()) connection.addTransceiver(track, { direction: 'sendonly' })
  const offer = await connection.createOffer()
  const [{ jsep }] = await Promise.all([
    handle.ask({ request: 'configure' }, offer),
    connection.setLocalDescription(offer),
  ])
  if (jsep) await connection.setRemoteDescription(jsep)
}

/** Receives everything of one publisher; returns the connection. */
async function receiveFeed(janus: Janus, join: Body, publisher: Publisher): Promise<RTCPeerConnection> {
  let connection: RTCPeerConnection | undefined
  const handle = await janus.attach((message) => takeCandidate(connection, message))
  connection = newConnection(handle)
  const streams = publisher.streams.map(({ mid }) => ({ feed: publisher.id, mid }))
  const { jsep } = await handle.ask({ request: 'join', ptype: 'subscriber', ...join, streams })
  if (!jsep) throw new Error('the server made no offer')
  const video = document.body.appendChild(document.createElement('video'))
  connection.ontrack = ({ track, streams: [stream] }) => {
    if (track.kind === 'video') Object.assign(video, { autoplay: true, muted: true, srcObject: stream })
  }
  await connection.setRemoteDescription(jsep)
  const answer = await connection.createAnswer()
  void handle.ask({ request: 'start' }, answer)
  await connection.setLocalDescription(answer)
  return connection
}

/** Joins: one session, one handle to send, and one for each who sends already or begins to. */
async function joinBare(socket: WebSocket, { apiSecret, room }: BareRoom, stream: MediaStream): Promise<void> {
  const feeds = new Map<string, Promise<RTCPeerConnection>>()
  const janus = await openSession(socket, apiSecret)
  let connection: RTCPeerConnection | undefined
  let privateId: number | undefined
  const meet = (message: Message) => {
    const data = message.plugindata?.data
    for (const each of data?.publishers ?? [])
      feeds.set(each.id, receiveFeed(janus, { room, private_id: privateId }, each))
    const gone = feeds.get(data?.leaving ?? data?.unpublished ?? '')
    if (gone) void gone.then((old) => old.close())
  }
  const handle = await janus.attach((message) => {
    takeCandidate(connection, message)
    meet(message)
  })
  connection = newConnection(handle)
  const joined = await handle.ask({ request: 'join', ptype: 'publisher', room, id: crypto.randomUUID() })
  if (joined.plugindata?.data.error) throw new Error(joined.plugindata.data.error)
  privateId = joined.plugindata?.data.private_id
  meet(joined)
  await sendMedia(connection, handle, stream)
}

/** Opens devices and socket, and lets the button be pressed when both are there. */
async function prepareBare(room: BareRoom, constraints: MediaStreamConstraints): Promise<void> {
  const button = document.querySelector('button')
  const preview = document.querySelector('video')
  const stream = await navigator.mediaDevices.getUserMedia(constraints)
  if (preview) Object.assign(preview, { autoplay: true, muted: true, srcObject: stream })
  const socket = new WebSocket(room.url, 'janus-protocol')
  await new Promise((resolve) => socket.addEventListener('open', resolve))
  if (!button) return
  button.addEventListener('click', () => void joinBare(socket, room, stream))
  button.disabled = false
}

/** The page as it is served. */
export function bareJanusPage(room: BareRoom, constraints: MediaStreamConstraints): string {
  const parts = [openSession, newConnection, takeCandidate, sendMedia, receiveFeed, joinBare, prepareBare]
  const values = [room, constraints].map((value) => JSON.stringify(value)).join(', ')
  return `<!doctype html><meta charset="utf-8"><title>bare</title><video></video><button disabled>Join</button>
<script type="module">${parts.map(String).join('\n')}\nvoid prepareBare(${values})</script>`
}
