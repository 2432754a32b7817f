// Drives a call: answers the server, comes back after each break, and keeps a snapshot for the page.

import { sayVoice } from '#platform/web/voice-first.ts'
import { isCrowd, type TileSize, usualWish, wantedFeeds } from '../contract/wanted-feeds.ts'
import type { ClientSignal, HandleName, Peer, PublishKind, ServerSignal, SignalErrorName } from '../signal.ts'
import { type Break, next, type RoomEvent, type RoomState, retryDelayMs } from './call.ts'
import { CallLinks } from './call-links.ts'
import { CallMedia } from './call-media.ts'
import { CallQuality } from './call-quality.ts'
import { type CallSnapshot, tileOf } from './call-snapshot.ts'
import type { BrowserMedia, DeviceChoice, LocalMedia } from './local-media.ts'
import { SnapshotStore } from './snapshot-store.ts'

/** The room's socket as the call sees it; it reconnects by itself and says so. */
export type SignalChannel = {
  send(message: ClientSignal): void
  onMessage(listener: (message: ServerSignal) => void): () => void
  onOpenChange(listener: (isOpen: boolean) => void): () => void
}

const statsEveryMs = 2_000
const answerWithinMs = 8_000

/** One call of one person, from the check of the devices to its end. */
export class CallDriver {
  readonly #channel: SignalChannel
  readonly #media: CallMedia
  readonly #links: CallLinks
  readonly #quality: CallQuality
  readonly #shown = new SnapshotStore<CallSnapshot>(() => this.#compose())
  readonly #talking = new Set<string>()
  readonly #stops: (() => void)[]
  #room: RoomState = { at: 'idle' }
  #peers: Peer[] = []
  #sizes: ReadonlyMap<string, TileSize> = new Map()
  #isAudioOnly = false
  #lastError: SignalErrorName | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(browser: BrowserMedia, channel: SignalChannel) {
    this.#channel = channel
    this.#media = new CallMedia(browser, () => this.#show())
    this.#links = new CallLinks({
      browser,
      send: (message) => channel.send(message),
      onState: (handle, state) => this.#linkChanged(handle, state),
    })
    this.#quality = new CallQuality(this.#links)
    const stats = setInterval(() => void this.#measure(), statsEveryMs)
    this.#stops = [
      channel.onMessage((message) => this.#receive(message)),
      channel.onOpenChange((isOpen) => (isOpen ? this.#askAgain() : this.#broken('socket'))),
      () => clearInterval(stats),
    ]
  }

  /** For `useSyncExternalStore`. */
  readonly subscribe = this.#shown.subscribe
  readonly getSnapshot = this.#shown.getSnapshot

  /** Opens the devices, before joining or to change them during the call; what is missing is done without. */
  async openDevices(choice: DeviceChoice = {}): Promise<void> {
    this.#move({ type: 'check' })
    await this.#media.open(choice)
    if (this.#room.at === 'ended') this.#media.close()
    if (this.#room.at === 'checking') this.#links.prepare(this.#media.local)
    if (this.#room.at === 'live') this.#comeBack('connection')
  }

  /** Asks to be let in; the server welcomes now, or when somebody opens the door. */
  join(): void {
    this.#move({ type: 'join', now: Date.now() })
    if (this.#room.at === 'waiting') this.#ask()
  }

  /** Silences or opens the microphone. */
  setMuted(isMuted: boolean): void {
    this.#media.setMuted(isMuted)
    this.#tellMediaState()
  }

  /** Switches the camera, also for one who came without. */
  async setCamera(isOn: boolean): Promise<void> {
    await this.#media.setCamera(isOn)
    await this.#links.showPicture(this.#media.local.video ?? null)
    const isFirstToSend = this.#room.at === 'live' && !this.#links.has('camera') && this.#media.view.camera
    if (isFirstToSend) this.#publish('camera', this.#media.local)
    this.#tellMediaState()
  }

  /** Shares the screen; false when the person chose none. */
  async shareScreen(): Promise<boolean> {
    const isShared = await this.#media.openScreen(() => this.stopSharing())
    if (isShared && this.#room.at === 'live') this.#publishScreen()
    return isShared
  }

  /** Stops sharing the screen. */
  stopSharing(): void {
    const wasSent = this.#links.has('screen')
    this.#links.closeScreen()
    this.#media.closeScreen()
    if (wasSent) this.#channel.send({ type: 'leave', kind: 'screen' })
  }

  /** Gives up all pictures, one's own too, so that the voice gets through. */
  async setAudioOnly(isAudioOnly: boolean): Promise<void> {
    this.#isAudioOnly = isAudioOnly
    this.#wish()
    this.#show()
    if (isAudioOnly) await this.setCamera(false)
  }

  /** Says how the page shows whom, by peer id. */
  showAs(sizes: ReadonlyMap<string, TileSize>): void {
    this.#sizes = sizes
    this.#wish()
  }

  /** Hangs up. */
  leave(): void {
    if (this.#room.at === 'ended') return
    if (this.#room.at !== 'idle' && this.#room.at !== 'checking') this.#channel.send({ type: 'leave', kind: 'camera' })
    this.#move({ type: 'end', because: 'left' })
  }

  /** Ends everything when the page goes away. */
  dispose(): void {
    this.leave()
    for (const stop of this.#stops) stop()
    this.#shown.close()
  }

  #receive(message: ServerSignal): void {
    switch (message.type) {
      case 'welcome':
        return this.#welcomed(message)
      case 'peers':
        return this.#meet(message.peers)
      case 'publish-answer':
        return this.#unlessClosed(this.#links.published(message.kind, message.jsep))
      case 'subscribe-offer':
        return this.#unlessClosed(this.#links.receive(message).then(() => this.#show()))
      case 'trickle':
        return this.#unlessClosed(this.#links.addCandidate(message.handle, message.candidate))
      case 'talking':
        if (message.talking) this.#talking.add(message.peerId)
        else this.#talking.delete(message.peerId)
        return this.#show()
      case 'hangup':
        return this.#links.has(message.handle) ? this.#linkChanged(message.handle, 'failed') : undefined
      case 'media-lost':
        this.#links.close()
        return this.#broken('media')
      case 'media-back':
        return this.#askAgain()
      case 'ended':
        return this.#move({ type: 'end', because: message.because })
      case 'error':
        this.#lastError = message.name
        return this.#show()
      default:
        message satisfies never
    }
  }

  #welcomed(welcome: Extract<ServerSignal, { type: 'welcome' }>): void {
    this.#move({ type: 'welcome', now: Date.now() })
    if (this.#room.at !== 'connecting') return
    this.#lastError = undefined
    // the server has already asked for what is usual, and its offer is on the way
    this.#links.open(welcome.iceServers, usualWish(welcome.peers, this.#isAudioOnly))
    this.#after(answerWithinMs, () => this.#comeBack('connection'))
    this.#meet(welcome.peers)
    this.#tellMediaState()
    const { audio, video } = this.#media.local
    if (audio || video) this.#publish('camera', this.#media.local)
    else this.#connected()
  }

  #connected(): void {
    if (this.#room.at !== 'connecting') return
    clearTimeout(this.#timer)
    this.#move({ type: 'connected', now: Date.now() })
    if (this.#media.screen) this.#publishScreen()
  }

  #linkChanged(handle: HandleName, state: 'connected' | 'failed'): void {
    if (state === 'connected') return handle === 'camera' ? this.#connected() : undefined
    if (handle !== 'screen') return this.#comeBack('connection')
    if (this.#room.at === 'live') this.#publishScreen()
  }

  #publishScreen(): void {
    const video = this.#media.screen
    if (!video) return
    this.#channel.send({ type: 'join', kind: 'screen' })
    this.#publish('screen', { audio: undefined, video })
  }

  #publish(kind: PublishKind, media: LocalMedia): void {
    this.#unlessClosed(this.#links.publish(kind, media))
  }

  /** What a connection refuses means a new beginning; of one that is closed already it means nothing. */
  #unlessClosed(work: Promise<void>): void {
    const { epoch } = this.#links
    work.catch(() => {
      if (this.#links.epoch === epoch) this.#comeBack('connection')
    })
  }

  #broken(by: Break): void {
    clearTimeout(this.#timer)
    this.#move({ type: 'broken', by, now: Date.now() })
  }

  /** After a break of which the server need not know: begins anew, at first at once. */
  #comeBack(by: Break): void {
    this.#links.close()
    this.#broken(by)
    if (this.#room.at === 'interrupted') this.#after(retryDelayMs(this.#room.attempt), () => this.#askAgain())
  }

  /** Joins anew when the way is free again; the server welcomes as at first. */
  #askAgain(): void {
    if (this.#room.at !== 'interrupted' && this.#room.at !== 'waiting') return
    this.#links.close()
    this.#ask()
    if (this.#room.at === 'interrupted') this.#after(answerWithinMs, () => this.#askAgain())
  }

  #ask(): void {
    this.#channel.send({ type: 'join', kind: 'camera', isAudioOnly: this.#isAudioOnly })
    this.#links.prepare(this.#media.local)
  }

  #after(delayMs: number, act: () => void): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(act, delayMs)
  }

  #meet(peers: Peer[]): void {
    this.#peers = peers
    this.#unlessClosed(this.#links.setCrowd(isCrowd(peers.length)))
    this.#wish()
    this.#show()
  }

  #wish(): void {
    this.#links.want(wantedFeeds(this.#peers, this.#sizes, this.#isAudioOnly || this.#quality.givesWay))
  }

  #tellMediaState(): void {
    const { muted, camera } = this.#media.view
    if (this.#room.at === 'connecting' || this.#room.at === 'live')
      this.#channel.send({ type: 'media-state', muted, camera })
  }

  async #measure(): Promise<void> {
    if (this.#room.at !== 'live') return sayVoice('none')
    const feeds = this.#peers.flatMap((peer) => peer.feeds.map(({ feedId }) => feedId))
    if (await this.#quality.measure(feeds)) this.#wish()
    this.#show()
  }

  #move(event: RoomEvent): void {
    const before = this.#room
    this.#room = next(before, event)
    if (this.#room.at === 'ended' && before.at !== 'ended') {
      clearTimeout(this.#timer)
      this.#peers = []
      this.#links.close()
      this.#media.close()
      sayVoice('none')
    }
    if (this.#room !== before) this.#show()
  }

  #compose(): CallSnapshot {
    const streamOf = (feedId: string) => this.#links.streamOf(feedId)
    const view = { talking: this.#talking, qualities: this.#quality.receiving, streamOf }
    return {
      room: this.#room,
      self: this.#media.view,
      tiles: this.#peers.map((peer) => tileOf(peer, view)),
      link: this.#room.at === 'interrupted' ? 'lost' : this.#quality.sending,
      isAudioOnly: this.#isAudioOnly,
      givesWay: this.#quality.givesWay,
      lastError: this.#lastError,
    }
  }

  #show(): void {
    this.#shown.changed()
  }
}
