// The words that a browser and our server exchange over the room's socket while a call is on.
// Plain JSON; the server relays them to the media plane, the browser never speaks to a media server.

import { z } from 'zod'

/** A session description as WebRTC gives it. */
export const Jsep = z.object({ type: z.enum(['offer', 'answer']), sdp: z.string().min(1).max(300_000) })
export type Jsep = z.infer<typeof Jsep>

/** One ICE candidate as `RTCIceCandidate.toJSON()` gives it. */
export const Candidate = z.object({
  candidate: z.string().max(2_000),
  sdpMid: z.string().max(64).nullish(),
  sdpMLineIndex: z.number().int().min(0).nullish(),
})
export type Candidate = z.infer<typeof Candidate>

/** What a peer can send: itself, or what is on its screen. */
export const PublishKind = z.enum(['camera', 'screen'])
export type PublishKind = z.infer<typeof PublishKind>

/** The peer connections of one browser: at most one of each. */
export const HandleName = z.enum(['camera', 'screen', 'subscriber'])
export type HandleName = z.infer<typeof HandleName>

/** One track that a feed carries; `mid` is the publisher's. */
export const FeedStream = z.object({
  mid: z.string(),
  type: z.enum(['audio', 'video']),
  simulcast: z.boolean(),
})
export type FeedStream = z.infer<typeof FeedStream>

/** What one peer is sending now; the id is new each time that it is published anew. */
export const Feed = z.object({ feedId: z.string(), kind: PublishKind, streams: z.array(FeedStream) })
export type Feed = z.infer<typeof Feed>

/** Somebody else in the room; `muted` and `camera` are what their browser last said of itself. */
export const Peer = z.object({
  peerId: z.string(),
  display: z.string(),
  muted: z.boolean(),
  camera: z.boolean(),
  feeds: z.array(Feed),
})
export type Peer = z.infer<typeof Peer>

/** A feed that a browser wants to receive; without `video` only its sound, `layer` 0 is the small picture. */
export const WantedFeed = z.object({
  feedId: z.string().max(200),
  video: z.boolean(),
  layer: z.number().int().min(0).max(2).optional(),
})
export type WantedFeed = z.infer<typeof WantedFeed>

/** Which feed arrives on which line of the subscriber connection. */
export const SubscribedStream = z.object({
  mid: z.string(),
  feedId: z.string(),
  type: z.enum(['audio', 'video']),
})
export type SubscribedStream = z.infer<typeof SubscribedStream>

/** A STUN or TURN server with its short-lived credential. */
export const IceServer = z.object({
  urls: z.array(z.string()),
  username: z.string().optional(),
  credential: z.string().optional(),
})
export type IceServer = z.infer<typeof IceServer>

/** Why a call is over for this browser. */
export const EndReason = z.enum(['left', 'removed', 'room-closed', 'replaced', 'refused'])
export type EndReason = z.infer<typeof EndReason>

/** What went wrong with one request; the call itself goes on. */
export const SignalErrorName = z.enum(['bad-message', 'not-joined', 'room-full', 'not-allowed', 'media-unavailable'])
export type SignalErrorName = z.infer<typeof SignalErrorName>

/**
 * From the browser. `join` camera comes first and is answered by `welcome` and, when somebody sends, by an offer of what
 * is usual, with pictures unless `isAudioOnly`; `subscribe` is the whole wish, not a change.
 */
export const ClientSignal = z.discriminatedUnion('type', [
  z.object({ type: z.literal('join'), kind: PublishKind, isAudioOnly: z.boolean().optional() }),
  z.object({ type: z.literal('offer'), kind: PublishKind, jsep: Jsep }),
  z.object({ type: z.literal('answer'), handle: z.literal('subscriber'), jsep: Jsep }),
  z.object({ type: z.literal('trickle'), handle: HandleName, candidate: Candidate.nullable() }),
  z.object({ type: z.literal('subscribe'), feeds: z.array(WantedFeed).max(50) }),
  z.object({ type: z.literal('leave'), kind: PublishKind }),
  z.object({ type: z.literal('media-state'), muted: z.boolean(), camera: z.boolean() }),
])
export type ClientSignal = z.infer<typeof ClientSignal>

/** From our server. A null candidate ends a list; `media-lost` asks to close every connection, `media-back` to join again. */
export const ServerSignal = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('welcome'),
    peerId: z.string(),
    iceServers: z.array(IceServer),
    peers: z.array(Peer),
  }),
  z.object({ type: z.literal('peers'), peers: z.array(Peer) }),
  z.object({ type: z.literal('publish-answer'), kind: PublishKind, jsep: Jsep }),
  z.object({ type: z.literal('subscribe-offer'), jsep: Jsep, streams: z.array(SubscribedStream) }),
  z.object({ type: z.literal('trickle'), handle: HandleName, candidate: Candidate.nullable() }),
  z.object({ type: z.literal('talking'), peerId: z.string(), talking: z.boolean() }),
  z.object({ type: z.literal('hangup'), handle: HandleName }),
  z.object({ type: z.literal('media-lost') }),
  z.object({ type: z.literal('media-back') }),
  z.object({ type: z.literal('ended'), because: EndReason }),
  z.object({ type: z.literal('error'), name: SignalErrorName }),
])
export type ServerSignal = z.infer<typeof ServerSignal>
