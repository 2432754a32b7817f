import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Id } from '#platform/contract/id.ts'
import { newId } from '#platform/server/new-id.ts'
import { outsideCall } from '#platform/test/outside-call.ts'
import { refusal } from '#platform/test/refusal.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { type ProtectedCategory, protectedMarker } from '../contract/protection.ts'
import { breakGlass } from './break-glass.ts'
import { createPatient } from './create-patient.ts'
import { getDocument } from './documents.ts'
import { getPatient } from './get-patient.ts'
import { listGlassUses, reviewGlassUse } from './glass-reviews.ts'
import { listVersions } from './list-versions.ts'
import { protectRecord, unlockRecord } from './protect-record.ts'
import { recordObservations } from './record-observations.ts'
import { updateEncounter } from './update-encounter.ts'
import { writeNote } from './write-note.ts'

const secret = 'HIV dương tính, đang dùng ARV'
const personalId = '011065000123'

let world: World
let here: string
let there: string
let doctor: string
let colleague: string
let leader: string
let stranger: string
let strangeLeader: string
let patientId: Id<'patient'>

const read = async (person: string) =>
  await world.as(person, async (tx, actor) => await getPatient(tx, actor, { patientId }))
const write = async (kind: 'history' | 'progress', text: string, category?: ProtectedCategory) =>
  await world.as(
    doctor,
    async (tx, actor) => await writeNote(tx, actor, { patientId, kind, text, ...(category ? { category } : {}) }),
  )
type Kind = 'note' | 'observation' | 'document' | 'encounter'
const unlock = async (person: string, kind: Kind, recordId: string) =>
  await world.as(person, async (tx, actor) => {
    return await unlockRecord(tx, actor, { patientId, kind, recordId, reason: 'Cần biết để chọn thuốc', minutes: 60 })
  })
const smash = async (person: string, value = personalId, facilityId = there) =>
  await breakGlass((await outsideCall(world, person)).call, {
    facilityId: facilityId as Id<'facility'>,
    system: 'personal-id',
    value,
    reason: 'Hôn mê, không người nhà, cần tiền sử',
  })

