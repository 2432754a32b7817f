// The part of the Janus and VideoRoom protocol that we speak (Janus 1.x, string ids).
// https://janus.conf.meetecho.com/docs/videoroom.html

import { z } from 'zod'
import { Jsep } from '../signal.ts'

/** VideoRoom error codes that callers tell apart. */
export const janusCode = {
  noSuchRoom: 426,
  roomExists: 427,
  noSuchFeed: 428,
  publishersFull: 432,
  unauthorized: 433,
  idExists: 436,
} as const

/** Janus answered no; `code` is its own (see `janusCode`). */
export class JanusRefusal extends Error {
  readonly code: number
  constructor(code: number, reason: string) {
    super(`janus ${code}: ${reason}`)
    this.code = code
  }
}

/** Janus is not there, or did not answer in time. */
export class JanusLost extends Error {}

const PublisherStream = z.looseObject({
  type: z.string(),
  mid: z.string().optional(),
  simulcast: z.boolean().optional(),
  disabled: z.boolean().optional(),
})

const Publisher = z.looseObject({
  id: z.string(),
  display: z.string().optional(),
  streams: z.array(PublisherStream).default([]),
})
/** A participant of a room that is sending. */
export type JanusPublisher = z.infer<typeof Publisher>

const Stream = z.looseObject({
  mid: z.string().optional(),
  type: z.string(),
  active: z.boolean().optional(),
  feed_id: z.string().optional(),
  feed_mid: z.string().optional(),
})
/** One line of a subscriber's connection. */
export type JanusStream = z.infer<typeof Stream>

const Participant = z.looseObject({
  id: z.string(),
  display: z.string().optional(),
  publisher: z.boolean().default(false),
})
/** A participant of a room, sending or not. */
export type JanusParticipant = z.infer<typeof Participant>

// One loose schema for every VideoRoom body: which fields are there depends on `videoroom`.
const PluginData = z.looseObject({
  videoroom: z.string().optional(),
  room: z.string().optional(),
  id: z.string().optional(),
  private_id: z.number().optional(),
  error_code: z.number().optional(),
  error: z.string().optional(),
  exists: z.boolean().optional(),
  publishers: z.array(Publisher).optional(),
  streams: z.array(Stream).optional(),
  participants: z.array(Participant).optional(),
  allowed: z.array(z.string()).optional(),
  configured: z.string().optional(),
  started: z.string().optional(),
  left: z.string().optional(),
  leaving: z.string().optional(),
  unpublished: z.string().optional(),
  kicked: z.string().optional(),
  reason: z.string().optional(),
})
/** The body of a VideoRoom answer or event. */
export type PluginData = z.infer<typeof PluginData>

const JanusCandidate = z.looseObject({
  candidate: z.string().optional(),
  sdpMid: z.string().optional(),
  sdpMLineIndex: z.number().optional(),
  completed: z.boolean().optional(),
})

/** Any message that Janus sends. */
export const JanusMessage = z.looseObject({
  janus: z.string(),
  transaction: z.string().optional(),
  session_id: z.number().optional(),
  sender: z.number().optional(),
  data: z.looseObject({ id: z.number() }).optional(),
  plugindata: z.looseObject({ plugin: z.string(), data: PluginData }).optional(),
  jsep: Jsep.optional(),
  candidate: JanusCandidate.optional(),
  error: z.looseObject({ code: z.number(), reason: z.string() }).optional(),
  reason: z.string().optional(),
})
export type JanusMessage = z.infer<typeof JanusMessage>

/** How a room is made. */
export type JanusRoom = {
  roomId: string
  adminKey: string
  secret: string
  publishers: number
  bitrateBps: number
  pin?: string
  allowedTokens?: string[]
}

/** The body that makes a room: private, subscriptions only for those who joined, tokens checked when given. */
export function createRoomBody(room: JanusRoom): Record<string, unknown> {
  return {
    request: 'create',
    room: room.roomId,
    admin_key: room.adminKey,
    secret: room.secret,
    is_private: true,
    permanent: false,
    publishers: room.publishers,
    bitrate: room.bitrateBps,
    bitrate_cap: true,
    fir_freq: 10,
    audiocodec: 'opus',
    videocodec: 'vp8',
    opus_fec: true,
    audiolevel_event: true,
    require_pvtid: true,
    ...(room.pin === undefined ? {} : { pin: room.pin }),
    ...(room.allowedTokens === undefined ? {} : { allowed: room.allowedTokens }),
  }
}
