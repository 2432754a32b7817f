import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { lockDataFolder, makeDataFolder, removeDataFolder } from './data-folder.ts'

function emptyFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'tuyen-data-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('a folder that is not ours is never removed', (t) => {
  const folder = emptyFolder(t)
  writeFileSync(join(folder, 'thesis.txt'), 'years of work')
  assert.throws(() => removeDataFolder(folder), /is not a data folder of Tuyến/)
  assert.ok(existsSync(join(folder, 'thesis.txt')))
})

test('our own folder is removed as a whole, and its absence is no error', (t) => {
  const folder = join(emptyFolder(t), 'data')
  makeDataFolder(folder)
  removeDataFolder(folder)
  assert.equal(existsSync(folder), false)
  removeDataFolder(folder)
})

test('a folder in use is neither started twice nor removed', (t) => {
  const folder = emptyFolder(t)
  makeDataFolder(folder)
  const unlock = lockDataFolder(folder)
  assert.throws(() => lockDataFolder(folder), /already runs on .* Stop it first: kill \d+/)
  assert.throws(() => removeDataFolder(folder), /already runs/)
  unlock()
  lockDataFolder(folder)()
})

test('the claim of a process that is gone does not count', (t) => {
  const folder = emptyFolder(t)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'supervisor.pid'), `${process.pid} 1`)
  lockDataFolder(folder)()
})
