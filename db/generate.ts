import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeSchema } from './describe-schema.ts'

const root = join(import.meta.dirname, '..')
const schemas = ['platform', 'network', 'identity', 'records', 'imaging', 'sessions', 'pathways', 'consults']

/** The schema and the types as a migrated database has them: the texts of `schema.sql` and `types.ts`. */
export async function generate(url: string): Promise<{ schema: string; types: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'tuyen-types-'))
  try {
    const out = join(folder, 'types.ts')
    const args = [
      join(root, 'node_modules/kysely-codegen/dist/cli/bin.js'),
      ...['--dialect', 'postgres', '--url', url, '--out-file', out, '--log-level', 'silent'],
      ...['--include-pattern', `(${schemas.join('|')}).*`, '--date-parser', 'string'],
      ...['--type-mapping', '{"int8":"number"}'],
    ]
    execFileSync(process.execPath, args, { cwd: root, stdio: 'pipe' })
    const types = readFileSync(out, 'utf8')
    return { schema: await describeSchema(url, schemas), types }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Where the generated texts are kept. */
export const generatedFiles = { schema: join(root, 'db/schema.sql'), types: join(root, 'db/types.ts') }

if (import.meta.main) {
  const url = process.env['DATABASE_OWNER_URL']
  if (!url) throw new Error('DATABASE_OWNER_URL is missing; set it to a freshly migrated database.')
  const { schema, types } = await generate(url)
  writeFileSync(generatedFiles.schema, schema)
  writeFileSync(generatedFiles.types, types)
}
