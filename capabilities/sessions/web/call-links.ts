// The connections of one call while it is on: what is sent, what is received, and how well.

import type { Candidate, ClientSignal, HandleName, Jsep, PublishKind, ServerSignal, WantedFeed } from '../signal.ts'
import { type LinkQuality, type LinkReading, linkQuality, receivedReading, sentReading } from './link-quality.ts'
import type { BrowserMedia, LocalMedia } from './local-media.ts'
import { type LinkOwner, PublisherLink, SubscriberLink } from './peer-links.ts'

const wishAfterMs = 30
const othersFirstMs = 400

/** What the links need from the call. */
export type CallLinksOwner = {
  browser: BrowserMedia
  send(message: ClientSignal): void
  onState(handle: HandleName, state: 'connected' | 'failed'): void
}

/** What is made before anybody is let in: connections cost a weak processor more than all the rest of a join. */
type Prepared = { media: LocalMedia; publisher: PublisherLink | undefined; subscriber: SubscriberLink }

const isSame = (one: LocalMedia, other: LocalMedia): boolean => one.audio === other.audio && one.video === other.video

/** All connections of a call; closed together and opened anew after each break. */
export class CallLinks {
  readonly #owner: CallLinksOwner
  readonly #publishers = new Map<PublishKind, PublisherLink>()
  readonly #readings = new Map<string, LinkReading>()
  #subscriber: SubscriberLink | undefined
  #iceServers: RTCIceServer[] = []
  #epoch = 0
  #lastWish = ''
  #isCrowd = false
  #wishTimer: ReturnType<typeof setTimeout> | undefined
  #prepared: Prepared | undefined
  #othersCame = Promise.withResolvers<void>()
  #othersTimer: ReturnType<typeof setTimeout> | undefined

  constructor(owner: CallLinksOwner) {
    this.#owner = owner
  }

  /** Counts the openings and closings; work begun in an earlier epoch is of no concern any more. */
  get epoch(): number {
    return this.#epoch
  }

  /** Begins anew with the servers that the welcome named, and with what is asked for already. */
  open(iceServers: RTCIceServer[], asked: WantedFeed[]): void {
    this.#closeLinks()
    this.#iceServers = iceServers
    this.#lastWish = asked.length > 0 ? JSON.stringify(asked) : ''
    this.#prepared?.subscriber.useServers(iceServers)
    if (asked.length > 0) this.#subscriber = this.#newSubscriber()
    this.#othersCame = Promise.withResolvers()
    if (asked.length > 0) this.#othersTimer = setTimeout(() => this.#othersCame.resolve(), othersFirstMs)
    else this.#othersCame.resolve()
  }

  /** Closes every connection at once; nothing that arrives for them later is heard. */
  close(): void {
    this.#closeLinks()
    this.#forgetPrepared()
  }

