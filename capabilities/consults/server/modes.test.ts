import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { endContract, registerContract } from '#capabilities/network/server/contracts.ts'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { newId } from '#platform/server/new-id.ts'
import { Problem } from '#platform/server/problem.ts'
import { refusal } from '#platform/test/refusal.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import type { Mode } from '../contract/modes.ts'
import { acceptConsult } from './accept-consult.ts'
import { concludeConsult } from './conclude-consult.ts'
import { arrangeEmergency, type Emergency } from './emergency-under-test.ts'
import { listOverrides, reviewOverride } from './mode-overrides.ts'
import { getMode, setMode } from './modes.ts'
import { getSessionNotes, recordInformed } from './session-notes.ts'

let world: World
let here: Emergency
let leader: string
let administrator: string
let consultId: Id<'consult'>

const missing = (error: unknown) =>
  error instanceof Problem && error.problem === 'mode-conditions-missing'
    ? (error.fields ?? []).map((field) => field.message)
    : error
const contractWith = async (validTo: string | null) =>
  await world.as(administrator, async (tx, actor) => {
    const given = { number: `HĐ-${newId()}`, scope: 'Đột quỵ', validFrom: '2026-01-01', validTo }
    const sides = { facilityId: here.asking as Id<'facility'>, otherId: here.supporting as Id<'facility'> }
    return await registerContract(tx, actor, { ...sides, part: 'is-supported-by', ...given })
  })
const choose = async (mode: Mode, overrideReason = '', person = here.asker) =>
  await world.as(
    person,
    async (tx, actor) => await setMode(tx, actor, { consultId, mode, reason: 'beyond-capacity', overrideReason }),
  )
const refused = async (mode: Mode) => await choose(mode).then(() => [], missing)
const shown = async () => await world.as(here.asker, async (tx, actor) => await getMode(tx, actor, { consultId }))
const accept = async () =>
  await world.as(here.first, async (tx, actor) => await acceptConsult(tx, actor, { consultId }))
const conclude = async () =>
  await world.as(here.first, async (tx, actor) => {
    return await concludeConsult(tx, actor, { consultId, conclusion: 'x', nextTreatment: 'x', certainty: 'high' })
  })
const reviews = async (person = leader) => await world.as(person, async (tx, actor) => await listOverrides(tx, actor))

before(async () => {
  world = await createWorld()
})
after(async () => await world.close())
beforeEach(async () => {
  await world.sql("update consults.consult set status = 'cancelled'")
  here = await arrangeEmergency(world)
  leader = await world.person(here.asking, 'leader')
  administrator = await world.person(here.asking, 'administrator')
})

describe('a red button', () => {
  test('without a contract goes through, and what was missing waits for the leader', async () => {
    consultId = await here.ask()
    assert.deepEqual(
      (await reviews()).map((each) => [each.kind, each.missing, each.canReview]),
      [['emergency', ['contract'], true]],
    )
    await accept()
    await conclude()
    assert.deepEqual((await reviews()).map((each) => each.missing).sort(), [['contract'], ['informed']])
    await conclude()
    assert.equal((await reviews()).length, 2)
  })

  test('with a contract in force and the patient told leaves nothing to review', async () => {
    await contractWith('2026-12-31')
    consultId = await here.ask()
    await accept()
    await world.as(here.asker, async (tx, actor) => {
      const told = { who: 'patient' as const, name: '', how: 'in-person' as const, note: '' }
      await recordInformed(tx, actor, { consultId, basedOn: 0, informedAt: toInstant(world.clock.now()), ...told })
    })
    await conclude()
    assert.deepEqual(await reviews(), [])
    assert.deepEqual(
      (await shown()).gates.map((each) => [each.gate, each.isMet]),
      [
        ['contract', true],
        ['informed', true],
      ],
    )
  })

  test('finds a contract that has ended or was made with another hospital to be none', async () => {
    await contractWith('2026-11-21')
    consultId = await here.ask()
    assert.deepEqual((await shown()).gates[0], { gate: 'contract', isMet: false, detail: '' })
    const contract = await contractWith(null)
    assert.equal((await shown()).gates[0]?.detail, contract.number)
    await world.as(administrator, async (tx, actor) => {
      const ending = { facilityId: here.asking as Id<'facility'>, contractId: contract.id, lastDay: '2026-06-30' }
      await endContract(tx, actor, ending)
      await assert.rejects(endContract(tx, actor, { ...ending, lastDay: '2026-07-01' }), refusal('ends-already'))
    })
    assert.equal((await shown()).gates[0]?.isMet, false)
  })
})

