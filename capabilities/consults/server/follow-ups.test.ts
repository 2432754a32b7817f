import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import type { Id } from '#platform/contract/id.ts'
import { refusal } from '#platform/test/refusal.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { acceptConsult } from './accept-consult.ts'
import { answerFollowUp } from './answer-follow-up.ts'
import { concludeConsult } from './conclude-consult.ts'
import { decideConsult } from './decide-consult.ts'
import { arrangeEmergency, type Emergency } from './emergency-under-test.ts'
import { chaseOutcomes, listFollowUps } from './follow-ups.ts'
import { getDesk } from './get-desk.ts'
import { recordOutcome } from './record-outcome.ts'

const hour = 60 * 60_000
let world: World
let here: Emergency
let consultId: Id<'consult'>

const decide = async () =>
  await world.as(here.asker, async (tx, actor) => {
    return await decideConsult(tx, actor, { consultId, conclusionVersion: 1, choice: 'accepted', reason: '' })
  })
const list = async (person = here.asker) =>
  await world.as(person, async (tx, actor) => await listFollowUps(tx, actor, { consultId }))
const answer = async (place: number, result: 'improved' | 'died' | 'taken-home-moribund', person = here.asker) => {
  const followUpId = (await list())[place]?.id ?? ('' as Id<'follow-up'>)
  const given = { consultId, followUpId, result, detail: '' }
  return await world.as(person, async (tx, actor) => await answerFollowUp(tx, actor, given))
}
const chase = async () => await world.asSystem(async (tx, actor) => await chaseOutcomes(tx, actor))
const owed = async (person: string) => {
  const desk = await world.as(person, getDesk)
  return [...desk.owedByMe, ...desk.owedToMe].filter((each) => each.kind === 'outcome').map((each) => each.hours)
}

beforeEach(async () => {
  world = await createWorld()
  here = await arrangeEmergency(world)
  consultId = await here.ask()
  await world.as(here.first, async (tx, actor) => {
    await acceptConsult(tx, actor, { consultId })
    const advice = { conclusion: 'x', nextTreatment: 'x', certainty: 'high' as const }
    await concludeConsult(tx, actor, { consultId, ...advice })
  })
  await decide()
})
afterEach(async () => await world.close())

describe('the outcome that is owed', () => {
  test('is owed when the pathway of stroke says, counted from the first decision; deciding again changes nothing', async () => {
    world.clock.advance(hour)
    await decide()
    const due = (await list()).map((each) => [each.hours, each.dueAt])
    assert.deepEqual(due, [
      [24, '2026-11-23T06:00:00.000Z'],
      [72, '2026-11-25T06:00:00.000Z'],
      [168, '2026-11-29T06:00:00.000Z'],
      [720, '2026-12-22T06:00:00.000Z'],
      [2160, '2027-02-20T06:00:00.000Z'],
    ])
  })

  test('is on the Desk of both, one at a time, and the next follows the answer', async () => {
    assert.deepEqual([await owed(here.asker), await owed(here.first)], [[24], [24]])
    await answer(0, 'improved')
    assert.deepEqual([await owed(here.asker), await owed(here.first)], [[72], [72]])
  })

  test('is answered once, by the treating side', async () => {
    await assert.rejects(answer(0, 'improved', here.first), refusal('not-the-treating-side'))
    await assert.rejects(answer(0, 'improved', here.stranger), refusal('not-found'))
    await answer(0, 'improved')
    await assert.rejects(answer(0, 'improved'), refusal('follow-up-answered'))
  })

  test('is chased when it is late: both are told, once a day', async () => {
    assert.equal(await chase(), 0)
    world.clock.advance(24 * hour)
    assert.equal(await chase(), 1)
    assert.equal(await chase(), 0)
    const told = world.hints.filter((each) => each.type === 'outcome-owed').map((each) => each.topic)
    assert.ok(told.includes(`person/${here.asker}`) && told.includes(`person/${here.first}`))
    world.clock.advance(24 * hour)
    assert.equal(await chase(), 1)
    await answer(0, 'improved')
    world.clock.advance(23 * hour)
    assert.equal(await chase(), 0)
  })

  test('an outcome that is told in the case answers what is due, not what is to come', async () => {
    world.clock.advance(25 * hour)
    await world.as(here.asker, async (tx, actor) => {
      return await recordOutcome(tx, actor, { consultId, result: 'improved', detail: '' })
    })
    assert.deepEqual(
      (await list()).map((each) => each.result),
      ['improved', null, null, null, null],
    )
  })

  for (const result of ['died', 'taken-home-moribund'] as const) {
    test(`nothing more is asked after ${result}, and it stays distinct`, async () => {
      const rows = await answer(0, result)
      assert.deepEqual(
        rows.map((each) => [each.result, each.isSettled]),
        [
          [result, false],
          [null, true],
          [null, true],
          [null, true],
          [null, true],
        ],
      )
      assert.deepEqual(await owed(here.asker), [])
      world.clock.advance(31 * 24 * hour)
      assert.equal(await chase(), 0)
    })
  }

  test('the specialist sees the answers', async () => {
    await answer(0, 'improved')
    assert.equal((await list(here.first))[0]?.result, 'improved')
  })
})
