import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type LinkReading, linkQuality, receivedReading, sentReading } from './link-quality.ts'

const reading = (packets: number, packetsLost = 0, roundTripSeconds?: number): LinkReading => ({
  packets,
  packetsLost,
  roundTripSeconds,
})

function report(stats: Record<string, unknown>[]): RTCStatsReport {
  return new Map(stats.map((stat, index) => [String(index), stat]))
}

describe('link quality', () => {
  it('is good while packets arrive in time', () => {
    assert.equal(linkQuality(reading(100), reading(200, 2, 0.15)), 'good')
  })
  it('is weak when more than one packet in twenty is lost', () => {
    assert.equal(linkQuality(reading(100), reading(194, 6)), 'weak')
  })
  it('is weak when an answer takes more than 400 milliseconds', () => {
    assert.equal(linkQuality(reading(100), reading(200, 0, 0.41)), 'weak')
  })
  it('is lost when nothing passed', () => {
    assert.equal(linkQuality(reading(100, 3), reading(100, 9)), 'lost')
  })
  it('does not count packets that were found again as negative losses', () => {
    assert.equal(linkQuality(reading(100, 9), reading(200, 3)), 'good')
  })
  it('is read from the lines of one feed only', () => {
    const stats = report([
      { type: 'inbound-rtp', mid: '0', packetsReceived: 10, packetsLost: 1 },
      { type: 'inbound-rtp', mid: '1', packetsReceived: 20 },
      { type: 'inbound-rtp', mid: '2', packetsReceived: 500 },
      { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.2 },
    ])
    assert.deepEqual(receivedReading(stats, ['0', '1']), reading(30, 1, 0.2))
  })
  it('is read for what is sent from all layers and from what the other end reports', () => {
    const stats = report([
      { type: 'outbound-rtp', packetsSent: 10 },
      { type: 'outbound-rtp', packetsSent: 5 },
      { type: 'remote-inbound-rtp', packetsLost: 2 },
      { type: 'candidate-pair', nominated: false, currentRoundTripTime: 9 },
    ])
    assert.deepEqual(sentReading(stats), reading(15, 2))
  })
})
