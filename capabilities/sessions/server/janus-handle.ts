// One handle on the VideoRoom plugin: one participant of a room, or one receiver's connection.

import type { Candidate, Jsep } from '../signal.ts'
import { type JanusMessage, JanusRefusal, type PluginData } from './janus-messages.ts'

/** What Janus says about one handle unasked; a null candidate ends its list. */
export type HandleEvent =
  | { type: 'plugin'; data: PluginData; jsep: Jsep | undefined }
  | { type: 'trickle'; candidate: Candidate | null }
  | { type: 'webrtc-up' }
  | { type: 'slow-link' }
  | { type: 'hangup'; reason: string }
  | { type: 'detached' }

/** An answer of the plugin, with the session description that came along. */
export type PluginAnswer = { data: PluginData; jsep: Jsep | undefined }

/** A publisher's stream to receive; without `mid` all of the feed's. */
export type FeedLine = { feed: string; mid?: string }
/** A line to give up, by feed or by the receiver's own `sub_mid`. */
export type SubscriptionLine = { feed: string; mid?: string } | { sub_mid: string }

/** Who joins which room as one who may send. */
export type PublisherJoin = { roomId: string; id: string; display: string; token?: string; pin?: string }

/** Sends a Janus request about the handle and waits for its acknowledgement or its outcome. */
export type SendToHandle = (body: Record<string, unknown>, until: 'ack' | 'event') => Promise<JanusMessage>

/** Reads a message about a handle as its event; undefined for what we have no use for. */
export function handleEvent(message: JanusMessage): HandleEvent | undefined {
  switch (message.janus) {
    case 'event':
      return message.plugindata && { type: 'plugin', data: message.plugindata.data, jsep: message.jsep }
    case 'trickle': {
      const { candidate, sdpMid, sdpMLineIndex } = message.candidate ?? {}
      return { type: 'trickle', candidate: candidate === undefined ? null : { candidate, sdpMid, sdpMLineIndex } }
    }
    case 'webrtcup':
      return { type: 'webrtc-up' }
    case 'slowlink':
      return { type: 'slow-link' }
    case 'hangup':
      return { type: 'hangup', reason: message.reason ?? '' }
    case 'detached':
      return { type: 'detached' }
    default:
      return undefined
  }
}

/** One plugin handle: one participant, or one subscriber connection. */
export class JanusHandle {
  readonly #send: SendToHandle
  readonly #forget: () => void

  constructor(send: SendToHandle, forget: () => void) {
    this.#send = send
    this.#forget = forget
  }

  /** A plugin request and its answer; throws `JanusRefusal` when the plugin says no. */
  async ask(body: Record<string, unknown>, jsep?: Jsep): Promise<PluginAnswer> {
    const reply = await this.#send({ janus: 'message', body, ...(jsep ? { jsep } : {}) }, 'event')
    return { data: reply.plugindata?.data ?? {}, jsep: reply.jsep }
  }

  /** Joins as one who may send; answers with `id`, `private_id` and who is sending already. */
  async joinAsPublisher(join: PublisherJoin): Promise<PluginData> {
    const { roomId, ...rest } = join
    return (await this.ask({ request: 'join', ptype: 'publisher', room: roomId, ...rest })).data
  }

  /** Sends the browser's offer, the first or a later one; the answer is Janus's. */
  async publish(offer: Jsep): Promise<Jsep> {
    const { jsep } = await this.ask({ request: 'configure' }, offer)
    if (!jsep) throw new JanusRefusal(0, 'no answer to the offer')
    return jsep
  }

  /** Stops sending but stays in the room. */
  async unpublish(): Promise<void> {
    await this.ask({ request: 'unpublish' })
  }

  /** Joins as a receiver of these streams; the offer in the answer is for the browser. */
  async joinAsSubscriber(join: { roomId: string; privateId: number; streams: FeedLine[] }): Promise<PluginAnswer> {
    const { roomId, privateId, streams } = join
    return await this.ask({ request: 'join', ptype: 'subscriber', room: roomId, private_id: privateId, streams })
  }

  /** Changes what a receiver gets; a new offer comes only when something changed. */
  async updateSubscription(change: { subscribe: FeedLine[]; unsubscribe: SubscriptionLine[] }): Promise<PluginAnswer> {
    const body = Object.fromEntries(Object.entries(change).filter(([, lines]) => lines.length > 0))
    return await this.ask({ request: 'update', ...body })
  }

  /** Hands the browser's answer to the receiver's last offer. */
  async start(answer: Jsep): Promise<void> {
    await this.ask({ request: 'start' }, answer)
  }

  /** Chooses the simulcast layer of lines of a receiver. */
  async chooseLayers(streams: { mid: string; substream: number }[]): Promise<void> {
    await this.ask({ request: 'configure', streams })
  }

  /** Hands on one candidate of the browser; null ends the list. */
  async trickle(candidate: Candidate | null): Promise<void> {
    await this.#send({ janus: 'trickle', candidate: candidate ?? { completed: true } }, 'ack')
  }

  /** Closes the peer connection but keeps the handle. */
  async hangup(): Promise<void> {
    await this.#send({ janus: 'hangup' }, 'event')
  }

  /** Leaves the room and stays attached. */
  async leave(): Promise<void> {
    await this.ask({ request: 'leave' })
  }

  /** Gives the handle back; its participant leaves the room. */
  async detach(): Promise<void> {
    this.#forget()
    await this.#send({ janus: 'detach' }, 'event')
  }
}
