import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { createAuth, SessionReader } from '#capabilities/identity/server/index.ts'
import type { Orthanc } from '#capabilities/imaging/server/index.ts'
import { RoomHall, startJanusMediaPlane } from '#capabilities/sessions/server/index.ts'
import { alignedClock } from '#platform/server/aligned-clock.ts'
import { PostgresAnnouncer } from '#platform/server/announcer.ts'
import { isDatabaseUp } from '#platform/server/audit.ts'
import { channelsOf } from '#platform/server/channels/open-channels.ts'
import type { Clock } from '#platform/server/clock.ts'
import type { Config } from '#platform/server/config.ts'
import { type Database, openDatabase } from '#platform/server/db.ts'
import type { House } from '#platform/server/house.ts'
import { Jobs } from '#platform/server/jobs.ts'
import { Live } from '#platform/server/live.ts'
import { createLog } from '#platform/server/log.ts'
import { openDemoAuthority } from '#platform/server/signature/demo-authority.ts'
import { openSeal } from '#platform/server/signature/seal.ts'
import type { SignatureProvider } from '#platform/server/signature/signature-provider.ts'
import { buildApp } from './build-app.ts'
import { allHandlers, permissions, startReactions, topicRules } from './capabilities.ts'
import { startImaging } from './start-imaging.ts'

/** A running server: where it listens, and how to end it. */
export type RunningServer = { port: number; house: House; close(): Promise<void> }

/** Starts one server process: HTTP, live sockets and the hall before the rooms. */
export async function startServer(config: Config, given?: Clock): Promise<RunningServer> {
  const log = createLog('server')
  const { db, pool } = openDatabase(config.DATABASE_URL, config.DATABASE_POOL)
  const aligned = await alignedClock(db, log, given)
  const { clock } = aligned
  const announcer = new PostgresAnnouncer(config.DATABASE_URL, log)
  const jobs = new Jobs(config.DATABASE_URL, log)
  await jobs.boss.start()
  const house: House = { db, clock, jobs, live: announcer, log }
  startReactions()
  const isDemo = config.DEMO === '1'
  const { DATABASE_URL: databaseUrl, SESSION_SECRET: secret, PUBLIC_URL: publicUrl, STATUS_FILE: statusFile } = config
  const auth = createAuth({ databaseUrl, secret, publicUrl })
  const reader = new SessionReader(auth, db, { mustHaveTotp: !isDemo })
  const { origin } = new URL(publicUrl)
  const gate = { identify: reader.identify, permissions, origin }
  const media = mediaOf(config)
  const hall = media && new RoomHall(house, media, turnOf(config))
  const live = new Live(house, {
    identify: reader.identify,
    rules: topicRules,
    origin,
    ...(hall ? { takeSignal: hall.take } : {}),
  })
  const imaging = await startImaging(house, config)
  const { orthanc } = imaging
  announcer.hear((hints) => {
    reader.forget(hints)
    imaging.hear(hints)
    live.deliver(hints)
    hall?.hear(hints)
  })
  await announcer.start(() => live.sayAgain())
  const signature = await signatureOf(config, clock)
  const seal = await openSeal(join(config.DATA_DIR, 'seal'))
  const parts = { auth, secret, isDemo, ...imaging.parts, signature, seal, statusFile, dataDir: config.DATA_DIR }
  const handlers = allHandlers({ ...parts, push: pushOf(config), channels: channelsOf(config) })
  const isReady = async () => await whatIsDown(db, { media, orthanc })
  const mount = (scope: FastifyInstance) => imaging.mount(scope, gate)
  const app = await buildApp({ config, house, gate, handlers, isReady, mount })
  live.attach(app.server)
  await app.listen({ host: config.HOST, port: config.PORT })
  const close = async () => {
    await aligned.stop()
    await hall?.close()
    live.close()
    await app.close()
    await imaging.close()
    await media?.close()
    await announcer.close()
    await jobs.boss.stop({ graceful: false, close: true })
    await auth.close()
    await db.destroy()
    await pool.end().catch(() => undefined)
  }
  return { port: (app.server.address() as AddressInfo).port, house, close }
}

type Peers = { media: { isUp: boolean } | null; orthanc: Orthanc | null }

const whatIsDown = async (db: Database, { media, orthanc }: Peers): Promise<string[]> => [
  ...((await isDatabaseUp(db)) ? [] : ['database']),
  ...(media?.isUp ? [] : ['video']),
  ...((await orthanc?.isUp()) ? [] : ['imaging']),
]

const pushOf = (config: Config) => ({
  publicKey: config.VAPID_PUBLIC_KEY ?? null,
  hosts: config.PUSH_HOSTS.split(','),
})

async function signatureOf(config: Config, clock: Clock): Promise<SignatureProvider | null> {
  if (config.SIGNATURE_PROVIDER === 'none') return null
  return await openDemoAuthority({ folder: join(config.DATA_DIR, 'demo-authority'), now: () => clock.now() })
}

function mediaOf(config: Config) {
  if (!config.JANUS_URL || !config.JANUS_API_SECRET || !config.JANUS_ROOM_KEY) return null
  return startJanusMediaPlane({
    url: config.JANUS_URL,
    apiSecret: config.JANUS_API_SECRET,
    adminKey: config.JANUS_ROOM_KEY,
  })
}

const turnOf = (config: Config) =>
  config.TURN_URLS && config.TURN_SECRET ? { urls: config.TURN_URLS.split(','), secret: config.TURN_SECRET } : null
