import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { newId } from '#platform/server/new-id.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { acceptConsult } from './accept-consult.ts'
import { allocateConsult, takeConsult } from './allocate-consult.ts'
import { concludeConsult } from './conclude-consult.ts'
import { decideConsult } from './decide-consult.ts'
import { takeNotices } from './due-notices.ts'
import { arrangeEmergency, type Emergency } from './emergency-under-test.ts'
import { chaseOutcomes } from './follow-ups.ts'
import { sendMessage } from './messages.ts'
import { setMode } from './modes.ts'
import { askPlanned, everyNight, noticePost, settle } from './notices-under-test.ts'
import { openPost, pushOf, scene } from './paging-under-test.ts'
import { planDeliveries } from './plan-deliveries.ts'
import { recordOutcome } from './record-outcome.ts'
import { sendNotices } from './send-notices.ts'
import { recordInformed } from './session-notes.ts'

const hour = 60 * 60_000
let world: World
let here: Emergency

// the clock of a world begins on Sunday, 22 November 2026, at 13:00 in Vietnam
const tonight = () => world.clock.advance(9 * hour)
const give = async (consultId: Id<'consult'>, to = here.first) =>
  await world.as(here.coordinator, async (tx, actor) => {
    return await allocateConsult(tx, actor, { consultId, personId: to as Id<'person'> })
  })
const take = async (consultId: Id<'consult'>) => {
  await world.as(here.first, async (tx, actor) => await takeConsult(tx, actor, { consultId }))
  // it goes on without the conditions of its mode, which another test looks at
  await world.as(here.asker, async (tx, actor) => {
    const mode = { mode: 'inter-facility-support' as const, reason: 'beyond-capacity' as const }
    await setMode(tx, actor, { consultId, ...mode, overrideReason: 'Hợp đồng đang ký lại.' })
    const told = { who: 'patient' as const, name: '', how: 'in-person' as const, note: '' }
    await recordInformed(tx, actor, { consultId, basedOn: 0, informedAt: toInstant(actor.now), ...told })
  })
}
const conclude = async (consultId: Id<'consult'>) =>
  await world.as(here.first, async (tx, actor) => {
    return await concludeConsult(tx, actor, { consultId, conclusion: 'x', nextTreatment: 'x', certainty: 'high' })
  })
const decide = async (consultId: Id<'consult'>, person = here.asker) =>
  await world.as(person, async (tx, actor) => {
    return await decideConsult(tx, actor, { consultId, conclusionVersion: 1, choice: 'accepted', reason: '' })
  })
const rows = async () =>
  await world.sql('select person_id, kind, part, due_at, sent_at, channel, failure from consults.notice order by id')
const kinds = async () => (await rows()).map((row) => [row['person_id'], row['kind'], row['part']])
const failures = async () => (await rows()).map((row) => row['failure'])

beforeEach(async () => {
  world = await createWorld()
  scene.world = world
  here = await arrangeEmergency(world)
})
afterEach(async () => await world.close())

describe('in quiet hours', () => {
  beforeEach(async () => {
    await settle(world, here.first, { isOn: true, quiet: everyNight })
    await pushOf(here.first, 'phone')
    tonight()
  })

  test('an emergency leaves at once', async () => {
    await here.ask()
    await world.asSystem(planDeliveries)
    const { letters, deliver } = openPost()
    await deliver()
    assert.deepEqual(
      letters.map(({ kind, message }) => [kind, message.isUrgent]),
      [['push', true]],
    )
  })

  test('a notice waits until they end, past midnight', async () => {
    await give(await askPlanned(world, here))
    const { letters, send } = noticePost(world)
    assert.deepEqual((await rows())[0]?.['due_at'], new Date('2026-11-22T23:00:00Z'))
    assert.equal(await send(), 0)
    world.clock.advance(7 * hour + 59 * 60_000)
    assert.equal(await send(), 0)
    world.clock.advance(60_000)
    assert.equal(await send(), 1)
    assert.deepEqual(
      letters.map(({ target, message }) => [target.kind, message.isUrgent]),
      [['push', false]],
    )
    assert.equal(await send(), 0)
  })

  test('that are set, moved or taken away after it was planned, it does as the person wants now', async () => {
    await settle(world, here.first, { isOn: true, quiet: null })
    await give(await askPlanned(world, here))
    await settle(world, here.first, { isOn: true, quiet: everyNight })
    const { letters, send } = noticePost(world)
    await send()
    assert.equal(letters.length, 0)
    assert.deepEqual((await rows())[0]?.['due_at'], new Date('2026-11-22T23:00:00Z'))
    await settle(world, here.first, { isOn: false, quiet: null })
    world.clock.advance(24 * hour)
    await send()
    assert.deepEqual([letters.length, await failures()], [0, ['not-wanted']])
  })
})

