import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Id } from '#platform/contract/id.ts'
import { toInstant } from '#platform/contract/instant.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { cancelIdentifier } from './cancel-identifier.ts'
import { closeEncounter } from './close-encounter.ts'
import { getPatient } from './get-patient.ts'
import { listVersions } from './list-versions.ts'
import { recordObservations } from './record-observations.ts'
import { updateEncounter } from './update-encounter.ts'
import { updatePatient } from './update-patient.ts'
import { arrangeWard, type Ward } from './ward-under-test.ts'
import { writeNote } from './write-note.ts'

const hourMs = 60 * 60 * 1000

let world: World
let ward: Ward
let patientId: Id<'patient'>

before(async () => {
  world = await createWorld()
  ward = await arrangeWard(world)
})
beforeEach(async () => {
  patientId = await ward.register()
})
after(async () => await world.close())

const correction = { fullName: 'Vừ A Dế', birthDate: null, birthYear: 1956, sex: 'male' as const, identifiers: [] }
const stay = (given: object = {}) => ({
  ...{ patientId, facilityId: ward.here, admissionNumber: '26-0815', department: 'Khoa Cấp cứu', room: '2', bed: '7' },
  ...{ reason: 'Liệt nửa người', diagnosis: 'Theo dõi đột quỵ', admittedAt: toInstant(world.clock.now()), ...given },
})
const versions = async (person = ward.doctor) =>
  await world.as(person, async (tx, actor) => await listVersions(tx, actor, { patientId }))
const record = async () => await world.as(ward.doctor, async (tx, actor) => await getPatient(tx, actor, { patientId }))
const open = async (given: object = {}, person = ward.doctor) =>
  await world.as(person, async (tx, actor) => await updateEncounter(tx, actor, stay(given)))
const weigh = async (valueNumber: number) =>
  await world.as(ward.nurse, async (tx, actor) => {
    const effectiveAt = toInstant(world.clock.now())
    const value = { code: 'weight' as const, valueNumber, valueText: null, isEstimated: false, effectiveAt }
    return await recordObservations(tx, actor, { patientId, values: [value] })
  })

