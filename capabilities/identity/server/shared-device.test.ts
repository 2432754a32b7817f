import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Id } from '#platform/contract/id.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import {
  getSharedDevice,
  isSimplePin,
  listSharedDevices,
  revokeSharedDevice,
  setPin,
  signInByPin,
  stopSharing,
} from '../contract/device.ts'
import { changePassword, disablePerson } from '../contract/people.ts'
import { confirmTotp, getMe, signIn, signOut, startTotp, verifyTotp } from '../contract.ts'
import {
  type Browser,
  type Door,
  openDoor,
  type Person,
  passwordUnderTest as password,
  totpCode,
} from './browser-under-test.ts'

const pin = '284617'
const hourMs = 60 * 60 * 1000

let world: World
let door: Door
let ward: Id<'facility'>

before(async () => {
  world = await createWorld()
  door = await openDoor(world)
  ward = (await world.facility('Mường Nhé')) as Id<'facility'>
})
after(async () => {
  await door.close()
  await world.close()
})

/** A shared computer at which a nurse has signed in by password, set a PIN, and gone. */
async function sharedComputer(): Promise<{ browser: Browser; nurse: Person }> {
  const nurse = await door.person(ward)
  const browser = await door.entered(nurse.email, true)
  assert.equal((await browser.call(setPin, { password, pin })).problem, null)
  await browser.call(signOut, {})
  return { browser, nurse }
}

const whoIs = async (browser: Browser) => (await browser.call(getMe, {})).value?.person?.id
const enter = async (browser: Browser, who: Person, given = pin) =>
  await browser.call(signInByPin, { personId: who.id, pin: given })

