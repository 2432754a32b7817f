import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ConfigError, readConfig } from '../platform/server/config.ts'
import { appSpec, rootFolder, runScript } from './apps.ts'
import { type Children, createChildren } from './children.ts'
import { isPortFree, readPorts, type Settings, takenPortMessage } from './ports.ts'

/** Runs server and worker for production: the environment passes through, nothing is embedded, nothing is made up. */
export async function serve(settings: Settings, say: (line: string) => void, signal: AbortSignal): Promise<Children> {
  if (!settings.DATABASE_URL)
    throw new Error('DATABASE_URL is not set. It names the PostgreSQL database of the application.')
  const ports = readPorts(settings)
  const host = settings.HOST || '127.0.0.1'
  if (!(await isPortFree(ports.PORT, host)))
    throw new Error(takenPortMessage('PORT', ports.PORT).replace('npm start', 'npm run serve'))
  const dataDir = resolve(rootFolder, settings.DATA_DIR || '.data/app')
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const env = {
    WEB_DIR: join(rootFolder, 'dist/web'),
    ...definedOf(settings),
    HOST: host,
    PORT: String(ports.PORT),
    DATA_DIR: dataDir,
  }
  refuseMistakes(env)
  const statusFile = settings.STATUS_FILE || join(dataDir, 'status.json')
  if (settings.DATABASE_OWNER_URL) {
    say('migrating the database')
    await runScript('db/migrate.ts', { DATABASE_OWNER_URL: settings.DATABASE_OWNER_URL }, signal)
  }
  const children = createChildren(statusFile)
  signal.addEventListener('abort', () => void children.stop())
  for (const name of ['server', 'worker']) {
    await children.add(appSpec(name, { ...env, STATUS_FILE: statusFile })).start()
  }
  say(`serving on ${host}:${ports.PORT}`)
  return children
}

// A mistake in the settings does not go away by starting again.
function refuseMistakes(env: Record<string, string>): void {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) throw new Error(error.mistakes.join('\n'), { cause: error })
    throw error
  }
}

// The owner's URL is for migrations alone: the application must not be able to step over row-level security.
function definedOf(settings: Settings): Record<string, string> {
  const entries = Object.entries(settings).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return Object.fromEntries(entries.filter(([name]) => name !== 'DATABASE_OWNER_URL'))
}
