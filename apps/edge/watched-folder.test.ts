import assert from 'node:assert/strict'
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type KeeperUnderTest, memoryKeeper } from '#gateways/dicom/keeper-under-test.ts'
import { smallStudies } from '#gateways/dicom/studies-under-test.ts'
import { createLog } from '#platform/server/log.ts'
import { WatchedFolder } from './watched-folder.ts'

let root: string
let path: string
let files: string[]
let keeper: KeeperUnderTest

before(() => {
  root = mkdtempSync(join(tmpdir(), 'tuyen-folder-'))
  ;({ files } = smallStudies(join(root, 'study'), 'P', 1, { slices: 3 })[0] ?? { files: [] })
  path = join(root, 'in')
  mkdirSync(join(path, 'deeper'), { recursive: true })
  keeper = memoryKeeper()
})
after(() => rmSync(root, { recursive: true }))

const watch = (isEmptied: boolean) =>
  new WatchedFolder({ path, callingAet: 'FOLDER', calledAet: 'TUYEN', isEmptied }, keeper, createLog('test'))

describe('a watched folder', () => {
  test('gives each file once it does not change any more, byte for byte, and is not emptied unless it may be', async () => {
    const folder = watch(false)
    const [first = '', second = ''] = files
    copyFileSync(first, join(path, 'deeper', '1.dcm'))
    const half = readFileSync(second)
    writeFileSync(join(path, '2.dcm'), half.subarray(0, 1000))
    assert.equal(await folder.look(), 0)
    appendFileSync(join(path, '2.dcm'), half.subarray(1000))
    assert.equal(await folder.look(), 1)
    assert.equal(await folder.look(), 1)
    assert.equal(await folder.look(), 0)
    assert.deepEqual(
      keeper.kept.map((each) => each.bytes),
      [readFileSync(first), half],
    )
    assert.equal(readdirSync(path).length, 2)
  })

  test('leaves what is no image, what is hidden, what is still being written under another name, and links', async () => {
    const folder = watch(true)
    writeFileSync(join(path, 'readme.txt'), 'text')
    copyFileSync(files[2] ?? '', join(path, '.hidden'))
    copyFileSync(files[2] ?? '', join(path, '3.dcm.part'))
    symlinkSync(files[2] ?? '', join(path, '3.dcm'))
    keeper.kept.length = 0
    await folder.look()
    await folder.look()
    assert.deepEqual(keeper.kept.map((each) => each.facts.instanceUid.slice(-1)).sort(), ['1', '2'])
    assert.deepEqual(readdirSync(path).sort(), ['.hidden', '3.dcm', '3.dcm.part', 'deeper', 'readme.txt'])
    assert.deepEqual(readdirSync(join(path, 'deeper')), [])
  })

  test('takes a file again later when there was no room for it', async () => {
    const folder = watch(true)
    copyFileSync(files[2] ?? '', join(path, '4.dcm'))
    keeper.answer = 'no-room'
    await folder.look()
    assert.equal(await folder.look(), 0)
    keeper.answer = 'kept'
    assert.equal(await folder.look(), 1)
  })
})
