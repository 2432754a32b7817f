import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { toInstant } from '#platform/contract/instant.ts'
import { newId } from '#platform/server/new-id.ts'
import { lawOn } from '../contract/dated-law.ts'
import { printedText } from './minutes-under-test.ts'
import { writeOpinion } from './opinions.ts'
import { noteIncident, recordInformed } from './session-notes.ts'
import { acceptAnew, closeScene, conclude, decide, openScene, pdf, read, scene, sign } from './signing-under-test.ts'

before(openScene)
after(closeScene)
beforeEach(acceptAnew)

describe('full minutes', () => {
  test('say who answered, who was told, each opinion and dissent, incidents, and their number in the register', async () => {
    await scene.world.as(scene.here.asker, async (tx, actor) => {
      const informedAt = toInstant(scene.world.clock.now())
      const told = { who: 'relative' as const, name: 'Vợ, bà Giàng Thị Mỷ', how: 'in-person' as const, note: '' }
      await recordInformed(tx, actor, { consultId: scene.consultId, basedOn: 0, informedAt, ...told })
      const dissent = { kind: 'dissent' as const, text: 'Nguy cơ chảy máu, xin bảo lưu.' }
      await writeOpinion(tx, actor, { consultId: scene.consultId, opinionId: newId(), basedOn: 0, ...dissent })
      const text = 'Mất hình 20 giây.'
      await noteIncident(tx, actor, { consultId: scene.consultId, kind: 'link-lost', text, occurredAt: informedAt })
    })
    await conclude()
    const { registerNumber } = await read(scene.here.asker)
    await conclude()
    assert.equal((await read(scene.here.asker)).registerNumber, registerNumber)
    await decide(2)
    await sign(scene.here.asker)
    const printed = await printedText(await pdf(scene.here.asker))
    const said = [
      'BIÊN BẢN HỘI CHẨN TỪ XA',
      `Số: ${registerNumber}`,
      'Người nhà: Vợ, bà Giàng Thị Mỷ; báo trực tiếp',
      'Trực chính',
      'Tham gia',
      'Ý kiến bảo lưu. Nguy cơ chảy máu',
      'Mất kết nối: Mất hình 20 giây.',
      'Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15',
      'Lưu theo Thông tư 33/2025/TT-BYT',
      'MS: 27/BV-02',
    ]
    for (const words of said) assert.ok(printed.includes(words), `${words} in ${printed}`)
  })

  test('cite the law of the day on which it was held', () => {
    assert.equal(lawOn('2023-12-31').extractCode, null)
    assert.equal(lawOn('2024-01-01').extractCode, '27/BV-02')
    assert.match(lawOn('2025-12-31').sharing ?? '', /13\/2023/)
    assert.match(lawOn('2026-01-01').sharing ?? '', /91\/2025/)
    assert.match(lawOn('2025-06-30').keeping ?? '', /53\/2017/)
    assert.match(lawOn('2025-07-01').keeping ?? '', /33\/2025/)
  })

  test('the numbers of a hospital begin with 1 in each year', async () => {
    await conclude()
    const numbers = await scene.world.sql('select year, number from consults.register_entry where facility_id = $1', [
      scene.here.asking,
    ])
    assert.deepEqual(numbers, [{ year: 2026, number: 1 }])
  })
})