before(async () => {
  world = await createWorld()
  here = await world.facility('Mường Nhé')
  there = await world.facility('Nam Định')
  doctor = await world.person(here, 'doctor')
  colleague = await world.person(here, 'doctor')
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

describe('a protected fact', () => {
  test('is masked for everybody from the moment it is written, and its category is not told', async () => {
    const note = await write('history', secret, 'HIV')
    assert.deepEqual([note.text, note.protection], [protectedMarker, { isMasked: true, categories: [] }])
    for (const person of [doctor, colleague]) {
      const said = JSON.stringify(await read(person))
      assert.ok(!said.includes('ARV') && !said.includes('HIV'), said)
    }
  })

  test('is unlocked for one person, for a reason, and until a moment', async () => {
    const [note] = (await read(doctor)).notes
    assert.ok(note)
    await unlock(doctor, 'note', note.id)
    assert.deepEqual((await read(doctor)).notes[0], {
      ...note,
      text: secret,
      protection: { isMasked: false, categories: ['HIV'] },
    })
    assert.equal((await read(colleague)).notes[0]?.text, protectedMarker)
    world.clock.advance(61 * 60_000)
    assert.equal((await read(doctor)).notes[0]?.text, protectedMarker)
  })

  test('stays protected in its next version', async () => {
    await write('history', 'ARV từ 2019')
    const { notes } = await read(doctor)
    assert.deepEqual(
      notes.map((note) => note.text),
      [protectedMarker],
    )
  })

  test('is unlocked by nobody when the law discloses it to nobody', async () => {
    const { id } = await write('progress', 'Siêu âm: thai trai', 'FETAL_SEX')
    await assert.rejects(unlock(doctor, 'note', id), refusal('not-disclosed-by-law'))
  })

  test('of a value is neither sent nor calculated with', async () => {
    await world.as(doctor, async (tx, actor) => {
      const values = [{ code: 'anticoagulant' as const, valueNumber: null, valueText: 'ARV', isEstimated: false }]
      const effectiveAt = '2026-11-22T06:00:00Z' as never
      const [observation] = await recordObservations(tx, actor, {
        patientId,
        values: values.map((value) => ({ ...value, effectiveAt })),
      })
      assert.ok(observation)
      const flag = { patientId, kind: 'observation' as const, recordId: observation.id, category: 'HIV' as const }
      await protectRecord(tx, actor, flag)
    })
    const [observation] = (await read(doctor)).observations
    assert.deepEqual([observation?.valueText, observation?.unit], [protectedMarker, ''])
  })

  test('of a stay is masked in the record and in its earlier versions, and the marker overwrites nothing', async () => {
    const stay = async (diagnosis: string) =>
      await world.as(doctor, async (tx, actor) => {
        return await updateEncounter(tx, actor, {
          ...{ patientId, facilityId: here as Id<'facility'>, admissionNumber: null, department: 'Nội', room: '' },
          ...{ bed: '', reason: '', diagnosis, admittedAt: null },
        })
      })
    const { id } = await stay(`${secret} một`)
    await stay(`${secret} hai`)
    await world.as(doctor, async (tx, actor) => {
      await protectRecord(tx, actor, { patientId, kind: 'encounter', recordId: id, category: 'HIV' })
    })
    assert.equal((await stay(protectedMarker)).diagnosis, protectedMarker)
    const versions = await world.as(doctor, async (tx, actor) => await listVersions(tx, actor, { patientId }))
    const said = JSON.stringify([versions, await read(doctor)])
    assert.ok(!said.includes('ARV'), said)
    const rows = await world.sql('select diagnosis from records.encounter where id = $1', [id])
    assert.equal(rows[0]?.['diagnosis'], `${secret} hai`)
  })

  test('of a document is neither named nor sent', async () => {
    const documentId = newId<'document'>()
    await world.sql(
      `insert into records.document (id, patient_id, kind, title, media_type, bytes, sha256, source_kind, source_id, version, filed_by, filed_at)
       values ($1, $2, 'result', 'Kết quả ARV', 'application/pdf', 'x', 'x', 'test', $1, 1, $3, now())`,
      [documentId, patientId, doctor],
    )
    await world.as(doctor, async (tx, actor) => {
      await protectRecord(tx, actor, { patientId, kind: 'document', recordId: documentId, category: 'HIV' })
    })
    assert.ok(!JSON.stringify(await read(doctor)).includes('ARV'))
    await assert.rejects(
      getDocument((await outsideCall(world, doctor)).call, { patientId, documentId }),
      refusal('record-protected'),
    )
    await unlock(doctor, 'document', documentId)
    await getDocument((await outsideCall(world, doctor)).call, { patientId, documentId })
  })
})

describe('the broken glass', () => {
  test('opens a foreign record by a whole identifier and a reason, protected facts stay masked', async () => {
    await assert.rejects(read(stranger), refusal('not-found'))
    await assert.rejects(smash(stranger, '011065000999'), refusal('not-found'))
    await assert.rejects(smash(stranger, personalId, here), refusal('not-your-facility'))
    const opened = await smash(stranger)
    assert.deepEqual(
      opened.patients.map((patient) => patient.id),
      [patientId],
    )
    const record = await read(stranger)
    assert.equal(record.access.by, 'grant')
    assert.ok(!JSON.stringify(record).includes('ARV'))
    world.clock.advance(4 * 60 * 60_000 + 1)
    await assert.rejects(read(stranger), refusal('not-found'))
  })

  test('is told to the hospital that treats, whose leader alone reviews it, once', async () => {
    const list = async (person: string) => await world.as(person, async (tx, actor) => await listGlassUses(tx, actor))
    const [use] = await list(leader)
    assert.deepEqual([use?.patientId, use?.canReview, use?.review], [patientId, true, null])
    assert.deepEqual(
      (await list(strangeLeader)).map((each) => each.canReview),
      [false],
    )
    assert.deepEqual(await list(colleague), [])
    const breakGlassId = use?.id ?? newId<'break-glass'>()
    const review = async (person: string, verdict: 'justified' | 'not-justified', note = '') =>
      await world.as(person, async (tx, actor) => await reviewGlassUse(tx, actor, { breakGlassId, verdict, note }))
    await assert.rejects(review(strangeLeader, 'justified'), refusal('not-found'))
    await assert.rejects(review(leader, 'not-justified'), refusal('reason-missing'))
    await review(leader, 'not-justified', 'Người bệnh tỉnh, có người nhà.')
    await assert.rejects(review(leader, 'justified'), refusal('already-reviewed'))
    assert.equal((await list(strangeLeader))[0]?.review?.verdict, 'not-justified')
    const events = await world.sql("select payload from platform.event where type = 'glass-broken'")
    assert.ok(JSON.stringify(events).includes(here))
  })
})
