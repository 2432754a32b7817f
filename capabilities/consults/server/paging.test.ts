import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Id } from '#platform/contract/id.ts'
import type { Channel, Message, Sent, Target } from '#platform/server/channels/channel.ts'
import { newId } from '#platform/server/new-id.ts'
import { Problem } from '#platform/server/problem.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { defaultLadder, type LadderDocument } from '../contract/ladder.ts'
import { acceptConsult } from './accept-consult.ts'
import { callNext } from './call-next.ts'
import { climbLadders } from './climb-ladders.ts'
import { deliverPages } from './deliver.ts'
import { arrangeEmergency, type Emergency } from './emergency-under-test.ts'
import { getConsult } from './get-consult.ts'
import { getDesk } from './get-desk.ts'
import { getLadder } from './get-ladder.ts'
import { listMisses } from './list-misses.ts'
import { noteJoined } from './note-joined.ts'
import { noteReceipt } from './note-receipt.ts'
import { passConsult } from './pass-consult.ts'
import { planDeliveries } from './plan-deliveries.ts'
import { requestConsult } from './request-consult.ts'
import { rerouteConsult } from './reroute-consult.ts'
import { setLadder } from './set-ladder.ts'

let world: World
let here: Emergency
let backup: string
let standIn: string
let leader: string
let consultId: Id<'consult'>

const refusal = (problem: string) => (error: unknown) => error instanceof Problem && error.problem === problem
const day = ['2026-11-22T00:00:00Z', '2026-11-24T00:00:00Z'] as const

