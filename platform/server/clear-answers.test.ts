import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createWorld, type World } from '#platform/test/world.ts'
import { clearAnswers } from './clear-answers.ts'

const hourMs = 60 * 60 * 1000

let world: World

before(async () => {
  world = await createWorld()
})
after(async () => await world.close())

test('answers older than 48 hours go, younger ones stay to answer a command that is repeated', async () => {
  const now = world.clock.now()
  const keep = async (hoursAgo: number, count: number) =>
    await world.sql(
      `insert into platform.idempotency (person_id, key, endpoint, body_hash, reply, at)
       select gen_random_uuid(), gen_random_uuid(), 'x', 'x', '{}', $1 from generate_series(1, $2)`,
      [new Date(now.getTime() - hoursAgo * hourMs), count],
    )
  await keep(49, 5_200)
  await keep(47, 3)
  assert.equal(await clearAnswers(world.db, now), 5_200)
  const rows = await world.sql('select at from platform.idempotency')
  assert.equal(rows.length, 3)
  assert.equal(await clearAnswers(world.db, now), 0)
})
