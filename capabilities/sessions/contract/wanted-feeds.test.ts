import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Peer, PublishKind } from '../signal.ts'
import { wantedFeeds } from './wanted-feeds.ts'

const feed = (peerId: string, kind: PublishKind) => ({
  feedId: `${peerId}~${kind}`,
  kind,
  streams: [{ mid: '0', type: 'video' as const, simulcast: kind === 'camera' }],
})
const peer = (peerId: string, ...kinds: PublishKind[]): Peer => ({
  peerId,
  display: peerId,
  muted: false,
  camera: true,
  feeds: kinds.map((kind) => feed(peerId, kind)),
})

describe('wanted feeds', () => {
  it('are the large pictures of a few peers', () => {
    assert.deepEqual(wantedFeeds([peer('ann', 'camera')], new Map(), false), [
      { feedId: 'ann~camera', video: true, layer: 2 },
    ])
  })
  it('are small pictures in a crowd, but for those that the page enlarges', () => {
    const crowd = ['a', 'b', 'c', 'd', 'e'].map((id) => peer(id, 'camera'))
    const layers = wantedFeeds(crowd, new Map([['c', 'large']]), false).map(({ layer }) => layer)
    assert.deepEqual(layers, [0, 0, 2, 0, 0])
  })
  it('keep the sound of a hidden peer, and always the whole screen', () => {
    assert.deepEqual(wantedFeeds([peer('ann', 'camera', 'screen')], new Map([['ann', 'hidden']]), false), [
      { feedId: 'ann~camera', video: false, layer: 2 },
      { feedId: 'ann~screen', video: true },
    ])
  })
  it('are sound alone when the link bears no more', () => {
    const wanted = wantedFeeds([peer('ann', 'camera', 'screen')], new Map(), true)
    assert.ok(wanted.every(({ video }) => !video))
  })
})
