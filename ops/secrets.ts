import { createECDH, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const secretNames = [
  'instance',
  'session',
  'postgresSuperuser',
  'postgresOwner',
  'postgresApp',
  'orthancPassword',
  'janusApi',
  'janusAdmin',
  'janusRoom',
  'turn',
  'vapid',
] as const

/** The generated secrets of one data folder; `instance` names the folder and opens nothing. */
export type Secrets = Record<(typeof secretNames)[number], string>

const vapidCurve = 'prime256v1'

/** A fresh secret; that of web push is the private half of a key pair on P-256, as 32 bytes (RFC 8292). */
function makeSecret(name: (typeof secretNames)[number]): string {
  if (name !== 'vapid') return randomBytes(24).toString('base64url')
  const pair = createECDH(vapidCurve)
  pair.generateKeys()
  return Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()])
    .subarray(-32)
    .toString('base64url')
}

/** The public half of the key pair of web push, which browsers subscribe with. */
export function vapidPublicKey(privateKey: string): string {
  const pair = createECDH(vapidCurve)
  pair.setPrivateKey(Buffer.from(privateKey, 'base64url'))
  return pair.getPublicKey('base64url')
}

/** Reads the secrets of a data folder from `secrets.json`, which only its owner may read; makes what is missing. */
export function loadSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json')
  const stored = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {} // our own file
  const entries = secretNames.map((name) => [name, stored[name] ?? makeSecret(name)])
  const secrets = Object.fromEntries(entries) as Secrets // one entry for each name
  if (secretNames.every((name) => stored[name])) {
    chmodSync(file, 0o600)
    return secrets
  }
  const draft = `${file}.new`
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  renameSync(draft, file)
  return secrets
}
