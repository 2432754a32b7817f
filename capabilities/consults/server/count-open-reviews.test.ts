import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#platform/server/new-id.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { countOpenReviews } from './count-open-reviews.ts'
import { arrangeEmergency, type Emergency } from './emergency-under-test.ts'
import { listOverrides, reviewOverride } from './mode-overrides.ts'

let world: World
let here: Emergency
let leader: string

const count = async (person: string) => await world.as(person, async (tx, actor) => await countOpenReviews(tx, actor))

before(async () => {
  world = await createWorld()
  here = await arrangeEmergency(world)
  leader = await world.person(here.asking, 'leader')
})
after(async () => await world.close())

test('the leader is told how much waits and since when; others, and whoever would judge themselves, of nothing', async () => {
  assert.deepEqual(await count(leader), { count: 0, oldestAt: null })
  const breaker = await world.person(here.supporting, 'leader')
  const looked = async (person: string, at: Date) =>
    await world.sql(
      `insert into records.break_glass (id, patient_id, person_id, facility_id, reason, at, ends_at)
       values ($1, $2, $3, $4, 'Hôn mê, không người nhà', $5, $6)`,
      [newId(), here.patientId, person, here.supporting, at, new Date(at.getTime() + 4 * 3_600_000)],
    )
  const earlier = new Date(world.clock.now().getTime() - 3_600_000)
  await looked(breaker, earlier)
  await here.ask()
  assert.deepEqual(await count(leader), { count: 2, oldestAt: earlier.toISOString() })
  const colleague = await world.person(here.asking, 'leader')
  await looked(colleague, new Date(earlier.getTime() - 1000))
  assert.equal((await count(colleague)).count, 2)
  assert.equal((await count(leader)).count, 3)
  for (const person of [breaker, here.asker, here.first]) {
    assert.deepEqual(await count(person), { count: 0, oldestAt: null })
  }
  await world.as(leader, async (tx, actor) => {
    const [override] = await listOverrides(tx, actor)
    const overrideId = override?.id ?? newId<'mode-override'>()
    await reviewOverride(tx, actor, { overrideId, verdict: 'justified', note: '' })
  })
  assert.equal((await count(leader)).count, 2)
})
