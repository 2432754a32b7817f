import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { isReachableByAll, isRoot } from './account.ts'
import { rootFolder } from './apps.ts'
import { superviseChild } from './child.ts'
import { postgresSpec, postgresUrl, socketFolder } from './postgres.ts'
import { ensureRoles } from './postgres-roles.ts'

/** A PostgreSQL for tests; each URL opens the database `postgres`, and the owner may create further ones. */
export interface TestPostgres {
  superuserUrl: string
  ownerUrl: string
  appUrl: string
  stop(): Promise<void>
}

// Data of tests may be lost: speed matters more.
const fastSettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_connections: '300',
  checkpoint_timeout: '1h',
  max_wal_size: '4GB',
}

/**
 * Gives the PostgreSQL of this test run: the one that TEST_PG_URL names as superuser, shared by all test processes,
 * or else one of its own that ends with this process.
 */
export async function testPostgres(): Promise<TestPostgres> {
  const shared = process.env.TEST_PG_URL
  if (shared) return { ...(await rolesOf(shared)), stop: async () => undefined }
  const own = await startOwn()
  return { ...(await rolesOf(own.superuserUrl)), stop: own.stop }
}

async function rolesOf(superuserUrl: string) {
  const password = createHash('sha256').update(superuserUrl).digest('base64url')
  await ensureRoles(superuserUrl, { owner: password, app: password }, true)
  const urlOf = (role: string) => {
    const url = new URL(superuserUrl)
    url.username = role
    url.password = password
    return url.href
  }
  return { superuserUrl, ownerUrl: urlOf('tuyen_owner'), appUrl: urlOf('tuyen_app') }
}

async function startOwn() {
  const folder = ownFolderFor(process.pid)
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  const superuserPassword = randomBytes(12).toString('hex')
  const port = await freePort()
  const logFile = join(folder, 'postgres.log')
  const data = { folder: join(folder, 'pg'), port, superuserPassword, logFile }
  const child = superviseChild(
    await postgresSpec({ ...data, say: () => undefined, settings: fastSettings }),
    () => undefined,
  )
  await child.start()
  return {
    superuserUrl: postgresUrl(
      { port, socket: socketFolder(data.folder, port) },
      'postgres',
      superuserPassword,
      'postgres',
    ),
    async stop() {
      await child.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function ownFolderFor(pid: number): string {
  const cache = join(rootFolder, '.cache')
  const base = isRoot() && !isReachableByAll(cache) ? '/var/tmp' : cache
  return join(base, `tuyen-test-pg-${pid}`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // a listening TCP server has one
  await once(server.close(), 'close')
  return port
}

/** Runs a command with TEST_PG_URL set to a PostgreSQL that lives as long as the command; gives its exit code. */
async function runWith(command: string[]): Promise<number> {
  const [file, ...args] = command
  if (!file) throw new Error('usage: node ops/test-postgres.ts CMD...')
  const postgres = await testPostgres()
  const env = { ...process.env, TEST_PG_URL: postgres.superuserUrl }
  const child = spawn(file, args, { stdio: 'inherit', env })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  const [code] = await once(child, 'exit')
  await postgres.stop()
  return typeof code === 'number' ? code : 1
}

if (import.meta.main) process.exitCode = await runWith(process.argv.slice(2))
