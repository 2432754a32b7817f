import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { protectedMarker } from '#capabilities/records/contract/protection.ts'
import type { ObservationCode } from '#capabilities/records/contract.ts'
import { protectRecord } from '#capabilities/records/server/protect-record.ts'
import { recordObservations } from '#capabilities/records/server/record-observations.ts'
import { arrangeWard, grantSight, type Ward } from '#capabilities/records/server/ward-under-test.ts'
import type { Id } from '#platform/contract/id.ts'
import { newId } from '#platform/server/new-id.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { acknowledgeWarning } from './acknowledge-warning.ts'
import { approveScore, listEarlyWarningScores } from './early-warning-scores.ts'
import { getEarlyWarning } from './get-early-warning.ts'
import { listDueTasks } from './list-due-tasks.ts'
import { listWarnings } from './list-warnings.ts'
import { startRun, typeMilestone } from './milestones.ts'
import { reactToReadings } from './note-early-warning.ts'
import { writeEntries } from './write-entries.ts'

const minute = 60_000

let world: World
let ward: Ward
reactToReadings()

before(async () => {
  world = await createWorld()
  ward = await arrangeWard(world)
})
after(async () => await world.close())

type Values = Partial<Record<ObservationCode, number | string>>

const bad: Values = {
  ...{ 'respiratory-rate': 22, spo2: 94, 'supplemental-oxygen': 'no', systolic: 100 },
  ...{ 'heart-rate': 112, consciousness: 'A', temperature: 38.5 },
}
const good: Values = { ...bad, 'respiratory-rate': 16, spo2: 98, systolic: 124, 'heart-rate': 76, temperature: 36.8 }

const record = async (patientId: Id<'patient'>, values: Values, by = ward.nurse) =>
  await world.as(by, async (tx, actor) => {
    const effectiveAt = world.clock.now().toISOString()
    const given = Object.entries(values).map(([code, value]) => ({
      ...{ code, valueNumber: typeof value === 'number' ? value : null, effectiveAt, isEstimated: false },
      valueText: typeof value === 'string' ? value : null,
    }))
    // the schema brands codes, ids and instants for the compiler alone
    await recordObservations(tx, actor, { patientId, values: given } as Parameters<typeof recordObservations>[2])
  })
const list = async (by = ward.doctor) => await world.as(by, async (tx, actor) => await listWarnings(tx, actor))
const of = async (patientId: Id<'patient'>, by = ward.doctor) =>
  (await list(by)).filter((each) => each.patientId === patientId)
const get = async (patientId: Id<'patient'>, by = ward.doctor) =>
  await world.as(by, async (tx, actor) => await getEarlyWarning(tx, actor, { patientId }))
const acknowledge = async (patientId: Id<'patient'>, warningId: Id<'warning'>, by = ward.doctor, reason = '') =>
  await world.as(by, async (tx, actor) => await acknowledgeWarning(tx, actor, { patientId, warningId, reason }))

/** The stranger is asked about the patient. */
const grant = async (patientId: Id<'patient'>) =>
  await grantSight(world, { patientId, personId: ward.stranger, by: ward.doctor })

test('readings that cross a level warn the treating hospital, with the values, and without patient data in the event', async () => {
  const patientId = await ward.register()
  await record(patientId, good)
  assert.deepEqual(await of(patientId), [])
  assert.equal((await get(patientId)).standing?.text.vi, 'NEWS2 0')
  world.clock.advance(10 * minute)
  world.hints.length = 0
  await record(patientId, bad)
  const [warning, ...others] = await of(patientId)
  assert.ok(warning)
  assert.deepEqual(others, [])
  assert.deepEqual([warning.level.code, warning.level.urgency, warning.pathway], ['news2-emergency', 'act', 'sepsis'])
  assert.deepEqual([warning.standing.text.vi, warning.since], ['NEWS2 8', world.clock.now().toISOString()])
  const pulse = warning.standing.values.find((each) => each.input === 'heart-rate')
  assert.deepEqual([pulse?.shown.vi, pulse?.points], ['112 /min', 2])
  assert.deepEqual(
    [warning.isApproved, warning.raisedBy?.id, warning.patient?.fullName],
    [false, ward.nurse, 'Vừ A Dế'],
  )
  const told = world.hints.filter((hint) => hint.type === 'warning-raised').map((hint) => hint.topic)
  assert.deepEqual(told.sort(), [`facility/${ward.here}`, `patient/${patientId}`].sort())
  const [event] = await world.sql(`select payload from platform.event where type = 'warning-raised'`)
  assert.deepEqual(event?.['payload'], { patientId, facilities: [ward.here] })
})

test('what stays at its level is told once; what rises takes the place of the lower warning', async () => {
  const patientId = await ward.register()
  await record(patientId, { systolic: 85 })
  assert.deepEqual(
    (await of(patientId)).map((each) => each.level.code),
    ['news2-single-3'],
  )
  assert.equal((await of(patientId))[0]?.standing.text.vi, 'NEWS2 ≥ 3, chưa đủ dữ liệu')
  world.clock.advance(minute)
  await record(patientId, { systolic: 84 })
  assert.equal((await of(patientId)).length, 1)
  world.clock.advance(minute)
  await record(patientId, { 'heart-rate': 135 })
  assert.deepEqual(
    (await of(patientId)).map((each) => each.level.code),
    ['news2-urgent'],
  )
  assert.deepEqual(
    (await get(patientId)).warnings.map((each) => [each.level.code, each.isReplaced]),
    [
      ['news2-urgent', false],
      ['news2-single-3', true],
    ],
  )
})

