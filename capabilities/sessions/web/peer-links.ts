// The two kinds of peer connection: one that sends, one that receives everything.

import type { Candidate, HandleName, Jsep, PublishKind, ServerSignal, SubscribedStream } from '../signal.ts'
import type { BrowserMedia, LocalMedia } from './local-media.ts'

/** What a link needs from the call. */
export type LinkOwner = {
  browser: BrowserMedia
  iceServers: RTCIceServer[]
  trickle(handle: HandleName, candidate: Candidate | null): void
  /** `failed` also when it was `disconnected` for 3 seconds. */
  onState(handle: HandleName, state: 'connected' | 'failed'): void
}

const disconnectedForMs = 3_000

function jsepOf(description: RTCSessionDescriptionInit): Jsep {
  const type = description.type === 'offer' ? 'offer' : 'answer'
  return { type, sdp: description.sdp ?? '' }
}

/** What both kinds share: candidates in both directions, and the news of the connection. */
class Link {
  readonly connection: RTCPeerConnection
  readonly #early: (Candidate | null)[] = []
  #isReady = false
  #patience: ReturnType<typeof setTimeout> | undefined

  constructor(owner: LinkOwner, handle: HandleName) {
    this.connection = owner.browser.newConnection({ iceServers: owner.iceServers, bundlePolicy: 'max-bundle' })
    this.connection.onicecandidate = ({ candidate }) => owner.trickle(handle, candidate ? candidateOf(candidate) : null)
    this.connection.onconnectionstatechange = () => {
      const state = this.connection.connectionState
      clearTimeout(this.#patience)
      if (state === 'connected' || state === 'failed') owner.onState(handle, state)
      if (state === 'disconnected')
        this.#patience = setTimeout(() => owner.onState(handle, 'failed'), disconnectedForMs)
    }
  }

  /** Takes the relays, which are known only once the server has welcomed; nothing may have been gathered before. */
  useServers(iceServers: RTCIceServer[]): void {
    if (!this.isClosed) this.connection.setConfiguration({ iceServers, bundlePolicy: 'max-bundle' })
  }

  get isClosed(): boolean {
    return this.connection.signalingState === 'closed'
  }

  /** Takes a candidate of the server; those that come before its description wait for it. */
  async addCandidate(candidate: Candidate | null): Promise<void> {
    if (!this.#isReady) return void this.#early.push(candidate)
    // The end of candidates is told by null here, and by nothing at all where a browser does not know it.
    if (candidate && !this.isClosed) await this.connection.addIceCandidate(candidate)
  }

  close(): void {
    clearTimeout(this.#patience)
    this.connection.onconnectionstatechange = null
    this.connection.onicecandidate = null
    this.connection.close()
  }

  protected async remoteIsSet(): Promise<void> {
    this.#isReady = true
    for (const candidate of this.#early.splice(0)) await this.addCandidate(candidate)
  }
}

function candidateOf(candidate: RTCIceCandidate): Candidate {
  const { candidate: line, sdpMid, sdpMLineIndex } = candidate
  return { candidate: line, sdpMid, sdpMLineIndex }
}

/** Two layers: the second is a quarter of the picture, for the small tiles of a crowd; until there is one it costs nothing. */
const cameraLayers = (isCrowd: boolean): RTCRtpEncodingParameters[] => [
  { rid: 'h', maxBitrate: 900_000 },
  { rid: 'l', maxBitrate: 180_000, scaleResolutionDownBy: 4, active: isCrowd },
]

/** Sends a camera with its microphone, or a screen. */
export class PublisherLink extends Link {
  readonly kind: PublishKind
  readonly #video: RTCRtpSender
  #isCrowd: boolean
  #offer: Promise<RTCSessionDescriptionInit> | undefined

  constructor(owner: LinkOwner, kind: PublishKind, media: LocalMedia & { isCrowd: boolean }) {
    super(owner, kind)
    this.kind = kind
    this.#isCrowd = media.isCrowd
    if (media.audio) this.connection.addTransceiver(media.audio, { direction: 'sendonly' })
    // A line for the picture even without a camera, so that it can be switched on without a new offer.
    const sendEncodings = kind === 'camera' ? cameraLayers(media.isCrowd) : [{ maxBitrate: 1_500_000 }]
    this.#video = this.connection.addTransceiver(media.video ?? 'video', {
      direction: 'sendonly',
      sendEncodings,
    }).sender
  }

  /** Makes the offer, to be sent later. */
  prepareOffer(): void {
    this.#offer = this.connection.createOffer()
    // a failure is told when it is to be sent
    this.#offer.catch(() => undefined)
  }

  /** Makes the offer and gives it to `send` before candidates begin to flow. */
  async offer(send: (jsep: Jsep) => void): Promise<void> {
    const offer = await (this.#offer ?? this.connection.createOffer())
    if (this.isClosed) return
    send(jsepOf(offer))
    await this.connection.setLocalDescription(offer)
  }

  /** Takes the server's answer. */
  async accept(answer: Jsep): Promise<void> {
    if (this.isClosed) return
    await this.connection.setRemoteDescription(answer)
    await this.remoteIsSet()
  }

  /** Begins or ends to send the small layer too. */
  async setCrowd(isCrowd: boolean): Promise<void> {
    // asking a browser for its parameters waits for the media threads
    if (isCrowd === this.#isCrowd) return
    this.#isCrowd = isCrowd
    const parameters = this.#video.getParameters()
    const small = parameters.encodings.find(({ rid }) => rid === 'l')
    if (!small) return
    small.active = isCrowd
    await this.#video.setParameters(parameters)
  }

  /** Sends another picture, or none. */
  async showPicture(track: MediaStreamTrack | null): Promise<void> {
    await this.#video.replaceTrack(track)
  }
}

/** Receives all wanted feeds over one connection. */
export class SubscriberLink extends Link {
  readonly #newStream: BrowserMedia['newStream']
  readonly #streams = new Map<string, MediaStream>()
  #lines: SubscribedStream[] = []
  #turn: Promise<void> = Promise.resolve()

  constructor(owner: LinkOwner) {
    super(owner, 'subscriber')
    this.#newStream = owner.browser.newStream
  }

  /** Takes an offer and gives the answer to `send`; offers are answered one after the other. */
  accept(offer: Extract<ServerSignal, { type: 'subscribe-offer' }>, send: (jsep: Jsep) => void): Promise<void> {
    this.#turn = this.#turn.then(() => this.#answer(offer, send))
    return this.#turn
  }

  /** What arrives of a feed; the object stays the same while its tracks change. */
  streamOf(feedId: string): MediaStream | undefined {
    return this.#streams.get(feedId)
  }

  /** On which lines a feed arrives. */
  midsOf(feedId: string): string[] {
    return this.#lines.filter((line) => line.feedId === feedId).map(({ mid }) => mid)
  }

  async #answer(offer: Extract<ServerSignal, { type: 'subscribe-offer' }>, send: (jsep: Jsep) => void): Promise<void> {
    if (this.isClosed) return
    await this.connection.setRemoteDescription(offer.jsep)
    await this.remoteIsSet()
    this.#lines = offer.streams
    this.#arrange()
    const answer = await this.connection.createAnswer()
    if (this.isClosed) return
    send(jsepOf(answer))
    await this.connection.setLocalDescription(answer)
  }

  #arrange(): void {
    const tracks = new Map(this.connection.getTransceivers().map(({ mid, receiver }) => [mid, receiver.track]))
    const feedIds = new Set(this.#lines.map(({ feedId }) => feedId))
    for (const feedId of this.#streams.keys()) if (!feedIds.has(feedId)) this.#streams.delete(feedId)
    for (const feedId of feedIds) {
      const due = this.midsOf(feedId)
        .map((mid) => tracks.get(mid))
        .filter((track) => track !== undefined)
      const stream = this.#streams.get(feedId) ?? this.#newStream([])
      for (const track of stream.getTracks()) if (!due.includes(track)) stream.removeTrack(track)
      for (const track of due) stream.addTrack(track)
      this.#streams.set(feedId, stream)
    }
  }
}
