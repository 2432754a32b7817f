import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readlinkSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { type Account, dropTo, ownFolder, unprivilegedAccount, writePrivate } from './account.ts'
import type { ChildSpec } from './child.ts'
import { postgresBinaries } from './postgres-binaries.ts'

const run = promisify(execFile)

/** One embedded PostgreSQL: where its data lies, where it listens, and the password of its superuser. */
export interface PostgresOptions {
  /** The data directory itself. */
  folder: string
  port: number
  superuserPassword: string
  logFile: string
  say: (line: string) => void
  /** Further server settings, e.g. `fsync=off` for tests. */
  settings?: Record<string, string>
}

// No statement, parameter or detail of an error is logged: they hold patient data.
const serverSettings = {
  listen_addresses: '127.0.0.1',
  max_connections: '100',
  shared_buffers: '128MB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
}

/** A path of a socket is at most this long, with the name of its file (`sun_path` of Linux). */
const maxSocketPathBytes = 107

/**
 * Where the server has its socket: beside its data, a third quicker than TCP on this machine. Null where the path is
 * too long, or has a sign that PostgreSQL would take for a part of its list; then it is reached by TCP alone.
 */
export function socketFolder(folder: string, port: number): string | null {
  const socket = `${folder}.socket`
  const isShort = Buffer.byteLength(join(socket, `.s.PGSQL.${port}`)) <= maxSocketPathBytes
  return isShort && !/[\s,"']/.test(socket) ? socket : null
}

/** The URL by which a role reaches a database of this server, by its socket when there is one. */
export function postgresUrl(
  server: { port: number; socket?: string | null },
  role: string,
  password: string,
  database: string,
): string {
  const url = `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${server.port}/${database}`
  return server.socket ? `${url}?host=${encodeURIComponent(server.socket)}` : url
}

/** Makes the data directory on the first start, ends what a dead supervisor left running, and says how to run the server. */
export async function postgresSpec(options: PostgresOptions): Promise<ChildSpec> {
  const { folder, port, superuserPassword } = options
  const account = unprivilegedAccount()
  const bin = postgresBinaries(account, options.say)
  if (!existsSync(join(folder, 'PG_VERSION'))) await createCluster(options, account, bin)
  ownFolder(folder, account)
  await endLeftOver(folder)
  const socket = socketFolder(folder, port)
  if (socket) ownFolder(socket, account)
  const listening = { port: String(port), unix_socket_directories: socket ?? '' }
  const settings = Object.entries({ ...serverSettings, ...options.settings, ...listening })
  const flags = settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const url = postgresUrl({ port, socket }, 'postgres', superuserPassword, 'postgres')
  return {
    name: 'postgres',
    command: dropTo(account, 'INT', [join(bin, 'postgres'), '-D', folder, ...flags]),
    env: { LANG: 'C.UTF-8', TZ: 'UTC' },
    cwd: folder,
    logFile: options.logFile,
    stopSignal: 'SIGINT',
    beforeStart: () => removeStalePid(folder),
    isReady: () => answers(url),
  }
}

async function createCluster(options: PostgresOptions, account: Account | undefined, bin: string): Promise<void> {
  const draft = `${options.folder}.new`
  mkdirSync(dirname(draft), { recursive: true, mode: 0o711 })
  rmSync(draft, { recursive: true, force: true })
  ownFolder(draft, account)
  const passwordFile = join(dirname(draft), 'pg.password')
  writePrivate(passwordFile, options.superuserPassword, account)
  const locale = ['--locale-provider=builtin', '--locale=C.UTF-8', '--builtin-locale=C.UTF-8', '--encoding=UTF8']
  const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  const [setpriv = '', ...args] = dropTo(account, 'KILL', [join(bin, 'initdb'), '-D', draft, ...locale, ...access])
  try {
    await run(setpriv, args, { cwd: draft, env: { LANG: 'C.UTF-8', TZ: 'UTC' } })
  } finally {
    rmSync(passwordFile)
  }
  renameSync(draft, options.folder)
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on('error', () => undefined)
  await client.connect()
  await client.end()
  return true
}

/** The process id of a server that really runs on this data directory, as its own file claims. */
function serverOf(folder: string): number | undefined {
  const file = join(folder, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder ? pid : undefined
  } catch {
    return undefined
  }
}

// After a crash of the machine the file may name a process that is now somebody else: PostgreSQL would refuse to start.
function removeStalePid(folder: string): void {
  if (serverOf(folder) === undefined) rmSync(join(folder, 'postmaster.pid'), { force: true })
}

async function endLeftOver(folder: string): Promise<void> {
  const pid = serverOf(folder)
  if (pid === undefined) return
  process.kill(pid, 'SIGINT')
  const deadline = Date.now() + 15_000
  while (serverOf(folder) === pid) {
    if (Date.now() > deadline)
      throw new Error(`An older PostgreSQL (process ${pid}) still runs on ${folder} and does not end.`)
    await sleep(100)
  }
}
