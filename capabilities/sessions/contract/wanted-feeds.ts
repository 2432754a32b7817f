// Which feeds are asked for, by a browser or for it: only what is seen, and no larger than it is shown.

import type { Peer, WantedFeed } from '../signal.ts'

/** How a peer's camera is shown now; a peer not named is `large` up to four peers, `small` in a crowd. */
export type TileSize = 'large' | 'small' | 'hidden'

/** Whether so many others are shown small, unless the page says otherwise. */
export const isCrowd = (others: number): boolean => others > 4

/** The wish that follows from who is there and how the page shows them. */
export function wantedFeeds(peers: Peer[], sizes: ReadonlyMap<string, TileSize>, isAudioOnly: boolean): WantedFeed[] {
  const usual: TileSize = isCrowd(peers.length) ? 'small' : 'large'
  return peers.flatMap((peer) =>
    peer.feeds.map(({ feedId, kind, streams }) => {
      const size = kind === 'screen' ? 'large' : (sizes.get(peer.peerId) ?? usual)
      const video = !isAudioOnly && size !== 'hidden'
      const layer = size === 'small' ? 0 : 2
      return streams.some(({ simulcast }) => simulcast) ? { feedId, video, layer } : { feedId, video }
    }),
  )
}

/** What a browser is given when it comes in and has not said yet how it shows whom. */
export const usualWish = (peers: Peer[], isAudioOnly: boolean): WantedFeed[] =>
  wantedFeeds(peers, new Map(), isAudioOnly)
