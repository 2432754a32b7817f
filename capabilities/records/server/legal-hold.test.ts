import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Id } from '#platform/contract/id.ts'
import { outsideCall } from '#platform/test/outside-call.ts'
import { refusal } from '#platform/test/refusal.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { createPatient } from './create-patient.ts'
import { getPatient } from './get-patient.ts'
import { holdByIdentifier } from './hold-by-identifier.ts'
import { isHeld, listLegalHolds, setLegalHold } from './legal-hold.ts'
import { grantSight } from './ward-under-test.ts'

const personalId = '011065000123'

let world: World
let here: string
let there: string
let doctor: string
let leader: string
let stranger: string
let strangeLeader: string
let patientId: Id<'patient'>

const read = async (person: string) =>
  await world.as(person, async (tx, actor) => await getPatient(tx, actor, { patientId }))

before(async () => {
  world = await createWorld()
  here = await world.facility('Mường Nhé')
  there = await world.facility('Nam Định')
  doctor = await world.person(here, 'doctor')
  leader = await world.person(here, 'leader')
  stranger = await world.person(there, 'doctor')
  strangeLeader = await world.person(there, 'leader')
  const patient = await world.as(doctor, async (tx, actor) => {
    return await createPatient(tx, actor, {
      ...{ facilityId: here as Id<'facility'>, fullName: 'Vừ A Dế', birthDate: null, birthYear: 1965, sex: 'male' },
      ...{ identifiers: [{ system: 'personal-id', value: personalId }], isDespiteLikeness: false, isUnknown: false },
    })
  })
  patientId = patient.id
})
after(async () => await world.close())

