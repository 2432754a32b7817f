import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify, { type FastifyInstance, type InjectOptions } from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import type { Actor } from '#platform/server/actor.ts'
import { digestOf, publicHalf, signCall } from '#platform/server/device-signature.ts'
import { serve } from '#platform/server/serve.ts'
import type { World } from '#platform/test/world.ts'
import { edgePermissions } from '../../contract/edges.ts'
import type { UrgentPatients } from './beat-edge.ts'
import { edgeHandlers } from './handlers.ts'
import { ParcelDesk, type TakesParcels } from './parcel-desk.ts'
import { parcelRoutes } from './parcel-routes.ts'

const origin = 'https://hub.example'

/** The part of the hub that gateways speak with, on a port of its own. */
export type HubUnderTest = {
  url: string
  desk: ParcelDesk
  /** Calls as a person, who is signed in. */
  as: (actor: Actor, method: 'GET' | 'POST', path: string, body?: object) => Promise<Answer>
  /** Calls without a session. */
  plain: (path: string, body: object, headers?: Record<string, string>) => Promise<Answer>
  close: () => Promise<void>
}

type Answer = { status: number; body: Record<string, unknown> & unknown[] }

/** Starts it in a world; `intake` takes what comes. */
export async function openHub(
  world: World,
  intake: TakesParcels,
  urgentPatients: UrgentPatients = async () => [],
): Promise<HubUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'tuyen-hub-'))
  let actor: Actor | null = null
  const app: FastifyInstance = fastify()
  app.setSerializerCompiler(serializerCompiler)
  const gate = { identify: async () => actor, permissions: edgePermissions, origin }
  const desk = new ParcelDesk({ house: world.house, intake, folder })
  await app.register(async (api) => serve(api, world.house, gate, edgeHandlers(urgentPatients)))
  await app.register(async (scope) => parcelRoutes(scope, world.house, desk))
  await app.listen({ host: '127.0.0.1', port: 0 })
  // a server that listens on TCP has such an address
  const { port } = app.server.address() as AddressInfo
  const ask = async (who: Actor | null, call: InjectOptions) => {
    actor = who
    const answer = await app.inject(call)
    return { status: answer.statusCode, body: answer.json<Answer['body']>() }
  }
  return {
    url: `http://127.0.0.1:${port}`,
    desk,
    as: async (who, method, url, payload) =>
      await ask(who, { method, url, headers: { origin }, ...(payload ? { payload } : {}) }),
    plain: async (url, payload, headers = {}) => await ask(null, { method: 'POST', url, payload, headers }),
    close: async () => {
      await app.close()
      await desk.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A device with a key of its own. */
export type DeviceUnderTest = { key: KeyObject; publicKey: string }

/** Makes a device. */
export function newDevice(): DeviceUnderTest {
  const { privateKey } = generateKeyPairSync('ed25519')
  return publicHalf(String(privateKey.export({ type: 'pkcs8', format: 'pem' })))
}

/** The headers with which a device signs a JSON call. */
export const signedBy = (
  { key, kid }: { key: KeyObject; kid: string },
  path: string,
  body: object,
  at: number,
): { authorization: string } => ({
  authorization: signCall(key, kid, { method: 'POST', path, digest: digestOf(JSON.stringify(body)) }, at),
})

/** Lets a device in at a facility, by an administrator of it; returns its id. */
export async function letIn(
  hub: HubUnderTest,
  world: World,
  facilityId: string,
  device: DeviceUnderTest,
): Promise<string> {
  const admin = await world.actor(await world.person(facilityId, 'administrator'))
  const made = await hub.as(admin, 'POST', `/api/facilities/${facilityId}/edge-codes`, { label: 'CT' })
  const body = { code: String(made.body['code']), publicKey: device.publicKey, version: '1' }
  const path = '/api/edge/enrolment'
  const answer = await hub.plain(
    path,
    body,
    signedBy({ key: device.key, kid: 'new' }, path, body, world.clock.now().getTime()),
  )
  if (answer.status !== 200) throw new Error(`not let in: ${answer.status} ${JSON.stringify(answer.body)}`)
  return String(answer.body['edgeId'])
}
