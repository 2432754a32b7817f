import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { patientBriefs } from '#capabilities/records/server/index.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { newId } from '#platform/server/new-id.ts'
import { refusal } from '#platform/test/refusal.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { allocateConsult, listSpecialists, takeConsult } from './allocate-consult.ts'
import { askConsult } from './ask-consult.ts'
import { callNext } from './call-next.ts'
import { cancelConsult } from './cancel-consult.ts'
import { climbLadders } from './climb-ladders.ts'
import { concludeConsult } from './conclude-consult.ts'
import { arrangeEmergency, type Emergency } from './emergency-under-test.ts'
import { getBoard } from './get-board.ts'
import { getConsult } from './get-consult.ts'
import { getDesk } from './get-desk.ts'
import { sendMessage } from './messages.ts'
import { setMode } from './modes.ts'
import { mergeConsult, redirectConsult } from './redirect-consult.ts'
import { rerouteConsult } from './reroute-consult.ts'
import { recordInformed } from './session-notes.ts'

const hour = 60 * 60_000
let world: World
let here: Emergency

const question = { summary: 'NIHSS 2', done: 'CLVT bình thường', question: 'Dự phòng thế nào?', wanted: 'Thuốc' }
const wanted = () => ({
  ...{ facilityId: here.asking as Id<'facility'>, pathway: 'stroke', patientId: here.patientId as Id<'patient'> },
  ...{ urgency: 'routine' as const, intendedAction: 'transfer' as const, question, isDespiteRunning: false },
})
const ask = async (changes: Partial<Parameters<typeof askConsult>[2]> = {}, person = here.asker) =>
  await world.as(person, async (tx, actor) => await askConsult(tx, actor, { ...wanted(), ...changes }))
const asked = async (changes: Partial<Parameters<typeof askConsult>[2]> = {}) => {
  const answer = await ask(changes)
  assert.equal(answer.is, 'asked')
  return answer.consultId
}
const take = async (person: string, consultId: Id<'consult'>) =>
  await world.as(person, async (tx, actor) => await takeConsult(tx, actor, { consultId }))
const give = async (by: string, consultId: Id<'consult'>, to: string) =>
  await world.as(by, async (tx, actor) => {
    return await allocateConsult(tx, actor, { consultId, personId: to as Id<'person'> })
  })
const read = async (person: string, consultId: Id<'consult'>) =>
  await world.as(person, async (tx, actor) => await getConsult(tx, actor, { consultId }))
const planned = async (person: string) => (await world.as(person, getDesk)).planned.map((each) => each.id)
const seesPatient = async (person: string) =>
  await world.as(person, async (tx) => (await patientBriefs(tx, [here.patientId])).size === 1)
const write = async (person: string, consultId: Id<'consult'>, kind: 'answer' | 'information-request' | 'note') =>
  await world.as(person, async (tx, actor) => {
    const message = { messageId: newId<'message'>(), kind, text: 'x', sentAt: actor.now.toISOString() as never }
    return await sendMessage(tx, actor, { consultId, ...message })
  })

beforeEach(async () => {
  world = await createWorld()
  here = await arrangeEmergency(world)
})
afterEach(async () => await world.close())

