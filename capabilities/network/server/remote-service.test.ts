import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Id } from '#platform/contract/id.ts'
import { refusal } from '#platform/test/refusal.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { listRemoteServices, publishedConditions, publishRemoteService } from './remote-service.ts'

let world: World
let facilityId: Id<'facility'>
let manager: string

const publish = async (person: string, conditions: string[], publishedOn: string) =>
  await world.as(
    person,
    async (tx, actor) => await publishRemoteService(tx, actor, { facilityId, conditions, publishedOn }),
  )
const list = async (person: string) =>
  await world.as(person, async (tx, actor) => await listRemoteServices(tx, actor, { facilityId }))

before(async () => {
  world = await createWorld()
  facilityId = (await world.facility('TTYT Mường Nhé')) as Id<'facility'>
  manager = await world.person(facilityId, 'administrator')
})
after(async () => await world.close())

test('what was published last holds from its day on, and is read by those who manage contracts alone', async () => {
  assert.deepEqual(await list(manager), [])
  await publish(manager, ['stroke'], '2026-01-01')
  world.clock.advance(1000)
  await publish(manager, ['stroke', 'I63'], '2026-01-01')
  await publish(manager, ['O72'], '2027-01-01')
  assert.deepEqual(
    (await list(manager)).map((each) => [each.publishedOn, each.conditions, each.isInForce]),
    [
      ['2027-01-01', ['O72'], false],
      ['2026-01-01', ['stroke', 'I63'], true],
      ['2026-01-01', ['stroke'], false],
    ],
  )
  const published = async () =>
    await world.asSystem(async (tx, actor) => await publishedConditions(tx, facilityId, actor.now))
  assert.deepEqual(await published(), ['stroke', 'I63'])
  const stranger = await world.person(await world.facility('Nam Định'), 'administrator')
  const doctor = await world.person(facilityId, 'doctor')
  for (const person of [stranger, doctor]) {
    await assert.rejects(list(person), refusal('not-your-facility'))
    await assert.rejects(publish(person, ['stroke'], '2026-01-01'), refusal('not-your-facility'))
  }
})