describe('a legal hold', () => {
  test('is placed and lifted once, with a reason, by who leads a hospital that treats the patient', async () => {
    const set = async (person: string, to: boolean) =>
      await world.as(
        person,
        async (tx, actor) => await setLegalHold(tx, actor, { patientId, isHeld: to, reason: 'Khiếu nại đang mở' }),
      )
    await assert.rejects(set(strangeLeader, true), refusal('not-found'))
    await set(leader, true)
    await assert.rejects(set(leader, true), refusal('hold-changed-meanwhile'))
    assert.equal(await world.as(doctor, async (tx) => await isHeld(tx, patientId)), true)
    const { isHeld: isShown, legalHold, mayHold } = await read(doctor)
    assert.deepEqual([isShown, legalHold, mayHold], [true, null, false])
    const list = async (person: string) => await world.as(person, async (tx) => await listLegalHolds(tx))
    assert.deepEqual(
      (await list(leader)).map((each) => [each.patientId, each.reason]),
      [[patientId, 'Khiếu nại đang mở']],
    )
    assert.deepEqual([await list(strangeLeader), await list(doctor)], [[], []])
    await set(leader, false)
    assert.deepEqual(await list(leader), [])
    assert.equal(await world.as(doctor, async (tx) => await isHeld(tx, patientId)), false)
  })

  test('stays with its hospital: another that treats has its own, and a specialist elsewhere learns nothing of it', async () => {
    const second = await world.facility('Tuần Giáo')
    const secondLeader = await world.person(second, 'leader')
    const secondDoctor = await world.person(second, 'doctor')
    await world.sql(`insert into records.care_link (patient_id, facility_id, since) values ($1, $2, now())`, [
      patientId,
      second,
    ])
    const set = async (person: string, to: boolean, reason: string) =>
      await world.as(person, async (tx, actor) => await setLegalHold(tx, actor, { patientId, isHeld: to, reason }))
    const reasons = async (person: string) =>
      (await world.as(person, async (tx) => await listLegalHolds(tx))).map((each) => each.reason)
    await set(leader, true, 'Khiếu nại tại Mường Nhé')
    await assert.rejects(set(secondLeader, false, 'x'), refusal('hold-changed-meanwhile'))
    assert.equal((await read(secondDoctor)).isHeld, false)
    assert.deepEqual(await reasons(secondLeader), [])
    await set(secondLeader, true, 'Khiếu nại tại Tuần Giáo')
    await set(secondLeader, false, 'Đã rút')
    assert.deepEqual([await reasons(leader), await reasons(secondLeader)], [['Khiếu nại tại Mường Nhé'], []])
    await grantSight(world, { patientId, personId: stranger, by: doctor })
    const foreign = await read(stranger)
    assert.deepEqual([foreign.isHeld, foreign.legalHold, foreign.mayHold], [false, null, false])
    await set(leader, false, 'Đã rút')
    await world.sql('delete from records.care_link where facility_id = $1', [second])
  })

  test('is placed by a whole identifier by a leader who may not see the patient, and by nobody who leads elsewhere', async () => {
    const hold = async (person: string, value: string) =>
      await holdByIdentifier((await outsideCall(world, person)).call, {
        system: 'personal-id',
        value,
        reason: 'Cơ quan điều tra yêu cầu',
      })
    await assert.rejects(hold(strangeLeader, personalId), refusal('not-found'))
    await assert.rejects(hold(doctor, personalId), refusal('not-found'))
    await assert.rejects(hold(leader, personalId.slice(0, -1)), refusal('not-found'))
    await hold(leader, personalId)
    await assert.rejects(hold(leader, personalId), refusal('hold-changed-meanwhile'))
    assert.equal(await world.as(doctor, async (tx) => await isHeld(tx, patientId)), true)
  })

  test("by a hospital's own number reaches its own patient, skips what is held, and leaves a row for each", async () => {
    const register = async (system: 'mrn' | 'bhyt', value: string, by: string, facilityId: string) => {
      const input = {
        ...{ facilityId: facilityId as Id<'facility'>, fullName: 'Lò Văn Hà', birthDate: null, birthYear: 1980 },
        ...{ sex: 'male' as const, identifiers: [{ system, value }], isDespiteLikeness: true, isUnknown: false },
      }
      return (await world.as(by, async (tx, actor) => await createPatient(tx, actor, input))).id
    }
    const hold = async (system: 'mrn' | 'bhyt', value: string) =>
      await holdByIdentifier((await outsideCall(world, leader)).call, {
        system,
        value,
        reason: 'Cơ quan điều tra yêu cầu',
      })
    const treatHere = async (id: string) =>
      await world.sql('insert into records.care_link (patient_id, facility_id, since) values ($1, $2, now())', [
        id,
        here,
      ])
    const own = await register('mrn', 'BA-77', doctor, here)
    const theirs = await register('mrn', 'BA-77', stranger, there)
    // the other hospital's patient is treated here too, under a number of its own
    await treatHere(theirs)
    await hold('mrn', 'BA-77')
    const held = await world.sql('select patient_id from records.legal_hold where lifted_at is null order by 1')
    assert.ok(held.some((row) => row['patient_id'] === own))
    assert.ok(!held.some((row) => row['patient_id'] === theirs))

    const card = 'DN4010111223344'
    const third = await world.facility('Tuần Giáo')
    const bearers = [
      await register('bhyt', card, doctor, here),
      await register('bhyt', card, stranger, there),
      await register('bhyt', card, await world.person(third, 'doctor'), third),
    ]
    for (const each of bearers.slice(1)) await treatHere(each)
    await world.as(leader, async (tx, actor) => {
      await setLegalHold(tx, actor, { patientId: bearers[0] ?? patientId, isHeld: true, reason: 'x' })
    })
    await hold('bhyt', card)
    const now = await world.sql(
      'select patient_id from records.legal_hold where lifted_at is null and patient_id = any ($1)',
      [bearers],
    )
    assert.equal(now.length, 3)
    // of the two that were placed by this call the gate writes one row, the operation the other
    const rows = await world.sql(
      `select patient_id from platform.audit_entry where endpoint = 'hold-by-identifier' and patient_id = any ($1)`,
      [bearers],
    )
    assert.equal(rows.length, 1)
    await assert.rejects(hold('bhyt', card), refusal('hold-changed-meanwhile'))
  })
})
