import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { refusal } from '#platform/test/refusal.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { concludeConsult } from './conclude-consult.ts'
import { decideConsult } from './decide-consult.ts'
import { arrangeEmergency, type Emergency } from './emergency-under-test.ts'
import { recordOutcome } from './record-outcome.ts'
import { stepsOf } from './steps-under-test.ts'
import { typeConsultMilestone } from './type-consult-milestone.ts'

let world: World
let here: Emergency
let consultId: Id<'consult'>

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

describe('advice, decision, outcome', () => {
  const conclusion = { conclusion: 'Nhồi máu não', nextTreatment: 'Tiêu sợi huyết', certainty: 'high' as const }

  test('only the expert concludes, only the treating side decides, and may differ with a reason', async () => {
    await accept(here.first)
    await join(here.first)
    await assert.rejects(
      world.as(here.asker, async (tx, actor) => await concludeConsult(tx, actor, { consultId, ...conclusion })),
      refusal('not-the-expert'),
    )
    await world.as(here.first, async (tx, actor) => await concludeConsult(tx, actor, { consultId, ...conclusion }))
    const decision = { consultId, conclusionVersion: 1, choice: 'not-accepted' as const, reason: '' }
    await assert.rejects(
      world.as(here.first, async (tx, actor) => await decideConsult(tx, actor, decision)),
      refusal('not-the-treating-side'),
    )
    await assert.rejects(
      world.as(here.asker, async (tx, actor) => await decideConsult(tx, actor, decision)),
      refusal('reason-missing'),
    )
    await world.as(
      here.asker,
      async (tx, actor) => await decideConsult(tx, actor, { ...decision, reason: 'Gia đình từ chối' }),
    )
    await world.as(
      here.asker,
      async (tx, actor) => await recordOutcome(tx, actor, { consultId, result: 'improved', detail: '' }),
    )
    const thread = await read(here.first)
    assert.deepEqual(
      [thread.status, thread.decision?.choice, thread.outcome?.result],
      ['completed', 'not-accepted', 'improved'],
    )
  })

  test('a decision on a conclusion that has changed is refused', async () => {
    await accept(here.first)
    for (const text of ['một', 'hai']) {
      await world.as(
        here.first,
        async (tx, actor) => await concludeConsult(tx, actor, { consultId, ...conclusion, conclusion: text }),
      )
    }
    const old = { consultId, conclusionVersion: 1, choice: 'accepted' as const, reason: '' }
    await assert.rejects(
      world.as(here.asker, async (tx, actor) => await decideConsult(tx, actor, old)),
      refusal('conclusion-has-changed'),
    )
  })

  test('a conclusion says which decisive facts were corrected after it was written', async () => {
    const typeKnownWell = async (minutesAgo: number, basedOn: number) =>
      await world.as(here.asker, async (tx, actor) => {
        const occurredAt = toInstant(new Date(actor.now.getTime() - minutesAgo * 60_000))
        const reason = basedOn === 0 ? '' : 'Nhập nhầm'
        const typed = { code: 'last-known-well', occurredAt, basedOn, reason, deviceNow: null }
        await typeConsultMilestone(tx, actor, { consultId, ...typed })
      })
    await typeKnownWell(60, 0)
    await typeKnownWell(70, 1)
    await accept(here.first)
    world.clock.advance(1000)
    await world.as(here.first, async (tx, actor) => await concludeConsult(tx, actor, { consultId, ...conclusion }))
    assert.deepEqual((await read(here.first)).correctedSinceConclusion, [])
    world.clock.advance(1000)
    await typeKnownWell(200, 2)
    const corrected = (await read(here.first)).correctedSinceConclusion
    assert.deepEqual(
      corrected.map((each) => [each.code, each.label.en]),
      [['last-known-well', 'Last known well']],
    )
    await assert.rejects(typeKnownWell(100, 2), refusal('answer-changed-meanwhile'))
  })

  test('when the grant ends, record and clocks close and the thread stays', async () => {
    await accept(here.first)
    await join(here.first)
    await world.as(here.first, async (tx, actor) => await concludeConsult(tx, actor, { consultId, ...conclusion }))
    world.clock.advance(25 * 60 * 60 * 1000)
    await assert.rejects(record(here.first), refusal('not-found'))
    const thread = await read(here.first)
    assert.equal(thread.patient, null)
    assert.equal(thread.conclusion?.conclusion, conclusion.conclusion)
  })
})
