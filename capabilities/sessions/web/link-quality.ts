// How good a link is, from two readings of WebRTC's own statistics.

/** What a person is told of a link. */
export type LinkQuality = 'good' | 'weak' | 'lost'

/** Totals of one direction at one moment; round trip in seconds as WebRTC gives it. */
export type LinkReading = { packets: number; packetsLost: number; roundTripSeconds: number | undefined }

/** Above these a conversation suffers: words are cut, people talk over each other. */
export const weakAbove = { lossRatio: 0.05, roundTripSeconds: 0.4 } as const

/** Compares two readings of one link; without packets between them it is lost. */
export function linkQuality(before: LinkReading, now: LinkReading): LinkQuality {
  const packets = now.packets - before.packets
  if (packets <= 0) return 'lost'
  const lost = Math.max(0, now.packetsLost - before.packetsLost)
  const isLossy = lost / (packets + lost) > weakAbove.lossRatio
  const isSlow = (now.roundTripSeconds ?? 0) > weakAbove.roundTripSeconds
  return isLossy || isSlow ? 'weak' : 'good'
}

type Stat = {
  type: string
  mid?: string
  packetsReceived?: number
  packetsLost?: number
  packetsSent?: number
  roundTripTime?: number
  currentRoundTripTime?: number
  nominated?: boolean
}

function statsOf(report: RTCStatsReport): Stat[] {
  const stats: Stat[] = []
  report.forEach((stat: Stat) => stats.push(stat))
  return stats
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)

function roundTrip(stats: Stat[]): number | undefined {
  return stats.find(({ type, nominated }) => type === 'candidate-pair' && nominated)?.currentRoundTripTime
}

/** What a sending connection has sent, and what the other end says was lost. */
export function sentReading(report: RTCStatsReport): LinkReading {
  const stats = statsOf(report)
  const sent = stats.filter(({ type }) => type === 'outbound-rtp')
  const heard = stats.filter(({ type }) => type === 'remote-inbound-rtp')
  return {
    packets: sum(sent.map(({ packetsSent }) => packetsSent ?? 0)),
    packetsLost: sum(heard.map(({ packetsLost }) => packetsLost ?? 0)),
    roundTripSeconds: roundTrip(stats),
  }
}

/** What a receiving connection got on some of its lines. */
export function receivedReading(report: RTCStatsReport, mids: string[]): LinkReading {
  const stats = statsOf(report)
  const inbound = stats.filter(({ type, mid }) => type === 'inbound-rtp' && mid !== undefined && mids.includes(mid))
  return {
    packets: sum(inbound.map(({ packetsReceived }) => packetsReceived ?? 0)),
    packetsLost: sum(inbound.map(({ packetsLost }) => packetsLost ?? 0)),
    roundTripSeconds: roundTrip(stats),
  }
}
