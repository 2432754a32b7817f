import assert from 'node:assert/strict'
import { after, before, beforeEach, mock, test } from 'node:test'
import type { Actor } from '#platform/server/actor.ts'
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
let asked: string[]
let inside: Set<string>
let door: { opens: Promise<void>; onAsk: () => void }

const done = async () => await Promise.resolve()

/** A media server that lets everybody in: whom it is asked to let in is the question here. */
const open: MediaPlane = {
  isUp: true,
  openRoom: done,
  closeRoom: done,
  remove: done,
  close: done,
  openLeg: ({ peerId }) => ({
    join: async () => {
      asked.push(peerId)
      door.onAsk()
      await door.opens
      inside.add(peerId)
    },
    publish: async () => await Promise.resolve({ type: 'answer', sdp: 'answer' }),
    subscribe: done,
    answer: done,
    trickle: done,
    leave: async () => await Promise.resolve(void inside.delete(peerId)),
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
  asked = []
  inside = new Set()
  door = { opens: Promise.resolve(), onAsk: () => undefined }
  hall = new RoomHall(world.house, open, null)
})

/** Asks to be let in, and resolves with the first answer. */
async function knock(personId: string, roles?: Actor['roles']): Promise<ServerSignal> {
  const actor = await world.actor(personId)
  const { promise, resolve } = Promise.withResolvers<ServerSignal>()
  const say = (reply: unknown) => resolve((reply as { message: ServerSignal }).message)
  const client = { actor: { ...actor, roles: roles ?? actor.roles }, socket: {}, say, onClose: () => undefined }
  hall.take(client, room, { type: 'join', kind: 'camera' })
  return await promise
}

/** Asks to be let in, and is gone before the media server has opened the door. */
async function knockGoing(personId: string): Promise<void> {
  const actor = await world.actor(personId)
  const isAsked = Promise.withResolvers<void>()
  const isOpen = Promise.withResolvers<void>()
  door = { opens: isOpen.promise, onAsk: isAsked.resolve }
  const gone: (() => void)[] = []
  const onClose = (listener: () => void) => void gone.push(listener)
  hall.take({ actor, socket: {}, say: () => undefined, onClose }, room, { type: 'join', kind: 'camera' })
  await isAsked.promise
  for (const listener of gone) listener()
  isOpen.resolve()
  await new Promise(setImmediate)
}

const presences = async () =>
  (await world.sql('select person_id from sessions.presence where session_id = $1', [room])).map(
    (row) => row['person_id'],
  )

test('whoever is invited is welcomed, and the entry is noted also when they leave at once', async () => {
  assert.equal((await knock(invited)).type, 'welcome')
  assert.deepEqual(asked, [invited])
  await hall.close()
  assert.deepEqual(await presences(), [invited])
})

test('whoever is gone before the door is open was never there, and is not left behind in the media room', async () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  await knockGoing(invited)
  assert.deepEqual([...inside], [])
  mock.timers.tick(60_000)
  mock.timers.reset()
  // whatever is noted now was asked for before this
  for (let n = 0; n < 100; n += 1) assert.deepEqual(await presences(), [])
})

test('an invitation is worth nothing to somebody who holds no role any more', async () => {
  assert.deepEqual(await knock(invited, []), { type: 'ended', because: 'refused' })
  assert.deepEqual(asked, [])
})

test('a doctor of another hospital who knows the id of the room is refused before the media server hears of them', async () => {
  assert.deepEqual(await knock(stranger), { type: 'ended', because: 'refused' })
  assert.deepEqual(asked, [])
  assert.deepEqual(await presences(), [])
})

test('an invitation that was taken back opens nothing', async () => {
  await world.as(invited, async (tx, actor) => await revokeFromRoom(tx, actor, subject, [invited]))
  assert.deepEqual(await knock(invited), { type: 'ended', because: 'refused' })
  assert.deepEqual(asked, [])
})

test('a room that is over opens to nobody, whatever the invitation says', async () => {
  await world.sql("update sessions.session set status = 'finished' where id = $1", [room])
  assert.deepEqual(await knock(invited), { type: 'ended', because: 'refused' })
  assert.deepEqual(asked, [])
})
