import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { newId } from '#platform/server/new-id.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { acceptConsult } from './accept-consult.ts'
import { arrangeEmergency, type Emergency } from './emergency-under-test.ts'
import { listMessages } from './messages.ts'
import { noteWithdrawn } from './note-withdrawn.ts'

const reason = 'Máy chụp gõ nhầm mã người bệnh'

let world: World
let here: Emergency
let technician: string
let consultId: string

const leave = async (openedBy: string[] = [], patientId = here.patientId) =>
  await world.as(technician, async (tx, actor) => {
    const what = { studyId: newId(), patientId, facilityId: here.asking, reason, modality: 'CT' }
    await noteWithdrawn(tx, actor, { ...what, startedAt: '2026-11-22T07:02:00.000Z', openedBy })
  })
const saidTo = async (person: string) =>
  (await world.as(person, async (tx, actor) => await listMessages(tx, actor, { consultId }))).map((each) => each.text)
const set = async (columns: string) =>
  await world.sql(`update consults.consult set ${columns} where id = $1`, [consultId])

before(async () => {
  world = await createWorld()
})
after(async () => await world.close())
beforeEach(async () => {
  here = await arrangeEmergency(world)
  technician = await world.person(here.asking, 'technician')
  const asked = await here.ask()
  consultId = asked
  await world.as(here.first, async (tx, actor) => await acceptConsult(tx, actor, { consultId: asked }))
})

test('a case that goes on says in its thread that images left the record, and its pages hear of it', async () => {
  world.hints.length = 0
  await leave()
  const [said, ...others] = await saidTo(here.first)
  assert.deepEqual(others, [])
  assert.match(said ?? '', /PHIM ĐÃ GỠ: phim CT chụp .*14.*02.*không phải của người bệnh này/)
  assert.ok(said?.includes(reason))
  const types = world.hints.filter((each) => each.topic === `consult/${consultId}`).map((each) => each.type)
  assert.deepEqual(types, ['message-sent', 'consult-updated'])
})

test('the expert who opened them reads it although the sight of the record has ended', async () => {
  await set(`status = 'completed'`)
  await world.sql('update records.access_grant set withdrawn_at = now() where consult_id = $1', [consultId])
  await leave()
  assert.deepEqual(await saidTo(here.first), [])
  await leave([here.first])
  assert.equal((await saidTo(here.first)).length, 1)
})

test('a case that was cancelled, and one of another patient, say nothing', async () => {
  await leave([], newId())
  assert.deepEqual(await saidTo(here.first), [])
  await set(`status = 'cancelled'`)
  await leave([here.first])
  assert.deepEqual(await saidTo(here.first), [])
})
