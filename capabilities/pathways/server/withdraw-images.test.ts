import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#platform/server/new-id.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { correctionsSince, noteImages } from './index.ts'
import { arrangeRun, type RunUnderTest } from './run-under-test.ts'
import { withdrawImages } from './withdraw-images.ts'

const reason = 'Máy chụp gõ nhầm mã người bệnh'
const minute = 60_000

let world: World
let here: RunUnderTest

before(async () => {
  world = await createWorld()
})
after(async () => await world.close())

/** A study is in the record of the patient and passes its stations; its id. */
async function arrive(): Promise<string> {
  const studyId = newId()
  const at = world.clock.now()
  await world.sql(
    `insert into imaging.study (id, study_uid, archive_id, patient_id, started_at, first_arrived_at, last_arrived_at, source, matched_by)
     values ($1, $2, $2, $3, $4, $4, $4, 'c-store', 'identifier')`,
    [studyId, `1.2.${BigInt(`0x${studyId.replaceAll('-', '')}`)}`, here.patientId, at],
  )
  const moment = at.toISOString()
  await world.as(here.doctor, async (tx, actor) => {
    await noteImages(tx, actor, {
      studyId,
      patientId: here.patientId,
      modality: 'CT',
      startedAt: moment,
      arrivedAt: moment,
    })
  })
  return studyId
}

async function withdraw(studyId: string): Promise<void> {
  await world.sql(
    `update imaging.match set undone_at = now(), undone_by = $2, undone_reason = $3 where study_id = $1 and undone_at is null`,
    [studyId, here.doctor, reason],
  )
  await world.sql('update imaging.study set patient_id = null, matched_by = null where id = $1', [studyId])
  await world.as(
    here.doctor,
    async (tx, actor) => await withdrawImages(tx, actor, { studyId, patientId: here.patientId, reason }),
  )
}

const standing = async () =>
  (await here.get()).milestones
    .filter((each) => each.code.startsWith('image'))
    .map((each) => [each.code, each.occurredAt])

test('the stations of images that were another patient’s are withdrawn, and stay to be seen with the reason', async () => {
  here = await arrangeRun(world)
  const at = world.clock.now()
  const studyId = await arrive()
  assert.equal((await standing()).length, 2)
  world.clock.advance(10 * minute)
  world.hints.length = 0
  await withdraw(studyId)
  const run = await here.get(here.expert)
  assert.deepEqual(await standing(), [])
  assert.deepEqual(
    run.withdrawn.map((each) => [each.code, each.occurredAt, each.withdrawnAt, each.reason]),
    ['image-taken', 'images-arrived'].map((code) => [code, at.toISOString(), world.clock.now().toISOString(), reason]),
  )
  assert.deepEqual(
    world.hints.map((each) => each.type),
    ['milestone-recorded', 'milestone-recorded'],
  )
  const since = await world.as(
    here.doctor,
    async (tx) => await correctionsSince(tx, { kind: 'case', id: here.subject.subjectId }, at),
  )
  assert.deepEqual(since, ['image-taken', 'images-arrived'])
})

test('other images of the patient then pass the stations, at their own time', async () => {
  here = await arrangeRun(world)
  const wrong = await arrive()
  world.clock.advance(5 * minute)
  const own = world.clock.now().toISOString()
  await arrive()
  world.clock.advance(5 * minute)
  await withdraw(wrong)
  assert.deepEqual(await standing(), [
    ['image-taken', own],
    ['images-arrived', own],
  ])
  assert.equal((await here.get()).withdrawn.length, 2)
})

test('a study that passed no station withdraws none', async () => {
  here = await arrangeRun(world)
  await arrive()
  await withdraw(await arrive())
  assert.equal((await standing()).length, 2)
  assert.deepEqual((await here.get()).withdrawn, [])
})