describe('somebody is told', () => {
  test('of a request that was given to them, once, and never of what they did themselves', async () => {
    const consultId = await askPlanned(world, here)
    await give(consultId)
    await give(consultId, here.second)
    await give(consultId)
    assert.deepEqual(await kinds(), [
      [here.first, 'allocated', 0],
      [here.second, 'allocated', 0],
    ])
  })

  test('of the first words, and of the conclusion that comes after them', async () => {
    const consultId = await askPlanned(world, here)
    await take(consultId)
    await world.as(here.first, async (tx, actor) => {
      const sentAt = actor.now.toISOString() as never
      const message = { messageId: newId<'message'>(), kind: 'answer' as const, text: 'x', sentAt }
      return await sendMessage(tx, actor, { consultId, ...message })
    })
    await conclude(consultId)
    assert.deepEqual(await kinds(), [
      [here.asker, 'answered', 0],
      [here.asker, 'answered', 1],
    ])
    const { letters, send } = noticePost(world)
    await decide(consultId)
    await send()
    assert.deepEqual([letters.length, await failures()], [0, ['over', 'over']])
  })

  test('of nothing that is answered in an emergency, where both sides are there', async () => {
    const consultId = await here.ask()
    await world.as(here.first, async (tx, actor) => await acceptConsult(tx, actor, { consultId }))
    await conclude(consultId)
    assert.deepEqual(await kinds(), [])
  })

  test('of an outcome that is late, once for each; not when it is told before the notice leaves', async () => {
    const consultId = await here.ask()
    await world.as(here.first, async (tx, actor) => await acceptConsult(tx, actor, { consultId }))
    await conclude(consultId)
    await decide(consultId)
    world.clock.advance(24 * hour)
    await world.asSystem(chaseOutcomes)
    world.clock.advance(24 * hour)
    await world.asSystem(chaseOutcomes)
    assert.deepEqual(await kinds(), [[here.asker, 'outcome-late', 24]])
    await world.as(here.asker, async (tx, actor) => {
      return await recordOutcome(tx, actor, { consultId, result: 'improved', detail: '' })
    })
    const { letters, send } = noticePost(world)
    await send()
    assert.deepEqual([letters.length, await failures()], [0, ['over']])
  })

  test('of minutes that wait for their signature, when a colleague decided', async () => {
    const consultId = await askPlanned(world, here)
    await take(consultId)
    await conclude(consultId)
    await decide(consultId, await world.person(here.asking, 'doctor'))
    assert.deepEqual((await kinds()).at(-1), [here.asker, 'signature', 1])
    const { letters, send } = noticePost(world)
    await send()
    assert.deepEqual(
      letters.map(({ message }) => message.title),
      ['Biên bản hội chẩn chờ chữ ký'],
    )
  })

  test('of nothing when they want no notices', async () => {
    await settle(world, here.first, { isOn: false, quiet: null })
    await give(await askPlanned(world, here))
    assert.deepEqual(await rows(), [])
  })
})

describe('a notice', () => {
  test('says nothing of patient, hospital, question or case', async () => {
    const consultId = await askPlanned(world, here)
    await give(consultId)
    const { letters, send } = noticePost(world)
    await send()
    const said = JSON.stringify(letters.map(({ message }) => message))
    assert.equal(letters.length, 1)
    for (const word of ['VỪ A DẾ', 'Mường Nhé', 'Bạch Mai', 'NIHSS', 'Dự phòng', consultId])
      assert.equal(said.includes(word), false, word)
  })

  test('goes by e-mail to whom no browser takes it, and a browser that is gone is forgotten', async () => {
    await pushOf(here.first, 'phone')
    await give(await askPlanned(world, here))
    const { letters, send } = noticePost(world, (target) =>
      target.kind === 'push' ? { is: 'gone', reason: 'refused 410' } : { is: 'sent' },
    )
    await send()
    assert.deepEqual(
      letters.map(({ target }) => target.kind),
      ['push', 'email'],
    )
    assert.equal((await rows())[0]?.['channel'], 'email')
    const [browser] = await world.sql('select gone_at from identity.push_subscription')
    assert.notEqual(browser?.['gone_at'], null)
  })

  test('is tried again at longer and longer pauses, then given up', async () => {
    await give(await askPlanned(world, here))
    const { letters, send } = noticePost(world, () => ({ is: 'failed', reason: 'refused 503' }))
    for (const wait of [0, 60_000, 10 * 60_000, 60 * 60_000, 60 * 60_000]) {
      world.clock.advance(wait)
      await send()
      await send()
    }
    assert.deepEqual([letters.length, await failures()], [4, ['refused 503']])
  })

  test('is left to an installation without push and e-mail as not sent', async () => {
    await give(await askPlanned(world, here))
    await sendNotices(world.house, { channels: {}, publicUrl: 'https://tuyen.example' })
    assert.deepEqual(await failures(), ['no-channel'])
  })

  test('is taken by one worker of two, and the other does not wait', async () => {
    await give(await askPlanned(world, here))
    const taken = await world.asSystem(async (tx, actor) => {
      const mine = await takeNotices(tx, actor, 20)
      const theirs = await world.asSystem(async (other) => {
        await sql`set local lock_timeout = '2s'`.execute(other)
        return await takeNotices(other, actor, 20)
      })
      return [mine.length, theirs.length]
    })
    assert.deepEqual(taken, [1, 0])
  })

  test('is sent all the same when the worker that took it died', async () => {
    await give(await askPlanned(world, here))
    await world.asSystem(async (tx, actor) => await takeNotices(tx, actor, 20))
    const { letters, send } = noticePost(world)
    await send()
    assert.equal(letters.length, 0)
    world.clock.advance(2 * 60_000)
    await send()
    assert.equal(letters.length, 1)
  })

  test('is read by its person alone, and planned only by who takes part', async () => {
    const consultId = await askPlanned(world, here)
    await give(consultId)
    const seen = async (person: string) =>
      (await world.as(person, async (tx) => await tx.selectFrom('consults.notice').select('id').execute())).length
    assert.deepEqual([await seen(here.first), await seen(here.coordinator), await seen(here.stranger)], [1, 0, 0])
    await assert.rejects(
      world.as(here.stranger, async (tx, actor) => {
        const when = { planned_at: actor.now, due_at: actor.now, try_at: actor.now }
        const what = { id: newId(), person_id: here.second, kind: 'answered', consult_id: consultId }
        await tx
          .insertInto('consults.notice')
          .values({ ...what, ...when })
          .execute()
      }),
      /row-level security/,
    )
  })
})
