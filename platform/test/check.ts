import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { apiFile, describeApi } from '../../apps/server/describe-api.ts'
import { generate, generatedFiles } from '../../db/generate.ts'
import { migrate } from '../../db/migrate.ts'
import { testPostgres } from '../../ops/test-postgres.ts'
import { trespasses } from './trespass.ts'

const root = join(import.meta.dirname, '../..')
const isWriting = process.argv.includes('--write')

async function drift(): Promise<string[]> {
  const server = await testPostgres()
  const name = `check_${process.pid}`
  const admin = new pg.Client({ connectionString: server.superuserUrl })
  await admin.connect()
  try {
    await admin.query(`create database ${name} owner tuyen_owner`)
    const url = new URL(server.ownerUrl)
    url.pathname = `/${name}`
    await migrate(url.href)
    const made = await generate(url.href)
    return [...compare(generatedFiles.schema, made.schema), ...compare(generatedFiles.types, made.types)]
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`)
    await admin.end()
    await server.stop()
  }
}

function compare(file: string, made: string): string[] {
  if (isWriting) writeFileSync(file, made)
  return readFileSync(file, 'utf8') === made ? [] : [`${file} has drifted; run: node platform/test/check.ts --write`]
}

const faults = [...trespasses(root), ...(await drift()), ...compare(apiFile, await describeApi())]
for (const fault of faults) process.stdout.write(`${fault}\n`)
process.exit(faults.length === 0 ? 0 : 1)
