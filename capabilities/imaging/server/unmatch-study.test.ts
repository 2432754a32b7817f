import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Id } from '#platform/contract/id.ts'
import { newId } from '#platform/server/new-id.ts'
import { refusal } from '#platform/test/refusal.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { attachUpload } from './attach-upload.ts'
import { listStudies, listWaitingStudies } from './list-studies.ts'
import { listWithdrawnStudies } from './list-withdrawn-studies.ts'
import { matchStudy, matchWaiting } from './match-study.ts'
import { arrangeMatching, type MatchUnderTest } from './match-under-test.ts'
import { getMatchingHelp } from './matching-help.ts'
import { openStudy } from './open-study.ts'
import { findStudy } from './study-row.ts'
import { unmatchStudy } from './unmatch-study.ts'

const reason = 'Máy chụp gõ nhầm mã người bệnh'

let world: World
let here: MatchUnderTest
let wrong: Id<'patient'>
let right: Id<'patient'>
let wrongMrn: string
let studyId: Id<'study'>

const unmatch = async (person: string, patientId = wrong) =>
  await world.as(person, async (tx, actor) => await unmatchStudy(tx, actor, { studyId, patientId, reason }))
const match = async (person: string, patientId: Id<'patient'>) =>
  await world.as(person, async (tx, actor) => await matchStudy(tx, actor, { studyId, patientId }))
const studiesOf = async (person: string, patientId: string) =>
  await world.as(person, async (tx, actor) => await listStudies(tx, actor, { patientId }))
const withdrawnFrom = async (person: string, patientId: string) =>
  await world.as(person, async (tx, actor) => await listWithdrawnStudies(tx, actor, { patientId }))
const open = async (person: string) =>
  await world.as(person, async (tx, actor) => await openStudy(tx, actor, { studyId }))

before(async () => {
  world = await createWorld()
})
after(async () => await world.close())
beforeEach(async () => {
  here = await arrangeMatching(world)
  wrongMrn = `MN-${newId()}`
  wrong = await here.register({ mrn: wrongMrn })
  right = await here.register({ fullName: 'Vừ A Dế', birthDate: '1971-03-12' })
  await here.grant(wrong)
  studyId = await here.arrive({ sentPatientId: wrongMrn })
})

describe('a study that was matched to the wrong patient', () => {
  test('leaves the record at once for everybody, and its notice stays with the reason and who had opened it', async () => {
    await open(here.expert)
    assert.equal((await studiesOf(here.expert, wrong)).length, 1)
    world.hints.length = 0
    world.clock.advance(60_000)
    await unmatch(here.technician)
    for (const person of [here.expert, here.technician]) {
      assert.deepEqual(await studiesOf(person, wrong), [])
      const [notice, ...others] = await withdrawnFrom(person, wrong)
      assert.deepEqual(others, [])
      assert.equal(notice?.reason, reason)
      assert.equal(notice?.withdrawnBy?.id, here.technician)
      assert.equal(notice?.withdrawnAt, world.clock.now().toISOString())
      assert.equal(notice?.matchedBy, 'identifier')
      assert.deepEqual([notice?.modality, notice?.instanceCount], ['CT', 28])
      assert.deepEqual(
        notice?.openedBy.map((each) => each.person?.id),
        [here.expert],
      )
    }
    await assert.rejects(
      world.as(here.expert, async (tx) => await findStudy(tx, { studyId })),
      refusal('not-found'),
    )
    assert.deepEqual(world.hints, [
      { topic: `patient/${wrong}`, type: 'study-unmatched' },
      { topic: `facility/${here.facilityId}`, type: 'study-unmatched' },
      { topic: `facility/${here.facilityId}`, type: 'study-waiting' },
    ])
  })

  test('waits at its hospital and goes to the right patient; what was before stays as rows', async () => {
    await unmatch(here.technician)
    const waiting = await world.as(
      here.nurse,
      async (tx, actor) => await listWaitingStudies(tx, actor, { facilityId: here.facilityId }),
    )
    assert.ok(waiting.some((each) => each.id === studyId))
    const help = await world.as(here.nurse, async (tx, actor) => await getMatchingHelp(tx, actor, { studyId }))
    assert.equal(help.history[0]?.undoneReason, reason)
    await match(here.nurse, right)
    assert.equal((await studiesOf(here.nurse, right))[0]?.id, studyId)
    const rows = await world.sql(
      'select patient_id, matched_by, person_id, undone_by, undone_reason from imaging.match where study_id = $1 order by matched_at, undone_at nulls last',
      [studyId],
    )
    assert.deepEqual(rows, [
      {
        ...{ patient_id: wrong, matched_by: 'identifier', person_id: null },
        ...{ undone_by: here.technician, undone_reason: reason },
      },
      { patient_id: right, matched_by: 'person', person_id: here.nurse, undone_by: null, undone_reason: null },
    ])
  })

  test('opened again as the right patient’s, it is opened anew', async () => {
    await here.grant(right)
    await open(here.expert)
    await unmatch(here.technician)
    await match(here.technician, right)
    world.hints.length = 0
    await open(here.expert)
    assert.deepEqual(world.hints, [{ topic: `patient/${right}`, type: 'study-opened' }])
  })

  test('does not come back by its identifier, nor by being sent again', async () => {
    await unmatch(here.technician)
    assert.equal(await world.asSystem(async (tx, actor) => await matchWaiting(tx, actor, wrong)), 0)
    const [row] = await world.sql('select study_uid from imaging.study where id = $1', [studyId])
    const again = {
      ...{ archiveId: newId(), studyUid: String(row?.['study_uid']), aet: '', modality: 'CT', description: '' },
      ...{ sentPatientId: wrongMrn, sentPatientName: '', sentBirthDate: '', sentSex: '', sentCharset: '' },
      ...{ isTextDoubtful: false, startedAt: null, firstArrivedAt: world.clock.now(), series: 1, instances: 28 },
      isComplete: true,
    }
    const to = { patientId: wrong, facilityId: here.facilityId, personId: here.technician }
    const attached = await world.asSystem(async (tx, actor) => await attachUpload(tx, actor, again, to))
    assert.equal(attached?.isWaiting, true)
    assert.deepEqual(await studiesOf(here.technician, wrong), [])
  })

  test('is not told to those who may see only the right patient', async () => {
    await unmatch(here.technician)
    await match(here.technician, right)
    await assert.rejects(withdrawnFrom(here.stranger, wrong), refusal('not-found'))
    assert.deepEqual(await withdrawnFrom(here.technician, right), [])
  })
})

