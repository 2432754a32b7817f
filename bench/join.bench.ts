// From the press on the join button to the first decoded picture of the other person, in real Chromium: our room page
// beside a bare page that talks to the same media server itself. The other person is in the room and sends already.
import { createServer } from 'node:http'
import type { Page } from 'playwright-core'
import { connectJanus } from '../capabilities/sessions/server/janus-client.ts'
import { openLocalMedia } from '../capabilities/sessions/web/local-media.ts'
import { watchConnections } from '../e2e/media-truth.ts'
import { askEmergency, openStage, people } from '../e2e/stage.ts'
import { type BareRoom, bareJanusPage } from './bare-janus-page.ts'
import { quantile } from './bench-people.ts'

const runs = 5
const joinsPerRun = 4
const quietMs = 1_000

type Side = { name: string; press: RegExp; url: string; joiner: Page; times: number[] }

/** Measures in the page: from the first click to the first picture decoded of anybody else. */
async function watchJoin(page: Page): Promise<void> {
  await page.context().addInitScript(() => {
    const { connectionsUnderTest } = globalThis as unknown as { connectionsUnderTest: RTCPeerConnection[] }
    const { promise: joinTook, resolve } = Promise.withResolvers<number>()
    Object.assign(globalThis, { joinTook })
    const hasPicture = async (connection: RTCPeerConnection) =>
      [...(await connection.getStats()).values()].some(
        (entry) => entry.type === 'inbound-rtp' && entry.kind === 'video' && entry.framesDecoded > 0,
      )
    const poll = async () => {
      const pressedAt = performance.now()
      for (;;) {
        await new Promise(requestAnimationFrame)
        const found = await Promise.all(connectionsUnderTest.map(hasPicture))
        if (found.includes(true)) return resolve(performance.now() - pressedAt)
      }
    }
    addEventListener('click', () => void poll(), { capture: true, once: true })
  })
}

/** Opens the page as far as before the press: devices open, own picture shown. */
async function atTheDoor(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.waitForFunction(() => [...document.querySelectorAll('video')].some((video) => video.videoWidth > 0))
  await page.waitForTimeout(quietMs)
}

async function joinOnce(side: Side): Promise<number> {
  await atTheDoor(side.joiner, side.url)
  await side.joiner.getByRole('button', { name: side.press }).click()
  const took = await side.joiner.evaluate(async () => {
    const { joinTook } = globalThis as unknown as { joinTook: Promise<number> }
    return await Promise.race([joinTook, new Promise<number>((resolve) => setTimeout(resolve, 20_000, -1))])
  })
  if (took < 0) throw new Error(`${side.name}: no picture within 20 s`)
  await side.joiner.goto('about:blank')
  return took
}

/** The constraints that our own page asks for, as it asks for them. */
async function ourConstraints(): Promise<MediaStreamConstraints> {
  const asked: MediaStreamConstraints[] = []
  const refuse = () => Promise.reject(new Error('only asked'))
  const getUserMedia = async (constraints: MediaStreamConstraints) => {
    asked.push(constraints)
    return await refuse()
  }
  const never = () => {
    throw new Error('not needed')
  }
  await openLocalMedia({ newConnection: never, newStream: never, getDisplayMedia: refuse, getUserMedia }, {})
  return asked[0] ?? {}
}

const stage = await openStage()
const { JANUS_URL: janusUrl = '', JANUS_API_SECRET: apiSecret = '', JANUS_ROOM_KEY: adminKey = '' } = stage.stack.env

const asker = await stage.enter(people.asker)
const first = await stage.enter(people.first)
const consultId = await askEmergency(asker, 'Liệt nửa người phải')
await first.getByRole('button', { name: 'Tiếp nhận, mở ca' }).click()
await first.waitForURL(/\/consults\//)
await watchJoin(first)

const bare: BareRoom = { url: janusUrl, apiSecret, room: crypto.randomUUID() }
const janus = await connectJanus({ url: janusUrl, apiSecret, onLost: () => undefined })
await janus.createRoom({ roomId: bare.room, adminKey, secret: 'bare', publishers: 16, bitrateBps: 1_200_000 })
const html = bareJanusPage(bare, await ourConstraints())
const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html))
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const address = server.address()
const port = address && typeof address === 'object' ? address.port : 0

async function openBarePage(): Promise<Page> {
  const context = await stage.browser.newContext({
    viewport: { width: 1366, height: 768 },
    permissions: ['camera', 'microphone'],
  })
  await watchConnections(context)
  return await context.newPage()
}

const bareOther = await openBarePage()
const bareJoiner = await openBarePage()
await watchJoin(bareJoiner)

const ours: Side = {
  name: 'ours',
  press: /^Vào phòng/,
  url: `${stage.url}/consults/${consultId}/room`,
  joiner: first,
  times: [],
}
const peer: Side = {
  name: 'bare page',
  press: /^Join/,
  url: `http://127.0.0.1:${port}/`,
  joiner: bareJoiner,
  times: [],
}

for (const [side, other] of [
  [ours, asker],
  [peer, bareOther],
] as const) {
  await atTheDoor(other, side.url)
  await other.getByRole('button', { name: side.press }).click()
  await joinOnce(side) // the first is not counted
}
for (let run = 0; run < runs; run += 1)
  for (let n = 0; n < joinsPerRun; n += 1)
    for (const side of n % 2 === 0 ? [ours, peer] : [peer, ours]) side.times.push(await joinOnce(side))

janus.close()
server.closeAllConnections()
server.close()
await stage.close()

process.stdout.write(`${runs * joinsPerRun} joins each, ms from the press to the first decoded picture of the other\n`)
for (const { name, times } of [ours, peer]) {
  const ofRuns = Array.from({ length: runs }, (_, run) =>
    Math.round(quantile(times.slice(run * joinsPerRun, (run + 1) * joinsPerRun), 0.5)),
  )
  const [p50, p90] = [0.5, 0.9].map((share) => Math.round(quantile(times, share)))
  process.stdout.write(`${name.padEnd(10)} p50 ${p50}  p90 ${p90}  (medians of the runs: ${ofRuns.join(' ')})\n`)
}
const [ourMs, peerMs] = [ours, peer].map(({ times }) => Math.round(quantile(times, 0.5))) as [number, number]
const result = {
  bench: 'join',
  ratio: Math.round((ourMs / peerMs) * 100) / 100,
  ours: ourMs,
  peer: peerMs,
  peerName: 'bare Janus page',
  unit: 'ms median',
  runs,
}
process.stdout.write(`${JSON.stringify(result)}\n`)