describe('a planned request', () => {
  test('is due by its urgency, rings nobody, and stands on the Desks of the specialty and of the asker', async () => {
    const consultId = await asked()
    const found = await read(here.asker, consultId)
    assert.deepEqual(
      [found.planned?.dueAt, found.planned?.intendedAction, found.pages.length],
      ['2026-11-23T06:00:00.000Z', 'transfer', 0],
    )
    for (const person of [here.first, here.coordinator, here.asker])
      assert.deepEqual(await planned(person), [consultId])
    assert.deepEqual(await planned(here.stranger), [])
    world.clock.advance(hour)
    await world.asSystem(climbLadders)
    assert.equal((await read(here.asker, consultId)).unansweredAt, null)
    assert.deepEqual((await world.as(here.first, getDesk)).ringing, [])
    assert.deepEqual((await world.as(here.asker, getDesk)).running, [])
  })

  test('that is urgent is due within four hours', async () => {
    assert.equal(
      (await read(here.asker, await asked({ urgency: 'urgent' }))).planned?.dueAt,
      '2026-11-22T10:00:00.000Z',
    )
  })

  test('never stands in the way of an emergency', async () => {
    await asked()
    await here.ask()
  })

  test('cannot be made to ring', async () => {
    const consultId = await asked()
    await assert.rejects(
      world.as(here.asker, async (tx, actor) => {
        const to = await world.facility('Sơn La')
        return await rerouteConsult(tx, actor, { consultId, facilityId: to as Id<'facility'>, reason: 'x' })
      }),
    )
  })

  test('owes its conclusion by its own due time, and is not called on', async () => {
    const consultId = await asked()
    await take(here.first, consultId)
    const [owed] = (await world.as(here.first, getDesk)).owedByMe
    assert.deepEqual([owed?.kind, owed?.dueAt], ['conclusion', '2026-11-23T06:00:00.000Z'])
    await assert.rejects(
      world.as(here.asker, async (tx, actor) => await callNext(tx, actor, { consultId })),
      refusal('consult-not-requested'),
    )
    assert.equal((await read(here.asker, consultId)).acceptedBy?.id, here.first)
  })

  test('is taken by one of two who press; the others lose sight of the record', async () => {
    const consultId = await asked()
    const pressed = await Promise.allSettled([take(here.first, consultId), take(here.second, consultId)])
    assert.deepEqual(pressed.map((each) => each.status).sort(), ['fulfilled', 'rejected'])
    const taker = (await read(here.asker, consultId)).acceptedBy?.id
    const other = taker === here.first ? here.second : here.first
    assert.deepEqual([await seesPatient(taker ?? ''), await seesPatient(other)], [true, false])
    await assert.rejects(take(here.stranger, consultId), refusal('not-found'))
  })

  test('stays with the one who took it, however long they are away', async () => {
    const consultId = await asked()
    await take(here.first, consultId)
    world.clock.advance(20 * hour)
    await world.asSystem(climbLadders)
    assert.equal((await read(here.asker, consultId)).status, 'accepted')
  })

  test('the first answer of a human of the other side is stamped, and not a later one', async () => {
    const consultId = await asked()
    await write(here.asker, consultId, 'note')
    assert.equal((await read(here.asker, consultId)).firstAnsweredAt, null)
    await take(here.first, consultId)
    world.clock.advance(hour)
    await write(here.first, consultId, 'information-request')
    world.clock.advance(hour)
    await write(here.first, consultId, 'answer')
    assert.equal((await read(here.asker, consultId)).firstAnsweredAt, '2026-11-22T07:00:00.000Z')
  })

  test('a conclusion alone is a first answer too', async () => {
    const consultId = await asked()
    await take(here.first, consultId)
    const conclude = async () =>
      await world.as(here.first, async (tx, actor) => {
        return await concludeConsult(tx, actor, { consultId, conclusion: 'x', nextTreatment: 'x', certainty: 'low' })
      })
    // no contract and nobody told: what is planned does not go on without, unless somebody says why
    await assert.rejects(conclude(), refusal('mode-conditions-missing'))
    await world.as(here.asker, async (tx, actor) => {
      const overrideReason = 'Hợp đồng đang ký'
      await setMode(tx, actor, { consultId, mode: 'inter-facility-support', reason: 'beyond-capacity', overrideReason })
      const informedAt = toInstant(actor.now)
      await recordInformed(tx, actor, {
        consultId,
        basedOn: 0,
        who: 'patient',
        how: 'in-person',
        informedAt,
        name: '',
        note: '',
      })
    })
    await conclude()
    assert.ok((await read(here.asker, consultId)).firstAnsweredAt)
  })

  test('is taken back by the asking side with a reason', async () => {
    const consultId = await asked()
    await world.as(here.asker, async (tx, actor) => await cancelConsult(tx, actor, { consultId, reason: 'Đã ổn' }))
    assert.deepEqual(await planned(here.first), [])
    assert.equal(await seesPatient(here.first), false)
  })
})

