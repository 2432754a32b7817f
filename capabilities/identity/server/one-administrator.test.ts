import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Id } from '#platform/contract/id.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { disablePerson } from './disable-person.ts'

let world: World

before(async () => {
  world = await createWorld()
})
after(async () => await world.close())

test('of two requests the one that arrived first may be carried out second: the last administrator stays', async () => {
  const facilityId = (await world.facility('Mường Nhé')) as Id<'facility'>
  const one = (await world.person(facilityId, 'administrator')) as Id<'person'>
  const other = (await world.person(facilityId, 'administrator')) as Id<'person'>
  const actor = await world.actor(one)
  const early = { ...actor, now: new Date(actor.now.getTime() - 1000) }
  await world.as(one, async (tx) => await disablePerson(tx, actor, { facilityId, personId: other }))
  await assert.rejects(
    world.as(one, async (tx) => await disablePerson(tx, early, { facilityId, personId: one })),
    { problem: 'last-administrator' },
  )
})
