import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { newId } from '#platform/server/new-id.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import type { ServerSignal } from '../signal.ts'
import type { MediaPlane } from './media-plane.ts'
import { RoomHall } from './room-hall.ts'
import { letIntoRoom, revokeFromRoom, roomOf } from './rooms.ts'

let world: World
let facility: string
let invited: string
let stranger: string
let subject: { kind: string; id: string; patientId: string }
let room: string
let hall: RoomHall
let joined: string[]

const done = async () => await Promise.resolve()

/** A media server that lets everybody in: whom it is asked to let in is the question here. */
const open: MediaPlane = {
  isUp: true,
  openRoom: done,
  closeRoom: done,
  remove: done,
  close: done,
  openLeg: ({ peerId }) => ({
    join: async () => await Promise.resolve(void joined.push(peerId)),
    publish: async () => await Promise.resolve({ type: 'answer', sdp: 'answer' }),
    subscribe: done,
    answer: done,
    trickle: done,
    leave: done,
  }),
}

before(async () => {
  world = await createWorld()
  facility = await world.facility('Mường Nhé')
  const other = await world.facility('Nam Định')
  invited = await world.person(facility, 'doctor')
  stranger = await world.person(other, 'doctor')
})
after(async () => await world.close())

beforeEach(async () => {
  const patientId = newId()
  await world.sql(
    `insert into records.patient (id, full_name, name_folded, sex, registered_by, registered_at_facility_id, created_at)
     values ($1, 'Vừ A Dế', 'vu a de', 'male', $2, $3, now())`,
    [patientId, invited, facility],
  )
  subject = { kind: 'consult', id: newId(), patientId }
  room = await world.as(invited, async (tx) => {
    await letIntoRoom(tx, subject, { personId: invited, role: 'secretary', facilityId: facility })
    return String(await roomOf(tx, subject))
  })
  joined = []
  hall = new RoomHall(world.house, open, null)
})

/** Asks to be let in, and resolves with the first answer. */
async function knock(personId: string): Promise<ServerSignal> {
  const actor = await world.actor(personId)
  const { promise, resolve } = Promise.withResolvers<ServerSignal>()
  const say = (reply: unknown) => resolve((reply as { message: ServerSignal }).message)
  hall.take({ actor, socket: {}, say, onClose: () => undefined }, room, { type: 'join', kind: 'camera' })
  return await promise
}

const presences = async () =>
  (await world.sql('select person_id from sessions.presence where session_id = $1', [room])).map(
    (row) => row['person_id'],
  )

test('whoever is invited is welcomed, and the entry is noted also when they leave at once', async () => {
  assert.equal((await knock(invited)).type, 'welcome')
  assert.deepEqual(joined, [invited])
  await hall.close()
  assert.deepEqual(await presences(), [invited])
})

test('a doctor of another hospital who knows the id of the room is refused before the media server hears of them', async () => {
  assert.deepEqual(await knock(stranger), { type: 'ended', because: 'refused' })
  assert.deepEqual(joined, [])
  assert.deepEqual(await presences(), [])
})

test('an invitation that was taken back opens nothing', async () => {
  await world.as(invited, async (tx, actor) => await revokeFromRoom(tx, actor, subject, [invited]))
  assert.deepEqual(await knock(invited), { type: 'ended', because: 'refused' })
  assert.deepEqual(joined, [])
})

test('a room that is over opens to nobody, whatever the invitation says', async () => {
  await world.sql("update sessions.session set status = 'finished' where id = $1", [room])
  assert.deepEqual(await knock(invited), { type: 'ended', because: 'refused' })
  assert.deepEqual(joined, [])
})
