import { randomBytes } from 'node:crypto'
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
] as const

/** The generated secrets of one data folder; `instance` names the folder and opens nothing. */
export type Secrets = Record<(typeof secretNames)[number], string>

/** Reads the secrets of a data folder from `secrets.json`, which only its owner may read; makes what is missing. */
export function loadSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json')
  const stored = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {} // our own file
  const entries = secretNames.map((name) => [name, stored[name] ?? randomBytes(24).toString('base64url')])
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
