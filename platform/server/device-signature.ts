import { createHash, createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign, verify } from 'node:crypto'
import { z } from 'zod'

/** How old, or how far ahead, a signature of a device may be. */
export const signatureSeconds = 60

/** The word before the signature in the authorization header. */
export const signatureScheme = 'Tuyen-Device'

const header = z.object({ alg: z.literal('EdDSA'), typ: z.literal('tuyen-call'), kid: z.string().min(1).max(64) })
const payload = z.object({
  method: z.string(),
  path: z.string(),
  /** Digest of what else the call says: its body, or the headers that matter. */
  digest: z.string(),
  /** Milliseconds since 1970. */
  at: z.number().int(),
  nonce: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/),
})

/** What a device signs of a call. */
export type SignedCall = { method: string; path: string; digest: string }

/** A signature that holds: by whom, and its nonce, which must not come again. */
export type Verified = { nonce: string; at: number }

/** SHA-256 of a text in base64url, to be bound into a signature. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url')

/** Signs a call as compact JWS (RFC 7515, RFC 8037); `at` is the time by the clock of who will check it. */
export function signCall(key: KeyObject, kid: string, call: SignedCall, at: number): string {
  const nonce = randomBytes(18).toString('base64url')
  const signed = [
    { alg: 'EdDSA', typ: 'tuyen-call', kid },
    { ...call, at, nonce },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${signatureScheme} ${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`
}

/** Who an authorization header says that it comes from; null when it is none of a device. Nothing is proven yet. */
export function claimedKid(authorization: string | undefined): string | null {
  const parts = partsOf(authorization)
  const parsed = header.safeParse(parts && jsonOf(parts[0]))
  return parsed.success ? parsed.data.kid : null
}

/**
 * Proves that a call was signed with this key, for this method, path and content, within the last minute. `wrong-time`
 * is said only of a signature that is otherwise right.
 */
export function verifyCall(
  authorization: string | undefined,
  publicKey: Buffer,
  call: SignedCall,
  now: number,
): Verified | 'wrong' | 'wrong-time' {
  const parts = partsOf(authorization)
  if (!parts) return 'wrong'
  const [head, body, signature] = parts
  const signed = Buffer.from(`${head}.${body}`)
  if (!header.safeParse(jsonOf(head)).success) return 'wrong'
  if (!verify(null, signed, publicKeyOf(publicKey), Buffer.from(signature, 'base64url'))) return 'wrong'
  const parsed = payload.safeParse(jsonOf(body))
  if (!parsed.success) return 'wrong'
  const { method, path, digest, at, nonce } = parsed.data
  if (method !== call.method || path !== call.path || digest !== call.digest) return 'wrong'
  return Math.abs(now - at) <= signatureSeconds * 1000 ? { nonce, at } : 'wrong-time'
}

function partsOf(authorization: string | undefined): [string, string, string] | null {
  const match = /^Tuyen-Device ([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/.exec(authorization ?? '')
  const [, head, body, signature] = match ?? []
  return head && body && signature ? [head, body, signature] : null
}

function jsonOf(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}

/** The 32 bytes of an Ed25519 public key as a key. */
const publicKeyOf = (raw: Buffer): KeyObject =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' })

/** The 32 bytes of the public half of a private Ed25519 key, in base64url. */
export function publicHalf(privatePem: string): { key: KeyObject; publicKey: string } {
  const key = createPrivateKey(privatePem)
  const { x } = createPublicKey(key).export({ format: 'jwk' })
  if (!x) throw new Error('not an Ed25519 key')
  return { key, publicKey: x }
}