describe('a request that runs already', () => {
  test('is named to one who may see it, and not asked again', async () => {
    const consultId = await asked()
    assert.deepEqual(await ask(), { is: 'running', consultId })
    assert.equal((await ask({ isDespiteRunning: true })).is, 'asked')
  })

  test('is not named to another hospital: it asks, and the coordinator is told', async () => {
    const first = await asked()
    const other = await world.facility('Điện Biên')
    const doctor = await world.person(other, 'doctor')
    await world.sql('insert into records.care_link (patient_id, facility_id, since) values ($1, $2, now())', [
      here.patientId,
      other,
    ])
    await world.sql(
      `insert into network.support_link (id, from_facility_id, to_facility_id, programme, specialty, valid_from)
       values ($1, $2, $3, 'chi-dao-tuyen', 'stroke', '2021-01-01')`,
      [newId(), here.supporting, other],
    )
    const answer = await ask({ facilityId: other as Id<'facility'> }, doctor)
    assert.ok(answer.is === 'asked' && answer.isCoordinatorTold && answer.consultId !== first)
    const board = await world.as(here.coordinator, getBoard)
    assert.deepEqual(
      board.map((row) => [row.id, row.mayBeDuplicate]),
      [
        [first, false],
        [answer.consultId, true],
      ],
    )
    await world.as(here.coordinator, async (tx, actor) => {
      return await mergeConsult(tx, actor, { consultId: answer.consultId, intoConsultId: first })
    })
    const merged = await read(doctor, answer.consultId)
    assert.deepEqual([merged.status, merged.linkedTo], ['cancelled', { consultId: first, reason: 'duplicate' }])
  })

  test('a second opinion is a case of its own, linked to the first', async () => {
    const first = await asked()
    const third = await world.facility('Việt Đức')
    const consultId = await asked({ secondOpinionOf: first, toFacilityId: third as Id<'facility'> })
    const found = await read(here.asker, consultId)
    assert.deepEqual([found.linkedTo, found.supporting.id], [{ consultId: first, reason: 'second-opinion' }, third])
  })
})

describe('the coordinator', () => {
  test('gives a request to a specialist, who alone can take it then', async () => {
    const consultId = await asked()
    await give(here.coordinator, consultId, here.second)
    await assert.rejects(take(here.first, consultId), refusal('consult-not-requested'))
    await take(here.second, consultId)
  })

  test('cannot give it to somebody of another hospital, and a stranger gives nothing', async () => {
    const consultId = await asked()
    await assert.rejects(give(here.coordinator, consultId, here.stranger), refusal('not-of-this-facility'))
    await assert.rejects(give(here.stranger, consultId, here.stranger), refusal('not-found'))
    await assert.rejects(give(here.first, consultId, here.second), refusal('not-found'))
  })

  test('sees who may be given it, those of the specialty first', async () => {
    const consultId = await asked()
    await world.person(here.supporting, 'doctor', 'surgery')
    const found = await world.as(here.coordinator, async (tx, actor) => await listSpecialists(tx, actor, { consultId }))
    assert.deepEqual(
      found.map((each) => each.isOfSpecialty),
      [true, true, true, false],
    )
  })

  test('sends it to another hospital with a reason: there it can be taken, here it is seen no longer', async () => {
    const consultId = await asked()
    const third = await world.facility('Việt Đức')
    const there = await world.person(third, 'doctor', 'stroke')
    await world.as(here.coordinator, async (tx, actor) => {
      const to = { facilityId: third as Id<'facility'>, reason: 'Quá tải' }
      return await redirectConsult(tx, actor, { consultId, ...to })
    })
    assert.deepEqual([await seesPatient(there), await seesPatient(here.first)], [true, false])
    await take(there, consultId)
    assert.equal((await read(here.asker, consultId)).routing.at(-1)?.reasons[0]?.reason.code, 'coordinator')
  })

  test('has an empty board where they coordinate nothing', async () => {
    await asked()
    assert.deepEqual(await world.as(here.stranger, getBoard), [])
  })
})

describe('whoever has taken a request', () => {
  test('hands it over to a colleague, who has to take it; until then it stays with the first', async () => {
    const consultId = await asked()
    await take(here.first, consultId)
    await give(here.first, consultId, here.second)
    assert.equal((await read(here.asker, consultId)).acceptedBy?.id, here.first)
    await assert.rejects(take(here.team, consultId))
    await take(here.second, consultId)
    assert.equal((await read(here.asker, consultId)).acceptedBy?.id, here.second)
  })
})
