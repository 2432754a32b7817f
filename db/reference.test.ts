import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createWorld, type World } from '#platform/test/world.ts'

let world: World

before(async () => {
  world = await createWorld()
})
after(async () => await world.close())

/** The provinces that had a code on a day: from its first day on, and no longer on the day that ends it. */
const onDay = async (code: string, day: string): Promise<unknown[]> =>
  await world.sql(
    `select name, kind from network.province
     where code = $1 and valid_from <= $2 and (valid_to is null or valid_to > $2)`,
    [code, day],
  )

test('code 24 is Bắc Giang until 30/06/2025 and Bắc Ninh from 01/07/2025', async () => {
  assert.deepEqual(await onDay('24', '2025-06-30'), [{ name: 'Bắc Giang', kind: 'tinh' }])
  assert.deepEqual(await onDay('24', '2025-07-01'), [{ name: 'Bắc Ninh', kind: 'tinh' }])
})

test('Đồng Nai is a province until 29/04/2026 and a city from 30/04/2026', async () => {
  assert.deepEqual(await onDay('75', '2026-04-29'), [{ name: 'Đồng Nai', kind: 'tinh' }])
  assert.deepEqual(await onDay('75', '2026-04-30'), [{ name: 'Đồng Nai', kind: 'thanh-pho' }])
})