const onDuty = async (facility: string, position: string, specialty: string | null = 'stroke', role = 'doctor') => {
  const person = await world.person(facility, role, specialty)
  await world.sql(
    `insert into identity.duty_shift (id, facility_id, specialty, position, person_id, starts_at, ends_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [newId(), facility, specialty, position, person, ...day],
  )
  return person
}
const phoneOf = async (person: string, phone: string) =>
  await world.sql('update identity.person set phone = $2 where id = $1', [person, phone])
const pushOf = async (person: string, name: string) =>
  await world.sql(
    `insert into identity.push_subscription (person_id, device_id, label, endpoint, p256dh, auth, created_at)
     values ($1, gen_random_uuid(), $2, $3, 'k', 'a', now())`,
    [person, name, `https://push.example/${name}`],
  )
const ringsFor = async (person: string) =>
  (await world.as(person, async (tx, actor) => await getDesk(tx, actor))).ringing.some((each) => each.id === consultId)
const read = async (person: string) =>
  await world.as(person, async (tx, actor) => await getConsult(tx, actor, { consultId }))
const climb = async () =>
  await world.asSystem(async (tx, actor) => {
    await climbLadders(tx, actor)
    await planDeliveries(tx, actor)
  })
const accept = async (person: string) =>
  await world.as(person, async (tx, actor) => await acceptConsult(tx, actor, { consultId, device: 'Android' }))

type Letter = { kind: string; message: Message; target: Target }

/** Channels that keep what they were given; what they answer is up to the test. */
function openPost(answer: (letter: Letter) => Sent = () => ({ is: 'sent' })) {
  const letters: Letter[] = []
  const channel = (kind: string): Channel => ({
    atOnce: 50,
    send: async (message, target) => {
      const letter = { kind, message, target }
      letters.push(letter)
      return await Promise.resolve(answer(letter))
    },
  })
  const channels = { push: channel('push'), sms: channel('sms'), voice: channel('voice') }
  const deliver = async () => await deliverPages(world.house, { channels, publicUrl: 'https://tuyen.example' })
  return { letters, deliver }
}

before(async () => {
  world = await createWorld()
})
after(async () => await world.close())
beforeEach(async () => {
  await world.sql("update consults.consult set status = 'cancelled' where status <> 'cancelled'")
  await world.sql('delete from consults.delivery')
  here = await arrangeEmergency(world)
  leader = await onDuty(here.supporting, 'leader', null)
  backup = await world.facility('Việt Đức')
  standIn = await onDuty(backup, 'first')
  await world.sql(
    `insert into network.backup (facility_id, specialty, backup_facility_id, valid_from) values ($1, 'stroke', $2, '2021-01-01')`,
    [here.supporting, backup],
  )
  consultId = await here.ask()
})

describe('the ladder as data', () => {
  test('the backup hospital is called after three minutes, the leader after four', async () => {
    world.clock.advance(179_000)
    await climb()
    assert.equal(await ringsFor(standIn), false)
    world.clock.advance(1_000)
    await climb()
    assert.deepEqual([await ringsFor(standIn), await ringsFor(leader)], [true, false])
    const { routing, pages } = await read(here.asker)
    assert.deepEqual(
      routing.map((step) => [step.why, step.facilityName]),
      [
        ['first', 'Bạch Mai'],
        ['backup', 'Việt Đức'],
      ],
    )
    assert.equal(routing[1]?.reasons[0]?.reason.code, 'backup-of')
    assert.equal(pages.find((page) => page.person.id === standIn)?.facilityName, 'Việt Đức')
    world.clock.advance(60_000)
    assert.equal(await ringsFor(leader), true)
  })

  test('whoever answers for the backup hospital makes it the one that supports; the others see nothing any more', async () => {
    world.clock.advance(180_000)
    await climb()
    await accept(standIn)
    const consult = await read(here.asker)
    assert.equal(consult.supporting.id, backup)
    assert.equal(consult.acceptedBy?.id, standIn)
    assert.equal(consult.pages.find((page) => page.person.id === standIn)?.answeredDevice, 'Android')
    assert.deepEqual([await ringsFor(here.first), await ringsFor(here.second)], [false, false])
    await assert.rejects(accept(here.first), refusal('consult-not-requested'))
  })

  test('the asker can call the backup hospital at once, when nobody else is left', async () => {
    for (const person of [here.first, here.second, here.team, here.coordinator])
      await world.sql('update consults.page set rings_at = $2 where consult_id = $1 and person_id = $3', [
        ...[consultId, world.clock.now(), person],
      ])
    await world.sql('update consults.page set rings_at = $2 where consult_id = $1', [consultId, world.clock.now()])
    const { rang } = await world.as(here.asker, async (tx, actor) => await callNext(tx, actor, { consultId }))
    assert.deepEqual(
      rang.map((person) => person.id),
      [standIn],
    )
  })

  test('a facility sets its own; an emergency that rings already keeps the old one; a change that was not seen is refused', async () => {
    const admin = await world.person(here.supporting, 'administrator')
    const document: LadderDocument = {
      rungs: [
        { afterSeconds: 0, at: 'supporting', whom: ['first'], sends: [{ channel: 'app', afterSeconds: 0 }] },
        { afterSeconds: 20, at: 'supporting', whom: ['second'], sends: [{ channel: 'app', afterSeconds: 0 }] },
      ],
    }
    const facilityId = here.supporting as Id<'facility'>
    const set = async (version: number) =>
      await world.as(
        admin,
        async (tx, actor) => await setLadder(tx, actor, { facilityId, version, document, channels: [] }),
      )
    assert.equal((await set(0)).version, 1)
    await assert.rejects(set(0), refusal('ladder-has-changed'))
    world.clock.advance(20_000)
    assert.equal(await ringsFor(here.second), false)
    const nurse = await world.person(here.asking, 'nurse')
    await assert.rejects(
      world.as(nurse, async (tx, actor) => await getLadder(tx, actor, { facilityId, channels: [] })),
      refusal('not-found'),
    )
  })

  test('two administrators who set it at once: one is told', async () => {
    const admins = [
      await world.person(here.supporting, 'administrator'),
      await world.person(here.supporting, 'coordinator'),
    ]
    const facilityId = here.supporting as Id<'facility'>
    const answers = await Promise.allSettled(
      admins.map(
        async (admin) =>
          await world.as(
            admin,
            async (tx, actor) =>
              await setLadder(tx, actor, { facilityId, version: 0, document: defaultLadder, channels: [] }),
          ),
      ),
    )
    assert.deepEqual(answers.map((each) => each.status).sort(), ['fulfilled', 'rejected'])
  })
})

describe('reaching people outside the app', () => {
  test('web push at once on each browser, SMS after thirty seconds, a call after four minutes; no word about the patient', async () => {
    await phoneOf(here.first, '0912 345 678')
    await pushOf(here.first, 'phone')
    await pushOf(here.first, 'desk')
    const { letters, deliver } = openPost()
    await climb()
    await deliver()
    assert.deepEqual(
      letters.map(({ kind }) => kind),
      ['push', 'push'],
    )
    world.clock.advance(30_000)
    await climb()
    await deliver()
    assert.deepEqual(
      letters.slice(2).map(({ kind, target }) => [kind, target.kind === 'phone' && target.number]),
      [['sms', '0912345678']],
    )
    world.clock.advance(210_000)
    await climb()
    await deliver()
    assert.ok(
      letters.some(({ kind, target }) => kind === 'voice' && target.kind === 'phone' && target.number === '0912345678'),
    )
    const said = JSON.stringify(letters.map(({ message }) => message))
    for (const word of ['VỪ A DẾ', 'Mường Nhé', 'tiêu sợi huyết', consultId])
      assert.equal(said.includes(word), false, word)
    const mine = (await read(here.asker)).pages.find((page) => page.person.id === here.first)
    assert.deepEqual(
      mine?.deliveries.map(({ channel, device, sentAt }) => [channel, device, sentAt !== null]),
      [
        ['push', 'phone', true],
        ['push', 'desk', true],
        ['sms', null, true],
        ['voice', null, true],
      ],
    )
  })

  test('after the answer nothing more is sent, not even what was due already', async () => {
    await phoneOf(here.first, '0912 345 678')
    const { letters, deliver } = openPost()
    world.clock.advance(30_000)
    await climb()
    await accept(here.first)
    await deliver()
    world.clock.advance(300_000)
    await deliver()
    assert.deepEqual(letters, [])
  })

  test('two workers at once send each message once', async () => {
    await pushOf(here.first, 'phone')
    const { letters, deliver } = openPost()
    await climb()
    await Promise.all([deliver(), deliver(), deliver()])
    assert.equal(letters.length, 1)
  })

  test('what a worker took and never finished is sent again by the next', async () => {
    await pushOf(here.first, 'phone')
    await climb()
    await world.sql("update consults.delivery set attempts = 1, try_at = $1 where channel = 'push'", [
      new Date(world.clock.now().getTime() + 15_000),
    ])
    const { letters, deliver } = openPost()
    await deliver()
    assert.equal(letters.length, 0)
    world.clock.advance(15_000)
    await deliver()
    assert.equal(letters.length, 1)
  })

  test('a channel that is down is tried four times, said on the case, and holds up no other', async () => {
    await phoneOf(here.first, '0912 345 678')
    await pushOf(here.first, 'phone')
    const { letters, deliver } = openPost(({ kind }) =>
      kind === 'sms' ? { is: 'failed', reason: 'no-answer' } : { is: 'sent' },
    )
    for (let second = 0; second < 100; second += 1) {
      await climb()
      await deliver()
      world.clock.advance(1000)
    }
    const mine = (await read(here.asker)).pages.find((page) => page.person.id === here.first)
    const sms = mine?.deliveries.find((each) => each.channel === 'sms')
    assert.deepEqual([sms?.failure, sms?.sentAt, sms?.failedAt !== null], ['no-answer', null, true])
    assert.equal(letters.filter(({ kind, target }) => kind === 'sms' && target.kind === 'phone').length, 4)
    assert.equal(letters.filter(({ kind }) => kind === 'push').length, 1)
  })

  test('a browser that is gone is not asked again, in the next emergency either', async () => {
    await pushOf(here.first, 'phone')
    const { letters, deliver } = openPost(() => ({ is: 'gone', reason: 'refused 410' }))
    await climb()
    await deliver()
    await world.sql("update consults.consult set status = 'cancelled' where id = $1", [consultId])
    consultId = await here.ask()
    await climb()
    await deliver()
    assert.equal(letters.length, 1)
    const mine = (await read(here.asker)).pages.find((page) => page.person.id === here.first)
    assert.deepEqual(
      mine?.deliveries.map((each) => each.failure),
      ['no-subscription'],
    )
  })

  test('a receipt counts with the token of its delivery alone', async () => {
    await pushOf(here.first, 'phone')
    const { letters, deliver } = openPost()
    await climb()
    await deliver()
    const [, deliveryId = '', token = ''] =
      /deliveries\/([^/]+)\/receipts\/(.+)$/.exec(letters[0]?.message.receiptUrl ?? '') ?? []
    const receive = async (with_: string) =>
      await noteReceipt(
        // the handler uses these two alone
        { house: world.house, actor: await world.actor(here.stranger) } as Parameters<typeof noteReceipt>[0],
        { deliveryId, token: with_, state: 'delivered' },
      )
    await assert.rejects(receive(newId()), refusal('not-found'))
    await receive(token)
    const [sent] = (await read(here.asker)).pages.find((page) => page.person.id === here.first)?.deliveries ?? []
    assert.notEqual(sent?.deliveredAt, null)
  })

  test('a stranger of another hospital reads nothing of who was tried', async () => {
    await climb()
    for (const table of ['delivery', 'routing', 'call', 'page'] as const) {
      const rows = await world.as(
        here.stranger,
        async (tx) => await tx.selectFrom(`consults.${table}`).select('id').execute(),
      )
      assert.deepEqual(rows, [], table)
    }
  })
})

describe('a red alert', () => {
  let anaesthetist: string
  let otherAnaesthetist: string
  beforeEach(async () => {
    await world.sql("update consults.consult set status = 'cancelled' where id = $1", [consultId])
    await world.sql(
      `insert into network.support_link (id, from_facility_id, to_facility_id, programme, specialty, valid_from)
       values ($1, $3, $2, 'telehealth', 'obstetrics', '2021-01-01'), ($4, $3, $2, 'telehealth', 'anaesthesia', '2021-01-01')`,
      [newId(), here.asking, here.supporting, newId()],
    )
    anaesthetist = await onDuty(here.supporting, 'first', 'anaesthesia')
    otherAnaesthetist = await onDuty(here.supporting, 'second', 'anaesthesia')
    const input = {
      facilityId: here.asking as Id<'facility'>,
      pathway: 'pph',
      patient: { is: 'known' as const, patientId: here.patientId as Id<'patient'> },
      question: 'Băng huyết, huyết áp 70/40',
      redAlert: 'obstetric' as const,
    }
    await onDuty(here.supporting, 'first', 'obstetrics')
    consultId = (await world.as(here.asker, async (tx, actor) => await requestConsult(tx, actor, input))).consultId
  })

  test('every specialty rings at once; one that nobody supports is said', async () => {
    assert.equal(await ringsFor(anaesthetist), true)
    const { calls, redAlert } = await read(here.asker)
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
    const consult = await read(here.asker)
    const obstetrician = consult.pages.find((page) => page.role === null)?.person.id ?? ''
    await accept(anaesthetist)
    assert.deepEqual([await ringsFor(anaesthetist), await ringsFor(obstetrician)], [false, true])
    await accept(obstetrician)
    const after = await read(here.asker)
    assert.deepEqual([after.acceptedBy?.id, after.calls[0]?.acceptedBy?.id], [obstetrician, anaesthetist])
    assert.equal((await read(anaesthetist)).patient !== null, true)
  })

  test('two anaesthetists press at once: one is told', async () => {
    world.clock.advance(60_000)
    const answers = await Promise.allSettled([accept(anaesthetist), accept(otherAnaesthetist)])
    assert.deepEqual(answers.map((each) => each.status).sort(), ['fulfilled', 'rejected'])
  })

  test('cannot now passes to the next of that specialty', async () => {
    await world.as(anaesthetist, async (tx, actor) => await passConsult(tx, actor, { consultId }))
    assert.deepEqual([await ringsFor(anaesthetist), await ringsFor(otherAnaesthetist)], [false, true])
  })

  test('whoever answered and never comes to the room is called no more, the next is', async () => {
    await accept(anaesthetist)
    world.clock.advance(180_000)
    await climb()
    assert.deepEqual([await ringsFor(anaesthetist), await ringsFor(otherAnaesthetist)], [false, true])
  })

  test('whoever came ends the ladder of that specialty alone', async () => {
    await accept(anaesthetist)
    await world.as(anaesthetist, async (tx, actor) => {
      const at = actor.now.toISOString()
      await noteJoined(tx, actor, { subjectKind: 'consult', subjectId: consultId, personId: anaesthetist, at })
    })
    world.clock.advance(180_000)
    await climb()
    const { calls, pages } = await read(here.asker)
    assert.equal(calls[0]?.acceptedBy?.id, anaesthetist)
    assert.deepEqual(
      pages.filter((page) => page.role === null).map((page) => page.answer),
      pages.filter((page) => page.role === null).map(() => null),
    )
  })
})

describe('those who lead and coordinate', () => {
  const misses = async (person: string) =>
    await world.as(
      person,
      async (tx, actor) =>
        await listMisses(tx, actor, {
          facilityId: here.supporting as Id<'facility'>,
          ...{ from: '2026-11-22' as never, to: '2026-11-29' as never },
        }),
    )

  test('a leader sees who was rung and did not answer, not the patient; nobody else does', async () => {
    const head = await world.person(here.supporting, 'leader')
    world.clock.advance(70_000)
    await climb()
    await accept(here.second)
    const [miss] = await misses(head)
    assert.deepEqual(
      [miss?.person.id, miss?.kind, miss?.seconds, miss?.answeredBy?.id],
      [here.first, 'no-answer', 70, here.second],
    )
    assert.equal(JSON.stringify(miss).includes('VỪ A DẾ'), false)
    await assert.rejects(misses(here.first), refusal('not-found'))
    await assert.rejects(misses(here.stranger), refusal('not-found'))
  })

  test('an exercise rings as an emergency, is marked, and is left out of the misses', async () => {
    await world.sql("update consults.consult set status = 'cancelled' where id = $1", [consultId])
    const input = {
      facilityId: here.asking as Id<'facility'>,
      pathway: 'stroke',
      patient: { is: 'drill' as const },
      question: 'Diễn tập',
    }
    consultId = (await world.as(here.asker, async (tx, actor) => await requestConsult(tx, actor, input))).consultId
    assert.equal(await ringsFor(here.first), true)
    const consult = await read(here.first)
    assert.deepEqual([consult.isDrill, consult.patient?.isSynthetic], [true, true])
    await pushOf(here.first, 'phone')
    const { letters, deliver } = openPost()
    await climb()
    await deliver()
    assert.match(letters[0]?.message.title ?? '', /^\[DIỄN TẬP\]/)
    world.clock.advance(400_000)
    const head = await world.person(here.supporting, 'leader')
    assert.deepEqual(
      (await misses(head)).filter((miss) => miss.consultId === consultId),
      [],
    )
  })

  test('the coordinator sends it elsewhere with a reason; whoever rang there rings no longer', async () => {
    const route = async (person: string, facilityId: string) =>
      await world.as(
        person,
        async (tx, actor) =>
          await rerouteConsult(tx, actor, {
            consultId,
            facilityId: facilityId as Id<'facility'>,
            reason: 'Kíp đang mổ',
          }),
      )
    await assert.rejects(route(here.first, backup), refusal('not-found'))
    assert.deepEqual(await route(here.coordinator, backup), { rang: 1 })
    assert.deepEqual([await ringsFor(here.first), await ringsFor(standIn)], [false, true])
    const { routing } = await read(here.asker)
    assert.deepEqual(routing[1]?.reasons[0]?.reason, { code: 'coordinator', text: 'Kíp đang mổ' })
    await assert.rejects(route(here.coordinator, backup), refusal('not-found'))
  })
})
