import { spawnSync } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  lstatSync,
  mkdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'

/** An account of this machine under which a service runs. */
export interface Account {
  name: string
  uid: number
  gid: number
}

/** Tells whether we are root, and so must start services under another account. */
export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/** The first of these accounts that exists; `nobody` is on every Linux. Undefined when we are not root and run as ourselves. */
export function unprivilegedAccount(...preferred: string[]): Account | undefined {
  if (!isRoot()) return undefined
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const wanted of [...preferred, 'nobody']) {
    const [name, , uid, gid] = lines.find((line) => line.startsWith(`${wanted}:`))?.split(':') ?? []
    if (name && Number(uid) > 0) return { name, uid: Number(uid), gid: Number(gid) }
  }
  throw new Error('No unprivileged account was found in /etc/passwd; PostgreSQL does not run as root.')
}

/** Tells whether every account of this machine may walk to this path. */
export function isReachableByAll(path: string): boolean {
  let current = resolve(path)
  while (true) {
    const found = lstatSync(current, { throwIfNoEntry: false })
    if (found?.isDirectory() && (found.mode & 0o001) === 0) return false
    const parent = dirname(current)
    if (parent === current) return true
    current = parent
  }
}

/** Makes a private folder that belongs to an account, with all that lies in it. */
export function ownFolder(path: string, account: Account | undefined): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  if (!account || statSync(path).uid === account.uid) return
  chownSync(path, account.uid, account.gid)
  spawnSync('chown', ['-R', '-h', `${account.uid}:${account.gid}`, path])
}

/** Writes a file that only this account may read. */
export function writePrivate(file: string, text: string, account: Account | undefined): void {
  writeFileSync(file, text, { mode: 0o600 })
  chmodSync(file, 0o600)
  if (account) chownSync(file, account.uid, account.gid)
}

/** Finds a program as a shell would, also where Debian keeps its daemons. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/bin']
  return folders.map((folder) => join(folder, name)).find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** A signal that a child gets from the kernel when its parent dies. */
export type DeathSignal = 'KILL' | 'INT' | 'TERM'

/** Wraps a command so that it drops to the account, gains no rights, and dies with its parent. */
export function dropTo(account: Account | undefined, deathSignal: DeathSignal, command: string[]): string[] {
  const setpriv = findProgram('setpriv')
  if (!setpriv) {
    if (account) throw new Error('setpriv is missing (Debian package util-linux); services cannot be started as root.')
    return command
  }
  const identity = account ? [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'] : []
  return [setpriv, ...identity, '--no-new-privs', `--pdeathsig=${deathSignal}`, '--', ...command]
}
