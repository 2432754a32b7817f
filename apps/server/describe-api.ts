import { join } from 'node:path'
import type { Auth } from '#capabilities/identity/server/index.ts'
import type { MarkDesk } from '#capabilities/imaging/server/index.ts'
import type { DicomWebParts } from '#gateways/dicom-web/parts.ts'
import type { Config } from '#platform/server/config.ts'
import { openDatabase } from '#platform/server/db.ts'
import type { Handler } from '#platform/server/handler.ts'
import type { House } from '#platform/server/house.ts'
import { createLog } from '#platform/server/log.ts'
import { buildApp } from './build-app.ts'
import { allHandlers, permissions } from './capabilities.ts'

/** Where the description of the API is kept. */
export const apiFile = join(import.meta.dirname, '../../docs/openapi.json')

/** Every endpoint, without anything behind it; for the description and for the refusal matrix. */
export const bareHandlers = (): Handler[] =>
  allHandlers({
    // nothing is called when the endpoints are only described
    auth: {} as Auth,
    secret: '',
    isDemo: true,
    outside: {} as DicomWebParts,
    marking: {} as MarkDesk,
    signature: null,
    push: { publicKey: null, hosts: [] },
    channels: [],
    seal: null,
  })

/** The OpenAPI document of all endpoints, as text. Nothing is connected to. */
export async function describeApi(): Promise<string> {
  const { db } = openDatabase('postgres://nobody@127.0.0.1:1/none', 1)
  const house: House = {
    db,
    clock: { now: () => new Date() },
    jobs: null,
    live: { announce: () => undefined },
    log: createLog('describe'),
  }
  const config = { PUBLIC_URL: 'https://tuyen.example', WEB_DIR: '/nowhere', DEMO: '1' } as Config
  const gate = { identify: async () => null, permissions, origin: 'https://tuyen.example' }
  const app = await buildApp({ config, house, gate, handlers: bareHandlers(), isReady: async () => [] })
  await app.ready()
  const text = `${JSON.stringify(app.swagger(), null, 1)}\n`
  await app.close()
  await db.destroy()
  return text
}