describe('taking turns at a shared computer', () => {
  test('who signed in there by password comes back by PIN, and somebody else takes the next turn', async () => {
    const { browser, nurse } = await sharedComputer()
    const doctor = await door.person(ward)
    await browser.call(signIn, { email: doctor.email, password })
    await browser.call(setPin, { password, pin: '905138' })
    await browser.call(signOut, {})
    const shown = (await browser.call(getSharedDevice, {})).value
    assert.equal(shown.facilityName, 'Mường Nhé')
    assert.deepEqual(
      shown.people.map((each) => [each.person.id, each.returnBy]).sort(),
      [
        [nurse.id, 'pin'],
        [doctor.id, 'pin'],
      ].sort(),
    )
    assert.equal((await enter(browser, nurse)).status, 200)
    assert.equal(await whoIs(browser), nurse.id)
    await browser.call(signOut, {})
    assert.equal((await enter(browser, doctor)).problem, 'wrong-pin')
    assert.equal((await enter(browser, doctor, '905138')).status, 200)
    assert.equal(await whoIs(browser), doctor.id)
  })

  test('a PIN alone works on no other computer, and not for somebody who never signed in on this one', async () => {
    const { browser, nurse } = await sharedComputer()
    const { browser: other } = await sharedComputer()
    assert.equal((await enter(other, nurse)).problem, 'pin-not-here')
    assert.equal((await enter(door.browser(), nurse)).problem, 'pin-not-here')
    assert.deepEqual((await door.browser().call(getSharedDevice, {})).value, { facilityName: null, people: [] })
    const forged = door.browser()
    forged.cookies.set('tuyen.device', 'AAAA')
    assert.equal((await enter(forged, nurse)).problem, 'pin-not-here')
    assert.equal((await enter(browser, nurse)).status, 200)
  })

  test('a computer that was not marked is nobody’s to come back to by PIN', async () => {
    const nurse = await door.person(ward)
    const browser = await door.entered(nurse.email)
    await browser.call(setPin, { password, pin })
    await browser.call(signOut, {})
    assert.deepEqual((await browser.call(getSharedDevice, {})).value.people, [])
    assert.equal((await enter(browser, nurse)).problem, 'pin-not-here')
  })

  test('after five wrong PINs the right one is refused too, until the password was given there', async () => {
    const { browser, nurse } = await sharedComputer()
    const said = []
    for (const guess of ['111222', '111223', '111224', '111225', '111226']) {
      said.push((await enter(browser, nurse, guess)).problem)
    }
    assert.deepEqual(said, ['wrong-pin', 'wrong-pin', 'wrong-pin', 'wrong-pin', 'pin-locked'])
    assert.equal((await enter(browser, nurse)).problem, 'pin-locked')
    assert.equal((await browser.call(getSharedDevice, {})).value.people[0]?.returnBy, 'pin-locked')
    await browser.call(signIn, { email: nurse.email, password })
    await browser.call(signOut, {})
    assert.equal((await enter(browser, nurse)).status, 200)
  })

  test('of many guesses at once five are looked at', async () => {
    const { browser, nurse } = await sharedComputer()
    const guesses = Array.from({ length: 12 }, (_, at) => String(300_100 + at))
    const answers = await Promise.all(guesses.map(async (guess) => await enter(browser, nurse, guess)))
    assert.equal(answers.filter((answer) => answer.problem === 'wrong-pin').length, 4)
    const [row] = await world.sql('select wrong_pins from identity.device_person where person_id = $1', [nurse.id])
    assert.equal(row?.['wrong_pins'], 5)
    assert.equal((await enter(browser, nurse)).problem, 'pin-locked')
  })

  test('twelve hours after the password only the password helps, and a session by PIN ends then too', async () => {
    const { browser, nurse } = await sharedComputer()
    await enter(browser, nurse)
    const [shift] = await world.sql(
      `select e.enabled_until = s.expires_at as is_same from identity.device_person e
       join identity.login_session s on s.user_id = e.person_id where e.person_id = $1`,
      [nurse.id],
    )
    assert.equal(shift?.['is_same'], true)
    await browser.call(signOut, {})
    world.clock.advance(12 * hourMs)
    const answer = await enter(browser, nurse)
    const { people } = (await browser.call(getSharedDevice, {})).value
    world.clock.advance(-12 * hourMs)
    assert.equal(answer.problem, 'pin-not-here')
    assert.deepEqual(people, [])
  })

  test('an administrator of the facility ends the computer, one of another facility neither sees nor ends it', async () => {
    const { browser, nurse } = await sharedComputer()
    const admin = await door.entered((await door.person(ward, 'administrator')).email)
    const elsewhere = (await world.facility('Nam Định')) as Id<'facility'>
    const foreign = await door.entered((await door.person(elsewhere, 'administrator')).email)
    const facilityId = ward
    const listed = (await admin.call(listSharedDevices, { facilityId })).value
    const device = listed.find((each) => each.people.some((one) => one.id === nurse.id))
    assert.ok(device)
    assert.equal((await foreign.call(listSharedDevices, { facilityId })).problem, 'not-found')
    const theirs = { facilityId: elsewhere, deviceId: device.id }
    assert.equal((await foreign.call(revokeSharedDevice, { facilityId, deviceId: device.id })).problem, 'not-found')
    assert.equal((await foreign.call(revokeSharedDevice, theirs)).problem, 'not-found')
    assert.equal((await admin.call(revokeSharedDevice, { facilityId, deviceId: device.id })).problem, null)
    assert.equal((await enter(browser, nurse)).problem, 'pin-not-here')
  })

  test('whoever sits at it can make it one person’s again', async () => {
    const { browser, nurse } = await sharedComputer()
    const kept = new Map(browser.cookies)
    await enter(browser, nurse)
    await browser.call(stopSharing, {})
    await browser.call(signOut, {})
    assert.equal((await enter(browser, nurse)).problem, 'pin-not-here')
    const copy = door.browser()
    for (const [name, value] of kept) copy.cookies.set(name, value)
    assert.equal((await enter(copy, nurse)).problem, 'pin-not-here')
  })

  test('a changed password ends the way back by PIN', async () => {
    const { browser, nurse } = await sharedComputer()
    const home = await door.entered(nurse.email)
    assert.equal(
      (await home.call(changePassword, { oldPassword: password, password: `${password}-moi` })).problem,
      null,
    )
    assert.equal((await enter(browser, nurse)).problem, 'pin-not-here')
  })

  test('somebody whom the facility disabled does not come back', async () => {
    const { browser, nurse } = await sharedComputer()
    const admin = await door.entered((await door.person(ward, 'administrator')).email)
    await admin.call(disablePerson, { facilityId: ward, personId: nurse.id })
    assert.equal((await enter(browser, nurse)).problem, 'pin-not-here')
  })

  test('where a second step is set up, the password alone enables nobody', async () => {
    const doctor = await door.person(ward)
    const browser = await door.entered(doctor.email, true)
    await browser.call(setPin, { password, pin })
    const { uri } = (await browser.call(startTotp, { password })).value
    await browser.call(confirmTotp, { code: totpCode(uri) })
    await browser.call(signOut, {})
    await world.sql('delete from identity.device_person where person_id = $1', [doctor.id])
    await browser.call(signIn, { email: doctor.email, password, isShared: true })
    assert.equal((await enter(browser, doctor)).problem, 'pin-not-here')
    assert.equal((await browser.call(verifyTotp, { code: totpCode(uri), isShared: true })).problem, null)
    await browser.call(signOut, {})
    assert.equal((await enter(browser, doctor)).status, 200)
  })
})

describe('setting a PIN', () => {
  test('asks the password, so that an open screen is not enough', async () => {
    const browser = await door.entered((await door.person(ward)).email)
    assert.equal((await browser.call(setPin, { password: 'x', pin })).problem, 'wrong-password')
    assert.equal((await browser.call(getMe, {})).value.hasPin, false)
  })

  test('refuses what a colleague tries first', () => {
    for (const simple of ['000000', '121212', '123123', '123456', '987654', '345678']) assert.ok(isSimplePin(simple))
    for (const fine of [pin, '905138', '100200']) assert.ok(!isSimplePin(fine))
  })

  test('keeps nothing from which the PIN is read', async () => {
    const { nurse } = await sharedComputer()
    const [row] = await world.sql('select pin_hash from identity.person where id = $1', [nurse.id])
    assert.match(String(row?.['pin_hash']), /^scrypt:[\w-]{22}:[\w-]{43}$/)
  })
})
