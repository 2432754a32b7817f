import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Id } from '#platform/contract/id.ts'
import { refusal } from '#platform/test/refusal.ts'
import { defaultLadder, type LadderDocument } from '../contract/ladder.ts'
import { callNext } from './call-next.ts'
import { getLadder } from './get-ladder.ts'
import { accept, climb, openScene, read, ringAnew, ringsFor, scene } from './paging-under-test.ts'
import { setLadder } from './set-ladder.ts'

before(openScene)
after(async () => await scene.world.close())
beforeEach(ringAnew)

describe('the ladder as data', () => {
  test('the backup hospital is called after three minutes, the leader after four', async () => {
    scene.world.clock.advance(179_000)
    await climb()
    assert.equal(await ringsFor(scene.standIn), false)
    scene.world.clock.advance(1_000)
    await climb()
    assert.deepEqual([await ringsFor(scene.standIn), await ringsFor(scene.leader)], [true, false])
    const { routing, pages } = await read(scene.here.asker)
    assert.deepEqual(
      routing.map((step) => [step.why, step.facilityName]),
      [
        ['first', 'Bạch Mai'],
        ['backup', 'Việt Đức'],
      ],
    )
    assert.equal(routing[1]?.reasons[0]?.reason.code, 'backup-of')
    assert.equal(pages.find((page) => page.person.id === scene.standIn)?.facilityName, 'Việt Đức')
    scene.world.clock.advance(60_000)
    assert.equal(await ringsFor(scene.leader), true)
  })

  test('whoever answers for the backup hospital makes it the one that supports; the others see nothing any more', async () => {
    scene.world.clock.advance(180_000)
    await climb()
    await accept(scene.standIn)
    const consult = await read(scene.here.asker)
    assert.equal(consult.supporting.id, scene.backup)
    assert.equal(consult.acceptedBy?.id, scene.standIn)
    assert.equal(consult.pages.find((page) => page.person.id === scene.standIn)?.answeredDevice, 'Android')
    assert.deepEqual([await ringsFor(scene.here.first), await ringsFor(scene.here.second)], [false, false])
    await assert.rejects(accept(scene.here.first), refusal('consult-not-requested'))
  })

  test('the asker can call the backup hospital at once, when nobody else is left', async () => {
    for (const person of [scene.here.first, scene.here.second, scene.here.team, scene.here.coordinator])
      await scene.world.sql('update consults.page set rings_at = $2 where consult_id = $1 and person_id = $3', [
        ...[scene.consultId, scene.world.clock.now(), person],
      ])
    await scene.world.sql('update consults.page set rings_at = $2 where consult_id = $1', [
      scene.consultId,
      scene.world.clock.now(),
    ])
    const { rang } = await scene.world.as(
      scene.here.asker,
      async (tx, actor) => await callNext(tx, actor, { consultId: scene.consultId }),
    )
    assert.deepEqual(
      rang.map((person) => person.id),
      [scene.standIn],
    )
  })

  test('a facility sets its own; an emergency that rings already keeps the old one; a change that was not seen is refused', async () => {
    const admin = await scene.world.person(scene.here.supporting, 'administrator')
    const document: LadderDocument = {
      rungs: [
        { afterSeconds: 0, at: 'supporting', whom: ['first'], sends: [{ channel: 'app', afterSeconds: 0 }] },
        { afterSeconds: 20, at: 'supporting', whom: ['second'], sends: [{ channel: 'app', afterSeconds: 0 }] },
      ],
    }
    const facilityId = scene.here.supporting as Id<'facility'>
    const set = async (version: number) =>
      await scene.world.as(
        admin,
        async (tx, actor) => await setLadder(tx, actor, { facilityId, version, document, channels: [] }),
      )
    assert.equal((await set(0)).version, 1)
    await assert.rejects(set(0), refusal('ladder-has-changed'))
    scene.world.clock.advance(20_000)
    assert.equal(await ringsFor(scene.here.second), false)
    const nurse = await scene.world.person(scene.here.asking, 'nurse')
    await assert.rejects(
      scene.world.as(nurse, async (tx, actor) => await getLadder(tx, actor, { facilityId, channels: [] })),
      refusal('not-found'),
    )
  })

  test('two administrators who set it at once: one is told', async () => {
    const admins = [
      await scene.world.person(scene.here.supporting, 'administrator'),
      await scene.world.person(scene.here.supporting, 'coordinator'),
    ]
    const facilityId = scene.here.supporting as Id<'facility'>
    const answers = await Promise.allSettled(
      admins.map(
        async (admin) =>
          await scene.world.as(
            admin,
            async (tx, actor) =>
              await setLadder(tx, actor, { facilityId, version: 0, document: defaultLadder, channels: [] }),
          ),
      ),
    )
    assert.deepEqual(answers.map((each) => each.status).sort(), ['fulfilled', 'rejected'])
  })
})
