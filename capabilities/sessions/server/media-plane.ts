// What the rest of the server knows of moving pictures and sound. Behind it stands one media server.

import type { Candidate, Feed, HandleName, Jsep, PublishKind, SubscribedStream, WantedFeed } from '../signal.ts'

/** A room on the media server; the caller has decided who may enter. */
export type MediaRoom = { roomId: string; publishers: number; bitrateBps: number }

/** Who takes part by one browser: `peerId` is unique in the room, without `~`. */
export type MediaGuest = { roomId: string; peerId: string; display: string }

/** A feed and whose it is. */
export type RoomFeed = Feed & { peerId: string }

/** What a leg is told. `media-lost` ends all its connections at once; after `media-back` it may join anew. */
export type MediaEvent =
  | { type: 'feeds'; feeds: RoomFeed[] }
  | { type: 'subscribe-offer'; jsep: Jsep; streams: SubscribedStream[] }
  | { type: 'trickle'; handle: HandleName; candidate: Candidate | null }
  | { type: 'talking'; peerId: string; talking: boolean }
  | { type: 'hangup'; handle: HandleName }
  | { type: 'removed' }
  | { type: 'room-closed' }
  | { type: 'media-lost' }
  | { type: 'media-back' }

/** The media side of one browser in one room. Calls are carried out in the order made. */
export interface MediaLeg {
  /** Enters the room, to send the camera or also the screen; camera first. Repeating starts that kind anew. */
  join(kind: PublishKind): Promise<void>
  /** Sends the browser's offer on and gives back the answer. */
  publish(kind: PublishKind, offer: Jsep): Promise<Jsep>
  /** States every feed that the browser wants; a `subscribe-offer` follows when that changes something. */
  subscribe(wanted: WantedFeed[]): Promise<void>
  /** Hands on the browser's answer to the last `subscribe-offer`. */
  answer(answer: Jsep): Promise<void>
  /** Hands on one candidate of the browser; one for a connection that is gone is dropped. */
  trickle(handle: HandleName, candidate: Candidate | null): Promise<void>
  /** Stops sharing the screen, or with `camera` leaves the room for good. */
  leave(kind: PublishKind): Promise<void>
}

/** The media server as this process sees it. */
export interface MediaPlane {
  /** Whether the media server answers now. */
  readonly isUp: boolean
  /** Makes the room, now or as soon as the media server is there; again after each loss. Repeating is harmless. */
  openRoom(room: MediaRoom): Promise<void>
  /** Closes the room; whoever is inside is told `room-closed`. */
  closeRoom(roomId: string): Promise<void>
  /** A leg for one browser; nothing is sent before its first `join`. */
  openLeg(guest: MediaGuest, onEvent: (event: MediaEvent) => void): MediaLeg
  /** Throws a peer out, with every feed; they are told `removed`, and their tickets are void. */
  remove(roomId: string, peerId: string): Promise<void>
  /** Ends this process's session with the media server. */
  close(): Promise<void>
}

/** The request cannot be carried out now: no media server, or the leg has not joined. */
export class MediaUnavailable extends Error {
  readonly because: 'media-down' | 'not-joined' | 'room-full' | 'not-allowed'
  constructor(because: MediaUnavailable['because']) {
    super(`media unavailable: ${because}`)
    this.because = because
  }
}
