// The one connection by which a browser receives: what it wants, what it gets, and the offers between.

import type { Candidate, Jsep, SubscribedStream, WantedFeed } from '../signal.ts'
import type { HandleEvent, JanusHandle, PluginAnswer } from './janus-handle.ts'
import { JanusRefusal, janusCode } from './janus-messages.ts'
import type { RoomFeed } from './media-plane.ts'

type Line = { feed: string; mid: string }
const keyOf = (line: Line) => `${line.feed} ${line.mid}`

/** What a subscription needs from the leg that owns it. */
export type SubscriptionOwner = {
  roomId: string
  privateId: number
  attach(onEvent: (event: HandleEvent) => void): Promise<JanusHandle>
  feeds(): Map<string, RoomFeed>
  onOffer(jsep: Jsep, streams: SubscribedStream[]): void
  onTrickle(candidate: Candidate | null): void
  onHangup(): void
}

function subscribedStreams(data: PluginAnswer['data']): (SubscribedStream & { feedMid: string })[] {
  return (data.streams ?? []).flatMap((stream) => {
    const { mid, type, feed_id: feedId, feed_mid: feedMid } = stream
    const isLive = stream.active !== false && (type === 'audio' || type === 'video')
    return isLive && mid !== undefined && feedId !== undefined ? [{ mid, feedId, type, feedMid: feedMid ?? '' }] : []
  })
}

/** Keeps what Janus sends equal to what the browser wants; never two offers unanswered. */
export class JanusSubscription {
  readonly #owner: SubscriptionOwner
  #handle: JanusHandle | undefined
  #wanted = new Map<string, WantedFeed>()
  #streams: (SubscribedStream & { feedMid: string })[] = []
  #layers = new Map<string, number>()
  #awaitsAnswer = false
  #isBehind = false

  constructor(owner: SubscriptionOwner) {
    this.#owner = owner
  }

  /** Replaces the browser's wish and acts on it. */
  async want(wanted: WantedFeed[]): Promise<void> {
    this.#wanted = new Map(wanted.map((feed) => [feed.feedId, feed]))
    await this.catchUp()
  }

  /** Acts on what is still undone, unless an offer is out. */
  async catchUp(): Promise<void> {
    this.#isBehind = this.#awaitsAnswer
    if (this.#awaitsAnswer) return
    try {
      await this.#change()
    } catch (error) {
      // The feed left between its announcement and our wish: its leaving is about to be told.
      if (!(error instanceof JanusRefusal && error.code === janusCode.noSuchFeed)) throw error
      this.#isBehind = true
    }
  }

  /** Whether a wish waits for an answer or for news of the feeds. */
  get isBehind(): boolean {
    return this.#isBehind && !this.#awaitsAnswer
  }

  /** The browser's answer to the last offer; then the next offer goes out, if there is need. */
  async answer(answer: Jsep): Promise<void> {
    if (!this.#handle || !this.#awaitsAnswer) return
    await this.#handle.start(answer)
    this.#awaitsAnswer = false
    if (this.#isBehind) await this.catchUp()
    else await this.#chooseLayers()
  }

  /** Hands on a candidate of the browser. */
  async trickle(candidate: Candidate | null): Promise<void> {
    await this.#handle?.trickle(candidate)
  }

  /** Gives the connection back. */
  async close(): Promise<void> {
    await this.#handle?.detach()
  }

  async #change(): Promise<void> {
    const target = this.#targetLines()
    const current = new Map(this.#streams.map((stream) => [`${stream.feedId} ${stream.feedMid}`, stream]))
    const subscribe = [...target.values()].filter((line) => !current.has(keyOf(line)))
    const unsubscribe = [...current].filter(([key]) => !target.has(key)).map(([, stream]) => ({ sub_mid: stream.mid }))
    if (subscribe.length === 0 && unsubscribe.length === 0) return await this.#chooseLayers()
    if (this.#handle) return this.#offered(await this.#handle.updateSubscription({ subscribe, unsubscribe }))
    this.#handle = await this.#owner.attach((event) => this.#hear(event))
    try {
      const { roomId, privateId } = this.#owner
      this.#offered(await this.#handle.joinAsSubscriber({ roomId, privateId, streams: subscribe }))
    } catch (error) {
      const handle = this.#handle
      this.#handle = undefined
      await handle.detach()
      throw error
    }
  }

  #targetLines(): Map<string, Line> {
    const feeds = this.#owner.feeds()
    const lines = [...this.#wanted.values()].flatMap(({ feedId, video }) => {
      const streams = feeds.get(feedId)?.streams ?? []
      return streams.filter(({ type }) => video || type === 'audio').map(({ mid }) => ({ feed: feedId, mid }))
    })
    return new Map(lines.map((line) => [keyOf(line), line]))
  }

  #hear(event: HandleEvent): void {
    if (event.type === 'trickle') this.#owner.onTrickle(event.candidate)
    if (event.type === 'hangup') this.#owner.onHangup()
    // A feed that leaves makes Janus offer anew by itself.
    if (event.type === 'plugin') this.#offered(event)
  }

  #offered({ data, jsep }: PluginAnswer): void {
    if (data.streams) this.#streams = subscribedStreams(data)
    if (jsep?.type !== 'offer') return
    this.#awaitsAnswer = true
    this.#owner.onOffer(
      jsep,
      this.#streams.map(({ mid, feedId, type }) => ({ mid, feedId, type })),
    )
  }

  async #chooseLayers(): Promise<void> {
    const changes = this.#streams.flatMap(({ mid, feedId, type }) => {
      const layer = this.#wanted.get(feedId)?.layer ?? 2
      const isNew = type === 'video' && (this.#layers.get(`${mid} ${feedId}`) ?? 2) !== layer
      return isNew ? [{ mid, feedId, substream: layer }] : []
    })
    if (changes.length === 0) return
    await this.#handle?.chooseLayers(changes.map(({ mid, substream }) => ({ mid, substream })))
    for (const { mid, feedId, substream } of changes) this.#layers.set(`${mid} ${feedId}`, substream)
  }
}