describe('each mode', () => {
  test('is refused without its conditions, which are named', async () => {
    consultId = await here.ask()
    assert.deepEqual(await refused('inter-facility-support'), ['contract'])
    assert.deepEqual(await refused('teleconsult-mdt'), ['chair', 'secretary'])
    assert.deepEqual(await refused('via-receiving-facility'), ['receiving-staff'])
    assert.deepEqual(await refused('direct-to-patient'), [
      'service-published',
      'listed-condition',
      'patient-identified',
      'registered-hours',
    ])
    assert.equal((await shown()).mode, 'inter-facility-support')
  })

  test('opens with its conditions', async () => {
    consultId = await here.ask()
    await accept()
    await choose('teleconsult-mdt')
    await world.sql(
      `insert into sessions.presence (id, session_id, person_id, joined_at)
       select $1, id, $2, now() from sessions.session where subject_id = $3`,
      [newId(), here.asker, consultId],
    )
    await choose('via-receiving-facility')
    await world.sql(
      `insert into network.remote_service (id, facility_id, conditions, published_on, registered_by, registered_at)
       values ($1, $2, '{stroke}', '2026-01-01', $3, now())`,
      [newId(), here.supporting, leader],
    )
    await world.sql(
      `insert into records.patient_identifier (id, patient_id, system, value, facility_id, created_at)
       values ($1, $2, 'personal-id', '011065000777', $3, now())`,
      [newId(), here.patientId, here.asking],
    )
    await choose('direct-to-patient')
    assert.equal((await shown()).mode, 'direct-to-patient')
  })

  test('is chosen by the treating side alone', async () => {
    consultId = await here.ask()
    await accept()
    await assert.rejects(choose('teleconsult-mdt', '', here.first), refusal('not-the-treating-side'))
    await assert.rejects(choose('teleconsult-mdt', '', here.stranger), refusal('not-found'))
  })

  test('goes on without a condition for a reason, which the leader judges once, and nobody judges themselves', async () => {
    consultId = await here.ask()
    await choose('teleconsult-mdt', 'Chưa ai nhận, bệnh nặng lên.')
    const override = (await reviews()).find((each) => each.kind === 'by-person')
    assert.deepEqual([override?.missing, override?.reason], [['chair', 'secretary'], 'Chưa ai nhận, bệnh nặng lên.'])
    const overrideId = override?.id ?? newId<'mode-override'>()
    const review = async (person: string, verdict: 'justified' | 'not-justified') =>
      await world.as(person, async (tx, actor) => await reviewOverride(tx, actor, { overrideId, verdict, note: '' }))
    await assert.rejects(review(here.asker, 'justified'), refusal('not-found'))
    await assert.rejects(review(leader, 'not-justified'), refusal('reason-missing'))
    await review(leader, 'justified')
    await assert.rejects(review(leader, 'justified'), refusal('already-reviewed'))
    assert.deepEqual(await reviews(await world.person(here.supporting, 'leader')), [])
  })
})

describe('how long it is kept', () => {
  test('stands beside the case once the outcome is known', async () => {
    consultId = await here.ask()
    await accept()
    const notes = async () =>
      await world.as(here.asker, async (tx, actor) => await getSessionNotes(tx, actor, { consultId }))
    assert.equal((await notes()).retention, null)
    await world.sql(
      `insert into consults.outcome (id, consult_id, version, result, detail, recorded_by, recorded_at)
       values ($1, $2, 1, 'died', '', $3, '2026-03-15T03:00:00Z')`,
      [newId(), consultId, here.asker],
    )
    assert.deepEqual((await notes()).retention, {
      years: 30,
      notBefore: '2056-12-31',
      rule: 'Thông tư 33/2025/TT-BYT',
    })
  })
})
