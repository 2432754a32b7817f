import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import rateLimit from '@fastify/rate-limit'
import { Upload } from '@tus/server'
import fastify, { type FastifyInstance } from 'fastify'
import type { Actor } from '#platform/server/actor.ts'
import { newId } from '#platform/server/new-id.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { imagingPermissions } from '../contract.ts'
import { uploadRoutes } from './upload.ts'
import { UploadDesk } from './upload-desk.ts'

const origin = 'https://hub.example'
const path = '/api/uploads'

let world: World
let app: FastifyInstance
let desk: UploadDesk
let folder: string
let url: string
let me: Actor
let other: string
let facilityId: string

before(async () => {
  world = await createWorld()
  folder = mkdtempSync(join(tmpdir(), 'uploads-'))
  facilityId = await world.facility('Mường Nhé')
  me = await world.actor(await world.person(facilityId, 'doctor'))
  other = await world.person(facilityId, 'doctor')
  desk = new UploadDesk({ house: world.house, orthanc: null, folder })
  const identify = async (headers: Headers) => (headers.get('cookie')?.includes('right') ? me : null)
  app = fastify()
  await app.register(rateLimit, { global: false, keyGenerator: (asked) => String(asked.headers.cookie) })
  const gate = { identify, permissions: imagingPermissions, origin }
  await app.register(async (scope) => uploadRoutes(scope, world.house, gate, desk))
  url = await app.listen({ host: '127.0.0.1', port: 0 })
})
after(async () => {
  await app.close()
  await desk.close()
  await world.close()
  rmSync(folder, { recursive: true })
})

async function lay(personId: string): Promise<string> {
  const id = newId()
  const metadata = { patientId: newId(), facilityId, personId, source: 'x' }
  await desk.store.create(new Upload({ id, size: 9, offset: 0, metadata }))
  return id
}

const headers = { origin, cookie: 'session_token=right', 'tus-resumable': '1.0.0' }

describe('the address of an upload', () => {
  test('names one upload alone: what was checked is what is touched', async () => {
    const [own, theirs] = [await lay(me.personId ?? ''), await lay(other)]
    for (const method of ['HEAD', 'PATCH', 'DELETE'])
      assert.equal((await fetch(`${url}${path}/${own}?/${theirs}`, { method, headers })).status, 400, method)
    assert.equal((await fetch(`${url}${path}/${theirs}`, { method: 'DELETE', headers })).status, 404)
    assert.ok(await desk.factsOf(theirs, other))
    assert.equal((await fetch(`${url}${path}/${own}`, { method: 'DELETE', headers })).status, 204)
    assert.equal(await desk.factsOf(own, me.personId ?? ''), null)
  })
})

describe('the rate limit of uploads', () => {
  const left = async (cookie: string) => {
    const answer = await app.inject({ method: 'POST', url: path, headers: { ...headers, cookie } })
    return Number(answer.headers['x-ratelimit-remaining'])
  }
  test('counts strangers by their address, whatever cookie they send, and people by who they are', async () => {
    const first = await left('session_token=a')
    assert.equal(await left('session_token=b'), first - 1)
    const mine = await left('session_token=right')
    assert.equal(mine, first)
    assert.equal(await left('session_token=right; x=1'), mine - 1)
  })
})
