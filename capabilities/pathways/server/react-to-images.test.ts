import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#platform/server/new-id.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { noteImages } from './index.ts'
import { noteOpened } from './react-to-images.ts'
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
    const arrival = {
      studyId: newId(),
      patientId: here.patientId,
      modality: 'CT',
      startedAt,
      arrivedAt: arrivedAt.toISOString(),
    }
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
      const arrival = {
        studyId: newId(),
        patientId: here.patientId,
        modality: 'CT',
        startedAt,
        arrivedAt: arrivedAt.toISOString(),
      }
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

test('where slides are waited for, neither a film nor an old slide is the slide of the case', async () => {
  const here = await arrangeRun(world, { code: 'frozen-section', version: 1 })
  const now = world.clock.now()
  const send = async (modality: string, takenBefore: number) =>
    await world.as(here.doctor, async (tx, actor) => {
      const startedAt = new Date(now.getTime() - takenBefore).toISOString()
      const arrival = { studyId: newId(), patientId: here.patientId, modality, startedAt, arrivedAt: now.toISOString() }
      await noteImages(tx, actor, arrival)
    })
  const passed = async () =>
    (await here.get()).milestones.map(({ code }) => code).filter((code) => code !== 'requested')
  await send('DX', 60_000)
  await send('SM', 48 * hour)
  assert.deepEqual(await passed(), [])
  await send('SM', 60_000)
  assert.deepEqual(await passed(), ['image-taken', 'images-arrived'])
})

test('the slide was opened when who answers elsewhere opens it, also where that hospital knows the patient', async () => {
  const here = await arrangeRun(world, { code: 'frozen-section', version: 1 })
  await here.treatElsewhere()
  const open = async (person: string, modality: string, takenBefore = 60_000) =>
    await world.as(person, async (tx, actor) => {
      const arrivedAt = actor.now.toISOString()
      const startedAt = new Date(actor.now.getTime() - takenBefore).toISOString()
      const { patientId } = here
      await noteOpened(tx, actor, { patientId, studyId: newId(), modality, startedAt, arrivedAt })
    })
  const isOpened = async () => (await here.get()).milestones.some(({ code }) => code === 'images-opened')
  await open(here.doctor, 'SM')
  await open(here.expert, 'CT')
  await open(here.expert, 'SM', 48 * hour)
  assert.equal(await isOpened(), false, 'a film or an old slide is not the slide of the case')
  await open(here.expert, 'SM')
  assert.equal(await isOpened(), true)
})
