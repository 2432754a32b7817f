import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#platform/server/new-id.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { noteImages } from './index.ts'
import { arrangeRun } from './run-under-test.ts'

let world: World
const hour = 3_600_000

before(async () => {
  world = await createWorld()
})
after(async () => await world.close())

/** The stations that images pass which were taken so long before they came; null for images without a time. */
async function passedBy(takenBefore: number | null): Promise<Record<string, string>> {
  const here = await arrangeRun(world)
  const arrivedAt = world.clock.now()
  const startedAt = takenBefore === null ? null : new Date(arrivedAt.getTime() - takenBefore).toISOString()
  await world.as(here.doctor, async (tx, actor) => {
    const arrival = { studyId: newId(), patientId: here.patientId, startedAt, arrivedAt: arrivedAt.toISOString() }
    await noteImages(tx, actor, arrival)
  })
  const stations = (await here.get()).milestones.filter(({ code }) => code !== 'requested')
  return Object.fromEntries(stations.map(({ code, occurredAt }) => [code, occurredAt]))
}

test('images taken within the day before they came are the CT of the case, at the time at which they were taken', async () => {
  const now = world.clock.now().getTime()
  assert.deepEqual(await passedBy(hour), {
    'image-taken': new Date(now - hour).toISOString(),
    'images-arrived': new Date(now).toISOString(),
  })
  assert.equal((await passedBy(24 * hour - 1))['image-taken'], new Date(now - 24 * hour + 1).toISOString())
})

test('an old image is no CT of this case, nor one of the future or without a time: only its arrival is noted', async () => {
  for (const takenBefore of [24 * hour, 400 * 24 * hour, -60_000, null])
    assert.deepEqual(Object.keys(await passedBy(takenBefore)), ['images-arrived'], String(takenBefore))
})

test('a CT of the case that comes after an old one still passes its station', async () => {
  const here = await arrangeRun(world)
  const send = async (takenBefore: number) => {
    const arrivedAt = world.clock.now()
    const startedAt = new Date(arrivedAt.getTime() - takenBefore).toISOString()
    await world.as(here.doctor, async (tx, actor) => {
      const arrival = { studyId: newId(), patientId: here.patientId, startedAt, arrivedAt: arrivedAt.toISOString() }
      await noteImages(tx, actor, arrival)
    })
    return startedAt
  }
  await send(48 * hour)
  world.clock.advance(600_000)
  const taken = await send(300_000)
  const station = (await here.get()).milestones.find(({ code }) => code === 'image-taken')
  assert.equal(station?.occurredAt, taken)
})
