import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { verifyAudit } from '../platform/server/audit-verify.ts'
import { openDatabase } from '../platform/server/db.ts'
import { rootFolder } from './apps.ts'
import { readPorts } from './ports.ts'
import { postgresUrl } from './postgres.ts'
import { loadSecrets } from './secrets.ts'

interface Source {
  url: string
  SESSION_SECRET: string
  AUDIT_HEADS_FILE: string | undefined
}

/** The settings of production when they are given, else those of the product that runs from this folder. */
function sourceOf(settings: NodeJS.ProcessEnv): Source {
  const { DATABASE_URL, SESSION_SECRET, AUDIT_HEADS_FILE } = settings
  if (DATABASE_URL && SESSION_SECRET) return { url: DATABASE_URL, SESSION_SECRET, AUDIT_HEADS_FILE }
  const dataDir = resolve(rootFolder, settings.TUYEN_DATA || '.data')
  if (!existsSync(join(dataDir, 'secrets.json'))) {
    throw new Error(
      'There is no audit trail to verify. Set DATABASE_URL, SESSION_SECRET and AUDIT_HEADS_FILE, or npm start.',
    )
  }
  const secrets = loadSecrets(dataDir)
  return {
    url: postgresUrl({ port: readPorts(settings).PG_PORT }, 'tuyen_app', secrets.postgresApp, 'tuyen'),
    SESSION_SECRET: secrets.session,
    AUDIT_HEADS_FILE: join(dataDir, 'audit-heads.jsonl'),
  }
}

async function main(): Promise<number> {
  const source = sourceOf(process.env)
  const { db } = openDatabase(source.url, 2)
  try {
    const verdict = await verifyAudit(db, source)
    for (const fault of verdict.faults) console.log(fault)
    const outcome = verdict.faults.length === 0 ? 'the chain holds' : `${verdict.faults.length} faults`
    console.log(`${verdict.checked} entries checked, ${verdict.unsealed} not sealed yet: ${outcome}`)
    return verdict.faults.length === 0 ? 0 : 1
  } finally {
    await db.destroy()
  }
}

if (import.meta.main) {
  process.exitCode = await main().catch((error: unknown) => {
    const isDown = error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED'
    console.error(isDown ? 'The database does not answer. Start the product first: npm start' : error)
    return 2
  })
}
