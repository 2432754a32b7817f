import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { makeDataFolder, removeDataFolder } from '../ops/data-folder.ts'
import { prepareLan } from '../ops/lan.ts'
import { freePorts } from '../ops/ports.ts'
import { type Stack, startStack } from '../ops/supervise.ts'

/** The product with demo data in a folder of its own, and a superuser's connection to its database. */
export type BenchStage = {
  stack: Stack
  url: string
  /** The certificate by which it is reached; null without TLS. */
  certificateFile: string | null
  client: pg.Client
  databaseUrl: string
  secret: string
  orthancPassword: string
  close: () => Promise<void>
}

/** Starts the product for a measurement, with further settings, by TLS on an address when one is given; PostgreSQL runs with its durable settings. */
export async function openBenchStage(further: Record<string, string> = {}, address?: string): Promise<BenchStage> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tuyen-bench-'))
  makeDataFolder(dataDir)
  const ports = Object.fromEntries(Object.entries(await freePorts()).map(([name, port]) => [name, String(port)]))
  const env = { ...process.env, ...ports, ...further }
  const lan = address ? await prepareLan(dataDir, address, Number(ports['PORT'])) : undefined
  const stack = await startStack({ dataDir, env, log: () => undefined, ...(lan ? { lan } : {}) })
  const database = new URL(stack.superuserUrl ?? '')
  database.pathname = '/tuyen'
  const client = new pg.Client({ connectionString: database.href })
  await client.connect()
  const { session, orthancPassword } = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')) as Record<
    'session' | 'orthancPassword',
    string
  >
  return {
    stack,
    url: lan?.url ?? `http://127.0.0.1:${stack.ports.PORT}`,
    certificateFile: lan?.certificateFile ?? null,
    client,
    databaseUrl: database.href,
    secret: session,
    orthancPassword,
    close: async () => {
      await client.end()
      await stack.stop()
      await removeDataFolder(dataDir)
    },
  }
}
