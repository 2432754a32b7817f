import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Id } from '#platform/contract/id.ts'
import { newId } from '#platform/server/new-id.ts'
import { noteJoined } from './note-joined.ts'
import { accept, climb, onDuty, openScene, read, ringAnew, ringsFor, scene } from './paging-under-test.ts'
import { passConsult } from './pass-consult.ts'
import { requestConsult } from './request-consult.ts'

before(openScene)
after(async () => await scene.world.close())
beforeEach(ringAnew)

describe('a red alert', () => {
  let anaesthetist: string
  let otherAnaesthetist: string
  beforeEach(async () => {
    await scene.world.sql("update consults.consult set status = 'cancelled' where id = $1", [scene.consultId])
    await scene.world.sql(
      `insert into network.support_link (id, from_facility_id, to_facility_id, programme, specialty, valid_from)
       values ($1, $3, $2, 'telehealth', 'obstetrics', '2021-01-01'), ($4, $3, $2, 'telehealth', 'anaesthesia', '2021-01-01')`,
      [newId(), scene.here.asking, scene.here.supporting, newId()],
    )
    anaesthetist = await onDuty(scene.here.supporting, 'first', 'anaesthesia')
    otherAnaesthetist = await onDuty(scene.here.supporting, 'second', 'anaesthesia')
    const input = {
      facilityId: scene.here.asking as Id<'facility'>,
      pathway: 'pph',
      patient: { is: 'known' as const, patientId: scene.here.patientId as Id<'patient'> },
      question: 'Băng huyết, huyết áp 70/40',
      redAlert: 'obstetric' as const,
    }
    await onDuty(scene.here.supporting, 'first', 'obstetrics')
    scene.consultId = (
      await scene.world.as(scene.here.asker, async (tx, actor) => await requestConsult(tx, actor, input))
    ).consultId
  })

  test('every specialty rings at once; one that nobody supports is said', async () => {
    assert.equal(await ringsFor(anaesthetist), true)
    const { calls, redAlert } = await read(scene.here.asker)
    assert.equal(redAlert, 'obstetric')
    assert.deepEqual(
      calls.map((call) => [call.role, call.unansweredAt !== null]),
      [
        ['anaesthetist', false],
        ['haematologist', true],
      ],
    )
  })

  test('each is paged until answered on its own: one acceptance does not silence the others', async () => {
    const consult = await read(scene.here.asker)
    const obstetrician = consult.pages.find((page) => page.role === null)?.person.id ?? ''
    await accept(anaesthetist)
    assert.deepEqual([await ringsFor(anaesthetist), await ringsFor(obstetrician)], [false, true])
    await accept(obstetrician)
    const later = await read(scene.here.asker)
    assert.deepEqual([later.acceptedBy?.id, later.calls[0]?.acceptedBy?.id], [obstetrician, anaesthetist])
    assert.equal((await read(anaesthetist)).patient !== null, true)
  })

  test('two anaesthetists press at once: one is told', async () => {
    scene.world.clock.advance(60_000)
    const answers = await Promise.allSettled([accept(anaesthetist), accept(otherAnaesthetist)])
    assert.deepEqual(answers.map((each) => each.status).sort(), ['fulfilled', 'rejected'])
  })

  test('cannot now passes to the next of that specialty', async () => {
    await scene.world.as(
      anaesthetist,
      async (tx, actor) => await passConsult(tx, actor, { consultId: scene.consultId }),
    )
    assert.deepEqual([await ringsFor(anaesthetist), await ringsFor(otherAnaesthetist)], [false, true])
  })

  test('whoever answered and never comes to the room is called no more, the next is', async () => {
    await accept(anaesthetist)
    scene.world.clock.advance(180_000)
    await climb()
    assert.deepEqual([await ringsFor(anaesthetist), await ringsFor(otherAnaesthetist)], [false, true])
  })

  test('whoever came ends the ladder of that specialty alone', async () => {
    await accept(anaesthetist)
    await scene.world.as(anaesthetist, async (tx, actor) => {
      const at = actor.now.toISOString()
      await noteJoined(tx, actor, { subjectKind: 'consult', subjectId: scene.consultId, personId: anaesthetist, at })
    })
    scene.world.clock.advance(180_000)
    await climb()
    const { calls, pages } = await read(scene.here.asker)
    assert.equal(calls[0]?.acceptedBy?.id, anaesthetist)
    assert.deepEqual(
      pages.filter((page) => page.role === null).map((page) => page.answer),
      pages.filter((page) => page.role === null).map(() => null),
    )
  })
})
