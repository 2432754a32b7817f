import type { BrowserContext, Page } from 'playwright-core'

/** What the browser's own statistics say of the call: frames decoded, and where the media came from. */
export type MediaTruth = { framesDecoded: number; remoteAddresses: string[] }

/** Lets the test see the connections that the page makes; to be called before the page is opened. */
export async function watchConnections(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const all: RTCPeerConnection[] = []
    Object.assign(globalThis, { connectionsUnderTest: all })
    globalThis.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        all.push(this)
      }
    }
  })
}

/** Reads the statistics of every connection that the page has made and that is still open. */
export async function readMedia(page: Page): Promise<MediaTruth> {
  return await page.evaluate(async () => {
    const { connectionsUnderTest } = globalThis as unknown as { connectionsUnderTest: RTCPeerConnection[] }
    let framesDecoded = 0
    const remoteAddresses = new Set<string>()
    for (const connection of connectionsUnderTest.filter((each) => each.connectionState === 'connected')) {
      const report = await connection.getStats()
      for (const entry of report.values()) {
        if (entry.type === 'inbound-rtp' && entry.kind === 'video') framesDecoded += entry.framesDecoded ?? 0
        if (entry.type !== 'candidate-pair' || entry.state !== 'succeeded' || !entry.nominated) continue
        const remote = report.get(entry.remoteCandidateId)
        if (remote) remoteAddresses.add(`${remote.candidateType} ${remote.address}`)
      }
    }
    return { framesDecoded, remoteAddresses: [...remoteAddresses] }
  })
}

/** Waits until more frames were decoded than `above`. */
export async function seesPicture(page: Page, above = 0): Promise<MediaTruth> {
  const deadline = Date.now() + 20_000
  for (;;) {
    const truth = await readMedia(page)
    if (truth.framesDecoded > above) return truth
    if (Date.now() > deadline) throw new Error(`no picture within 20 s: ${JSON.stringify(truth)}`)
    await page.evaluate(async () => await new Promise((resolve) => requestAnimationFrame(resolve)))
  }
}
