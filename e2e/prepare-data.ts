import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runScript } from '../ops/apps.ts'
import { makeDataFolder, removeDataFolder, servicesFolder } from '../ops/data-folder.ts'
import { freePorts } from '../ops/ports.ts'
import { loadSecrets } from '../ops/secrets.ts'
import { startStack } from '../ops/supervise.ts'

/**
 * Makes what each story would otherwise make anew: the secrets of a data folder and a database brought up to date,
 * without any data. `takePrepared` gives a story its own copy.
 */
async function prepare(into: string): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tuyen-prepared-'))
  makeDataFolder(dataDir)
  try {
    const env = { ...process.env, ...Object.fromEntries(Object.entries(await freePorts()).map(textOf)) }
    const stack = await startStack({ dataDir, env, apps: false })
    try {
      await runScript('db/migrate.ts', { DATABASE_OWNER_URL: stack.databaseOwnerUrl })
    } finally {
      await stack.stop()
    }
    mkdirSync(into, { recursive: true, mode: 0o700 })
    cpSync(join(dataDir, 'secrets.json'), join(into, 'secrets.json'))
    copyWithOwners(join(clusterParent(dataDir), 'pg'), join(into, 'pg'))
  } finally {
    await removeDataFolder(dataDir)
  }
}

const textOf = ([name, port]: [string, number]): [string, string] => [name, String(port)]

const clusterParent = (dataDir: string): string =>
  servicesFolder(dataDir, loadSecrets(dataDir).instance, () => undefined)

/** A database belongs to the account under which it runs. */
function copyWithOwners(from: string, to: string): void {
  execFileSync('cp', ['-a', '--reflink=auto', from, to])
}

/** Puts a copy of what was prepared for this run, if anything was, into a new data folder. */
export function takePrepared(dataDir: string): void {
  const prepared = process.env['TUYEN_PREPARED']
  if (!prepared || !existsSync(join(prepared, 'pg'))) return
  cpSync(join(prepared, 'secrets.json'), join(dataDir, 'secrets.json'))
  copyWithOwners(join(prepared, 'pg'), join(clusterParent(dataDir), 'pg'))
}

if (import.meta.main) await prepare(process.argv[2] ?? '')
