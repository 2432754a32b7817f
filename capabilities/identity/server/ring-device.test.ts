import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#platform/server/new-id.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { armDevice, signOut } from '../contract.ts'
import { type Browser, type Door, openDoor, type Person } from './browser-under-test.ts'
import { rosterNow } from './duty-row.ts'

const aMinute = 60_000

let world: World
let door: Door
let facilityId: string

before(async () => {
  world = await createWorld()
  door = await openDoor(world)
  facilityId = await world.facility('Bạch Mai')
})
after(async () => {
  await door.close()
  await world.close()
})

/** Somebody on duty at whose screen the test ring was heard. */
async function onDuty(): Promise<{ person: Person; browser: Browser; say: (isArmed: boolean) => Promise<unknown> }> {
  const person = await door.person(facilityId)
  await world.sql(
    `insert into identity.duty_shift (id, facility_id, position, person_id, starts_at, ends_at)
     values ($1, $2, 'first', $3, $4::timestamptz - interval '1 hour', $4::timestamptz + interval '9 hours')`,
    [newId(), facilityId, person.id, world.clock.now()],
  )
  const browser = await door.entered(person.email)
  const deviceId = newId()
  const say = async (isArmed: boolean) => await browser.call(armDevice, { deviceId, label: 'x', isArmed })
  await say(true)
  return { person, browser, say }
}
const canRing = async (person: Person) =>
  await world.asSystem(async (tx, actor) => (await rosterNow(tx, { personId: person.id, now: actor.now }))[0]?.canRing)

test('a screen that was closed without a word cannot ring for long', async () => {
  const { person, say } = await onDuty()
  assert.equal(await canRing(person), true)
  world.clock.advance(9 * aMinute)
  assert.equal(await canRing(person), true)
  world.clock.advance(2 * aMinute)
  assert.equal(await canRing(person), false)
  await say(true)
  assert.equal(await canRing(person), true)
})

test('a screen that says so cannot ring at once', async () => {
  const { person, say } = await onDuty()
  await say(false)
  assert.equal(await canRing(person), false)
})

test('with the last session the ringing goes; while another is open, it stays', async () => {
  const { person, browser } = await onDuty()
  const other = await door.entered(person.email)
  await other.call(signOut, {})
  assert.equal(await canRing(person), true)
  await browser.call(signOut, {})
  assert.equal(await canRing(person), false)
})
