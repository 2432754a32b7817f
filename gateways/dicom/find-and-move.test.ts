import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Archive, ArchiveSilent, findStudies, isPlainIdentifier, moveStudy } from './find-and-move.ts'
import { type KeeperUnderTest, memoryKeeper } from './keeper-under-test.ts'
import { freePort, type PacsUnderTest, startPacs } from './pacs-under-test.ts'
import { type ListeningPort, listenForImages } from './receive-images.ts'
import { type SmallStudy, smallStudies } from './studies-under-test.ts'

let folder: string
let pacs: PacsUnderTest
let archive: Archive
let keeper: KeeperUnderTest
let listening: ListeningPort
let studies: SmallStudy[]

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tuyen-pacs-'))
  const [pacsPort, ourPort] = [await freePort(), await freePort()]
  pacs = await startPacs(join(folder, 'pacs'), { port: pacsPort, to: { aet: 'TUYEN', port: ourPort } })
  archive = { host: '127.0.0.1', port: pacsPort, theirAet: 'PACS', ourAet: 'TUYEN' }
  keeper = memoryKeeper()
  listening = await listenForImages(
    { host: '127.0.0.1', port: ourPort, most: 8 },
    {
      begin: keeper.begin,
      admit: ({ callingAet }) => (callingAet === 'PACS' ? 'yes' : 'calling-unknown'),
      askedToCommit: async () => undefined,
      worklist: null,
    },
  )
  studies = [
    ...smallStudies(join(folder, 'a'), 'MN26-004417', 2, { slices: 2 }),
    ...smallStudies(join(folder, 'b'), 'MN26-0044', 1, { slices: 1 }),
  ]
  const files = studies.flatMap((study) => study.files)
  execFileSync('storescu', ['-aet', 'TUYEN', '-aec', 'PACS', '127.0.0.1', String(pacsPort), ...files])
})
after(async () => {
  await pacs.stop()
  await listening.close()
  rmSync(folder, { recursive: true })
})

describe('the archive of a hospital', () => {
  test('is asked for the studies of one identifier, and of no other that begins like it', async () => {
    const uids = studies.slice(0, 2).map((study) => study.studyUid)
    const found = await findStudies(archive, 'MN26-004417')
    assert.deepEqual(found.map((each) => each.studyUid).sort(), uids.toSorted())
    assert.equal((await findStudies(archive, 'MN26-0044')).length, 1)
    assert.deepEqual(await findStudies(archive, 'MN26-9'), [])
  })

  test('is never asked for more by an identifier with signs that mean more', async () => {
    for (const wild of ['*', 'MN26*', 'MN2?-004417', 'A\\B', '', 'a\u0000', 'x'.repeat(65)]) {
      assert.equal(isPlainIdentifier(wild), false, wild)
      assert.deepEqual(await findStudies(archive, wild), [])
    }
  })

  test('sends a study to us when it is told to, byte for byte', async () => {
    const [study] = studies
    await moveStudy(archive, study?.studyUid ?? '', 'TUYEN')
    assert.equal(keeper.kept.length, 2)
    for (const file of study?.files ?? []) {
      const pixels = readFileSync(file).subarray(-64 * 64 * 2)
      assert.ok(keeper.kept.some((each) => each.bytes.subarray(-pixels.length).equals(pixels)))
    }
    assert.equal(keeper.kept[0]?.facts.callingAet, 'PACS')
  })

  test('that does not know where to send to, refuses us or is away, is told apart from one that has nothing', async () => {
    await assert.rejects(moveStudy(archive, studies[0]?.studyUid ?? '', 'NOBODY'), ArchiveSilent)
    await assert.rejects(findStudies({ ...archive, theirAet: 'OTHER' }, 'MN26-004417'), ArchiveSilent)
    await assert.rejects(findStudies({ ...archive, port: await freePort() }, 'MN26-004417'), ArchiveSilent)
  })
})
