import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Id } from '#platform/contract/id.ts'
import { refusal } from '#platform/test/refusal.ts'
import { listMisses } from './list-misses.ts'
import { accept, climb, openPost, openScene, pushOf, read, ringAnew, ringsFor, scene } from './paging-under-test.ts'
import { requestConsult } from './request-consult.ts'
import { rerouteConsult } from './reroute-consult.ts'

before(openScene)
after(async () => await scene.world.close())
beforeEach(ringAnew)

describe('those who lead and coordinate', () => {
  const misses = async (person: string) =>
    await scene.world.as(
      person,
      async (tx, actor) =>
        await listMisses(tx, actor, {
          facilityId: scene.here.supporting as Id<'facility'>,
          from: '2026-11-22',
          to: '2026-11-29',
        }),
    )

  test('a leader sees who was rung and did not answer, not the patient; nobody else does', async () => {
    const head = await scene.world.person(scene.here.supporting, 'leader')
    scene.world.clock.advance(70_000)
    await climb()
    await accept(scene.here.second)
    const [miss] = await misses(head)
    assert.deepEqual(
      [miss?.person.id, miss?.kind, miss?.seconds, miss?.answeredBy?.id],
      [scene.here.first, 'no-answer', 70, scene.here.second],
    )
    assert.equal(JSON.stringify(miss).includes('VỪ A DẾ'), false)
    await assert.rejects(misses(scene.here.first), refusal('not-found'))
    await assert.rejects(misses(scene.here.stranger), refusal('not-found'))
  })

  test('an exercise rings as an emergency, is marked, and is left out of the misses', async () => {
    await scene.world.sql("update consults.consult set status = 'cancelled' where id = $1", [scene.consultId])
    const input = {
      facilityId: scene.here.asking as Id<'facility'>,
      pathway: 'stroke',
      patient: { is: 'drill' as const },
      question: 'Diễn tập',
    }
    scene.consultId = (
      await scene.world.as(scene.here.asker, async (tx, actor) => await requestConsult(tx, actor, input))
    ).consultId
    assert.equal(await ringsFor(scene.here.first), true)
    const consult = await read(scene.here.first)
    assert.deepEqual([consult.isDrill, consult.patient?.isSynthetic], [true, true])
    await pushOf(scene.here.first, 'phone')
    const { letters, deliver } = openPost()
    await climb()
    await deliver()
    assert.match(letters[0]?.message.title ?? '', /^\[DIỄN TẬP\]/)
    scene.world.clock.advance(400_000)
    const head = await scene.world.person(scene.here.supporting, 'leader')
    assert.deepEqual(
      (await misses(head)).filter((miss) => miss.consultId === scene.consultId),
      [],
    )
  })

  test('the coordinator sends it elsewhere with a reason; whoever rang there rings no longer', async () => {
    const route = async (person: string, facilityId: string) =>
      await scene.world.as(
        person,
        async (tx, actor) =>
          await rerouteConsult(tx, actor, {
            consultId: scene.consultId,
            facilityId: facilityId as Id<'facility'>,
            reason: 'Kíp đang mổ',
          }),
      )
    await assert.rejects(route(scene.here.first, scene.backup), refusal('not-found'))
    assert.deepEqual(await route(scene.here.coordinator, scene.backup), { rang: 1 })
    assert.deepEqual([await ringsFor(scene.here.first), await ringsFor(scene.standIn)], [false, true])
    const { routing } = await read(scene.here.asker)
    assert.deepEqual(routing[1]?.reasons[0]?.reason, { code: 'coordinator', text: 'Kíp đang mổ' })
    await assert.rejects(route(scene.here.coordinator, scene.backup), refusal('not-found'))
  })
})
