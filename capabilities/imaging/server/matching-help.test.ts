import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Id } from '#platform/contract/id.ts'
import { newId } from '#platform/server/new-id.ts'
import { refusal } from '#platform/test/refusal.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { matchStudy } from './match-study.ts'
import { arrangeMatching, type MatchUnderTest } from './match-under-test.ts'
import { comparePatient, getMatchingHelp } from './matching-help.ts'

let world: World
let here: MatchUnderTest

const help = async (person: string, studyId: Id<'study'>) =>
  await world.as(person, async (tx, actor) => await getMatchingHelp(tx, actor, { studyId }))
const compare = async (person: string, studyId: Id<'study'>, patientId: Id<'patient'>) =>
  await world.as(person, async (tx, actor) => await comparePatient(tx, actor, { studyId, patientId }))

before(async () => {
  world = await createWorld()
})
after(async () => await world.close())
beforeEach(async () => {
  here = await arrangeMatching(world)
})

describe('the patients suggested for a waiting study', () => {
  test('are those of the hospital whose name fits, the likeliest first, each with why and why not', async () => {
    const exact = await here.register({ fullName: 'Nguyễn Văn An', birthDate: '1965-03-12' })
    const older = await here.register({ fullName: 'Nguyễn Văn An', birthDate: '1940-01-01' })
    const alike = await here.register({ fullName: 'Nguyễn Văn Anh', birthDate: '1965-07-01', sex: 'female' })
    await here.register({ fullName: 'Nguyễn Thị Hoa', birthDate: '1965-03-12' })
    const studyId = await here.arrive({ sentPatientName: 'AN^NGUYEN^VAN', sentPatientId: 'X1' })
    const { candidates } = await help(here.technician, studyId)
    assert.deepEqual(
      candidates.map((each) => [each.patient.id, each.fit.name, each.fit.birth, each.fit.sex, each.fit.code]),
      [
        [exact, 'other-order', 'same-day', 'same', 'differs'],
        [older, 'other-order', 'differs', 'same', 'differs'],
        [alike, 'similar', 'same-year', 'differs', 'differs'],
      ],
    )
  })

  test('are never matched by themselves', async () => {
    await here.register({ fullName: 'Nguyễn Văn An', birthDate: '1965-03-12' })
    const studyId = await here.arrive({ sentPatientName: 'NGUYEN VAN AN', sentPatientId: '' })
    await help(here.technician, studyId)
    const [row] = await world.sql('select patient_id from imaging.study where id = $1', [studyId])
    assert.equal(row?.['patient_id'], null)
  })

  test('are five at most', async () => {
    for (let made = 0; made < 7; made += 1) await here.register()
    assert.equal((await help(here.technician, await here.arrive())).candidates.length, 5)
  })

  test('include those who bear the code when two do, whatever their name', async () => {
    const code = `MN-${newId()}`
    const one = await here.register({ fullName: 'Lò Thị Mai', mrn: code })
    const other = await here.register({ fullName: 'Sùng A Páo' })
    await world.sql(
      `insert into records.patient_identifier (id, patient_id, system, value, facility_id, created_at)
       values ($1, $2, 'temporary', $3, $4, now())`,
      [newId(), other, code, here.facilityId],
    )
    const { candidates } = await help(here.technician, await here.arrive({ sentPatientId: code }))
    assert.deepEqual(candidates.map((each) => each.patient.id).toSorted(), [one, other].toSorted())
  })

  test('are nobody’s of another hospital, and nobody there asks', async () => {
    const elsewhere = await arrangeMatching(world)
    await elsewhere.register({ fullName: 'Nguyễn Văn An' })
    const studyId = await here.arrive({ sentPatientName: 'NGUYEN VAN AN' })
    assert.deepEqual((await help(here.technician, studyId)).candidates, [])
    for (const person of [elsewhere.technician, here.expert, here.stranger])
      await assert.rejects(help(person, studyId), refusal('not-found'))
  })
})

test('who works at two hospitals sees for each study the patients of its sender alone, and matches where they may', async () => {
  const elsewhere = await arrangeMatching(world)
  await elsewhere.register({ fullName: 'Nguyễn Văn An' })
  const studyId = await here.arrive({ sentPatientName: 'NGUYEN VAN AN' })
  const asRole = async (person: string, role: string) =>
    await world.sql(
      `insert into identity.role (id, person_id, facility_id, role, valid_from) values ($1, $2, $3, $4, '2020-01-01')`,
      [newId(), person, here.facilityId, role],
    )
  await asRole(elsewhere.technician, 'nurse')
  assert.deepEqual((await help(elsewhere.technician, studyId)).candidates, [])
  await asRole(elsewhere.nurse, 'coordinator')
  await assert.rejects(help(elsewhere.nurse, studyId), refusal('not-found'))
  const patientId = await here.register()
  await assert.rejects(
    world.as(elsewhere.nurse, async (tx, actor) => await matchStudy(tx, actor, { studyId, patientId })),
    refusal('not-found'),
  )
})

test('a patient looked up by hand is compared the same way, if the hospital treats them', async () => {
  const studyId = await here.arrive({ sentPatientName: 'LO THI MAI', sentSex: 'F' })
  const patientId = await here.register()
  assert.equal((await compare(here.technician, studyId, patientId)).fit.name, 'different')
  const foreign = await (await arrangeMatching(world)).register()
  await assert.rejects(compare(here.technician, studyId, foreign), refusal('not-found'))
})
