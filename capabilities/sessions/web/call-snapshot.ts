// What a page shows of a call.

import type { Peer, SignalErrorName } from '../signal.ts'
import type { RoomState } from './call.ts'
import type { SelfView } from './call-media.ts'
import type { LinkQuality } from './link-quality.ts'

/** Somebody else as the page shows them. */
export type Tile = Peer & {
  talking: boolean
  link: LinkQuality
  stream: MediaStream | undefined
  screen: MediaStream | undefined
}

/** All that a page needs; a new object whenever something changed. */
export type CallSnapshot = {
  room: RoomState
  self: SelfView
  tiles: Tile[]
  link: LinkQuality
  isAudioOnly: boolean
  /** True while others are not seen, so that images come on a narrow link. */
  givesWay: boolean
  lastError: SignalErrorName | undefined
}

/** What is known of the peers beside their own words; qualities and streams by feed id. */
export type TileView = {
  talking: ReadonlySet<string>
  qualities: ReadonlyMap<string, LinkQuality>
  streamOf(feedId: string): MediaStream | undefined
}

/** One peer with what arrives of them. */
export function tileOf(peer: Peer, view: TileView): Tile {
  const camera = peer.feeds.find(({ kind }) => kind === 'camera')
  const screen = peer.feeds.find(({ kind }) => kind === 'screen')
  return {
    ...peer,
    talking: view.talking.has(peer.peerId) && !peer.muted,
    link: view.qualities.get(camera?.feedId ?? '') ?? 'good',
    stream: camera && view.streamOf(camera.feedId),
    screen: screen && view.streamOf(screen.feedId),
  }
}
