import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { claimDataFolder, makeDataFolder, removeDataFolder } from './data-folder.ts'

function emptyFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'tuyen-data-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('a folder that is not ours is never removed', async (t) => {
  const folder = emptyFolder(t)
  writeFileSync(join(folder, 'thesis.txt'), 'years of work')
  await assert.rejects(removeDataFolder(folder), /is not a data folder of Tuyến/)
  assert.ok(existsSync(join(folder, 'thesis.txt')))
})

test('our own folder is removed as a whole, and its absence is no error', async (t) => {
  const folder = join(emptyFolder(t), 'data')
  makeDataFolder(folder)
  await removeDataFolder(folder)
  assert.equal(existsSync(folder), false)
  await removeDataFolder(folder)
})

test('a folder in use is neither started twice nor removed', async (t) => {
  const folder = emptyFolder(t)
  makeDataFolder(folder)
  const claim = await claimDataFolder(folder)
  await assert.rejects(claimDataFolder(folder), /already runs on .* Stop it first: kill \d+/)
  await assert.rejects(removeDataFolder(folder), /already runs/)
  claim.leave()
  ;(await claimDataFolder(folder)).leave()
})

test('who wants a folder waits for the one who is leaving it', async (t) => {
  const folder = emptyFolder(t)
  makeDataFolder(folder)
  const claim = await claimDataFolder(folder)
  claim.leaveSoon()
  setTimeout(() => claim.leave(), 200)
  ;(await claimDataFolder(folder)).leave()
})

test('the claim of a process that is gone does not count', async (t) => {
  const folder = emptyFolder(t)
  writeFileSync(join(folder, 'supervisor.pid'), `${process.pid} 1`)
  ;(await claimDataFolder(folder)).leave()
})