describe('a correction', () => {
  test('of a patient keeps what stood before, with who and when', async () => {
    world.clock.advance(hourMs)
    await world.as(ward.nurse, async (tx, actor) => await updatePatient(tx, actor, { ...correction, patientId }))
    const now = await record()
    assert.deepEqual([now.birthDate, now.birthYear], [null, 1956])
    const [kept] = await versions()
    assert.deepEqual(kept?.earlier, {
      of: 'patient',
      fullName: 'Vừ A Dế',
      birthDate: '1965-03-12',
      birthYear: 1965,
      sex: 'male',
      isUnknown: false,
    })
    assert.equal(kept?.changedBy?.id, ward.nurse)
    assert.equal(kept?.changedAt, toInstant(world.clock.now()))
  })

  test('that changes nothing is none', async () => {
    const same = { ...correction, patientId, birthDate: '1965-03-12', birthYear: null }
    await world.as(ward.nurse, async (tx, actor) => await updatePatient(tx, actor, same))
    assert.deepEqual(await versions(), [])
  })

  test('names an unknown patient, and what they were called before is kept', async () => {
    patientId = await ward.register({ fullName: 'Nam, khoảng 40', isUnknown: true })
    await world.as(ward.nurse, async (tx, actor) => await updatePatient(tx, actor, { ...correction, patientId }))
    assert.equal((await record()).isUnknown, false)
    const [kept] = await versions()
    assert.equal(kept?.earlier.of === 'patient' && kept.earlier.fullName, 'Nam, khoảng 40')
  })

  test('of a stay keeps each state of it', async () => {
    await open()
    await open({ bed: '9', diagnosis: 'Nhồi máu não' }, ward.nurse)
    await open({ bed: '11', diagnosis: 'Nhồi máu não' })
    const kept = (await versions()).map(({ earlier }) =>
      earlier.of === 'stay' ? [earlier.bed, earlier.diagnosis] : [],
    )
    assert.deepEqual(kept.sort(), [
      ['7', 'Theo dõi đột quỵ'],
      ['9', 'Nhồi máu não'],
    ])
    assert.equal((await record()).encounter?.bed, '11')
  })

  test('is read by those who see the patient alone', async () => {
    await world.as(ward.nurse, async (tx, actor) => await updatePatient(tx, actor, { ...correction, patientId }))
    await assert.rejects(versions(ward.stranger), { problem: 'not-found' })
    const seen = await world.as(
      ward.stranger,
      async (tx) => await tx.selectFrom('records.patient_version').selectAll().execute(),
    )
    assert.deepEqual(seen, [])
  })

  test('is written by the database alone: the application can neither add nor change what was', async () => {
    await world.as(ward.nurse, async (tx, actor) => await updatePatient(tx, actor, { ...correction, patientId }))
    await assert.rejects(
      world.as(ward.doctor, async (tx) => await tx.deleteFrom('records.patient_version').execute()),
      /permission denied/,
    )
    await assert.rejects(
      world.as(
        ward.doctor,
        async (tx) => await tx.updateTable('records.patient_version').set({ full_name: 'X' }).execute(),
      ),
      /permission denied/,
    )
  })

  test('of an identifier cancels it, and it stays to be read', async () => {
    const [mrn] = (await record()).identifiers
    assert.ok(mrn)
    const cancel = async (person: string) =>
      await world.as(
        person,
        async (tx, actor) => await cancelIdentifier(tx, actor, { patientId, identifierId: mrn.id }),
      )
    await assert.rejects(cancel(ward.stranger), { problem: 'not-found' })
    await cancel(ward.nurse)
    assert.deepEqual((await record()).identifiers, [])
    assert.deepEqual((await versions())[0]?.earlier, { of: 'identifier', system: 'mrn', value: mrn.value })
    await assert.rejects(cancel(ward.nurse), { problem: 'not-found' })
  })

  test('of a value replaces it, and the first stays in the table', async () => {
    await weigh(72)
    await weigh(27)
    assert.equal((await record()).observations.find((each) => each.code === 'weight')?.valueNumber, 27)
    const rows = await world.sql(
      'select value_number, replaces_id is not null as replaces from records.observation where patient_id = $1 order by id',
      [patientId],
    )
    assert.deepEqual(
      rows.map((row) => [Number(row['value_number']), row['replaces']]),
      [
        [72, false],
        [27, true],
      ],
    )
  })

  test('of a note replaces it; notes of progress stand beside each other', async () => {
    const write = async (kind: 'allergy' | 'progress', text: string) =>
      await world.as(ward.nurse, async (tx, actor) => await writeNote(tx, actor, { patientId, kind, text }))
    await write('allergy', 'Không')
    await write('allergy', 'Penicillin')
    await write('progress', 'Tỉnh')
    await write('progress', 'Gọi hỏi đáp chậm')
    const { notes } = await record()
    assert.deepEqual(notes.map((note) => note.text).sort(), ['Gọi hỏi đáp chậm', 'Penicillin', 'Tỉnh'].sort())
  })
})

describe('a value', () => {
  test('outside the range of its code is a typing error, and refused', async () => {
    await assert.rejects(weigh(7200), { problem: 'value-out-of-range' })
    await assert.rejects(weigh(0), { problem: 'value-out-of-range' })
    assert.deepEqual((await record()).observations, [])
    await weigh(350)
    const [row] = (await record()).observations
    assert.deepEqual([row?.valueNumber, row?.unit], [350, 'kg'])
  })
})

describe('a stay', () => {
  test('is opened once at a facility, also by two at the same moment', async () => {
    await Promise.all([open({ bed: '1' }), open({ bed: '2' }, ward.nurse)])
    const rows = await world.sql('select id from records.encounter where patient_id = $1', [patientId])
    assert.equal(rows.length, 1)
  })

  test('ends once, not in the future nor before it began, and another may follow', async () => {
    const { id } = await open()
    const close = async (ms: number, person = ward.nurse) =>
      await world.as(person, async (tx, actor) => {
        const endedAt = toInstant(new Date(actor.now.getTime() + ms))
        return await closeEncounter(tx, actor, { patientId, encounterId: id, endedAt })
      })
    await assert.rejects(close(hourMs), { problem: 'time-in-the-future' })
    await assert.rejects(close(-hourMs), { problem: 'ends-before-it-begins' })
    await assert.rejects(close(0, ward.stranger), { problem: 'not-found' })
    await close(0)
    assert.ok((await record()).encounter?.endedAt)
    await assert.rejects(close(0), { problem: 'not-found' })
    world.clock.advance(hourMs)
    const next = await open()
    assert.notEqual(next.id, id)
    assert.equal(next.endedAt, null)
  })

  test('is not opened at a facility where the caller does not work', async () => {
    await assert.rejects(open({ facilityId: ward.elsewhere }), { problem: 'not-your-facility' })
  })
})
