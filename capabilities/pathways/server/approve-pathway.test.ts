import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Id } from '#platform/contract/id.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { approvePathway } from './approve-pathway.ts'
import { isApproved, shippedPathways } from './index.ts'
import { listPathways } from './list-pathways.ts'

let world: World
let here: Id<'facility'>
let elsewhere: Id<'facility'>
let doctor: string
const pathway = shippedPathways.find((each) => each.code === 'stroke' && each.version === 2)

before(async () => {
  world = await createWorld()
  here = (await world.facility('Mường Nhé')) as Id<'facility'>
  elsewhere = (await world.facility('Nam Định')) as Id<'facility'>
  doctor = await world.person(here, 'doctor')
})
after(async () => await world.close())

const approve = async (person: string, facilityId: Id<'facility'>, version = 2) =>
  await world.as(person, async (tx, actor) => await approvePathway(tx, actor, { facilityId, code: 'stroke', version }))
const approvalsFor = async (person: string) =>
  (await world.as(person, async (tx, actor) => await listPathways(tx, actor))).find(
    (each) => each.document.code === 'stroke',
  )?.approvedBy

test('nobody has approved at first; a doctor approves for their facility, and who and when are shown there', async () => {
  const nurse = await world.person(here, 'nurse')
  assert.deepEqual(await approvalsFor(nurse), [])
  await approve(doctor, here)
  const [approval] = (await approvalsFor(nurse)) ?? []
  assert.equal(approval?.by?.id, doctor)
  assert.equal(approval?.at, world.clock.now().toISOString())
  assert.ok(pathway)
  const states = await world.asSystem(async (tx) => [
    await isApproved(tx, here, pathway),
    await isApproved(tx, elsewhere, pathway),
  ])
  assert.deepEqual(states, [true, false])
})

test('the first name stays when a colleague approves again', async () => {
  await approve(doctor, here)
  const colleague = await world.person(here, 'doctor')
  world.clock.advance(60_000)
  await approve(colleague, here)
  assert.equal((await approvalsFor(colleague))?.[0]?.by?.id, doctor)
})

test('nobody else approves: not a nurse, not an administrator, not a doctor of another facility', async () => {
  const foreign = await world.person(elsewhere, 'doctor')
  for (const role of ['nurse', 'coordinator', 'administrator', 'technician']) {
    await assert.rejects(approve(await world.person(here, role), here), { problem: 'not-your-facility' })
  }
  await assert.rejects(approve(foreign, here), { problem: 'not-your-facility' })
  assert.deepEqual(await approvalsFor(foreign), [])
})

test('a version that does not exist is not approved', async () => {
  await assert.rejects(approve(doctor, here, 99), { problem: 'not-found' })
})
