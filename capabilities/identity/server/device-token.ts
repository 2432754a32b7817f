import { createHash, randomBytes } from 'node:crypto'
import type { OutsideCall } from '#platform/server/handler.ts'

const name = 'tuyen.device'
const keepSeconds = 400 * 24 * 60 * 60

/** What a browser keeps to be known as a shared computer, hashed as the table holds it; null when it keeps nothing. */
export function deviceTokenHash(call: OutsideCall): Buffer | null {
  const { cookie = '' } = call.request.headers
  const token = cookie
    .split('; ')
    .find((each) => each.startsWith(`${name}=`))
    ?.slice(name.length + 1)
  return token ? hashOf(token) : null
}

/** Gives the browser a token of its own; returns what the table holds of it. */
export function giveDeviceToken(call: OutsideCall): Buffer {
  const token = randomBytes(32).toString('base64url')
  call.reply.header('set-cookie', cookieOf(call, token, keepSeconds))
  return hashOf(token)
}

/** Lets the browser forget its token. */
export const takeDeviceToken = (call: OutsideCall): void => void call.reply.header('set-cookie', cookieOf(call, '', 0))

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

// the gate has compared the origin of every command with the product's own
const cookieOf = (call: OutsideCall, token: string, maxAge: number): string =>
  [
    ...[`${name}=${token}`, `Max-Age=${maxAge}`, 'Path=/api', 'HttpOnly', 'SameSite=Strict'],
    ...(call.request.headers.origin?.startsWith('https://') ? ['Secure'] : []),
  ].join('; ')
