import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Emergency } from '#capabilities/consults/server/emergency-under-test.ts'
import { createAuth } from '#capabilities/identity/server/index.ts'
import { FrameFiles, ImageSender, openTeachingDesk, PixelPool, ShareDesk } from '#capabilities/imaging/server/index.ts'
import { addressOf } from '#platform/contract/address.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Config } from '#platform/server/config.ts'
import type { Handler } from '#platform/server/handler.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { buildApp } from './build-app.ts'
import { allHandlers, permissions } from './capabilities.ts'
import { arrangeCase } from './case-under-test.ts'
import { edgeRows } from './edge-refusal-rows.ts'
import { imageRows } from './image-refusal-rows.ts'
import { pathwayRows } from './pathway-refusal-rows.ts'
import { peopleRows } from './people-refusal-rows.ts'
import { recordRows } from './record-refusal-rows.ts'
import { consultRows, type Ids, noIds, outsideRows, type Row, refused } from './refusal-rows.ts'

/** Where the matrix is served from. */
export const origin = 'https://tuyen.example'

/** A case with a row for every endpoint. */
export type MatrixCase = { ids: Ids; here: Emergency; leader: string; rows: Record<string, Row> }

type Sent = { key?: string; headers?: Record<string, string> }
type Answer = { status: number; body: string; json: () => unknown }

/** Every endpoint on a server of its own, a case, and another case of other hospitals. */
export type Matrix = {
  world: World
  handlers: Handler[]
  of: MatrixCase
  other: MatrixCase
  /** What opens shares to outsiders. */
  shares: ShareDesk
  /** Calls an endpoint as somebody, or as nobody. */
  call: (who: Actor | null, name: string, input: Record<string, unknown>, sent?: Sent) => Promise<Answer>
  /** Sends a command from a page of another site. */
  callFromElsewhere: (who: Actor, url: string) => Promise<Answer>
  close: () => Promise<void>
}

/** One row for every endpoint, for a case whose ids are known when a row is used. */
const rowsOf = (ids: Ids, here: () => Emergency): Record<string, Row> => ({
  'get-system-health': { input: () => ({}), foreign: 'no-trace' },
  'search-facilities': { input: () => ({ text: 'Mường' }), foreign: 'open' },
  'get-facility': { input: () => ({ facilityId: ids.facilityId }), foreign: 'open' },
  'get-network': { input: () => ({}), foreign: 'open' },
  'get-duty-now': { input: () => ({ facilityId: ids.facilityId }), foreign: 'open' },
  'list-pathways': { input: () => ({}), foreign: 'open' },
  'get-pathway': { input: () => ({ code: 'stroke', version: 1 }), foreign: 'open' },
  'get-session': refused(() => ({ sessionId: ids.sessionId })),
  ...peopleRows(ids, here),
  ...edgeRows(ids, () => here().patientId),
  ...recordRows(ids, here),
  ...imageRows(ids, here),
  ...pathwayRows(ids, here),
  ...consultRows(ids, here),
  ...outsideRows(ids),
})

async function arrange(world: World, imageFolder: string): Promise<MatrixCase> {
  const ids = noIds()
  const { here, leader } = await arrangeCase(world, ids, imageFolder)
  return { ids, here, leader, rows: rowsOf(ids, () => here) }
}

/** Opens the matrix. */
export async function openMatrix(): Promise<Matrix> {
  const world = await createWorld()
  const imageFolder = await mkdtemp(join(tmpdir(), 'images-'))
  const of = await arrange(world, imageFolder)
  const other = await arrange(world, imageFolder)
  const secret = 'a secret for this test alone, long enough'
  const auth = createAuth({ databaseUrl: world.appUrl, secret, publicUrl: origin })
  const pool = new PixelPool(1)
  const files = new FrameFiles(imageFolder)
  const shares = new ShareDesk(world.house)
  const handlers = allHandlers({
    ...{ auth, secret: 'x', isDemo: true, signature: null, seal: null, channels: [] },
    sender: new ImageSender(files, pool),
    teaching: await openTeachingDesk(imageFolder),
    marking: { files, pool },
    outside: { shares, files, orthanc: null, pool, maker: null },
    push: { publicKey: null, hosts: ['push.example'] },
  })
  const config = { PUBLIC_URL: origin, WEB_DIR: '/nowhere', DEMO: '1' } as Config
  let actor: Actor | null = null
  const gate = { identify: async () => actor, permissions, origin }
  const app = await buildApp({ config, house: world.house, gate, handlers, isReady: async () => [] })
  return {
    ...{ world, handlers, of, other, shares },
    call: async (who, name, input, { key, headers } = {}) => {
      const endpoint = handlers.find((each) => each.endpoint.name === name)?.endpoint
      if (!endpoint) throw new Error(`there is no endpoint ${name}`)
      actor = who
      const { url, rest } = addressOf(endpoint, input)
      const query = new URLSearchParams(Object.entries(rest).map(([field, value]) => [field, String(value)])).toString()
      const isGet = endpoint.method === 'GET'
      const answer = await app.inject({
        method: endpoint.method,
        url: isGet && query ? `${url}?${query}` : url,
        headers: { origin, ...(key ? { 'idempotency-key': key } : {}), ...headers },
        ...(isGet ? {} : { payload: rest }),
      })
      return { status: answer.statusCode, body: answer.body, json: () => answer.json() }
    },
    callFromElsewhere: async (who, url) => {
      actor = who
      const headers = { origin: 'https://evil.example' }
      const answer = await app.inject({ method: 'POST', url, headers, payload: {} })
      return { status: answer.statusCode, body: answer.body, json: () => answer.json() }
    },
    close: async () => {
      await app.close()
      await auth.close()
      await pool.close()
      await world.close()
      await rm(imageFolder, { recursive: true })
    },
  }
}