describe('undoing a match', () => {
  test('is for those who may match where the study was sent; who only advises may not', async () => {
    await assert.rejects(unmatch(here.expert), refusal('not-your-facility'))
    await assert.rejects(unmatch(here.stranger), refusal('not-found'))
    assert.equal((await studiesOf(here.technician, wrong)).length, 1)
  })

  test('of two who press, one undoes and the other hears that it was done', async () => {
    const results = await Promise.allSettled([unmatch(here.technician), unmatch(here.nurse)])
    assert.deepEqual(results.map((each) => each.status).toSorted(), ['fulfilled', 'rejected'])
    const refused = results.find((each) => each.status === 'rejected')
    assert.ok(refused && refusal('study-already-unmatched')(refused.reason))
    const [said] = await world.sql(
      `select count(*)::int as n from platform.event where type = 'study-unmatched' and payload->>'studyId' = $1`,
      [studyId],
    )
    assert.equal(said?.['n'], 1)
  })

  test('of the record that the person looked at, not of the one to which the study went meanwhile', async () => {
    await unmatch(here.technician)
    await match(here.technician, right)
    await assert.rejects(unmatch(here.nurse), refusal('study-already-unmatched'))
    assert.equal((await studiesOf(here.nurse, right)).length, 1)
  })

  test('two who match at once: one does, and the study has one match', async () => {
    await unmatch(here.technician)
    const results = await Promise.allSettled([match(here.technician, right), match(here.nurse, wrong)])
    assert.deepEqual(results.map((each) => each.status).toSorted(), ['fulfilled', 'rejected'])
    const standing = await world.sql('select 1 from imaging.match where study_id = $1 and undone_at is null', [studyId])
    assert.equal(standing.length, 1)
  })
})

describe('the history of matches', () => {
  test('is not changed afterwards, not even by the superuser', async () => {
    await unmatch(here.technician)
    await assert.rejects(
      world.sql(`update imaging.match set undone_reason = 'other reason' where study_id = $1`, [studyId]),
      /undone once/,
    )
    await assert.rejects(
      world.as(here.technician, async (tx) => {
        await tx.deleteFrom('imaging.match').where('study_id', '=', studyId).execute()
      }),
      /permission denied/,
    )
  })

  test('is complete: a study does not leave a record beside it', async () => {
    await assert.rejects(
      world.sql('update imaging.study set patient_id = null, matched_by = null where id = $1', [studyId]),
      /undone with a reason/,
    )
    await assert.rejects(
      world.sql('update imaging.study set patient_id = $2 where id = $1', [studyId, right]),
      /after it left the first/,
    )
  })
})
