import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { publicHalf } from '#platform/server/device-signature.ts'

const enrolled = z.object({ edgeId: z.guid(), facilityId: z.guid(), facilityName: z.string(), hub: z.string() })

/** Which gateway this is, once a hub has let it in. */
export type Enrolled = z.output<typeof enrolled>

/** The keys that were made on this device and never leave it. */
export type Device = { signingKey: KeyObject; publicKey: string; spoolKey: Buffer }

/** A key that others on this machine can read protects nothing. */
export class KeyExposed extends Error {
  constructor(path: string) {
    super(`${path} can be read by others. Make it readable by the gateway alone: chmod 600 ${path}`)
    this.name = 'KeyExposed'
  }
}

/** Opens the keys of this device, and makes them where there are none yet. Throws KeyExposed. */
export function openDevice(folder: string): Device {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const pem = keptOrMade(join(folder, 'device.key'), () => {
    const { privateKey } = generateKeyPairSync('ed25519')
    return Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  })
  const spoolKey = keptOrMade(join(folder, 'spool.key'), () => randomBytes(32))
  if (spoolKey.length !== 32) throw new Error(`${join(folder, 'spool.key')} is not a key of 32 bytes.`)
  const { key, publicKey } = publicHalf(pem.toString())
  return { signingKey: key, publicKey, spoolKey }
}

function keptOrMade(path: string, make: () => Buffer): Buffer {
  if (!existsSync(path)) writeWhole(path, make())
  if ((statSync(path).mode & 0o077) !== 0) throw new KeyExposed(path)
  return readFileSync(path)
}

/** Writes a file so that after a power cut it is there as a whole or not at all. */
function writeWhole(path: string, bytes: Buffer): void {
  const file = openSync(`${path}.new`, 'w', 0o600)
  writeSync(file, bytes)
  fsyncSync(file)
  closeSync(file)
  chmodSync(`${path}.new`, 0o600)
  renameSync(`${path}.new`, path)
}

/** Which gateway this is; null until a hub has let it in. */
export function enrolledAs(folder: string): Enrolled | null {
  const path = join(folder, 'enrolled.json')
  return existsSync(path) ? enrolled.parse(JSON.parse(readFileSync(path, 'utf8'))) : null
}

/** Remembers which gateway this is. */
export function rememberEnrolled(folder: string, as: Enrolled): void {
  writeWhole(join(folder, 'enrolled.json'), Buffer.from(JSON.stringify(as, null, 2)))
}