test('who knows is kept; the second press is told so, and a warning that nobody saw does not go away by better values', async () => {
  const patientId = await ward.register()
  await record(patientId, bad)
  world.clock.advance(5 * minute)
  await record(patientId, good)
  const [warning] = await of(patientId)
  assert.ok(warning)
  assert.equal(warning.now?.text.vi, 'NEWS2 0')
  await acknowledge(patientId, warning.id, ward.nurse, 'đã báo bác sĩ')
  await assert.rejects(acknowledge(patientId, warning.id), { problem: 'warning-not-open' })
  assert.deepEqual(await of(patientId), [])
  const kept = (await get(patientId)).warnings[0]?.acknowledged
  assert.deepEqual([kept?.by?.id, kept?.reason], [ward.nurse, 'đã báo bác sĩ'])
  world.clock.advance(5 * minute)
  await record(patientId, bad)
  assert.deepEqual(
    (await of(patientId)).map((each) => each.level.code),
    ['news2-emergency'],
  )
})

test('after it was acknowledged, the same level is told again only when it was left in between', async () => {
  const patientId = await ward.register()
  await record(patientId, bad)
  const [warning] = await of(patientId)
  assert.ok(warning)
  await acknowledge(patientId, warning.id)
  world.clock.advance(minute)
  await record(patientId, { ...bad, 'heart-rate': 115 })
  assert.deepEqual(await of(patientId), [])
  world.clock.advance(minute)
  await record(patientId, { ...bad, spo2: 97, temperature: 37 })
  assert.equal((await get(patientId)).standing?.text.vi, 'NEWS2 6')
  assert.deepEqual(await of(patientId), [], 'falling is no crossing')
  world.clock.advance(minute)
  await record(patientId, bad)
  assert.deepEqual(
    (await of(patientId)).map((each) => each.level.code),
    ['news2-emergency'],
  )
})

test('of two who write at once neither doubles the warning, and halves that cross together are not missed', async () => {
  const whole = await ward.register()
  await Promise.all([record(whole, bad), record(whole, { ...bad, 'heart-rate': 113 }, ward.doctor)])
  assert.equal((await of(whole)).length, 1)
  for (let round = 0; round < 5; round += 1) {
    const halves = await ward.register()
    await Promise.all([
      record(halves, { 'respiratory-rate': 22, systolic: 100 }),
      record(halves, { 'heart-rate': 112, temperature: 39.5 }, ward.doctor),
    ])
    assert.deepEqual(
      (await of(halves)).map((each) => each.level.code),
      ['news2-emergency'],
      `round ${round}`,
    )
  }
})

test('a foreign hospital sees no warning and acknowledges none; a specialist with a grant sees, and does not acknowledge', async () => {
  const patientId = await ward.register()
  await record(patientId, bad)
  const [warning] = await of(patientId)
  assert.ok(warning)
  assert.deepEqual(await list(ward.stranger), [])
  await assert.rejects(get(patientId, ward.stranger), { problem: 'not-found' })
  await assert.rejects(acknowledge(patientId, warning.id, ward.stranger), { problem: 'not-found' })
  const other = await ward.register()
  await assert.rejects(acknowledge(other, warning.id), { problem: 'not-found' })
  await grant(patientId)
  assert.deepEqual(
    (await get(patientId, ward.stranger)).warnings.map((each) => each.id),
    [warning.id],
  )
  assert.deepEqual(await list(ward.stranger), [])
  await assert.rejects(acknowledge(patientId, warning.id, ward.stranger), { problem: 'not-found' })
})

test('a child is judged by Bedside PEWS, a woman in pregnancy by MEOWS, and without an age it is said that nothing can be', async () => {
  const child = await ward.register({ birthDate: '2024-11-01' })
  await record(child, {
    ...{ 'heart-rate': 155, systolic: 100, 'capillary-refill': 3, 'respiratory-rate': 45, spo2: 92 },
    ...{ 'respiratory-effort': 'moderate', 'oxygen-therapy': 'low' },
  })
  const [ofChild] = await of(child)
  assert.deepEqual([ofChild?.standing.text.vi, ofChild?.pathway], ['Bedside PEWS 12', 'child'])
  assert.equal(ofChild?.standing.score.isUnconfirmed, true)

  const pregnant = await ward.register({ birthDate: '1998-02-01', sex: 'female' })
  await record(pregnant, { 'gestational-weeks': 34, systolic: 165, diastolic: 112, 'heart-rate': 90 })
  const levels = (await of(pregnant)).map((each) => each.level.code).sort()
  assert.deepEqual(levels, ['meows-trigger', 'severe-hypertension'])
  assert.equal((await of(pregnant))[0]?.pathway, 'pre-eclampsia')

  const unsure = await ward.register({ birthDate: '1998-02-01', sex: 'female' })
  await record(unsure, bad)
  assert.equal((await of(unsure))[0]?.isPregnancyUnknown, true)

  const ageless = await ward.register({ birthDate: null, isUnknown: true })
  await record(ageless, bad)
  const { standing, why, warnings } = await get(ageless)
  assert.deepEqual([standing, why, warnings], [null, 'age-not-known', []])
})

