import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { refusal } from '#platform/test/refusal.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { callNext } from './call-next.ts'
import { climbLadders } from './climb-ladders.ts'
import { arrangeEmergency, type Emergency } from './emergency-under-test.ts'
import { getDesk } from './get-desk.ts'
import { reactToFacts as startReactions } from './note-facts.ts'
import { openConsult } from './open-consult.ts'
import { passConsult } from './pass-consult.ts'
import { stepsOf } from './steps-under-test.ts'
import { typeConsultMilestone } from './type-consult-milestone.ts'

let world: World
let here: Emergency
let consultId: Id<'consult'>

const ringsFor = async (person: string) =>
  (await world.as(person, async (tx, actor) => await getDesk(tx, actor))).ringing.some((each) => each.id === consultId)

const open = async (person: string) =>
  await world.as(person, async (tx, actor) => await openConsult(tx, actor, { consultId }))
const climb = async () => await world.asSystem(async (tx, actor) => await climbLadders(tx, actor))
const { accept, read, record, join } = stepsOf(() => ({ world, here, consultId }))

before(async () => {
  world = await createWorld()
})
after(async () => await world.close())
beforeEach(async () => {
  await world.sql("update consults.consult set status = 'cancelled'")
  here = await arrangeEmergency(world)
  consultId = await here.ask()
})

test('whoever left the hospital that answers no longer accepts for it, though their page still rings', async () => {
  await world.sql('update identity.role set facility_id = $2 where person_id = $1', [here.first, here.asking])
  await assert.rejects(accept(here.first), refusal('not-found'))
  assert.equal((await read(here.asker)).status, 'requested')
})

describe('the ladder', () => {
  test('the one on duty rings at once, the second after a minute, the team and the coordinator after two', async () => {
    assert.deepEqual(
      [await ringsFor(here.first), await ringsFor(here.second), await ringsFor(here.team)],
      [true, false, false],
    )
    world.clock.advance(60_000)
    assert.deepEqual(
      [await ringsFor(here.first), await ringsFor(here.second), await ringsFor(here.team)],
      [true, true, false],
    )
    world.clock.advance(60_000)
    assert.deepEqual(
      [await ringsFor(here.second), await ringsFor(here.team), await ringsFor(here.coordinator)],
      [true, true, true],
    )
    assert.equal(await ringsFor(here.stranger), false)
  })

  test('a rung that is due is told to the screens once', async () => {
    world.clock.advance(60_000)
    const first = await climb()
    const second = await climb()
    assert.deepEqual([first.rang, second.rang], [1, 0])
    assert.ok(world.hints.some((hint) => hint.topic === `person/${here.second}` && hint.type === 'consult-rang'))
  })

  test('cannot now passes on at once', async () => {
    await world.as(here.first, async (tx, actor) => await passConsult(tx, actor, { consultId }))
    assert.deepEqual([await ringsFor(here.first), await ringsFor(here.second)], [false, true])
  })

  test('when everybody has passed, nobody is left and the asker is told', async () => {
    for (const person of [here.first, here.second, here.team, here.coordinator]) {
      world.clock.advance(120_000)
      await world.as(person, async (tx, actor) => await passConsult(tx, actor, { consultId }))
    }
    assert.notEqual((await read(here.asker)).unansweredAt, null)
    await assert.rejects(
      world.as(here.asker, async (tx, actor) => await callNext(tx, actor, { consultId })),
      refusal('nobody-left-to-call'),
    )
  })

  test('nobody of the specialty on duty: coordinator and leader ring at once', async () => {
    await world.sql("update identity.duty_shift set ends_at = '2026-11-22T00:00:01Z' where specialty = 'stroke'")
    await world.sql("update consults.consult set status = 'cancelled' where id = $1", [consultId])
    consultId = await here.ask()
    assert.equal(await ringsFor(here.coordinator), true)
  })
})

test('a time that is typed while it rings is told to whoever is rung', async () => {
  startReactions()
  const from = world.hints.length
  await world.as(here.asker, async (tx, actor) => {
    const occurredAt = toInstant(new Date(actor.now.getTime() - 3_600_000))
    await typeConsultMilestone(tx, actor, {
      consultId,
      code: 'last-known-well',
      occurredAt,
      reason: '',
      deviceNow: null,
    })
  })
  const told = world.hints.slice(from)
  assert.ok(told.some((hint) => hint.topic === `person/${here.first}` && hint.type === 'consult-updated'))
  const [ringing] = (await world.as(here.first, async (tx, actor) => await getDesk(tx, actor))).ringing
  assert.notEqual(ringing?.windowEndsAt, null)
})

describe('accepting', () => {
  test('the first specialist to accept gets the consult, the second is told so', async () => {
    world.clock.advance(60_000)
    const answers = await Promise.allSettled([accept(here.first), accept(here.second)])
    assert.deepEqual(answers.map((each) => each.status).sort(), ['fulfilled', 'rejected'])
    const lost = answers.find((each) => each.status === 'rejected')
    assert.ok(lost && refusal('consult-not-requested')(lost.reason))
    const accepted = world.hints.filter(
      (hint) => hint.topic === `consult/${consultId}` && hint.type === 'consult-accepted',
    )
    assert.equal(accepted.length, 1)
  })

  test('somebody whose turn has not come does not see the case, and cannot accept', async () => {
    await assert.rejects(accept(here.second), refusal('not-found'))
    await assert.rejects(record(here.second), refusal('not-found'))
  })

  test('being rung opens the record, the acceptance of another closes it', async () => {
    world.clock.advance(60_000)
    assert.equal((await record(here.second)).access.by, 'grant')
    await accept(here.first)
    await assert.rejects(record(here.second), refusal('not-found'))
    assert.equal((await record(here.first)).access.by, 'grant')
  })

  test('a stranger sees neither consult nor record', async () => {
    await assert.rejects(read(here.stranger), refusal('not-found'))
    await assert.rejects(record(here.stranger), refusal('not-found'))
    await assert.rejects(accept(here.stranger), refusal('not-found'))
  })
})

describe('accepted, then silent', () => {
  test('who does not open the case within two minutes loses it, and the next rings', async () => {
    await accept(here.first)
    world.clock.advance(119_000)
    assert.equal((await climb()).resumed, 0)
    world.clock.advance(1_000)
    assert.equal((await climb()).resumed, 1)
    assert.deepEqual([await ringsFor(here.first), await ringsFor(here.second)], [false, true])
    await assert.rejects(record(here.first), refusal('not-found'))
    assert.equal(
      (await read(here.asker)).milestones.some((each) => each.code === 'accepted'),
      false,
    )
  })

  test('who opened the case and dropped out before joining loses it', async () => {
    await accept(here.first)
    await open(here.first)
    world.clock.advance(91_000)
    assert.equal((await climb()).resumed, 1)
    assert.equal(await ringsFor(here.second), true)
  })

  test('who is in the room keeps it, however long it takes', async () => {
    await accept(here.first)
    await join(here.first)
    world.clock.advance(10 * 60_000)
    assert.equal((await climb()).resumed, 0)
    assert.equal((await read(here.asker)).acceptedBy?.id, here.first)
  })

  test('the asker calls the next person at any time before the expert is there', async () => {
    await accept(here.first)
    const { rang } = await world.as(here.asker, async (tx, actor) => await callNext(tx, actor, { consultId }))
    assert.deepEqual(
      rang.map((person) => person.id),
      [here.second],
    )
    await accept(here.second)
    await join(here.second)
    await assert.rejects(
      world.as(here.asker, async (tx, actor) => await callNext(tx, actor, { consultId })),
      refusal('expert-is-there'),
    )
  })
})
