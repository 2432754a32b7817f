import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadSecrets } from './secrets.ts'

test('secrets are made once, kept, and readable by their owner only', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tuyen-secrets-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'secrets.json')

  const first = loadSecrets(folder)
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.equal(new Set(Object.values(first)).size, Object.keys(first).length)

  chmodSync(file, 0o644)
  assert.deepEqual(loadSecrets(folder), first)
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), first)
})