test('a warning says whether a doctor of the hospital approved the score', async () => {
  const patientId = await ward.register()
  await record(patientId, bad)
  const approve = async (by: string, facilityId: Id<'facility'>) =>
    await world.as(by, async (tx, actor) => await approveScore(tx, actor, { facilityId, code: 'news2', version: 1 }))
  await assert.rejects(approve(ward.nurse, ward.here), { problem: 'not-your-facility' })
  await assert.rejects(approve(ward.doctor, ward.elsewhere), { problem: 'not-your-facility' })
  assert.equal((await of(patientId))[0]?.isApproved, false)
  await approve(ward.doctor, ward.here)
  await approve(ward.doctor, ward.here)
  assert.equal((await of(patientId))[0]?.isApproved, true)
  const scores = await world.as(ward.nurse, async (tx, actor) => await listEarlyWarningScores(tx, actor))
  const approvals = scores.map((each) => [each.score.code, each.approvedBy.map((one) => one.by?.id)])
  assert.deepEqual(approvals, [
    ['news2', [ward.doctor]],
    ['meows', []],
    ['bedside-pews', []],
  ])
})

test('SpO₂ scale 2 counts once the treating side stated it for the patient, whatever is written from elsewhere', async () => {
  const patientId = await ward.register()
  await grant(patientId)
  await record(patientId, { ...good, spo2: 98, 'supplemental-oxygen': 'yes' })
  const subject = { kind: 'case', id: newId(), patientId }
  await world.as(ward.doctor, async (tx, actor) => {
    const passed = { code: 'requested', occurredAt: actor.now, source: 'test' }
    await startRun(tx, actor, subject, { pathway: { code: 'sepsis', version: 1 }, passed, facilityId: null })
  })
  const state = async (by: string, value: string, basedOn: number) =>
    await world.as(by, async (tx, actor) => {
      const entry = { kind: 'score-input' as const, code: 'news2.spo2-scale', value, basedOn, reason: 'Bệnh án cũ' }
      await writeEntries(tx, actor, { subjectKind: 'case', subjectId: subject.id, entries: [entry] })
    })
  const shown = async () => (await get(patientId)).standing
  await state(ward.stranger, '2', 0)
  assert.equal((await shown())?.text.vi, 'NEWS2 2')
  await state(ward.doctor, '2', 1)
  assert.equal((await shown())?.text.vi, 'NEWS2 5')
  await state(ward.stranger, '1', 2)
  assert.equal((await shown())?.text.vi, 'NEWS2 5')
  assert.ok((await shown())?.values.some((value) => value.input === 'spo2-scale'))
})

test('what is protected later is read through no warning, neither its value nor the total that would tell it', async () => {
  const patientId = await ward.register()
  await record(patientId, bad)
  const [row] = await world.sql(`select id from records.observation where patient_id = $1 and code = 'heart-rate'`, [
    patientId,
  ])
  const observationId = String(row?.['id'])
  await world.as(ward.doctor, async (tx, actor) => {
    await protectRecord(tx, actor, { patientId, kind: 'observation', recordId: observationId, category: 'HIV' })
  })
  for (const said of [await of(patientId), await get(patientId)]) {
    const text = JSON.stringify(said)
    assert.ok(!text.includes('112 /min') && !text.includes('NEWS2 8'), text)
    assert.ok(text.includes(protectedMarker), text)
    assert.ok(text.includes('22 /min'), text)
  }
})

test('tasks that are late or due within the hour are told to the treating hospital alone, and the case that runs is named', async () => {
  const patientId = await ward.register()
  await record(patientId, bad)
  const subject = { kind: 'case', id: newId(), patientId }
  await world.as(ward.doctor, async (tx, actor) => {
    const passed = { code: 'requested', occurredAt: actor.now, source: 'test' }
    await startRun(tx, actor, subject, { pathway: { code: 'stroke', version: 2 }, passed, facilityId: null })
    await typeMilestone(tx, actor, subject, { code: 'needle', occurredAt: new Date(actor.now.getTime() - 40 * minute) })
  })
  const due = async (by: string) => await world.as(by, async (tx, actor) => await listDueTasks(tx, actor))
  const [mine, ...others] = await due(ward.nurse)
  assert.deepEqual(others, [])
  assert.deepEqual([mine?.subjectId, mine?.patient.id, mine?.schedule.code], [subject.id, patientId, 'after-lysis'])
  // every 15 minutes: two are late, four come within the hour
  assert.equal(mine?.dueAt.length, 6)
  assert.deepEqual(await due(ward.stranger), [])
  assert.deepEqual((await of(patientId))[0]?.running?.id, subject.id)
})
