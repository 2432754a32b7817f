import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Id } from '#platform/contract/id.ts'
import type { Instant } from '#platform/contract/instant.ts'
import { newId } from '#platform/server/new-id.ts'
import { refusal } from '#platform/test/refusal.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { acceptConsult } from './accept-consult.ts'
import { arrangeEmergency, type Emergency } from './emergency-under-test.ts'
import { listOpinions, writeOpinion } from './opinions.ts'
import { getSessionNotes, noteIncident, recordInformed } from './session-notes.ts'

let world: World
let here: Emergency
let consultId: Id<'consult'>

const write = async (
  person: string,
  text: string,
  given: { opinionId?: Id<'opinion'>; basedOn?: number; kind?: 'opinion' | 'dissent' } = {},
) =>
  await world.as(person, async (tx, actor) => {
    const { opinionId = newId<'opinion'>(), basedOn = 0, kind = 'opinion' } = given
    return await writeOpinion(tx, actor, { consultId, opinionId, basedOn, kind, text })
  })
const list = async (person: string) =>
  await world.as(person, async (tx, actor) => await listOpinions(tx, actor, { consultId }))
const inform = async (person: string, given: object = {}) =>
  await world.as(person, async (tx, actor) => {
    const told = { basedOn: 0, who: 'relative' as const, name: 'Vợ', how: 'in-person' as const, note: '' }
    const informedAt = world.clock.now().toISOString() as Instant
    return await recordInformed(tx, actor, { consultId, ...told, informedAt, ...given })
  })

before(async () => {
  world = await createWorld()
  here = await arrangeEmergency(world)
  consultId = await here.ask()
  await world.as(here.first, async (tx, actor) => await acceptConsult(tx, actor, { consultId }))
})
after(async () => await world.close())

describe('opinions', () => {
  test('stand beside each other, a dissent among them, and a new version replaces only its own', async () => {
    const first = await write(here.first, 'Nên tiêu sợi huyết.')
    await write(here.asker, 'Gia đình e ngại; bảo lưu.', { kind: 'dissent' })
    await write(here.first, 'Nên tiêu sợi huyết ngay.', { opinionId: first.opinionId, basedOn: 1 })
    assert.deepEqual(
      (await list(here.asker)).map((each) => [each.kind, each.version, each.text]),
      [
        ['opinion', 2, 'Nên tiêu sợi huyết ngay.'],
        ['dissent', 1, 'Gia đình e ngại; bảo lưu.'],
      ],
    )
    const rows = await world.sql('select text from consults.opinion where opinion_id = $1', [first.opinionId])
    assert.equal(rows.length, 2)
  })

  test('are of their author alone, and of two next versions one is refused', async () => {
    const mine = await write(here.first, 'Theo dõi sát.')
    const next = { opinionId: mine.opinionId, basedOn: 1 }
    await assert.rejects(write(here.asker, 'Sửa hộ.', next), refusal('not-your-opinion'))
    const both = await Promise.allSettled([write(here.first, 'Một.', next), write(here.first, 'Hai.', next)])
    assert.equal(both.filter((each) => each.status === 'fulfilled').length, 1)
    await assert.rejects(write(here.first, 'Ba.', next), refusal('opinion-changed-meanwhile'))
  })

  test('are written and read only by those who take part', async () => {
    await assert.rejects(write(here.stranger, 'x'), refusal('not-found'))
    await assert.rejects(list(here.stranger), refusal('not-found'))
  })
})

describe('who was told', () => {
  test('is said by the treating side, with name or reason, of a moment that has passed', async () => {
    await assert.rejects(inform(here.first), refusal('not-the-treating-side'))
    await assert.rejects(inform(here.stranger), refusal('not-found'))
    await assert.rejects(inform(here.asker, { name: '' }), refusal('relative-missing'))
    await assert.rejects(inform(here.asker, { who: 'nobody-reached' }), refusal('reason-missing'))
    const later = new Date(world.clock.now().getTime() + 60_000).toISOString()
    await assert.rejects(inform(here.asker, { informedAt: later }), refusal('time-in-the-future'))
    assert.equal((await inform(here.asker)).version, 1)
    await assert.rejects(inform(here.asker), refusal('informed-changed-meanwhile'))
    assert.equal((await inform(here.asker, { basedOn: 1, who: 'patient' })).who, 'patient')
  })

  test('stands beside what went wrong technically', async () => {
    await world.as(here.first, async (tx, actor) => {
      const occurredAt = world.clock.now().toISOString() as Instant
      await noteIncident(tx, actor, { consultId, kind: 'link-lost', text: 'Mất hình 2 phút.', occurredAt })
    })
    const notes = await world.as(here.asker, async (tx, actor) => await getSessionNotes(tx, actor, { consultId }))
    assert.deepEqual([notes.informed?.version, notes.incidents.map((each) => each.text)], [2, ['Mất hình 2 phút.']])
  })
})