  #closeLinks(): void {
    this.#epoch += 1
    clearTimeout(this.#wishTimer)
    clearTimeout(this.#othersTimer)
    for (const link of this.#publishers.values()) link.close()
    this.#publishers.clear()
    this.#subscriber?.close()
    this.#subscriber = undefined
    this.#readings.clear()
    this.#lastWish = ''
  }

  /** Whether this connection is there now. */
  has(handle: HandleName): boolean {
    return handle === 'subscriber' ? this.#subscriber !== undefined : this.#publishers.has(handle)
  }

  /** Makes the connections and the camera's offer, while the person looks into the mirror or the server at the door. */
  prepare(media: LocalMedia): void {
    if (this.#prepared && isSame(this.#prepared.media, media)) return
    this.#forgetPrepared()
    const publisher = media.audio || media.video ? this.#newPublisher('camera', media) : undefined
    publisher?.prepareOffer()
    this.#prepared = { media, publisher, subscriber: new SubscriberLink(this.#linkOwner()) }
  }

  #forgetPrepared(): void {
    this.#prepared?.publisher?.close()
    if (this.#prepared?.subscriber !== this.#subscriber) this.#prepared?.subscriber.close()
    this.#prepared = undefined
  }

  /**
   * Starts to send; the camera when the welcome came, the screen after its own join. While those who send already are
   * being connected it waits a moment: both at once take turns on a weak processor, and theirs is what one waits for.
   */
  async publish(kind: PublishKind, media: LocalMedia): Promise<void> {
    const epoch = this.#epoch
    await this.#othersCame.promise
    if (this.#epoch !== epoch) return
    this.#publishers.get(kind)?.close()
    const link = this.#takePrepared(kind, media) ?? this.#newPublisher(kind, media)
    this.#publishers.set(kind, link)
    await link.offer((jsep) => this.#owner.send({ type: 'offer', kind, jsep }))
    if (kind === 'camera') await link.setCrowd(this.#isCrowd)
  }

  #newPublisher(kind: PublishKind, media: LocalMedia): PublisherLink {
    return new PublisherLink(this.#linkOwner(), kind, { ...media, isCrowd: this.#isCrowd })
  }

  /** What was prepared, if it is of these very devices. */
  #takePrepared(kind: PublishKind, media: LocalMedia): PublisherLink | undefined {
    const { publisher, media: of } = this.#prepared ?? {}
    if (kind !== 'camera' || !publisher || !of || !isSame(of, media)) return undefined
    this.#prepared = this.#prepared && { ...this.#prepared, publisher: undefined }
    publisher.useServers(this.#iceServers)
    return publisher
  }

  /** The one that was prepared, as long as it has not been used. */
  #newSubscriber(): SubscriberLink {
    const prepared = this.#prepared?.subscriber
    return prepared && !prepared.isClosed ? prepared : new SubscriberLink(this.#linkOwner())
  }

  /** Sends the small picture too while a crowd looks at it. */
  async setCrowd(isCrowd: boolean): Promise<void> {
    this.#isCrowd = isCrowd
    await this.#publishers.get('camera')?.setCrowd(isCrowd)
  }

  /** Stops sending the screen. */
  closeScreen(): void {
    this.#publishers.get('screen')?.close()
    this.#publishers.delete('screen')
  }

  /** Sends another picture of the camera, or none. */
  async showPicture(track: MediaStreamTrack | null): Promise<void> {
    await this.#publishers.get('camera')?.showPicture(track)
  }

  /** Takes the answer to a published offer. */
  async published(kind: PublishKind, answer: Jsep): Promise<void> {
    await this.#publishers.get(kind)?.accept(answer)
  }

  /** Answers what the server offers. */
  async receive(offer: Extract<ServerSignal, { type: 'subscribe-offer' }>): Promise<void> {
    this.#subscriber ??= this.#newSubscriber()
    await this.#subscriber.accept(offer, (jsep) => this.#owner.send({ type: 'answer', handle: 'subscriber', jsep }))
  }

  /** Takes a candidate of the server; one for a connection that is gone is dropped. */
  async addCandidate(handle: HandleName, candidate: Candidate | null): Promise<void> {
    const link = handle === 'subscriber' ? this.#subscriberForCandidate() : this.#publishers.get(handle)
    await link?.addCandidate(candidate)
  }

  /** What arrives of a feed. */
  streamOf(feedId: string): MediaStream | undefined {
    return this.#subscriber?.streamOf(feedId)
  }

  /** Asks for these feeds and no others: the first time at once, then several changes in a row become one message. */
  want(feeds: WantedFeed[]): void {
    clearTimeout(this.#wishTimer)
    if (this.#lastWish) this.#wishTimer = setTimeout(() => this.#ask(feeds), wishAfterMs)
    else if (feeds.length > 0) this.#ask(feeds)
  }

  #ask(feeds: WantedFeed[]): void {
    const wish = JSON.stringify(feeds)
    if (wish === this.#lastWish) return
    this.#lastWish = wish
    this.#owner.send({ type: 'subscribe', feeds })
  }

  /** How one's own sending goes since the last time; undefined when nothing is sent. */
  async sendingQuality(): Promise<LinkQuality | undefined> {
    const connection = this.#publishers.get('camera')?.connection
    return connection && this.#compare('self', sentReading(await connection.getStats()))
  }

  /** How each of these feeds arrives since the last time; those not received are left out. */
  async receivingQualities(feedIds: readonly string[]): Promise<Map<string, LinkQuality>> {
    const subscriber = this.#subscriber
    const report = await subscriber?.connection.getStats()
    const qualities = new Map<string, LinkQuality>()
    if (!subscriber || !report) return qualities
    for (const feedId of feedIds) {
      const mids = subscriber.midsOf(feedId)
      const quality = mids.length > 0 ? this.#compare(feedId, receivedReading(report, mids)) : undefined
      if (quality) qualities.set(feedId, quality)
    }
    return qualities
  }

  #compare(key: string, now: LinkReading): LinkQuality | undefined {
    const before = this.#readings.get(key)
    this.#readings.set(key, now)
    const isComparable = before && now.packets >= before.packets // fewer: it arrives on fewer lines than before
    return isComparable ? linkQuality(before, now) : undefined
  }

  // Candidates may overtake the first offer: the connection is there as soon as either arrives.
  #subscriberForCandidate(): SubscriberLink | undefined {
    if (this.#lastWish) this.#subscriber ??= this.#newSubscriber()
    return this.#subscriber
  }

  #linkOwner(): LinkOwner {
    const { browser, send, onState } = this.#owner
    return {
      browser,
      iceServers: this.#iceServers,
      trickle: (handle, candidate) => send({ type: 'trickle', handle, candidate }),
      onState: (handle, state) => {
        if (handle === 'subscriber') this.#othersCame.resolve()
        onState(handle, state)
      },
    }
  }
}
