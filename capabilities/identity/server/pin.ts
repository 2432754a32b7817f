import { createHmac, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const cost: ScryptOptions = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }
const keyBytes = 32
const derive = promisify<Buffer, Buffer, number, ScryptOptions, Buffer>(scrypt)

type Keyed = { secret: string; personId: string; pin: string }

// six digits alone fall to a list; keyed with the installation's secret, the table is of no use without it
const keyed = ({ secret, personId, pin }: Keyed): Buffer =>
  createHmac('sha256', secret).update(`pin ${personId} ${pin}`).digest()

/** The hash under which a PIN is kept. */
export async function hashPin(given: Keyed): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(keyed(given), salt, keyBytes, cost)
  return `scrypt:${salt.toString('base64url')}:${hash.toString('base64url')}`
}

/** True when the PIN is the one kept under the hash. */
export async function isPin(given: Keyed, kept: string): Promise<boolean> {
  const [, salt = '', hash = ''] = kept.split(':')
  const wanted = Buffer.from(hash, 'base64url')
  const made = await derive(keyed(given), Buffer.from(salt, 'base64url'), keyBytes, cost)
  return wanted.length === made.length && timingSafeEqual(wanted, made)
}
