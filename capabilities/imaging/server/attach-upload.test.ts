import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { insertPatient } from '#capabilities/records/server/index.ts'
import { newId } from '#platform/server/new-id.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { attachUpload, mayJoinStudy } from './attach-upload.ts'
import { type ArrivedStudy, takeInStudy } from './take-in-study.ts'

let world: World
let facilityId: string
let personId: string
let patientId: string
let otherId: string
let otherMrn: string
let made = 0

const register = async (mrn: string, at = facilityId, by = personId) =>
  await world.as(
    by,
    async (tx, actor) =>
      await insertPatient(tx, actor, {
        facilityId: at,
        fullName: 'Vừ A Dế',
        birthDate: '1965-03-12',
        birthYear: null,
        sex: 'male',
        isUnknown: false,
        identifiers: [{ system: 'mrn', value: mrn }],
      }),
  )

const study = (sentPatientId: string, aet = ''): ArrivedStudy => {
  made += 1
  return {
    archiveId: `archive-${made}`,
    studyUid: `1.2.3.${made}`,
    aet,
    modality: 'CT',
    description: 'CT sọ não',
    sentPatientId,
    sentPatientName: 'VU A DE',
    sentBirthDate: '',
    sentSex: 'M',
    sentCharset: '',
    isTextDoubtful: false,
    startedAt: world.clock.now(),
    firstArrivedAt: world.clock.now(),
    series: 1,
    instances: 1,
    isComplete: false,
  }
}

const to = () => ({ patientId, facilityId, personId })
const attach = async (arrived: ArrivedStudy, target = to()) =>
  await world.asSystem(async (tx, actor) => await attachUpload(tx, actor, arrived, target))
const takeIn = async (arrived: ArrivedStudy) =>
  await world.asSystem(async (tx, actor) => await takeInStudy(tx, actor, arrived))
const mayJoin = async (arrived: ArrivedStudy, sentId = arrived.sentPatientId) =>
  await world.asSystem(async (tx) => await mayJoinStudy(tx, { studyUid: arrived.studyUid, patientId: sentId }, to()))
const rowOf = async (arrived: ArrivedStudy) => {
  const [row] = await world.sql(
    'select patient_id, facility_id, matched_by, match_person_id, source from imaging.study where study_uid = $1',
    [arrived.studyUid],
  )
  return row
}

before(async () => {
  world = await createWorld()
})
after(async () => {
  await world.close()
})
beforeEach(async () => {
  facilityId = await world.facility('Mường Nhé')
  personId = await world.person(facilityId, 'technician')
  otherMrn = `MN-${newId().slice(-6)}`
  patientId = await register(`MN-${newId().slice(-6)}`)
  otherId = await register(otherMrn)
})

describe('an uploaded study', () => {
  test('goes to the patient chosen, whatever identifier nobody here bears it carries', async () => {
    const arrived = study('FOREIGN-1')
    world.hints.length = 0
    const attached = await attach(arrived)
    assert.equal(attached?.isWaiting, false)
    assert.deepEqual(await rowOf(arrived), {
      patient_id: patientId,
      facility_id: facilityId,
      matched_by: 'upload',
      match_person_id: personId,
      source: 'upload',
    })
    assert.deepEqual(world.hints, [{ topic: `patient/${patientId}`, type: 'study-arrived' }])
  })

  test('waits for a person when its identifier is that of another patient here', async () => {
    const arrived = study(otherMrn)
    assert.equal((await attach(arrived))?.isWaiting, true)
    const row = await rowOf(arrived)
    assert.equal(row?.['patient_id'], null)
    assert.equal(row?.['facility_id'], facilityId)
  })

  test('goes to the patient also when the archive was read before', async () => {
    const arrived = study('FOREIGN-2')
    await takeIn(arrived)
    assert.equal((await rowOf(arrived))?.['patient_id'], null)
    assert.equal((await attach(arrived))?.isWaiting, false)
    assert.equal((await rowOf(arrived))?.['patient_id'], patientId)
  })

  test('is the same study when it is sent again', async () => {
    const arrived = study('FOREIGN-3')
    const first = await attach(arrived)
    assert.deepEqual(await attach(arrived), first)
  })

  test('is refused when the study is that of another patient', async () => {
    const arrived = study('FOREIGN-4')
    await attach(arrived, { ...to(), patientId: otherId })
    assert.equal(await mayJoin(arrived), false)
    assert.equal(await attach(arrived), null)
    assert.equal((await rowOf(arrived))?.['patient_id'], otherId)
  })

  test('is refused when it bears the study of the patient but another identifier', async () => {
    const arrived = study('FOREIGN-5')
    await attach(arrived)
    assert.equal(await mayJoin(arrived), true)
    assert.equal(await mayJoin(arrived, 'SOMEBODY-ELSE'), false)
  })

  test('is refused for a patient whom the facility does not treat', async () => {
    const elsewhere = await world.facility('Bạch Mai')
    const doctor = await world.person(elsewhere, 'doctor')
    const stranger = await register(`BM-${newId().slice(-6)}`, elsewhere, doctor)
    assert.equal(await attach(study('FOREIGN-6'), { ...to(), patientId: stranger }), null)
  })
})
