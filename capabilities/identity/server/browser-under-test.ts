import { createHmac } from 'node:crypto'
import fastify from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import { addressOf } from '#platform/contract/address.ts'
import type { Endpoint, InputOf, OutputOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { newId } from '#platform/server/new-id.ts'
import { serve } from '#platform/server/serve.ts'
import type { World } from '#platform/test/world.ts'
import { identityPermissions, signIn } from '../contract.ts'
import { addPerson } from './add-person.ts'
import { createAuth, identityHandlers, SessionReader } from './index.ts'

const origin = 'https://tuyen.example'
const secret = 'a secret for this test alone, long enough'

/** The password of the people that a test enters with. */
export const passwordUnderTest = 'mot-mat-khau-du-dai'

/** What a browser got: the answer, or the name of the problem. */
export type Answer<E> = { status: number; value: OutputOf<E>; problem: string | null }

/** A browser that keeps its cookies. */
export type Browser = {
  call: <E extends Endpoint>(endpoint: E, input: InputOf<E>) => Promise<Answer<E>>
  cookies: Map<string, string>
}

/** A person with the e-mail to sign in with. */
export type Person = { id: Id<'person'>; email: string }

/** Sign-in with everything behind it, and browsers in front. */
export type Door = {
  /** A person with a password who can sign in. */
  person: (facilityId: string, role?: 'doctor' | 'administrator') => Promise<Person>
  browser: () => Browser
  /** A browser in which the person has signed in by password. */
  entered: (email: string, isShared?: boolean) => Promise<Browser>
  close: () => Promise<void>
}

/** Opens the door of a world; its clock is set to this machine's, by which sessions end. */
export async function openDoor(world: World): Promise<Door> {
  world.clock.advance(Date.now() - world.clock.now().getTime())
  const auth = createAuth({ databaseUrl: world.appUrl, secret, publicUrl: origin })
  const reader = new SessionReader(auth, world.db, { mustHaveTotp: false })
  const live = { announce: (said: { hints: { topic: string; type: string }[] }) => reader.forget(said.hints) }
  const app = fastify()
  app.setSerializerCompiler(serializerCompiler)
  const gate = { identify: reader.identify, permissions: identityPermissions, origin }
  serve(
    app,
    { ...world.house, live },
    gate,
    identityHandlers({ auth, secret, isDemo: true, push: { publicKey: null, hosts: [] } }),
  )
  const passwordHash = await auth.hashPassword(passwordUnderTest)
  const browser = (): Browser => {
    const cookies = new Map<string, string>()
    return { cookies, call: async (endpoint, input) => await callFrom(app, cookies, endpoint, input) }
  }
  return {
    person: async (facilityId, role = 'doctor') => {
      const email = `${newId()}@test.example`
      const who = { fullName: `Nguyễn Văn ${role}`, title: 'BS.', email, passwordHash, facilityId, role }
      const id = await world.asSystem(
        async (tx, actor) => await addPerson(tx, actor.now, { ...who, specialty: null, department: '' }),
      )
      if (!id) throw new Error('the e-mail of a test is taken')
      return { id, email }
    },
    browser,
    entered: async (email, isShared = false) => {
      const fresh = browser()
      await fresh.call(signIn, { email, password: passwordUnderTest, isShared })
      return fresh
    },
    close: async () => {
      await app.close()
      await auth.close()
    },
  }
}

async function callFrom<E extends Endpoint>(
  app: ReturnType<typeof fastify>,
  cookies: Map<string, string>,
  endpoint: E,
  input: InputOf<E>,
): Promise<Answer<E>> {
  const { url, rest } = addressOf(endpoint, input)
  const isPost = endpoint.method === 'POST'
  const reply = await app.inject({
    method: endpoint.method,
    url,
    headers: { origin, cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    ...(isPost ? { payload: rest } : { query: rest as Record<string, string> }),
  })
  for (const cookie of [reply.headers['set-cookie'] ?? []].flat()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
    if (value === '' || /max-age=0/i.test(cookie)) cookies.delete(name)
    else cookies.set(name, value)
  }
  const body = reply.json()
  return { status: reply.statusCode, value: body, problem: reply.statusCode === 200 ? null : String(body.name) }
}

const stepMs = 30_000

/** The code that an authenticator app shows for an address that TOTP was started with (RFC 6238). */
export function totpCode(uri: string, now = Date.now()): string {
  const base32 = new URL(uri).searchParams.get('secret') ?? ''
  const bits = base32
    .split('')
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
  const key = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(now / stepMs)))
  const hash = createHmac('sha1', key).update(counter).digest()
  const at = (hash.at(-1) ?? 0) & 15
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
