import type { BrowserMedia } from './local-media.ts'

/** A connection that does what a call looks at, and counts what it was asked. */
export class ConnectionUnderTest {
  signalingState = 'stable'
  connectionState = 'new'
  onicecandidate: ((event: { candidate: unknown }) => void) | null = null
  onconnectionstatechange: (() => void) | null = null
  readonly candidates: unknown[] = []
  readonly pictures: unknown[] = []
  hasRemote = false

  addTransceiver(_track: unknown, { sendEncodings = [] }: { sendEncodings?: RTCRtpEncodingParameters[] } = {}) {
    const parameters = { encodings: sendEncodings }
    const sender = {
      replaceTrack: async (track: unknown) => void this.pictures.push(track),
      getParameters: () => structuredClone(parameters),
      setParameters: async (wanted: typeof parameters) => void Object.assign(parameters, wanted),
    }
    if (sendEncodings.length > 0) this.layers = () => parameters.encodings.filter(({ active }) => active !== false)
    return { sender }
  }
  layers: () => RTCRtpEncodingParameters[] = () => []
  setConfiguration() {}
  getTransceivers() {
    return [{ mid: '0', receiver: { track: trackUnderTest('audio') } }]
  }
  async createOffer() {
    return { type: 'offer', sdp: 'offer' }
  }
  async createAnswer() {
    return { type: 'answer', sdp: 'answer' }
  }
  async setLocalDescription() {
    this.onicecandidate?.({ candidate: { candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0 } })
  }
  async setRemoteDescription({ sdp }: { sdp: string }) {
    if (sdp === 'broken') throw new Error('broken description')
    this.hasRemote = true
  }
  async addIceCandidate(candidate: unknown) {
    if (!this.hasRemote) throw new Error('no remote description')
    this.candidates.push(candidate)
  }
  async getStats() {
    return new Map()
  }
  close() {
    this.signalingState = 'closed'
  }
  become(state: string) {
    this.connectionState = state
    this.onconnectionstatechange?.()
  }
}

class TrackUnderTest extends EventTarget {
  readonly kind: string
  enabled = true
  contentHint = ''
  readyState = 'live'
  constructor(kind: string) {
    super()
    this.kind = kind
  }
  stop() {
    this.readyState = 'ended'
  }
}

const trackUnderTest = (kind: string) => new TrackUnderTest(kind)

function streamUnderTest(initial: unknown[]) {
  const tracks = new Set(initial)
  const ofKind = (kind: string) => [...tracks].filter((track) => (track as { kind: string }).kind === kind)
  return {
    getTracks: () => [...tracks],
    getAudioTracks: () => ofKind('audio'),
    getVideoTracks: () => ofKind('video'),
    addTrack: (track: unknown) => tracks.add(track),
    removeTrack: (track: unknown) => tracks.delete(track),
  }
}

/** A browser with the named devices; connections are kept in the order in which they were made. */
export function browserUnderTest(devices: { audio: boolean; video: boolean }) {
  const connections: ConnectionUnderTest[] = []
  const getUserMedia = async (wish: MediaStreamConstraints) => {
    if ((wish.audio && !devices.audio) || (wish.video && !devices.video)) throw new Error('NotFoundError')
    return streamUnderTest([
      ...(wish.audio ? [trackUnderTest('audio')] : []),
      ...(wish.video ? [trackUnderTest('video')] : []),
    ])
  }
  const newConnection = () => {
    const connection = new ConnectionUnderTest()
    connections.push(connection)
    return connection
  }
  const screens: TrackUnderTest[] = []
  const getDisplayMedia = async () => {
    screens.push(trackUnderTest('video'))
    return streamUnderTest(screens.slice(-1))
  }
  const parts = { newConnection, newStream: streamUnderTest, getUserMedia, getDisplayMedia }
  // Node has no WebRTC: the parts have the members that a call uses, not all that a browser has.
  return { connections, screens, browser: parts as unknown as BrowserMedia }
}
