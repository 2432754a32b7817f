import assert from 'node:assert/strict'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { zipDirectory } from './zip-directory.ts'

test('a directory that says it is larger than any that is taken is not read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tuyen-zip-'))
  const file = await open(join(folder, 'a.zip'), 'w+')
  const length = 1024 ** 3
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(length, 12)
  await file.write(end, 0, end.length, length) // the rest is a hole that takes no room on the disk
  const before = process.memoryUsage().arrayBuffers
  assert.equal(await zipDirectory(file, length + end.length, 20_000), null)
  assert.ok(process.memoryUsage().arrayBuffers - before < 64 * 1024 ** 2)
  await file.close()
  await rm(folder, { recursive: true })
})
