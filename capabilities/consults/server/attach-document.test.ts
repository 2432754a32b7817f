import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Id } from '#platform/contract/id.ts'
import { newId } from '#platform/server/new-id.ts'
import { refusal } from '#platform/test/refusal.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { attachDocument, mediaTypeOf } from './attach-document.ts'
import { arrangeEmergency, type Emergency } from './emergency-under-test.ts'

let world: World
let here: Emergency
let consultId: Id<'consult'>

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const attach = async (person: string, bytes: Buffer, attachmentId = newId<'attachment'>()) =>
  await world.as(person, async (tx, actor) => {
    const given = { consultId, attachmentId, title: 'Điện tâm đồ', base64: bytes.toString('base64') }
    return await attachDocument(tx, actor, given)
  })
const filed = async () => await world.sql("select media_type from records.document where kind = 'attachment'")

before(async () => {
  world = await createWorld()
  here = await arrangeEmergency(world)
  consultId = await here.ask()
})
after(async () => await world.close())

describe('an attachment', () => {
  test('is filed in the record once, as what its content says', async () => {
    const attachmentId = newId<'attachment'>()
    await attach(here.asker, png, attachmentId)
    await attach(here.asker, png, attachmentId)
    assert.deepEqual(await filed(), [{ media_type: 'image/png' }])
  })

  test('is refused when it is something else, whatever it is called', async () => {
    for (const text of ['<svg onload="x">', '<html>', 'MZ\u0090', 'PK\u0003\u0004', '']) {
      await assert.rejects(attach(here.asker, Buffer.from(text, 'latin1')), refusal('file-kind-unknown'))
    }
  })

  test('is refused above 25 MB', async () => {
    const large = Buffer.concat([png, Buffer.alloc(25 * 1024 * 1024)])
    await assert.rejects(attach(here.asker, large), refusal('file-too-large'))
  })

  test('is attached where the patient is treated', async () => {
    await assert.rejects(attach(here.first, png), refusal('not-the-treating-side'))
    await assert.rejects(attach(here.stranger, png), refusal('not-found'))
  })

  test('each kind is known by its first bytes', () => {
    const starts: [string, string][] = [
      ['\u00FF\u00D8\u00FF\u00E0', 'image/jpeg'],
      ['RIFF....WEBP', 'image/webp'],
      ['%PDF-1.7', 'application/pdf'],
      ['\u0000\u0000\u0000\u0018ftypmp42', 'video/mp4'],
      ['\u001AE\u00DF\u00A3', 'video/webm'],
    ]
    for (const [start, type] of starts) assert.equal(mediaTypeOf(Buffer.from(start, 'latin1')), type)
  })
})
